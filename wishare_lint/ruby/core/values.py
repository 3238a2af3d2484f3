"""What all of Ruby's values have in common, and the form of a method here."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from wishare_lint.ruby.values import Range, Symbol, Unknown, Value

Yielder: TypeAlias = Callable[..., Value]
"""Calls the block with the given arguments."""

Implementation: TypeAlias = Callable[..., Value]
"""A method: takes the receiver, then the block if there is one, then the arguments.

Raises TypeError and the like where the arguments do not fit.
"""


def truthy(value: Value) -> bool | None:
    """Whether Ruby takes the value for true; None when it is not known."""
    if isinstance(value, Unknown):
        return None
    return value is not None and value is not False


def ruby_string(value: Value) -> str:
    """`to_s`."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case tuple() | dict() | Range():
            raise TypeError
        case _:
            return str(value)


def equal(left: Value, right: Value) -> bool:
    """`==`: a symbol is not a string, and true is not 1."""
    if isinstance(left, str) and isinstance(right, str):
        return isinstance(left, Symbol) == isinstance(right, Symbol) and str(left) == str(right)
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    return left == right


def known_truth(value: Value) -> bool:
    """Whether the value is true; raises TypeError when it is not known."""
    known = truthy(value)
    if known is None:
        raise TypeError
    return known


def contains(items: tuple[Value, ...], wanted: Value) -> bool:
    """Whether the array has the value; raises TypeError when a member is not known."""
    if any(isinstance(item, Unknown) for item in items):
        raise TypeError
    return any(equal(item, wanted) for item in items)


def _blank(value: Value) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or value is False or value == () or value == {}


def same(value: Value) -> Value:
    return value


METHODS: Mapping[str, Implementation] = {
    **dict.fromkeys(
        ("freeze", "dup", "clone", "itself", "deep_dup", "html_safe", "presence_in"), same
    ),
    "nil?": lambda value: value is None,
    "blank?": _blank,
    "present?": lambda value: not _blank(value),
    "presence": lambda value: None if _blank(value) else value,
    "to_s": ruby_string,
    "!": lambda value: not known_truth(value),
    "==": equal,
    "eql?": equal,
    "in?": lambda value, items: contains(items, value),
}

BLOCK_METHODS: Mapping[str, Implementation] = {
    **dict.fromkeys(("then", "yield_self"), lambda value, block: block(value)),
}
