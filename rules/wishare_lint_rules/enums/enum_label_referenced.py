"""See the rule's docstring."""

from collections.abc import Iterator, Sequence

from wishare_lint import (
    Context,
    EnumChange,
    Finding,
    LabelUse,
    Related,
    Rule,
    Severity,
    listed,
)
from wishare_lint_rules.enums.label_harms import harms
from wishare_lint_rules.enums.wording import where

_SHOWN = 10
"""How many places the finding shows before it counts the rest."""


class EnumLabelReferenced(Rule[EnumChange]):
    """Code that still uses a label which its enum has lost breaks when it runs.

    The label's predicates, bang methods and scopes raise NoMethodError, assigning it raises
    ArgumentError. Worse are the uses that stay silent: a comparison with it is never true, and
    `where(status: :gone)` finds the rows without a status. Nothing tells before the line runs.

    Change the places that are shown first, and search for the rest; take the label out of the enum
    when none is left.
    """

    id = "enum-label-referenced"
    severity = Severity.ERROR
    tags = ("enum", "availability")
    bad_before = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1, archived: 2 }
        end
    """
    bad = """
        # app/models/order.rb
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1 }
        end

        # app/controllers/orders_controller.rb
        class OrdersController < ApplicationController
          def show
            @order = Order.find(params[:id])
            head :not_found if @order.archived?
          end
        end
    """
    good_before = bad_before
    good = """
        # app/controllers/orders_controller.rb
        class OrdersController < ApplicationController
          def show
            @order = Order.find(params[:id])
          end
        end
    """

    def check(self, change: EnumChange, context: Context) -> Iterator[Finding]:
        uses = context.changes.label_uses(change)
        if not uses:
            return
        labels = list(dict.fromkeys(use.label for use in uses))
        still = "1 place still uses" if len(uses) == 1 else f"{len(uses)} places still use"
        yield self.finding(
            change,
            f"{where(change)} no longer has {listed(labels)}, but {still} "
            f"{'it' if len(labels) == 1 else 'them'}: {harms(uses, change.before)}",
            severity=Severity.ERROR if any(map(_breaks, uses)) else Severity.WARNING,
            related=tuple(_shown(uses)),
            detail=" ".join(labels),
        )


def _breaks(use: LabelUse) -> bool:
    """Whether users will notice: not those who only run the tests."""
    return use.certain and not use.in_tests and use.kind != "translation"


def _shown(uses: Sequence[LabelUse]) -> Iterator[Related]:
    """The worst places first: what breaks the app, then what breaks its tests."""
    ordered = sorted(uses, key=lambda use: (not _breaks(use), use.in_tests, not use.certain))
    for use in ordered[:_SHOWN]:
        says = "uses" if use.certain else "seems to use"
        yield Related(use.place.location, f"{says} `{use.place.text}`")
