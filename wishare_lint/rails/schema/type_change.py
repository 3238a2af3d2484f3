"""What it costs to give a column another type, and what happens to the values in it.

Sources: the ALTER TABLE pages of PostgreSQL ("binary coercible" types are not rewritten) and MySQL
("Online DDL Operations"), ActiveRecord's SQLite3Adapter#alter_table, and runs of each.
"""

import re
from dataclasses import dataclass
from enum import Enum

from wishare_lint.rails.schema.column_type import (
    DAYS,
    JSON,
    NUMBERS,
    STRINGS,
    ColumnType,
    column_type,
)
from wishare_lint.rails.schema.schema import Column, Table
from wishare_lint.rails.schema.value_loss import Loss, value_loss


class Effect(Enum):
    """What the database does with the rows while the table is locked."""

    NOTHING = "nothing"
    SCAN = "scan"
    REWRITE = "rewrite"
    REFUSAL = "refusal"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class TypeChange:
    """The effect of a change of type; `reason` says why a scan is needed."""

    effect: Effect
    reason: str = ""
    loss: Loss | None = None


def type_change(
    before: Column | None, after: Column, table: Table | None, adapter: str | None
) -> TypeChange:
    """The effect on `table` of turning the column `before` into `after`."""
    old = None if before is None else column_type(before, adapter)
    new = column_type(after, adapter)
    if old is None or new is None:
        return TypeChange(Effect.UNKNOWN)
    match adapter:
        case "postgresql":
            effect, reason = _in_postgresql(old, new, after, table or Table(""))
        case _ if old == new and "using" not in after.options:
            effect, reason = Effect.NOTHING, ""
        case "mysql" if _is_longer_in_place(old, new, table) or _appends(old.name, new.name):
            effect, reason = Effect.NOTHING, ""
        case _:
            effect, reason = Effect.REWRITE, ""
    return TypeChange(effect, reason, value_loss(old, new, adapter))


# PostgreSQL


def _in_postgresql(
    old: ColumnType, new: ColumnType, after: Column, table: Table
) -> tuple[Effect, str]:
    using = after.options.text("using") or ""
    converts = "using" in after.options and not _is_plain_cast(using, after)
    if "using" not in after.options and not _is_cast(old, new):
        return Effect.REFUSAL, ""
    if converts or (old != new and not _is_kept(old, new)):
        return Effect.REWRITE, ""
    check = _check_on(str(after.name), table)
    if check is not None:
        return Effect.SCAN, f"every row is checked against {check} again"
    if _orders_otherwise(old, new) and _is_indexed(str(after.name), table):
        return Effect.SCAN, "its index is built anew"
    return Effect.NOTHING, ""


def _is_plain_cast(using: str, after: Column) -> bool:
    """`name::text` and `CAST(name AS text)` say no more than the new type does."""
    cast = rf'\s*(?:cast\()?"?{re.escape(str(after.name))}"?\s*(?:::|\sas\s)[^:]+'
    return bool(re.fullmatch(cast, using, re.IGNORECASE))


def _is_kept(old: ColumnType, new: ColumnType) -> bool:
    """Whether the stored bytes stay as they are; arrays are made anew, element by element."""
    if old.array or new.array:
        return False
    match new.name:
        case "string" if new.limit is None:
            return old.name in STRINGS
        case "text" | "citext":
            return old.name in (*STRINGS, "xml")
        case "decimal" if new.precision is None:
            return old.name == "decimal"
        case "inet":
            return old.name in ("cidr", "inet")
        case "string" | "bit varying":
            return old.name == new.name and _is_no_lower(new.limit, old.limit)
        case "decimal" | "datetime" | "time" | "interval":
            wide = _is_no_lower(new.precision, old.precision)
            return wide and (old.name, old.scale) == (new.name, new.scale)
    return (old.name, old.limit) == (new.name, new.limit)


def _is_no_lower(new: int | None, old: int | None) -> bool:
    """Whether one limit lets through all that the other does; None is no limit."""
    return new is None or (old is not None and new >= old)


_FAMILIES = (
    STRINGS,
    NUMBERS,
    DAYS,
    JSON,
    {"time", "interval"},
    {"datetime", "time"},
    {"inet", "cidr"},
)
_KNOWN = frozenset({"boolean", "uuid", "binary"}).union(*_FAMILIES)


def _is_cast(old: ColumnType, new: ColumnType) -> bool:
    """Whether PostgreSQL has a cast that it applies unasked; any type is written as a string."""
    if new.name in STRINGS and not new.array:
        return True
    if old.array != new.array:
        return False
    if old.name == new.name or not {old.name, new.name} <= _KNOWN:
        return True
    return any({old.name, new.name} <= family for family in _FAMILIES)


def _check_on(column: str, table: Table) -> str | None:
    """A validated check constraint that names the column."""
    word = re.compile(rf"\b{re.escape(column)}\b")
    for constraint in table.constraints:
        found = word.search(str(constraint.definition))
        if constraint.kind == "check" and constraint.validated and found:
            return f"`{constraint.name or constraint.definition}`"
    return None


def _orders_otherwise(old: ColumnType, new: ColumnType) -> bool:
    """Whether an index sorts the values in another way."""
    return old.collation != new.collation or (old.name == "citext") is not (new.name == "citext")


def _is_indexed(column: str, table: Table) -> bool:
    word = re.compile(rf"\b{re.escape(column)}\b")
    return any(word.search(str(part)) for index in table.indexes for part in index.columns)


# MySQL

_LENGTH_BYTE = 255
_BYTES_PER_CHARACTER = {"utf8mb3": 3, "utf8": 3, "latin1": 1, "ascii": 1}


def _is_longer_in_place(old: ColumnType, new: ColumnType, table: Table | None) -> bool:
    """A longer varchar, as long as its length takes as many bytes as before."""
    if (old.name, new.name) != ("string", "string") or old.collation != new.collation:
        return False
    charset = table.options.text("charset") if table else None
    short = _LENGTH_BYTE // _BYTES_PER_CHARACTER.get(charset or "", 4)
    was, becomes = old.limit or 0, new.limit or 0
    return becomes >= was and (becomes <= short or was > short)


def _appends(old: str, new: str) -> bool:
    """`ENUM('a')` to `ENUM('a','b')`: the numbers that stand for the labels stay."""
    before, after = (re.findall(r"'((?:[^']|'')*)'", text) for text in (old, new))
    is_enum = old.lower().startswith("enum(") and new.lower().startswith("enum(")
    return is_enum and after[: len(before)] == before and len(after) <= _LENGTH_BYTE
