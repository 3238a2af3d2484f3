"""What migrations have made so far: no row is in it yet, and no running code knows it."""

from dataclasses import dataclass, replace
from typing import TypeAlias

from wishare_lint.rails.operations import (
    AddColumn,
    CreateTable,
    DropTable,
    Execute,
    Operation,
    RemoveColumn,
    RenameColumn,
    RenameTable,
    UnknownOperation,
    UpdateRows,
)
from wishare_lint.rails.schema.schema import Column, Name

_Key: TypeAlias = tuple[str, ...]
"""A table, or a table and a column; PostgreSQL's `public.` counts as no prefix."""


@dataclass(frozen=True)
class Created:
    """Tables and columns that are new; `empty` are those columns that are NULL in every row."""

    keys: frozenset[_Key] = frozenset()
    empty: frozenset[_Key] = frozenset()

    def has(self, table: Name | None, column: Name | None = None) -> bool:
        """Whether the table is new; or, for a column, whether it or its table is."""
        if not isinstance(table, str):
            return False
        return _key(table) in self.keys or (
            isinstance(column, str) and _key(table, column) in self.keys
        )

    def is_empty(self, table: Name, column: Name) -> bool:
        """Whether the column is new, without a default, and nothing has been written into it."""
        return _key(str(table), str(column)) in self.empty

    def after(self, operation: Operation) -> "Created":
        """What is new after one more operation."""
        match operation:
            case CreateTable(table=str(table)) if not operation.options.truthy("if_not_exists"):
                return replace(self, keys=self.keys | {_key(table)})
            case AddColumn(table=str(table)) if not operation.if_not_exists:
                return self._with(_key(table, str(operation.column.name)), operation.column)
            case RenameTable(table=str(table), new_name=str(new)):
                return self._renamed(_key(table), _key(new))
            case RenameColumn(table=str(table), name=str(old), new_name=str(new)):
                return self._renamed(_key(table, old), _key(table, new))
            case RemoveColumn(table=str(table), name=str(name)):
                return self._without(_key(table, name))
            case DropTable(table=str(table)):
                return self._without(_key(table))
            case UpdateRows(values=dict(values)):
                written = frozenset(key for key in self.empty if key[-1] in values)
                return replace(self, empty=self.empty - written)
            case UpdateRows() | Execute() | UnknownOperation():
                return replace(self, empty=frozenset())
        return self

    def _with(self, key: _Key, column: Column) -> "Created":
        empty = {key} if column.default is None and column.type != "virtual" else set()
        return Created(self.keys | {key}, self.empty | empty)

    def _renamed(self, old: _Key, new: _Key) -> "Created":
        def renamed(key: _Key) -> _Key:
            return (*new, *key[len(old) :]) if key[: len(old)] == old else key

        return Created(frozenset(map(renamed, self.keys)), frozenset(map(renamed, self.empty)))

    def _without(self, gone: _Key) -> "Created":
        def kept(keys: frozenset[_Key]) -> frozenset[_Key]:
            return frozenset(key for key in keys if key[: len(gone)] != gone)

        return Created(kept(self.keys), kept(self.empty))


def _key(table: str, *column: str) -> _Key:
    return (table.removeprefix("public."), *column)
