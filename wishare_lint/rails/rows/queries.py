"""What the classes of a model file ask the database for: `where` and its like on a known class.

Source: ActiveRecord::QueryMethods. Only chains that begin at a class, and of which every call is
known, are followed: an association or a scope may bring another table.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from wishare_lint.rails.rows.condition import Condition
from wishare_lint.rails.rows.relation import Relation, asked
from wishare_lint.ruby import syntax
from wishare_lint.ruby.definitions import class_methods, constants, definitions, methods
from wishare_lint.ruby.interpreter import Closure, Interpreter, Invocation, Raised, Scope
from wishare_lint.ruby.parser import parse
from wishare_lint.ruby.scope import Jump
from wishare_lint.ruby.source import Place, SourceFile
from wishare_lint.ruby.values import ConstantReference, Unknown, Value

ASKING = frozenset({"where", "not", "find_by", "find_by!", "exists?"})
_CALL = re.compile(rb"\b(?:where|find_by|exists\?)")
_PLAIN = frozenset(
    {"all", "unscoped", "order", "reorder", "limit", "offset", "distinct", "lock", "readonly"}
)
"""What keeps to the rows of one table."""


@dataclass(frozen=True)
class Query:
    """A call that asks for rows of a class; `class_name` is as written, inside of `within`."""

    class_name: str
    within: str
    condition: Condition
    place: Place


def queries_about(columns: Collection[str], sources: Iterable[SourceFile]) -> Iterator[Query]:
    """The queries of the files that name one of the columns at all; others are not parsed."""
    words = [column.encode() for column in columns]
    for source in sources:
        if any(word in source.data for word in words) and _CALL.search(source.data):
            yield from queries(source)


def queries(source: SourceFile) -> Iterator[Query]:
    """The queries in the scopes and methods of every class of a file."""
    file = parse(source)
    for definition in definitions(file.body):
        node = definition.node
        if isinstance(node, syntax.Module):
            continue
        own = _Reader(file, definition.name, definition.name)
        own.follow(node.body)
        for method in class_methods(node.body).values():
            own.follow(method.body)
        others = _Reader(file, definition.name, None)
        for found in methods(node.body).values():
            others.follow(found.node.body)
        yield from (*own.found, *others.found)


class _Reader(Interpreter):
    """Follows code; `own` is the class that a call on self asks, None where it asks none."""

    def __init__(self, file: syntax.File, within: str, own: str | None) -> None:
        super().__init__(constants=constants(file.body))
        self.found: list[Query] = []
        self._within = within
        self._own = own

    def follow(self, body: syntax.Body) -> None:
        """Each statement by itself: an error in one hides no other."""
        scope = Scope()
        for node in body:
            try:
                self.value(node, scope)
            except (Raised, Jump):
                continue

    def answer(self, invocation: Invocation) -> Value:
        relation = self._relation(invocation)
        if relation is not None and invocation.method in ASKING:
            place = Place(
                invocation.place.source, invocation.node.name_place.start, invocation.place.end
            )
            self.found.append(Query(relation.model, self._within, asked(invocation), place))
            return relation
        if relation is not None and invocation.method in _PLAIN:
            return relation
        return self._inside(invocation)

    def _relation(self, call: Invocation) -> Relation | None:
        match call.receiver:
            case Relation() as relation:
                return relation
            case ConstantReference(name):
                return Relation(name)
        return Relation(self._own) if call.on_self and self._own else None

    def _inside(self, call: Invocation) -> Value:
        """What is not known may call its block, and the lambda that it is given (`scope`)."""
        for block in (call.block, *call.positional):
            if isinstance(block, Closure):
                unknown = (Unknown(one.name) for one in block.block.parameters)
                self.yield_later(block, *unknown)
        return call.unknown
