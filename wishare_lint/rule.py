"""A rule: what it looks at, what it says, and the finding that it makes."""

import inspect
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import UnionType
from typing import ClassVar, Generic, Protocol, TypeVar, Union, get_args, get_origin

from wishare_lint.changeset import ChangeSet
from wishare_lint.finding import Finding, Fix, Related, RuleInfo, Severity
from wishare_lint.project import Project
from wishare_lint.rails.migrations.migration import Migration
from wishare_lint.rails.operations import (
    AddColumn,
    CreateTable,
    Operation,
    RenameColumn,
    RenameTable,
    RowOperation,
)
from wishare_lint.rails.rows.row_write import RowWrite
from wishare_lint.rails.schema.created import Created
from wishare_lint.rails.schema.schema import UNKNOWN, Name, Schema
from wishare_lint.ruby.source import Place

Subject_contra = TypeVar("Subject_contra", contravariant=True)
SomeOperation = TypeVar("SomeOperation", bound=Operation)


class Fact(Protocol):
    """Anything that a finding can be about."""

    @property
    def place(self) -> Place: ...

    @property
    def subject(self) -> str: ...


@dataclass(frozen=True)
class Context:
    """What surrounds the subject of a rule. Read-only.

    `schema` is the schema just before the operation; `created` are the tables and columns that the
    change set has made up to there.
    """

    project: Project
    changes: ChangeSet
    migration: Migration | None = None
    schema: Schema = UNKNOWN
    created: Created = field(default_factory=Created)

    @property
    def adapter(self) -> str | None:
        """`postgresql`, `mysql`, `sqlite`, or None when it is not known."""
        return self.migration.adapter if self.migration else self.project.databases[0].adapter

    def creates(self, table: Name | None, column: Name | None = None) -> bool:
        """Whether the change set has created the table by now; or the column, if one is named."""
        return self.created.has(table, column)

    def is_replaced(self, table: Name, column: Name | None = None) -> bool:
        """Whether the migration gives the name of a table, or of a column, to another one."""
        for made in self.migration.up.operations if self.migration else ():
            match made:
                case AddColumn() if (made.table, made.column.name) == (table, column):
                    return True
                case RenameColumn() if (made.table, made.new_name) == (table, column):
                    return True
                case CreateTable() if (made.table, None) == (table, column):
                    return True
                case RenameTable() if (made.new_name, None) == (table, column):
                    return True
        return False

    def running_class(self, table: Name) -> str | None:
        """The class that reads the table in the code that is deployed now."""
        base = self.changes.base
        model = base.models.owner_of(str(table)) if base else None
        return model.class_name if model else None

    def related_class(self, table: Name) -> tuple[Related, ...]:
        """The class that reads the table in the code to come, as a place to look at."""
        model = self.changes.head.models.owner_of(str(table))
        if model is None:
            return ()
        return (Related(model.place.location, f"`{model.class_name}` reads `{table}`"),)

    def of_one_call(self, operation: SomeOperation) -> tuple[SomeOperation, ...]:
        """The operations of its kind that the same call does to the table, itself among them.

        `remove_columns :users, :a, :b` makes two, `t.references :owner, polymorphic: true` as well.
        """
        played = self.migration.up.operations if self.migration else (operation,)
        return tuple(
            other
            for other in played
            if other.origin is operation.origin
            and isinstance(other, type(operation))
            and other.table_name == operation.table_name
        )

    def written_table(self, rows: RowOperation) -> Name | None:
        """The table whose rows are written: that of the class which the migration sees."""
        if rows.model is None:
            return rows.table
        stub = self.migration.own_model(rows.model) if self.migration else None
        known = RowWrite(rows, stub).table(self.changes.head.models)
        return known or self.project.inflector.table_name(rows.model)


