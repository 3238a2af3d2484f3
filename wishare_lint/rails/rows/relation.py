"""A query as code builds it, call by call: the rows of a model, and what chooses them.

Source: ActiveRecord::QueryMethods, ::SpawnMethods.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from wishare_lint.rails.rows.condition import (
    EVERY_ROW,
    UNREAD,
    AllOf,
    AnyOf,
    Condition,
    Not,
    OneOf,
    Scope,
    both,
)
from wishare_lint.rails.rows.fragments import condition
from wishare_lint.ruby.interpreter import Invocation
from wishare_lint.ruby.values import RubyObject, Value


@dataclass(frozen=True)
class Relation(RubyObject):
    """A query: the rows of `model` that `condition` chooses.

    `chosen_by` are the calls that narrow it down, by name: `where`, a scope, `joins`.
    """

    model: str
    condition: Condition = EVERY_ROW
    batched: bool = False
    chosen_by: tuple[str, ...] = ()

    def where(self, call: Invocation) -> "Relation":
        """Narrowed by what `where`, or a method like it, is given."""
        return self._chosen(call, both(self.condition, asked(call)))

    def where_not(self, call: Invocation) -> "Relation":
        """Narrowed by `where.not`; before Rails 6.1 it denied each of several columns."""
        denied = asked(call)
        several = isinstance(denied, AllOf) and len(denied.parts) > 1
        return self._chosen(call, both(self.condition, UNREAD if several else Not(denied)))

    def narrowed(self, call: Invocation) -> "Relation":
        """Narrowed in a way that is not read, such as a join or a limit."""
        return self._chosen(call, both(self.condition, UNREAD))

    def scoped(self, call: Invocation) -> "Relation":
        """Narrowed by a scope of the model."""
        scope = UNREAD if call.positional or call.keywords else Scope(call.method)
        return self._chosen(call, both(self.condition, scope))

    def widened(self, call: Invocation) -> "Relation":
        """With other conditions in place of its own, or beside them."""
        other = call.positional[0] if len(call.positional) == 1 else None
        if call.method == "or" and isinstance(other, Relation):
            return self._chosen(call, AnyOf((self.condition, other.condition)))
        return self._chosen(call, UNREAD)

    def _chosen(self, call: Invocation, condition: Condition) -> "Relation":
        chosen_by = (*self.chosen_by, call.method)
        return replace(self, condition=condition, chosen_by=chosen_by)


def asked(call: Invocation) -> Condition:
    """What `where` is given: a hash, or SQL with what is bound to it."""
    first = call.positional[0] if call.positional else None
    if isinstance(first, tuple) and first and isinstance(first[0], str):
        return condition(first[0], first[1:])
    if isinstance(first, str):
        return condition(first, call.positional[1:], call.keywords)
    if isinstance(first, dict) or not call.positional:
        given = first if isinstance(first, dict) else call.keywords
        return AllOf(tuple(part for key, value in given.items() for part in _equal(key, value)))
    return UNREAD


def _equal(column: Value, value: Value, table: str = "") -> Iterator[Condition]:
    """`status: 1`, `status: [1, 2]`, `orders: { status: 1 }`."""
    if not isinstance(column, str) or column == "**":
        yield UNREAD
    elif isinstance(value, dict):
        for inner, item in value.items():
            yield from _equal(inner, item, str(column))
    else:
        yield OneOf(str(column), value if isinstance(value, tuple) else (value,), table)
