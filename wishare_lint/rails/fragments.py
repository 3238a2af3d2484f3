"""Pieces of SQL in the calls of a model: `where("status = ?", 1)`, `update_all("status = 2")`."""

import re
from collections.abc import Sequence

from wishare_lint.ruby.values import Unknown, Value

_EQUALITY = re.compile(
    r"""\s*(?:[\w"`]+\.)?["`]?(?P<column>\w+)["`]?\s*=\s*(?P<value>\S.*?)\s*""", re.DOTALL
)
_WHOLE = re.compile(r"'[^']*'|\d+|\?|(?i:null|true|false)")


class SqlText(str):
    """A string as SQL has it: it reaches the database as it is, and no enum looks at it."""

    __slots__ = ()


def equality(sql: str, binds: Sequence[Value]) -> tuple[str, Value] | None:
    """The column and the value of `column = value`, a literal or a bind; None for anything else."""
    match = _EQUALITY.fullmatch(sql)
    if match is None or not _WHOLE.fullmatch(match["value"]):
        return None
    return match["column"], _value(match["value"], binds)


def assignment(sql: str, binds: Sequence[Value]) -> tuple[str, Value] | None:
    """The same for the one assignment of an UPDATE; an expression is Unknown."""
    match = _EQUALITY.fullmatch(sql)
    if match is None or re.search(r",\s*\w+\s*=", match["value"]):
        return None
    return match["column"], _value(match["value"], binds)


def _value(text: str, binds: Sequence[Value]) -> Value:
    if text == "?":
        bind = binds[0] if binds else Unknown(text)
        return SqlText(bind) if isinstance(bind, str) else bind
    if text.startswith("'") and text.endswith("'") and "'" not in text[1:-1]:
        return SqlText(text[1:-1])
    if text.isdecimal():
        return int(text)
    words: dict[str, Value] = {"null": None, "true": True, "false": False}
    return words.get(text.lower(), Unknown(" ".join(text.split())))
