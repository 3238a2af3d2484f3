"""SQL types as the types and options that Rails' `schema.rb` shows for them.

Sources: `initialize_type_map`, `native_database_types` and the schema dumper of each adapter in
ActiveRecord::ConnectionAdapters.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from wishare_lint.rails.schema.schema import Name
from wishare_lint.rails.sql.cursor import Cursor
from wishare_lint.ruby.values import Unknown, Value

_Options: TypeAlias = Mapping[str, Value]


@dataclass(frozen=True)
class SqlType:
    """A type under Rails' name, with the options that belong to it: `limit`, `precision`, …"""

    name: Name
    options: _Options = field(default_factory=dict)


def read_type(cursor: Cursor) -> SqlType:
    """The type that comes next; an unknown name, as that of an enum type or domain, stays."""
    if cursor.adapter == "mysql" and cursor.keyword in ("ENUM", "SET"):
        return _labels(cursor)
    name = cursor.name()
    if isinstance(name, Unknown):
        return SqlType(name)
    words = [name.lower() if cursor.adapter in ("mysql", "sqlite") else name]
    while cursor.keyword in _FURTHER_WORDS:
        words.append(str(cursor.identifier()).lower())
    sizes = _sizes(cursor)
    if zone := _zone(cursor):
        words.append(zone)
    found = _rails_type(" ".join(words), sizes, cursor.adapter)
    return SqlType(found.name, {**found.options, **_suffixes(cursor)})


def _labels(cursor: Cursor) -> SqlType:
    """MySQL's ENUM and SET, which `schema.rb` shows as they are."""
    kind = str(cursor.identifier()).lower()
    labels = ",".join(f"'{item.string()}'" for item in cursor.group().items())
    return SqlType(f"{kind}({labels})")


def _sizes(cursor: Cursor) -> tuple[int, ...]:
    """The numbers in parentheses; anything else in them is passed over."""
    if not cursor.at("("):
        return ()
    tokens = [token for token in cursor.group().tokens if token.kind == "number"]
    return tuple(int(token.text) for token in tokens if token.text.isdigit())


def _zone(cursor: Cursor) -> str:
    for words in (("WITH", "TIME", "ZONE"), ("WITHOUT", "TIME", "ZONE")):
        if cursor.take(*words):
            return " ".join(words).lower()
    return ""


def _suffixes(cursor: Cursor) -> dict[str, Value]:
    found: dict[str, Value] = {}
    while True:
        if cursor.at("["):
            cursor.skip()
            found["array"] = True
        elif cursor.take("ARRAY"):
            found["array"] = True
        elif cursor.take("UNSIGNED"):
            found["unsigned"] = True
        elif not cursor.take_one_of("SIGNED", "ZEROFILL"):
            return found


def _rails_type(name: str, sizes: tuple[int, ...], adapter: str | None) -> SqlType:
    if adapter == "mysql":
        if (name, *sizes) == ("tinyint", 1):
            return SqlType("boolean")
        known = _MYSQL.get(name) or _COMMON.get(name) or SqlType(name)
    else:
        known = _COMMON.get(name) or SqlType(name)
    return SqlType(known.name, {**known.options, **_sized(str(known.name), sizes, adapter)})


def _sized(type_: str, sizes: tuple[int, ...], adapter: str | None) -> _Options:
    """What the numbers in parentheses mean, as options."""
    match type_:
        case "decimal":
            named = dict(zip(("precision", "scale"), sizes, strict=False))
            return {name: size for name, size in named.items() if size or name == "precision"}
        case "datetime":
            return {"precision": sizes[0] if sizes else None}
        case "timestamp" | "timestamptz" | "time" | "timetz" | "interval":
            return {"precision": sizes[0]} if sizes else {}
        case "string" if adapter == "mysql" and sizes == (_MYSQL_STRING,):
            return {}
        case "string" | "binary" | "bit" | "bit_varying":
            return {"limit": sizes[0]} if sizes else {}
        case "integer" | "text" if adapter == "sqlite" and sizes:
            return {"limit": sizes[0]}
    return {}


_MYSQL_STRING = 255
"""The length that Rails gives to a string unasked, and that `schema.rb` leaves out."""

_COMMON: Mapping[str, SqlType] = {
    "smallint": SqlType("integer", {"limit": 2}),
    "int2": SqlType("integer", {"limit": 2}),
    "int": SqlType("integer"),
    "int4": SqlType("integer"),
    "int8": SqlType("bigint"),
    "serial4": SqlType("serial"),
    "serial8": SqlType("bigserial"),
    "varchar": SqlType("string"),
    "char": SqlType("string"),
    "bpchar": SqlType("string"),
    "character": SqlType("string"),
    "character varying": SqlType("string"),
    "numeric": SqlType("decimal"),
    "real": SqlType("float", {"limit": 24}),
    "float4": SqlType("float", {"limit": 24}),
    "float8": SqlType("float"),
    "double": SqlType("float"),
    "double precision": SqlType("float"),
    "bool": SqlType("boolean"),
    "money": SqlType("money", {"scale": 2}),
    "bytea": SqlType("binary"),
    "blob": SqlType("binary"),
    "varbit": SqlType("bit_varying"),
    "bit varying": SqlType("bit_varying"),
    "timestamp": SqlType("datetime"),
    "timestamp without time zone": SqlType("datetime"),
    "timestamp with time zone": SqlType("timestamptz"),
    "time without time zone": SqlType("time"),
    "time with time zone": SqlType("timetz"),
}
_MYSQL: Mapping[str, SqlType] = {
    "tinyint": SqlType("integer", {"limit": 1}),
    "mediumint": SqlType("integer", {"limit": 3}),
    "float": SqlType("float"),
    "double": SqlType("float", {"limit": 53}),
    "double precision": SqlType("float", {"limit": 53}),
    "timestamp": SqlType("timestamp"),
    "tinytext": SqlType("text", {"size": "tiny"}),
    "mediumtext": SqlType("text", {"size": "medium"}),
    "longtext": SqlType("text", {"size": "long"}),
    "tinyblob": SqlType("binary", {"size": "tiny"}),
    "mediumblob": SqlType("binary", {"size": "medium"}),
    "longblob": SqlType("binary", {"size": "long"}),
    "varbinary": SqlType("binary"),
    "bit": SqlType("binary"),
}
_FURTHER_WORDS = frozenset({"VARYING", "PRECISION"})
