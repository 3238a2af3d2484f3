"""The default of a column as the value that `schema.rb` shows for it."""

import re
from collections.abc import Mapping

from wishare_lint.rails.schema.schema import Name
from wishare_lint.rails.sql.column_types import SqlType, read_type
from wishare_lint.rails.sql.cursor import Cursor
from wishare_lint.ruby.values import Code, Unknown, Value, to_source


def read_default(cursor: Cursor, type_: SqlType | None = None) -> Value:
    """The value of an expression for a column; `Code` where the database computes it.

    Without a type, strings that hold numbers stay strings.
    """
    text = cursor.formula
    value = _literal(cursor)
    if value is _COMPUTED:
        return computed(text)
    if value is None or type_ is None or isinstance(value, Unknown):
        return value
    return _cast(value, type_)


def computed(expression: Name) -> Value:
    """An expression as Rails writes it: `-> { "now()" }`."""
    if isinstance(expression, Unknown):
        return expression
    return Code(f"-> {{ {to_source(expression)} }}")


_COMPUTED = Code("")
_CONSTANTS: Mapping[str, Value] = {"NULL": None, "TRUE": True, "FALSE": False}


def _literal(cursor: Cursor) -> Value:
    """A literal, in parentheses or with a cast after it; `_COMPUTED` for anything else."""
    if cursor.at("("):
        inside = _literal(cursor.group())
        return inside if _ends_in_casts(cursor) else _COMPUTED
    sign = "-" if cursor.take("-") else ""
    token = cursor.next
    if token is None:
        return _COMPUTED
    cursor.skip()
    if not _ends_in_casts(cursor):
        return _COMPUTED
    if token.kind == "number":
        return number(f"{sign}{token.text}")
    known = cursor.script.known(token.text)
    if token.kind == "string" or isinstance(known, Unknown):
        return known
    return _CONSTANTS.get(token.keyword, _COMPUTED)


def _ends_in_casts(cursor: Cursor) -> bool:
    """Whether nothing follows but `::type`."""
    while cursor.take("::"):
        read_type(cursor)
    return cursor.done


def number(text: str) -> int | float:
    """A number as SQL writes it."""
    return int(text) if re.fullmatch(r"-?\d+", text) else float(text)


_BOOLEANS: Mapping[str, bool] = {
    **dict.fromkeys(("1", "t", "true", "y", "yes", "on"), True),
    **dict.fromkeys(("0", "f", "false", "n", "no", "off"), False),
}
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def _cast(value: Value, type_: SqlType) -> Value:
    """A literal as a value of the type: numbers, too, may be written as strings."""
    text = str(value)
    if "array" in type_.options:
        return _array(text, SqlType(type_.name))
    match type_.name:
        case "boolean":
            return _BOOLEANS.get(text.lower(), value)
        case "integer" | "bigint" | "decimal" | "float" if _NUMBER.fullmatch(text):
            return number(text)
        case "json" | "jsonb":
            return _json(text)
    return value


def _array(text: str, type_: SqlType) -> Value:
    """`{a,b}`; arrays with quotes or arrays in them stay text."""
    inside = text.removeprefix("{").removesuffix("}")
    if any(character in inside for character in '"{\\'):
        return text
    return tuple(_cast(item, type_) for item in inside.split(",")) if inside else ()


def _json(text: str) -> Value:
    import json

    try:
        return _frozen(json.loads(text))
    except (ValueError, RecursionError):
        return text


def _frozen(value: object) -> Value:
    match value:
        case list():
            return tuple(map(_frozen, value))
        case dict():
            return {str(key): _frozen(item) for key, item in value.items()}
        case bool() | int() | float() | str() | None:
            return value
    raise ValueError
