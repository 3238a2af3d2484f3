"""Ruby's own methods on known values, as pure functions; what is not here is not known."""

from collections.abc import Mapping
from types import MappingProxyType

from wishare_lint.ruby.core import arrays, classes, hashes, numbers, strings, values
from wishare_lint.ruby.core.values import Implementation, Yielder
from wishare_lint.ruby.values import ConstantReference, PartialText, Range, Unknown, Value

_NONE: Mapping[str, Implementation] = MappingProxyType({})

_TABLES: tuple[tuple[type, Mapping[str, Implementation], Mapping[str, Implementation]], ...] = (
    (str, strings.METHODS, _NONE),
    (tuple, arrays.METHODS, arrays.BLOCK_METHODS),
    (dict, hashes.METHODS, hashes.BLOCK_METHODS),
    (bool, _NONE, _NONE),
    (int, numbers.NUMBER_METHODS, numbers.NUMBER_BLOCK_METHODS),
    (float, numbers.NUMBER_METHODS, numbers.NUMBER_BLOCK_METHODS),
    (Range, numbers.RANGE_METHODS, numbers.RANGE_BLOCK_METHODS),
    (type(None), numbers.NIL_METHODS, _NONE),
    (ConstantReference, classes.METHODS, _NONE),
)


class UnansweredError(Exception):
    """The method is not known for this value, or not with these arguments."""


def call_method(
    receiver: Value, name: str, arguments: tuple[Value, ...], block: Yielder | None
) -> Value:
    """What the method returns.

    Raises:
        UnansweredError: the method is not known here, or the arguments do not fit it.
    """
    implementation = _implementation(receiver, name, block is not None)
    if implementation is None or any(isinstance(argument, Unknown) for argument in arguments):
        raise UnansweredError
    try:
        return (
            implementation(receiver, *arguments)
            if block is None
            else implementation(receiver, block, *arguments)
        )
    except (TypeError, ValueError, KeyError, IndexError, AttributeError, ArithmeticError) as error:
        raise UnansweredError from error


def _implementation(receiver: Value, name: str, with_block: bool) -> Implementation | None:
    if isinstance(receiver, Unknown):
        known = isinstance(receiver, PartialText) and not with_block
        return strings.PARTIAL_METHODS.get(name) if known else None
    for kind, plain, blocks in _TABLES:
        if isinstance(receiver, kind):
            own, shared = (blocks, values.BLOCK_METHODS) if with_block else (plain, values.METHODS)
            return own.get(name) or shared.get(name)
    return None if with_block else values.METHODS.get(name)
