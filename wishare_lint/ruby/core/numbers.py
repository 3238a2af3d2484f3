"""Numbers, ranges of numbers, and nil."""

from collections.abc import Mapping

from wishare_lint.ruby.core import arrays
from wishare_lint.ruby.core.arrays import each
from wishare_lint.ruby.core.values import Implementation, Yielder
from wishare_lint.ruby.values import Range, Value

_LARGEST = 64


def _times(count: int, block: Yielder) -> Value:
    return each(tuple(range(count)), block)


def _step_to(first: int, block: Yielder, last: int) -> Value:
    return each(tuple(range(first, last + 1)), block)


def _down_to(first: int, block: Yielder, last: int) -> Value:
    return each(tuple(range(first, last - 1, -1)), block)


def _divide(left: int, right: int) -> Value:
    return left // right


def _small(exponent: int) -> int:
    """Refuses one that would make a number without measure."""
    if exponent >= _LARGEST:
        raise TypeError
    return exponent


def _of_range(method: Implementation) -> Implementation:
    def on_items(value: Range, *arguments: Value) -> Value:
        items = value.items()
        if items is None:
            raise TypeError
        return method(items, *arguments)

    return on_items


NUMBER_METHODS: Mapping[str, Implementation] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": _divide,
    "%": lambda left, right: left % right,
    "**": lambda left, right: left ** _small(right),
    "<<": lambda left, right: left << _small(right),
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
    "times": lambda count: tuple(range(count)),
    "zero?": lambda value: value == 0,
    "positive?": lambda value: value > 0,
    "succ": lambda value: value + 1,
    "to_i": int,
    "to_f": float,
    "abs": abs,
}

NUMBER_BLOCK_METHODS: Mapping[str, Implementation] = {
    "times": _times,
    "upto": _step_to,
    "downto": _down_to,
}

NIL_METHODS: Mapping[str, Implementation] = {
    "to_a": lambda _: (),
    "to_h": lambda _: {},
    "to_i": lambda _: 0,
}

RANGE_METHODS = {name: _of_range(method) for name, method in arrays.METHODS.items()}
RANGE_BLOCK_METHODS = {name: _of_range(method) for name, method in arrays.BLOCK_METHODS.items()}
