"""Conditions of SQL, which are left to sqlglot, as trees over literals."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from wishare_lint.rails.rows.condition import UNREAD, AllOf, AnyOf, Condition, Not, OneOf
from wishare_lint.ruby.values import Range, Unknown, Value

Node: TypeAlias = Any
"""An expression as sqlglot reads it."""

DIALECTS = {"postgresql": "postgres", "mysql": "mysql", "sqlite": "sqlite"}


class Names(Protocol):
    """What the names and the values of an SQL text mean."""

    def column(self, node: Node) -> str | Unknown:
        """The name of a column, as the database takes it."""
        ...

    def values(self, node: Node) -> tuple[Value, ...]:
        """What a literal or a placeholder stands for: several where an array is bound."""
        ...


def parsed(sql: str, adapter: str | None) -> Node:
    """A statement or an expression; None where sqlglot does not read it."""
    import logging

    import sqlglot

    logging.getLogger("sqlglot").setLevel(logging.CRITICAL)
    try:
        return sqlglot.parse_one(sql, read=DIALECTS.get(adapter or ""))
    except Exception:  # a parser's own errors, RecursionError, and what it does not foresee
        return None


def bare(node: Node) -> Node:
    """Without parentheses and casts."""
    from sqlglot import exp

    while isinstance(node, exp.Paren | exp.Cast):
        node = node.this
    return node


@dataclass(frozen=True)
class ConditionReader:
    """Reads the tree of one condition."""

    names: Names

    def read(self, node: Node) -> Condition:
        """What cannot be read is Unread, within whatever can."""
        plain = bare(node)
        found = self._positive(plain)
        return Not(found) if plain.args.get("negate") else found

    def _positive(self, node: Node) -> Condition:
        from sqlglot import exp

        match node:
            case exp.And() as joined:
                return AllOf(tuple(self._parts(joined, exp.And)))
            case exp.Or() as joined:
                return AnyOf(tuple(self._parts(joined, exp.Or)))
            case exp.Not(this=part):
                return Not(self.read(part))
            case exp.In(this=tested, args={"expressions": [*items]}) if items:
                return self._one_of(tested, *items)
            case exp.EQ(this=tested, expression=value) | exp.Is(this=tested, expression=value):
                return self._equal(tested, value)
            case exp.NEQ(this=tested, expression=value):
                return Not(self._equal(tested, value))
            case exp.Between(this=tested, args={"low": low, "high": high}):
                return self._between(tested, low, high)
            case exp.GTE(this=tested, expression=low):
                return self._between(tested, low, None)
            case exp.LTE(this=tested, expression=high):
                return self._between(tested, None, high)
            case exp.LT(this=tested, expression=low):
                return Not(self._between(tested, low, None))
            case exp.GT(this=tested, expression=high):
                return Not(self._between(tested, None, high))
        return UNREAD

    def _parts(self, joined: Node, kind: type) -> Iterator[Condition]:
        """The parts of a chain of ANDs or ORs, without the nesting of the parser."""
        for side in map(bare, (joined.this, joined.expression)):
            if isinstance(side, kind):
                yield from self._parts(side, kind)
            else:
                yield self.read(side)

    def _equal(self, tested: Node, value: Node) -> Condition:
        """`= 1`, and PostgreSQL's `= ANY (ARRAY[1, 2])`."""
        from sqlglot import exp

        if not isinstance(value, exp.Any):
            return self._one_of(tested, value)
        array = bare(value.this)
        return self._one_of(tested, *array.expressions) if isinstance(array, exp.Array) else UNREAD

    def _one_of(self, tested: Node, *items: Node) -> Condition:
        from sqlglot import exp

        column = bare(tested)
        if not isinstance(column, exp.Column) or not isinstance(column.this, exp.Identifier):
            return UNREAD
        name = self.names.column(column.this)
        values = tuple(value for item in items for value in self.names.values(bare(item)))
        if isinstance(name, Unknown) or all(isinstance(value, Unknown) for value in values):
            return UNREAD
        return OneOf(name, values, column.table)

    def _between(self, tested: Node, low: Node | None, high: Node | None) -> Condition:
        found = self._one_of(tested, *(end for end in (low, high) if end is not None))
        if not isinstance(found, OneOf):
            return UNREAD
        ends = list(found.values)
        first = ends.pop(0) if low is not None and ends else None
        last = ends.pop(0) if high is not None and ends else None
        return OneOf(found.column, (Range(first, last, False),), found.table)
