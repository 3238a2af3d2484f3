"""What happens where code uses a label that its enum has lost."""

from collections import Counter
from collections.abc import Sequence

from wishare_lint import Enum, LabelUse
from wishare_lint_rules.enums.gem_words import words

_HARMS = {
    "method": ("call raises NoMethodError", "calls raise NoMethodError"),
    "scope": ("scope raises NoMethodError", "scopes raise NoMethodError"),
    "condition": ("query finds other rows", "queries find other rows"),
    "mapping": ("lookup gives nil", "lookups give nil"),
    "comparison": ("comparison is never true", "comparisons are never true"),
    "trait": ("factory trait is unknown", "factory traits are unknown"),
    "translation": ("translation is never shown", "translations are never shown"),
}


def harms(uses: Sequence[LabelUse], enum: Enum) -> str:
    """How many uses do what: "2 calls raise NoMethodError, 1 comparison is never true"."""
    does = {**_HARMS, "assigned": words(enum).assigned}
    counts = Counter(use.kind for use in uses)
    known = ((kind, counts[kind]) for kind in does if counts[kind])
    return ", ".join(f"{number} {does[kind][number > 1]}" for kind, number in known)
