"""See the rule's docstring."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from wishare_lint import (
    Context,
    Finding,
    RailsEnum,
    Rule,
    Severity,
    Value,
    enum_declaration,
    listed,
    options_among_labels,
)


class EnumOptionBecomesLabel(Rule[RailsEnum]):
    """An option that stands among the labels of an enum becomes a label itself.

    `enum :status, draft: 0, live: 1, prefix: true` takes every keyword as a label, because no hash
    of labels stands before them. Rails defines `prefix?`, `prefix!` and a scope `prefix`, stores
    whatever its value casts to, and the option itself has no effect. Nothing warns.

    Put the labels in braces, and the options behind them.
    """

    id = "enum-option-becomes-label"
    severity = Severity.ERROR
    tags = ("enum",)
    bad = """
        class Order < ApplicationRecord
          enum :status, draft: 0, live: 1, prefix: true
        end
    """
    good = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1 }, prefix: true
        end
    """

    def check(self, enum: RailsEnum, context: Context) -> Iterator[Finding]:
        taken = options_among_labels(enum)
        if not taken:
            return
        one = len(taken) == 1
        yield self.finding(
            enum,
            f"{listed(taken)} of `{enum.name}` {'is a label' if one else 'are labels'}, not "
            f"{'an option' if one else 'options'}: Rails defines "
            f"{listed(f'{label}?' for label in taken)}, and what was meant has no effect",
            instead=_instead(enum, taken),
            detail=" ".join(taken),
        )


def _instead(enum: RailsEnum, taken: Mapping[str, Value]) -> str:
    options = {label.removeprefix("_"): value for label, value in taken.items()}
    meant = replace(enum, options=enum.options.merged(**options))
    labels = ((label, value) for label, value in enum.labels.items() if label not in taken)
    return enum_declaration(meant, tuple(labels))
