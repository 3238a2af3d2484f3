"""What a connection's `quote` and its like put into SQL.

Source: ActiveRecord::ConnectionAdapters::Quoting and its version in each adapter.
"""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from wishare_lint.ruby.interpreter import Invocation

_Quote: TypeAlias = Callable[[str, str | None], str]


def quoted(call: Invocation, adapter: str | None) -> str | None:
    """The SQL for the value that is passed; None where it is not known."""
    match (call.method, *call.positional):
        case ("quoted_true" | "quoted_false" as name,):
            return _boolean(name == "quoted_true", adapter)
        case ("quote", bool(value)):
            return _boolean(value, adapter)
        case ("quote", int() | float() as number):
            return str(number)
        case (str(method), str(text)) if method in _QUOTES:
            return _QUOTES[method](str(text), adapter)
    return None


def _boolean(value: bool, adapter: str | None) -> str:
    return str(int(value)) if adapter == "sqlite" else str(value).upper()


def _text(text: str, _adapter: str | None) -> str:
    return "'" + text.replace("'", "''") + "'"


def _inside(text: str, _adapter: str | None) -> str:
    return text.replace("'", "''")


def _column(name: str, adapter: str | None) -> str:
    mark = "`" if adapter == "mysql" else '"'
    return f"{mark}{name.replace(mark, mark * 2)}{mark}"


def _table(name: str, adapter: str | None) -> str:
    return ".".join(_column(part, adapter) for part in name.split("."))


_QUOTES: Mapping[str, _Quote] = {
    "quote": _text,
    "quote_string": _inside,
    "quote_column_name": _column,
    "quote_table_name": _table,
}
