"""What a roll-back of a migration restores: `up` and `down` played on the schema before it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from wishare_lint.rails.control import ReversibleBlock
from wishare_lint.rails.difference import Difference, differences, sentences
from wishare_lint.rails.migration import Migration
from wishare_lint.rails.operations import (
    AddColumn,
    AlterTable,
    CreateTable,
    Execute,
    Operation,
    OtherCommand,
    UnknownOperation,
)
from wishare_lint.rails.playback import Playback
from wishare_lint.rails.restoration import (
    CallFact,
    Loss,
    Stop,
    both_ways,
    dropped,
    left_behind,
    losses,
    passed_over,
    schema_before,
    stops,
    unrecorded,
)
from wishare_lint.rails.schema import Conflict, Schema
from wishare_lint.rails.undo import down_body
from wishare_lint.ruby.source import Place
from wishare_lint.ruby.values import Unknown


@dataclass(frozen=True)
class Rollback:
    """The verdict on the roll-back of one migration.

    `verdict`: `exact`, `lossy`, `irreversible`, `missing`, `no-op`, `fails` or `unknown`;
    `reasons` say what is not restored, or why the verdict is what it is. It is about the schema:
    whether rows come back is not looked at. `up` and `down` are the migration as played on the
    schema before it; `differences` is what `down` then leaves.
    """

    migration: Migration
    verdict: str
    reasons: tuple[str, ...] = ()
    up: Playback = field(default_factory=Playback)
    down: Playback = field(default_factory=Playback)
    differences: tuple[Difference, ...] = ()

    @property
    def place(self) -> Place:
        return self.migration.place

    @property
    def subject(self) -> str:
        return self.migration.version

    @property
    def by_rails(self) -> bool:
        """Whether Rails undoes the migration itself, because it is written as `change`."""
        return self.migration.method("change") is not None

    @cached_property
    def stops(self) -> tuple[Stop, ...]:
        """The calls that Rails cannot undo."""
        return stops(self.up, self.down, self.migration.writer)

    @cached_property
    def losses(self) -> tuple[Loss, ...]:
        """The calls that Rails undoes, but restores less than it could."""
        return losses(self.up, self.down, self.migration.writer) if self.by_rails else ()

    @property
    def passed_over(self) -> tuple[CallFact, ...]:
        """The calls that Rails does not undo because their guard says something else by then."""
        played = (self.up, self.down, self.migration.up, self.migration.writer)
        return passed_over(*played) if self.by_rails else ()

    @property
    def left_behind(self) -> tuple[ReversibleBlock, ...]:
        """The `reversible` blocks that change the schema and have no way back."""
        return left_behind(self.up) if self.by_rails else ()

    @property
    def dropped(self) -> tuple[str, ...]:
        """The tables and columns that go with a roll-back, and with them what is in them by then;
        none where the roll-back does not run to its end."""
        return dropped(self.up, self.down) if self.verdict in _RUNS else ()

    def undoing(self, block: ReversibleBlock) -> tuple[str, ...] | None:
        """The lines that undo a block; None where they cannot be written."""
        before = schema_before(self.up, block.operations)
        return down_body(block.operations, before, self.migration.writer)

    @property
    def unrecorded(self) -> tuple[CallFact, ...]:
        """The calls that run forwards in both directions."""
        return unrecorded(self.up, self.down, self.migration.writer)

    @property
    def both_ways(self) -> tuple[CallFact, ...]:
        """The calls that `reversible` runs in both directions."""
        return both_ways(self.up, self.down, self.migration.writer) if self.by_rails else ()

    @property
    def leaves_traces(self) -> bool:
        """Whether the schema is not, or may not be, what it was before `up`."""
        return bool(self.differences) or any(_opaque(self.up.operations))

    @property
    def second_run(self) -> Conflict | None:
        """Why `up` fails when it runs again on what the roll-back leaves."""
        again = self.migration.play("up", self.down.after)
        return again.conflict[1] if again.conflict else None

    @cached_property
    def down_body(self) -> tuple[str, ...] | None:
        """The lines of a `down` that undoes `up`; None where they cannot be written."""
        return down_body(self.up.operations, self.up.before, self.migration.writer)


_RUNS = ("exact", "lossy", "unknown")
"""The verdicts on a roll-back that undoes something, and is not known to fail."""


def rollback(migration: Migration, before: Schema) -> Rollback:
    """The verdict, for a migration that runs on the schema `before`."""
    up = migration.play("up", before)
    down = migration.play("down", up.after)
    found = differences(up.before, down.after)
    verdict, reasons = _verdict(migration, up, down, found)
    return Rollback(migration, verdict, reasons, up, down, found)


_Verdict = tuple[str, tuple[str, ...]]


def _verdict(
    migration: Migration, up: Playback, down: Playback, found: tuple[Difference, ...]
) -> _Verdict:
    return (
        _without_schema(up, down)
        or _unreadable(up, down)
        or _refused(migration, up, down)
        or _compared(up, down, found, migration.method("change") is not None)
    )


def _without_schema(up: Playback, down: Playback) -> _Verdict | None:
    """The verdicts that follow from how `down` is written."""
    if down.missing and not up.missing:
        return "missing", ("there is no `down`",)
    if down.irreversible:
        reasons = tuple(dict.fromkeys(reason.reason for _, reason in down.irreversible))
        stopped = any(reason.error.endswith(_IRREVERSIBLE) for _, reason in down.irreversible)
        return ("irreversible" if stopped else "fails"), reasons
    if down.raises is not None:
        verdict = "irreversible" if down.raises.endswith(_IRREVERSIBLE) else "fails"
        return verdict, (f"the roll-back raises {down.raises}",)
    return None


_IRREVERSIBLE = "IrreversibleMigration"


def _unreadable(up: Playback, down: Playback) -> _Verdict | None:
    reasons = tuple(dict.fromkeys((*_opaque(up.operations), *_opaque(down.operations))))
    return ("unknown", reasons) if reasons and down.operations else None


def _opaque(operations: Iterable[Operation]) -> Iterator[str]:
    for operation in operations:
        via = f"`{operation.origin.via}`"
        if isinstance(operation, UnknownOperation):
            yield f"what {via} does is not known"
        elif isinstance(operation, Execute) and operation.changes_schema:
            yield f"the SQL of {via} is {'computed' if _is_computed(operation) else 'not read'}"
        elif isinstance(operation, AlterTable):
            yield f"what {via} changes of `{operation.table}` is not compared"
        elif not operation.is_readable:
            yield f"{via} has a computed name"


def _is_computed(operation: Execute) -> bool:
    return isinstance(operation.sql, Unknown)


def _refused(migration: Migration, up: Playback, down: Playback) -> _Verdict | None:
    """The verdicts where the database would refuse an operation."""
    if up.conflict is not None:
        return "unknown", (f"going up: {up.conflict[1].reason}",)
    if down.conflict is not None:
        return "fails", (down.conflict[1].reason,)
    again = [one for one in down.unrecorded if isinstance(one, OtherCommand)]
    if again:
        return "fails", tuple(f"`{one.command}` runs forwards a second time" for one in again)
    misread = tuple(_misread(down.operations, up.before))
    if misread:
        return "fails", misread
    unfillable = () if migration.adapter == "mysql" else tuple(_unfillable(down.operations))
    return ("fails", tuple(dict.fromkeys(unfillable))) if unfillable else None


def _misread(operations: Iterable[Operation], before: Schema) -> Iterator[str]:
    """Columns whose type is the name of another column: `remove_column :users, :a, :b`."""
    for operation in operations:
        if isinstance(operation, AddColumn):
            type_ = operation.column.type
            if str(type_) not in _TYPES and before.column(operation.table, type_) is not None:
                name = f"`{operation.table}.{operation.column.name}`"
                yield f"column {name} comes back with the type `{type_}`, which is a column"


_TYPES = frozenset(
    {"binary", "date", "datetime", "integer", "json", "string", "text", "time", "timestamp", "uuid"}
)
"""Types that are columns' names as well."""


def _unfillable(operations: Iterable[Operation]) -> Iterator[str]:
    """Columns for which the rows have no value: MySQL makes one up, the others refuse."""
    empty: set[object] = set()
    for operation in operations:
        if isinstance(operation, CreateTable):
            empty.add(operation.table)
        elif isinstance(operation, AddColumn) and operation.table not in empty:
            column = operation.column
            if column.required_without_default:
                name = f"`{operation.table}.{column.name}`"
                yield f"column {name} cannot come back as NOT NULL without a default"


def _compared(
    up: Playback, down: Playback, found: tuple[Difference, ...], by_rails: bool
) -> _Verdict:
    """The verdicts about what the schema is like after `up` and `down`."""
    if up.operations and not down.operations and not by_rails:
        return "no-op", sentences(found) or ("`down` is empty",)
    certain = [difference for difference in found if difference.certain]
    if certain:
        return "lossy", sentences(certain)
    return ("unknown" if found else "exact"), sentences(found)
