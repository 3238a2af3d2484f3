"""What is different about a column, in words: its type, NOT NULL, default and further options."""

from collections.abc import Iterator

from wishare_lint.rails.schema.schema import Column
from wishare_lint.ruby.values import ConstantReference, Unknown, Value, symbol, to_source

_SYNONYMS = {
    "int": "integer",
    "serial": "integer",
    "bigserial": "bigint",
    "numeric": "decimal",
    "timestamp": "datetime",
}
_SIZES = {"integer": 4, "bigint": 8, "float": 24}
_COMPARED = ("limit", "precision", "scale", "array", "collation", "comment", "as", "stored")


def column_changes(before: Column, after: Column) -> Iterator[str]:
    """In what the column `after` surely is not `before`: "without NOT NULL", "as :text instead".

    Of a column whose type is not known, nothing is.
    """
    if not _are_known(before.type, after.type):
        return
    if _type(before) != _type(after):
        yield f"as {symbol(_type(after))} instead of {symbol(_type(before))}"
    if _are_known(before.null, after.null) and before.null != after.null:
        yield "without NOT NULL" if before.null is False else "as NOT NULL"
    if _are_known(before.default, after.default) and not _same_default(before, after):
        yield changed("default", before.default, after.default)
    for option in _COMPARED:
        was, now = _option(before, option), _option(after, option)
        if _are_known(was, now) and was != now and not _is_idle(option, was, now):
            yield changed(option, was, now)


def _are_known(*values: Value) -> bool:
    return not any(isinstance(value, Unknown | ConstantReference) for value in values)


def _is_idle(option: str, was: Value, now: Value) -> bool:
    return _is_finer(option, was, now) or _is_unsaid(option, was)


def _is_finer(option: str, was: Value, now: Value) -> bool:
    """Whether times only get more digits than before, as they do under a newer `Migration[x.y]`."""
    return (option, was, now) == ("precision", None, 6)


def unknowns(before: Column, after: Column) -> Iterator[str]:
    """What of `before` nobody knows, but has to, in order to compare: "whether it took NULL".

    A dump leaves the collation out that is the database's default.
    """
    if isinstance(before.null, Unknown):
        yield "whether it took NULL"
    if "collation" in after.options and _is_unsaid("collation", before.options.get("collation")):
        yield "its collation"


def _is_unsaid(option: str, was: Value) -> bool:
    return option == "collation" and was is None


def changed(option: str, was: Value, now: Value) -> str:
    """An option that was given (or None) and now is another."""
    if now is None:
        return f"without `{option}: {to_source(was)}`"
    if was is None:
        return f"with `{option}: {to_source(now)}`"
    return f"with `{option}: {to_source(now)}` instead of `{to_source(was)}`"


def _type(column: Column) -> str:
    name = _SYNONYMS.get(str(column.type), str(column.type))
    if name == "integer" and column.options.get("limit") == _SIZES["bigint"]:
        return "bigint"
    return name


def _option(column: Column, option: str) -> Value:
    """The option's value; None where it is what the type has anyway."""
    value = column.options.get(option)
    if option == "limit" and value == _SIZES.get(_type(column)):
        return None
    return None if value is False else value


def _same_default(before: Column, after: Column) -> bool:
    """Whether new rows get the same value: `0` and `"0"` are one default, as the dump writes it."""
    was, now = before.default, after.default
    if was == now and isinstance(was, bool) == isinstance(now, bool):
        return True
    return was is not None and now is not None and _written(was, before) == _written(now, after)


def _written(value: Value, column: Column) -> str:
    text = str(value).lower() if not isinstance(value, str) else str(value)
    if column.type == "boolean":
        return {"t": "true", "1": "true", "f": "false", "0": "false"}.get(text, text)
    if column.type in ("decimal", "numeric", "float", "integer", "bigint"):
        try:
            return str(float(text))
        except ValueError:
            return text
    return "".join(text.split()) if isinstance(value, dict | tuple) else text
