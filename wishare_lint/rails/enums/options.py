"""Options of `enum` that stand among its labels, where Rails takes them for labels.

Source: ActiveRecord::Enum#enum(name, values = nil, **options): without values, every keyword is a
label.
"""

from collections.abc import Mapping

from wishare_lint.rails.enums.enum import OPTIONS, Enum
from wishare_lint.ruby.values import Value

_NAMES = frozenset((*OPTIONS, *(f"_{option}" for option in OPTIONS)))


def options_among_labels(enum: Enum) -> Mapping[str, Value]:
    """The labels that are called as an option is, and whose value tells that one was meant.

    That is a value of another kind than those of the labels, or the name of one of them.
    """
    labels = {label: value for label, value in enum.labels.items() if label not in _NAMES}
    kinds = {type(value) for value in labels.values()}
    return {
        label: value
        for label, value in enum.labels.items()
        if labels
        and label in _NAMES
        and (type(value) not in kinds or (isinstance(value, str) and value in labels))
    }
