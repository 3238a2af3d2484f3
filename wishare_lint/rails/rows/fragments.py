"""Pieces of SQL in the calls of a model: `where("status = ?", 1)`, `update_all("status = 2")`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from wishare_lint.rails.rows.condition import UNREAD, Condition
from wishare_lint.ruby.values import Unknown, Value

_ASSIGNMENT = re.compile(
    r"""\s*(?:[\w"`]+\.)?["`]?(?P<column>\w+)["`]?\s*=\s*(?P<value>\S.*?)\s*""", re.DOTALL
)


_NONE: Mapping[Value, Value] = MappingProxyType({})


class SqlText(str):
    """A string as SQL has it: it reaches the database as it is, and no enum looks at it."""

    __slots__ = ()


def condition(
    sql: str,
    binds: Sequence[Value] = (),
    named: Mapping[Value, Value] = _NONE,
    adapter: str | None = None,
) -> Condition:
    """What `where(sql, *binds, **named)` asks for, as far as it can be read."""
    from wishare_lint.rails.sql.conditions import ConditionReader, parsed

    tree = parsed(sql, adapter)
    return UNREAD if tree is None else ConditionReader(_Literals.of(tree, binds, named)).read(tree)


def assignment(sql: str, binds: Sequence[Value]) -> tuple[str, Value] | None:
    """The column and the value of the one assignment of an UPDATE; an expression is Unknown, and
    several assignments are None."""
    match = _ASSIGNMENT.fullmatch(sql)
    if match is None or re.search(r",\s*\w+\s*=", match["value"]):
        return None
    return match["column"], _value(match["value"], binds)


@dataclass(frozen=True)
class _Literals:
    """The literals of a piece of SQL, and what is bound to its placeholders, by their node."""

    bound: Mapping[int, Value]

    @classmethod
    def of(cls, tree: Any, binds: Sequence[Value], named: Mapping[Value, Value]) -> "_Literals":
        from sqlglot import exp

        holders = [node for node in tree.dfs() if isinstance(node, exp.Placeholder)]
        in_order = iter(binds)
        names = [(node, node.args.get("this")) for node in holders]
        return cls(
            {
                id(node): named.get(name) if name else next(in_order, Unknown("?"))
                for node, name in names
            }
        )

    def column(self, node: Any) -> str:
        return str(node.name)

    def values(self, node: Any) -> tuple[Value, ...]:
        from sqlglot import exp

        if id(node) not in self.bound:
            match node:
                case exp.Literal() if node.is_string:
                    return (SqlText(node.this),)
                case exp.Neg(this=exp.Literal() as literal):
                    return (_number(f"-{literal.this}"),)
                case exp.Literal():
                    return (_number(node.this),)
                case exp.Null():
                    return (None,)
                case exp.Boolean():
                    return (bool(node.this),)
            return (Unknown(node.sql()),)
        return tuple(_as_bound(self.bound[id(node)]))


def _as_bound(value: Value) -> Iterator[Value]:
    for one in value if isinstance(value, tuple) else (value,):
        yield SqlText(one) if isinstance(one, str) else one


def _number(text: str) -> Value:
    return int(text) if text.lstrip("-").isdecimal() else Unknown(text)


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
