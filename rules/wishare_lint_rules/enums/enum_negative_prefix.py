"""See the rule's docstring."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from wishare_lint import Context, Finding, RailsEnum, Rule, Severity
from wishare_lint_rules.enums.recipes import declared


class EnumNegativePrefix(Rule[RailsEnum]):
    """A label `not_live` beside a label `live` gives one scope two meanings.

    For each label, Rails defines a scope with its name and one with `not_` before it. The scope
    `not_live` is then either that of the label `not_live`, or that of all rows which are not
    `live`: whichever is defined later. Rails only logs a warning, and none at all if the labels
    belong to two enums. Whoever deletes or updates `Order.not_live` may hit the wrong rows.

    Give the enum a prefix or a suffix, or choose a label that does not begin with `not_`.
    """

    id = "enum-negative-prefix"
    severity = Severity.WARNING
    tags = ("enum",)
    bad = """
        class Order < ApplicationRecord
          enum :status, { live: 0, not_live: 1 }
        end
    """
    good = """
        class Order < ApplicationRecord
          enum :status, { live: 0, not_live: 1 }, prefix: true
        end
    """

    def check(self, enum: RailsEnum, context: Context) -> Iterator[Finding]:
        together = context.changes.head.models.enums_together(enum.class_name)
        if not any(other is enum for other in together):
            return
        earlier = together[: next(at for at, other in enumerate(together) if other is enum)]
        own = [one for one in (*earlier, enum) if isinstance(one, RailsEnum)]
        scopes = [scope for one in own for scope in _scopes(one)]
        for at, scope in enumerate(scopes):
            for later in scopes[at + 1 :]:
                if later.enum is enum and _oppose(scope, later):
                    yield self._finding(enum, scope, later)

    def _finding(self, enum: RailsEnum, earlier: "_Scope", later: "_Scope") -> Finding:
        label, plain = sorted((earlier, later), key=lambda scope: len(scope.name), reverse=True)
        named, others = (
            f"with the label `{label.label}`",
            f"that are not `{plain.label}`",
        )
        found, lost = (named, others) if later is label else (others, named)
        return self.finding(
            enum,
            f"the scope `{enum.class_name}.{label.name}` has two meanings: it finds the rows "
            f"{found}, and not those {lost}, because the label `{later.label}` comes later",
            instead=declared(replace(enum, options=enum.options.merged(prefix=True))),
            detail=label.name,
        )


@dataclass(frozen=True)
class _Scope:
    """The scope of a label; its negation has `not_` before the name."""

    enum: RailsEnum
    label: str
    name: str


def _scopes(enum: RailsEnum) -> Iterator[_Scope]:
    if enum.options.get("scopes") is False or enum.conditions:
        return
    for label in enum.labels:
        yield _Scope(enum, label, enum.method_name(label))


def _oppose(one: _Scope, other: _Scope) -> bool:
    return f"not_{one.name}" == other.name or f"not_{other.name}" == one.name
