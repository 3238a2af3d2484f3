"""The values that a check constraint lets into a column, where it is a plain list or span.

It may be as a migration writes it, or as a dump gives it back: PostgreSQL turns `IN` into
`= ANY (ARRAY[…])` with casts, MySQL adds backticks and character sets.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from wishare_lint.rails.enum import Enum, same
from wishare_lint.rails.enum_column import EnumColumn
from wishare_lint.rails.schema import Constraint, mentions
from wishare_lint.ruby.values import Value

Node: TypeAlias = Any
"""An expression as sqlglot reads it."""

_DIALECTS = {"postgresql": "postgres", "mysql": "mysql", "sqlite": "sqlite"}
_CHARACTER_SET = re.compile(r"\b_(?:utf8mb[34]|utf8|latin1|ascii)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Admitted:
    """What a constraint says of one column: a list of values, or a span of numbers."""

    column: str
    items: tuple[Value, ...] = ()
    span: tuple[int, int] | None = None

    def takes(self, value: Value) -> bool:
        """Whether the database stores the value; NULL passes every check."""
        if value is None:
            return True
        if self.span is not None:
            return not isinstance(value, int) or self.span[0] <= value <= self.span[1]
        return any(same(item, value) for item in self.items)


def admitted(sql: Value, adapter: str | None) -> Admitted | None:
    """What the SQL of a check constraint admits; None where it is anything else."""
    if not isinstance(sql, str):
        return None
    import logging

    import sqlglot
    from sqlglot.errors import SqlglotError

    logging.getLogger("sqlglot").setLevel(logging.CRITICAL)
    text = _CHARACTER_SET.sub("", sql).replace("\\'", "'") if adapter == "mysql" else sql
    try:
        return _read(sqlglot.parse_one(text, read=_DIALECTS.get(adapter or "")))
    except (SqlglotError, RecursionError):
        return None


def refused(enum: Enum, held: EnumColumn) -> Iterator[tuple[Constraint, tuple[Value, ...]]]:
    """The check constraints of a column that do not admit some of the values of an enum."""
    for constraint in held.table.constraints:
        if constraint.kind != "check" or not mentions(constraint.definition, enum.attribute):
            continue
        known = admitted(constraint.definition, held.adapter)
        if known is not None and known.column == enum.attribute:
            values = tuple(value for value in enum.stored if not known.takes(value))
            if values:
                yield constraint, values


def _read(node: Node) -> Admitted | None:
    from sqlglot import exp

    bare = _bare(node)
    if bare.args.get("negate"):
        return None
    match bare:
        case exp.Or() as either:
            return _one_of(list(either.flatten()))
        case exp.Is(this=tested, expression=exp.Null()):
            column = _column(tested)
            return None if column is None else Admitted(column)
        case exp.In(this=tested, args={"expressions": items}):
            return _list(tested, items)
        case exp.EQ(this=tested, expression=exp.Any(this=array)):
            values = _bare(array)
            return _list(tested, values.expressions) if isinstance(values, exp.Array) else None
        case exp.EQ(this=tested, expression=value):
            return _list(tested, [value])
        case exp.Between(this=tested, args={"low": low, "high": high}):
            return _span(tested, low, tested, high)
        case exp.And(this=left, expression=right):
            return _both(_bare(left), _bare(right))
    return None


def _both(left: Node, right: Node) -> Admitted | None:
    """`status >= 0 AND status <= 2`."""
    from sqlglot import exp

    if isinstance(left, exp.GTE) and isinstance(right, exp.LTE):
        return _span(left.this, left.expression, right.this, right.expression)
    return None


def _one_of(parts: Iterable[Node]) -> Admitted | None:
    """What several conditions on one column admit together."""
    lists = [_read(part) for part in parts]
    known = [one for one in lists if one is not None and one.span is None]
    if len(known) < len(lists) or len({one.column for one in known}) != 1:
        return None
    return Admitted(known[0].column, tuple(item for one in known for item in one.items))


def _list(tested: Node, items: Iterable[Node]) -> Admitted | None:
    column, values = _column(tested), [_value(item) for item in items]
    if column is None or not values or None in values:
        return None
    return Admitted(column, tuple(values))


def _span(tested: Node, low: Node, again: Node, high: Node) -> Admitted | None:
    column, first, last = _column(tested), _value(low), _value(high)
    if column is None or column != _column(again):
        return None
    if not (isinstance(first, int) and isinstance(last, int)):
        return None
    return Admitted(column, span=(first, last))


def _bare(node: Node) -> Node:
    """Without parentheses and casts."""
    from sqlglot import exp

    while isinstance(node, exp.Paren | exp.Cast):
        node = node.this
    return node


def _column(node: Node) -> str | None:
    from sqlglot import exp

    bare = _bare(node)
    return bare.name if isinstance(bare, exp.Column) else None


def _value(node: Node) -> Value:
    """A literal; None for anything else."""
    from sqlglot import exp

    bare = _bare(node)
    if isinstance(bare, exp.Neg) and isinstance(bare.this, exp.Literal):
        return -int(bare.this.this) if bare.this.this.isdigit() else None
    if not isinstance(bare, exp.Literal):
        return None
    text: str = bare.this
    if bare.is_string:
        return text
    return int(text) if text.isdigit() else None