class Rule(Generic[Subject_contra]):
    """One danger. The type in the brackets says what the rule looks at: an operation class, or a
    union of them, `Migration`, `Rollback`, `EnumChange`, `Enum`, `Model`, or `ChangeSet`.

    The docstring is the rule's page: one sentence with the harm, a paragraph on why, a paragraph on
    what to do. `bad` and `good` are run as tests; a line `# app/models/order.rb` starts a further
    file in them. Where the rule looks at a difference, `bad_before` and `good_before` are the code
    that is deployed now; `past` is what was deployed before. `profile` is the smallest one that
    holds the rule. `since` is the version of wishare-lint that brought it; other packs leave it
    alone, so that no pin holds a rule back.
    """

    id: ClassVar[str]
    severity: ClassVar[Severity]
    aliases: ClassVar[tuple[str, ...]] = ()
    tags: ClassVar[tuple[str, ...]] = ()
    profile: ClassVar[str] = "recommended"
    since: ClassVar[str] = "0.1.0"
    bad: ClassVar[str]
    good: ClassVar[str]
    past: ClassVar[str] = ""
    bad_before: ClassVar[str] = ""
    good_before: ClassVar[str] = ""

    def check(self, subject: Subject_contra, context: Context, /) -> Iterator[Finding]:
        """What there is to say about the subject."""
        raise NotImplementedError

    def finding(
        self,
        at: Fact,
        message: str,
        *,
        instead: str = "",
        severity: Severity | None = None,
        place: Place | None = None,
        related: tuple[Related, ...] = (),
        fixes: tuple[Fix, ...] = (),
        detail: str = "",
    ) -> Finding:
        """A finding about a fact.

        `place` narrows it down; `detail` tells apart several findings about one subject.
        """
        operation = at if isinstance(at, Operation) else None
        return Finding(
            rule=self.id,
            severity=severity or self.severity,
            message=message,
            place=place or at.place,
            instead=instead,
            aliases=self.aliases,
            direction="up" if operation else getattr(at, "direction", None),
            conditional=bool(getattr(at, "conditional", False)),
            assured=bool(operation and operation.origin.assured),
            related=related,
            fixes=fixes,
            fingerprint="\0".join(part for part in (at.subject, detail) if part),
        )

    @classmethod
    def info(cls) -> RuleInfo:
        """The rule as its page tells it."""
        title, why, advice = _paragraphs(cls)
        return RuleInfo(
            id=cls.id,
            severity=cls.severity,
            title=title,
            why=why,
            advice=advice,
            bad=inspect.cleandoc(cls.bad),
            good=inspect.cleandoc(cls.good),
            past=inspect.cleandoc(cls.past),
            bad_before=inspect.cleandoc(cls.bad_before),
            good_before=inspect.cleandoc(cls.good_before),
            aliases=cls.aliases,
            subject=_folder(cls),
            tags=cls.tags,
        )


def _paragraphs(rule: type[Rule[Subject_contra]]) -> tuple[str, str, str]:
    """The docstring as harm, reason and advice."""
    paragraphs = [part.strip() for part in (inspect.getdoc(rule) or "").split("\n\n")]
    title, *middle, advice = paragraphs if len(paragraphs) > 1 else [*paragraphs, ""]
    joined = [" ".join(part.split("\n")) for part in middle]
    return " ".join(title.split("\n")), "\n\n".join(joined), " ".join(advice.split("\n"))


def _folder(rule: type[Rule[Subject_contra]]) -> str:
    """The folder of the rule's file: its group in lists."""
    parts = rule.__module__.split(".")
    return parts[-2] if len(parts) > 1 else ""


def subjects(rule: type[Rule[Subject_contra]]) -> tuple[type, ...]:
    """The types that a rule looks at, from the brackets of its base class.

    Raises:
        TypeError: the class names none.
    """
    for base in rule.__dict__.get("__orig_bases__", ()):
        if get_origin(base) is Rule:
            (argument,) = get_args(base)
            return _types(argument)
    for parent in rule.__bases__:
        if parent is not Rule and issubclass(parent, Rule):
            return subjects(parent)
    raise TypeError(f"{rule.__name__} does not say what it looks at: Rule[…]")


def _types(argument: object) -> tuple[type, ...]:
    if get_origin(argument) in (Union, UnionType):
        return tuple(kind for part in get_args(argument) for kind in _types(part))
    if not isinstance(argument, type):
        raise TypeError(f"a rule cannot look at {argument!r}")
    return (argument,)
