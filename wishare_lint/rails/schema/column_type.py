"""The type of a column as the database keeps it, whatever way the migration spells it.

Sources: PostgreSQL's "Data Types", the `native_database_types` and `type_to_sql` of each adapter.
"""

import re
from dataclasses import dataclass, replace

from wishare_lint.rails.schema.schema import Column
from wishare_lint.ruby.values import Unknown, Value

STRINGS = frozenset({"string", "text", "citext"})
NUMBERS = frozenset({"integer", "decimal", "float"})
DAYS = frozenset({"datetime", "date"})
JSON = frozenset({"json", "jsonb"})

_SQL = re.compile(r"([a-z_][a-z0-9_ ]*?)\s*(?:\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\))?\s*(\[\])?")
_NAMES = {
    "varchar": "string",
    "character varying": "string",
    "int": "integer",
    "int4": "integer",
    "numeric": "decimal",
    "bool": "boolean",
    "real": "float",
    "double": "float",
    "double precision": "float",
    "float8": "float",
    "bytea": "binary",
    "blob": "binary",
    "timestamp": "datetime",
    "timestamptz": "datetime",
    "timestamp without time zone": "datetime",
    "timestamp with time zone": "datetime",
}
_INTEGER_BYTES = {
    "tinyint": 1,
    "smallint": 2,
    "int2": 2,
    "mediumint": 3,
    "serial": 4,
    "bigint": 8,
    "int8": 8,
    "bigserial": 8,
    "primary_key": 8,
}
_PRECISION = 6
"""Digits of a second, unless the column says otherwise (PostgreSQL, and Rails since 7.0)."""
_MYSQL_TEXTS = {
    "tinytext": (1 << 8) - 1,
    "text": (1 << 16) - 1,
    "mediumtext": (1 << 24) - 1,
    "longtext": (1 << 32) - 1,
}
"""Each takes as many bytes (ActiveRecord::ConnectionAdapters::MySQL::SchemaStatements)."""


@dataclass(frozen=True)
class ColumnType:
    """A type under Rails' name for it, or the name of an enum type; SQL that is not read stays.

    `limit` is in characters for strings, in bytes for integers, None for no limit. Timestamps with
    and without time zone count as the same: sessions of Rails run in UTC, where one reads as the
    other without a rewrite.
    """

    name: str
    limit: int | None = None
    precision: int | None = None
    scale: int | None = None
    array: bool = False
    collation: str | None = None


def column_type(column: Column, adapter: str | None) -> ColumnType | None:
    """The type of a column; None where the migration computes it."""
    options = column.options
    parts = ("limit", "precision", "scale")
    values = {part: options.get(part) for part in parts}
    if isinstance(column.type, Unknown) or any(isinstance(v, Unknown) for v in values.values()):
        return None
    if column.type == "enum" and options.text("enum_type"):
        return ColumnType(str(options.text("enum_type")), array=options.truthy("array"))
    limit, precision, scale = (_whole(values[part]) for part in parts)
    written = ColumnType(
        column.type,
        limit,
        precision,
        scale,
        array=options.truthy("array"),
        collation=options.text("collation"),
    )
    return _normal(_unwritten(written), adapter)


def _whole(value: Value) -> int | None:
    return value if isinstance(value, int) else None


def _unwritten(given: ColumnType) -> ColumnType:
    """With the numbers of an SQL spelling, such as `varchar(20)`, in their places."""
    match = _SQL.fullmatch(given.name.lower())
    if match is None:
        return given
    first, second = (int(text) if text else None for text in match.group(2, 3))
    name = _NAMES.get(match[1], match[1])
    given = replace(given, name=name, array=given.array or bool(match[4]))
    if first is None:
        return given
    if name in ("decimal", "datetime", "time", "interval"):
        return replace(given, precision=first, scale=second)
    return replace(given, limit=first)


def _normal(given: ColumnType, adapter: str | None) -> ColumnType:
    """With what the database assumes where nothing is said."""
    if given.name == "integer" or given.name in _INTEGER_BYTES:
        own = _INTEGER_BYTES.get(given.name)
        return replace(given, name="integer", limit=own or _integer_bytes(given.limit))
    match given.name:
        case "string" if adapter == "mysql" and given.limit is None:
            return replace(given, limit=255)
        case name if adapter == "mysql" and name in _MYSQL_TEXTS:
            wanted = given.limit or _MYSQL_TEXTS[name]
            held = next(
                size
                for size in _MYSQL_TEXTS.values()
                if size >= min(wanted, _MYSQL_TEXTS["longtext"])
            )
            return replace(given, name="text", limit=held)
        case "text" | "float" | "boolean" | "json":
            return replace(given, limit=None, precision=None)
        case "datetime" | "time" | "interval" if given.precision is None:
            return replace(given, precision=_PRECISION, limit=None)
        case "decimal" if given.precision is not None:
            return replace(given, scale=given.scale or 0)
        case "decimal" if adapter == "mysql":
            return replace(given, precision=10, scale=0)
    return given


def _integer_bytes(limit: int | None) -> int:
    """`limit: 3` takes 4 bytes in PostgreSQL; MySQL's three-byte integers are left aside."""
    if limit is None:
        return 4
    return next((size for size in (2, 4) if limit <= size), 8)
