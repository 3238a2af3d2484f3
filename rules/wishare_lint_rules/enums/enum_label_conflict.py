"""See the rule's docstring."""

from collections.abc import Iterator
from dataclasses import replace

from wishare_lint import (
    Context,
    EnumClash,
    Finding,
    RailsEnum,
    Rule,
    Severity,
    enum_clashes,
    enum_clashes_between,
)
from wishare_lint_rules.enums.recipes import declared


class EnumLabelConflict(Rule[RailsEnum]):
    """Rails refuses to load a class whose label would define a method that exists already.

    Each label gives the class a scope, a predicate and a bang method. If one of them is a method
    of Active Record, such as `private`, `public`, `new` or `valid?`, or that of a label of another
    enum of the class, `enum` raises ArgumentError. In production, where classes are loaded at the
    start, the app does not boot.

    Give the enum a `prefix` or a `suffix`, or choose another label; the stored value can stay.
    """

    id = "enum-label-conflict"
    severity = Severity.ERROR
    tags = ("enum", "availability")
    bad = """
        class Wishlist < ApplicationRecord
          enum :visibility, { private: 0, shared: 1, public: 2 }
        end
    """
    good = """
        class Wishlist < ApplicationRecord
          enum :visibility, { private: 0, shared: 1, public: 2 }, prefix: true
        end
    """

    def check(self, enum: RailsEnum, context: Context) -> Iterator[Finding]:
        clashes = list(_clashes(enum, context))
        if not clashes:
            return
        yield self.finding(
            enum,
            f"Rails refuses to load `{enum.class_name}`, so the app does not boot: "
            f"{'; '.join(_sentence(clash, enum) for clash in clashes[:4])}"
            f"{f'; and {len(clashes) - 4} more labels' if len(clashes) > 4 else ''}",
            instead=_instead(enum),
            detail=" ".join(clash.label for clash in clashes),
        )


def _clashes(enum: RailsEnum, context: Context) -> Iterator[EnumClash]:
    version = context.project.rails_version
    own = list(enum_clashes(enum, version))
    yield from own
    together = context.changes.head.models.enums_together(enum.class_name)
    if enum.conditions or not any(other is enum for other in together):
        return
    earlier = together[: next(at for at, other in enumerate(together) if other is enum)]
    others = [e for e in earlier if isinstance(e, RailsEnum) and not e.conditions]
    known = {clash.label for clash in own}
    yield from (c for c in enum_clashes_between(enum, others, version) if c.label not in known)


def _sentence(clash: EnumClash, enum: RailsEnum) -> str:
    method = f"{enum.class_name}.{clash.method}" if clash.kind == "class" else clash.method
    owner = f"`{clash.owner}`" if "#" in clash.owner else clash.owner
    return f"the label `{clash.label}` of `{enum.attribute}` defines `{method}`, as {owner} does"


def _instead(enum: RailsEnum) -> str:
    prefixed = replace(enum, options=enum.options.merged(prefix=True))
    method = prefixed.method_name(next(iter(enum.labels)))
    return f"{declared(prefixed)}\n# {enum.class_name}.{method}, {method}?"
