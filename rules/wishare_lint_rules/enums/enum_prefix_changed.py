"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, Enum, EnumChange, Finding, RailsEnum, Rule, Severity
from wishare_lint_rules.enums.aliases import aliases
from wishare_lint_rules.enums.recipes import declared
from wishare_lint_rules.enums.wording import several, where


class EnumPrefixChanged(Rule[EnumChange]):
    """Another prefix or suffix gives every method of an enum another name.

    Predicates, bang methods and scopes carry the prefix and the suffix. The old names are gone at
    once: every call that was missed raises NoMethodError, and no search finds those by a computed
    name. `scopes: false` and `instance_methods: false` take methods away in the same manner.

    Let both names work for a release, move the callers, then remove the old ones.
    """

    id = "enum-prefix-changed"
    severity = Severity.WARNING
    tags = ("enum", "availability")
    bad_before = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1 }
        end
    """
    bad = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1 }, prefix: true
        end
    """
    good_before = """
        class Order < ApplicationRecord
          enum :status, { draft: 0 }
        end
    """
    good = """
        class Order < ApplicationRecord
          enum :status, { draft: 0 }, prefix: true

          alias_method :draft?, :status_draft?
          alias_method :draft!, :status_draft!
          scope :draft, -> { status_draft }
          scope :not_draft, -> { not_status_draft }
        end
    """

    def check(self, change: EnumChange, context: Context) -> Iterator[Finding]:
        if not isinstance(change.after, RailsEnum) or not change.options_changed:
            return
        lost = _lost(change, change.after, context)
        if not lost:
            return
        yield self.finding(
            change,
            f"{where(change)} has lost {several([_called(name, change) for name in lost])}"
            f"{_hint(lost, change)}: every call that is left raises NoMethodError",
            instead=aliases(lost) if all(lost.values()) else declared(change.after),
        )


def _lost(change: EnumChange, after: Enum, context: Context) -> dict[str, str]:
    """The methods that are gone, each with the one that does the same now, if there is one."""
    model = context.changes.head.models.by_class[after.class_name]
    new = {name for label in after.labels for name in _methods(after, label)}
    lost: dict[str, str] = {}
    for label in (label for label in change.before.labels if label in after.labels):
        old, now = change.before.method_name(label), after.method_name(label)
        for name in _methods(change.before, label):
            if name not in new | model.methods:
                renamed = name.replace(old, now, 1)
                lost[name] = renamed if renamed in new else ""
    return lost


def _methods(enum: Enum, label: str) -> Iterator[str]:
    name = enum.method_name(label)
    if enum.options.get("instance_methods") is not False:
        yield from (f"{name}?", f"{name}!")
    if enum.options.get("scopes") is not False:
        yield from (name, f"not_{name}")


def _called(name: str, change: EnumChange) -> str:
    """With the class before the name of a scope."""
    return name if name.endswith(("?", "!")) else f"{change.class_name}.{name}"


def _hint(lost: dict[str, str], change: EnumChange) -> str:
    first = next(iter(lost.values()))
    return f" (the first is `{_called(first, change)}` now)" if first else ""
