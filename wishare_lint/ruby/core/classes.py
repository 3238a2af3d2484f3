"""Ruby's own classes, where they make a collection: `Hash[pairs]`."""

from collections.abc import Mapping

from wishare_lint.ruby.core.arrays import to_hash
from wishare_lint.ruby.core.values import Implementation
from wishare_lint.ruby.values import ConstantReference, Value


def _bracket(receiver: ConstantReference, *given: Value) -> Value:
    """`Hash[pairs]`, `Hash[key, value, …]`."""
    if receiver.name != "Hash":
        raise TypeError
    match given:
        case (dict() as items,):
            return items
        case (tuple() as pairs,):
            return to_hash(pairs)
    return to_hash(tuple(zip(given[::2], given[1::2], strict=True)))


METHODS: Mapping[str, Implementation] = {"[]": _bracket}
