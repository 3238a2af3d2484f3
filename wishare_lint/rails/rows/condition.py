"""What chooses rows, as a tree over literals: evaluated for one stored value of one column.

SQL's logic has three values, and a part that cannot be read may be any of them; so what comes out
is the set of possible outcomes, of `True`, `False` and NULL (None).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import product
from typing import TypeAlias

from wishare_lint.rails.enums.enum import same
from wishare_lint.ruby.values import Range, Unknown, Value


@dataclass(frozen=True)
class OneOf:
    """A column has one of the values: numbers and texts, ranges, None for NULL.

    `table` is how SQL qualifies the column, "" where it does not.
    """

    column: str
    values: tuple[Value, ...]
    table: str = ""


@dataclass(frozen=True)
class Scope:
    """What a scope of the model chooses; `name` is the method."""

    name: str


@dataclass(frozen=True)
class Unread:
    """A condition that cannot be read."""


@dataclass(frozen=True)
class Not:
    """The rows that a condition leaves out, without those for which it is NULL."""

    part: "Condition"


@dataclass(frozen=True)
class AllOf:
    """Every part holds; without parts, every row is chosen."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class AnyOf:
    """One of the parts holds."""

    parts: tuple["Condition", ...]


Leaf: TypeAlias = OneOf | Scope | Unread
Condition: TypeAlias = Leaf | Not | AllOf | AnyOf
Outcomes: TypeAlias = frozenset[bool | None]

UNREAD = Unread()
EVERY_ROW = AllOf(())

_ANY: Outcomes = frozenset((True, False, None))


def both(one: Condition, other: Condition) -> Condition:
    """The rows that two conditions choose together."""
    parts = [c.parts if isinstance(c, AllOf) else (c,) for c in (one, other)]
    return AllOf((*parts[0], *parts[1]))


def equalities(condition: Condition) -> Mapping[str, Value] | None:
    """The columns with their values, where nothing but equalities joined by AND is asked for."""
    parts = condition.parts if isinstance(condition, AllOf) else (condition,)
    found: dict[str, Value] = {}
    for part in parts:
        if not isinstance(part, OneOf) or any(isinstance(value, Range) for value in part.values):
            return None
        found[part.column] = part.values[0] if len(part.values) == 1 else part.values
    return found


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Everything that is compared, wherever in the tree."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case _:
            yield condition


def with_leaves(condition: Condition, change: Callable[[Leaf], Condition]) -> Condition:
    """The same tree over other leaves."""
    match condition:
        case AllOf(parts):
            return AllOf(tuple(with_leaves(part, change) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(with_leaves(part, change) for part in parts))
        case Not(part):
            return Not(with_leaves(part, change))
        case _:
            return change(condition)


def outcomes(condition: Condition, column: str, value: Value) -> Outcomes:
    """What may come out for a row whose column holds a value (None: NULL)."""
    match condition:
        case OneOf():
            return _compared(condition.values, value) if condition.column == column else _ANY
        case Not(part):
            found = outcomes(part, column, value)
            return frozenset(None if one is None else not one for one in found)
        case AllOf(parts):
            return _joined((outcomes(part, column, value) for part in parts), False)
        case AnyOf(parts):
            return _joined((outcomes(part, column, value) for part in parts), True)
        case _:
            return _ANY


def chooses(condition: Condition, column: str, value: Value) -> bool | None:
    """Whether the rows with a value are chosen; None where some may be."""
    found = outcomes(condition, column, value)
    if True not in found:
        return False
    return True if found == {True} else None


def _joined(parts: Iterator[Outcomes], decisive: bool) -> Outcomes:
    """AND, where False decides whatever the others are, or OR, where True does."""

    def join(one: Outcomes, other: Outcomes) -> Outcomes:
        return frozenset(_pair(a, b, decisive) for a, b in product(one, other))

    return reduce(join, parts, frozenset((not decisive,)))


def _pair(one: bool | None, other: bool | None, decisive: bool) -> bool | None:
    if decisive in (one, other):
        return decisive
    return None if None in (one, other) else not decisive


def _compared(wanted: tuple[Value, ...], value: Value) -> Outcomes:
    if isinstance(value, Unknown):
        return _ANY
    found = [_is_in(one, value) for one in wanted]
    if True in found:
        return frozenset((True,))
    if None in found:
        return _ANY
    is_null = value is None and any(one is not None for one in wanted)
    return frozenset((None,)) if is_null else frozenset((False,))


def _is_in(wanted: Value, value: Value) -> bool | None:
    """Whether a value is the wanted one, or in its range; None where that cannot be told."""
    if isinstance(wanted, Unknown):
        return None if value is not None else False
    if not isinstance(wanted, Range):
        return same(wanted, value)
    ends = [end for end in (wanted.first, wanted.last) if end is not None]
    if value is None:
        return False
    if not all(_is_number(one) for one in (value, *ends)):
        return None  # how texts are ordered is for the collation to say
    return _within(wanted, value)


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _within(wanted: Range, value: Value) -> bool:
    assert isinstance(value, int | float)
    first, last = wanted.first, wanted.last
    if isinstance(first, int | float) and value < first:
        return False
    if isinstance(last, int | float):
        return value < last or (value == last and not wanted.exclusive)
    return True
