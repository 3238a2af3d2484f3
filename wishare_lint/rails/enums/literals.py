"""Numbers and texts that SQL gives for the column of an enum, and that no label stands for.

Source: SQL reaches the database as it is, so no label is translated in it. PostgreSQL refuses to
compare a number with a text; MySQL takes a text for the number that it begins with, most often 0;
in SQLite they are never equal.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wishare_lint.rails.enums.enum import Enum
from wishare_lint.rails.models.model import Model
from wishare_lint.rails.models.models import Models
from wishare_lint.rails.operations import (
    AddColumn,
    ChangeColumn,
    CreateTable,
    Operation,
    RenameColumn,
    UpdateRows,
)
from wishare_lint.rails.rows.condition import OneOf, leaves
from wishare_lint.rails.rows.fragments import SqlText
from wishare_lint.rails.rows.queries import Query
from wishare_lint.rails.rows.row_write import RowWrite
from wishare_lint.ruby.source import Place
from wishare_lint.ruby.values import Unknown, Value

_UNCHECKED = ("update_all", "update_column", "update_columns")
"""Writers of models that take a number as it comes; all others raise."""


@dataclass(frozen=True)
class LiteralMismatch:
    """A literal that no label of the enum of `table` stands for.

    `kind`: `text` (the column holds numbers), `number` (it holds texts) or `value` (of the right
    kind, but without a label). `written`: rows get it; else rows with it are looked for.
    """

    enum: Enum
    table: str
    value: Value
    kind: str
    written: bool
    place: Place

    @property
    def subject(self) -> str:
        return f"{self.table}.{self.enum.attribute}"


def in_queries(found: Iterable[Query], models: Models) -> Iterator[LiteralMismatch]:
    """The literals in the code of models."""
    for query in found:
        model = _asked_class(query, models)
        if model is not None:
            yield from _in_query(query, model, models)


def _in_query(query: Query, model: Model, models: Models) -> Iterator[LiteralMismatch]:
    table = models.table(model)
    for leaf in leaves(query.condition):
        if not isinstance(leaf, OneOf) or leaf.table not in ("", table):
            continue
        enum = models.enums.get((model.class_name, leaf.column))
        if enum is not None:
            for value, kind in _unfit(leaf.values, enum):
                yield LiteralMismatch(enum, table, value, kind, False, query.place)


def _asked_class(query: Query, models: Models) -> Model | None:
    """The model that a query means, by Ruby's search for the constant."""
    names = (f"{outer}::{query.class_name}" for outer in _around(query.within))
    known = (models.by_class.get(name) for name in (*names, query.class_name))
    return next((model for model in known if model is not None), None)


def _around(class_name: str) -> Iterator[str]:
    """The class itself and what stands around it, from inside."""
    while class_name:
        yield class_name
        class_name = class_name.rpartition("::")[0]


def in_writes(
    writes: Iterable[RowWrite], operations: Iterable[Operation], base: Models, head: Models
) -> Iterator[LiteralMismatch]:
    """The literals in migrations and tasks, for enums that both sides store alike.

    A value without a label counts where it is written; to look for one is what a clean-up does.
    Columns that `operations` make or change are left out.
    """
    changed = set(_made(operations))
    for write in writes:
        table = write.table(head)
        owner = head.owner_of(table) if table else None
        for column, values, written in _given(write) if owner and write.stub is None else ():
            enum = head.enums.get((owner.class_name, column)) if owner else None
            old = base.enums.get((owner.class_name, column)) if owner else None
            if table is None or enum is None or old is None or (table, column) in changed:
                continue
            for value, kind in _unfit(values, enum) if old.storage == enum.storage else ():
                if written or kind != "value":
                    place = write.operation.place
                    yield LiteralMismatch(enum, table, value, kind, written, place)


def _given(write: RowWrite) -> Iterator[tuple[str, tuple[Value, ...], bool]]:
    """The columns with what they are compared with, and with what is written into them."""
    operation = write.operation
    for leaf in leaves(operation.where):
        if isinstance(leaf, OneOf) and not leaf.table:
            yield leaf.column, leaf.values, False
    unchecked = operation.model is None or operation.origin.via in _UNCHECKED
    if isinstance(operation, UpdateRows) and unchecked:
        for column, value in (operation.values or {}).items():
            yield column, (value,), True


def _made(operations: Iterable[Operation]) -> Iterator[tuple[str, str]]:
    for operation in operations:
        match operation:
            case AddColumn() | ChangeColumn():
                yield str(operation.table), str(operation.column.name)
            case RenameColumn():
                yield str(operation.table), str(operation.new_name)
            case CreateTable():
                yield from (
                    (str(operation.table), str(name)) for name in operation.definition.columns
                )


def _unfit(values: Iterable[Value], enum: Enum) -> Iterator[tuple[Value, str]]:
    """The literals that reach the database as they are and that no label stands for."""
    if any(isinstance(value, Unknown) for value in enum.labels.values()):
        return
    for value in values:
        is_text = isinstance(value, SqlText)
        if not is_text and (isinstance(value, bool) or not isinstance(value, int)):
            continue
        if enum.storage == "integer" and is_text and not str(value).lstrip("-").isdecimal():
            yield value, "text"
        elif enum.storage == "string" and not is_text:
            yield value, "number"
        elif enum.storage in ("integer", "string") and enum.label_of(_plain(value, enum)) is None:
            yield value, "value"


def _plain(value: Value, enum: Enum) -> Value:
    """What the column holds for it: `'2'` is a number where the others are."""
    if isinstance(value, str):
        return int(value) if enum.storage == "integer" else str(value)
    return value
