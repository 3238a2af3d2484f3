"""Whether the values of an enum fit the column that holds them.

Sources: ActiveRecord::Enum::EnumType (a row reads as the label whose value equals the cast value of
the column), ActiveModel::Type::Integer (range), PostgreSQL's "Character Types" (length). SQLite
keeps to no length.
"""

from dataclasses import dataclass

from wishare_lint.rails.enums.column import EnumColumn
from wishare_lint.rails.enums.enum import Enum
from wishare_lint.rails.schema.column_type import STRINGS, ColumnType, column_type
from wishare_lint.ruby.values import Value

_NUMBERS = frozenset({"integer", "decimal", "float"})


@dataclass(frozen=True)
class Misfit:
    """Why labels are lost in a column.

    `kind`: `missing` (there is no such column), `ignored` (the class does not read it), `type` (the
    values are of another kind than the column's), `range` or `length` (the column is too small for
    `values`).
    """

    kind: str
    values: tuple[Value, ...] = ()


def misfit(enum: Enum, held: EnumColumn) -> Misfit | None:
    """What is wrong with the column of an enum, None where nothing is known to be."""
    if held.column is None:
        return Misfit("missing")
    if held.ignored:
        return Misfit("ignored")
    kind = column_type(held.column, held.adapter)
    if kind is None or kind.array:
        return None
    if _is_of_other_kind(enum.storage, kind, native=held.column.type == "enum"):
        return Misfit("type")
    if enum.storage == "integer" and kind.name == "integer":
        first, last = _bounds(held, kind)
        return _too_big("range", [v for v in enum.stored if not first <= _whole(v) <= last])
    limited = kind.name == "string" and held.adapter != "sqlite"
    if enum.storage == "string" and limited and kind.limit is not None:
        return _too_big("length", [v for v in enum.stored if len(str(v)) > kind.limit])
    return None


def _is_of_other_kind(storage: str, kind: ColumnType, *, native: bool) -> bool:
    """`native`: the column is of an enum type of the database."""
    if storage == "integer":
        return native or kind.name in STRINGS or kind.name == "boolean"
    return storage == "string" and (kind.name in _NUMBERS or kind.name == "boolean")


def _too_big(kind: str, values: list[Value]) -> Misfit | None:
    return Misfit(kind, tuple(values)) if values else None


def _whole(value: Value) -> int:
    return value if isinstance(value, int) else 0


def _bounds(held: EnumColumn, kind: ColumnType) -> tuple[int, int]:
    """The smallest and the largest number that the column takes."""
    assert held.column is not None
    written = held.column.options.get("limit")
    size = kind.limit or 4
    if held.adapter == "mysql" and isinstance(written, int):
        size = written
    if held.adapter == "sqlite":
        size = written if isinstance(written, int) else 8
    if held.column.options.truthy("unsigned"):
        return 0, 2 ** (8 * size) - 1
    return -(2 ** (8 * size - 1)), 2 ** (8 * size - 1) - 1
