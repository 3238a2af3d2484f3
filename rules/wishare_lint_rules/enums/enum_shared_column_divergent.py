"""See the rule's docstring."""

from collections.abc import Iterator
from dataclasses import dataclass

from wishare_lint import Context, Finding, RailsEnum, Related, Rule, Severity, Value, to_source
from wishare_lint_rules.enums.wording import label


class EnumSharedColumnDivergent(Rule[RailsEnum]):
    """Two classes that read one column through different enums disagree about what its rows say.

    What one writes as `live` the other one reads as something else, and both write into the same
    rows. It happens when a second class on the table, such as a read model or an engine's, keeps a
    copy of the labels, and only one of the copies is edited.

    Let one class own the labels, and take them from it in the others.
    """

    id = "enum-shared-column-divergent"
    severity = Severity.ERROR
    tags = ("enum", "data-loss")
    bad = """
        # app/models/order.rb
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1 }
        end

        # app/models/reports/order.rb
        class Reports::Order < ApplicationRecord
          self.table_name = "orders"

          enum :status, { live: 0, draft: 1 }
        end
    """
    good = """
        # app/models/order.rb
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1 }
        end

        # app/models/reports/order.rb
        class Reports::Order < ApplicationRecord
          self.table_name = "orders"

          enum :status, ::Order.statuses
        end
    """

    def check(self, enum: RailsEnum, context: Context) -> Iterator[Finding]:
        rival = next(_rivals(enum, context), None)
        if rival is None:
            return
        plural = context.project.inflector.pluralize(enum.attribute)
        yield self.finding(
            enum,
            f"`{rival.reader}` and `{rival.enum.class_name}` read one column, "
            f"`{rival.table}.{enum.attribute}`, in two ways: rows that hold "
            f"{to_source(rival.stored)} are {label(enum.label_of(rival.stored))} to the one and "
            f"{label(rival.enum.label_of(rival.stored))} to the other",
            instead=f"enum :{enum.attribute}, ::{rival.enum.class_name}.{plural}",
            related=(Related(rival.enum.place.location, f"the enum of `{rival.enum.class_name}`"),),
            detail=rival.enum.class_name,
        )


@dataclass(frozen=True)
class _Rival:
    """Another enum of the column; `stored` has another label in each of them."""

    reader: str
    table: str
    enum: RailsEnum
    stored: Value


def _rivals(enum: RailsEnum, context: Context) -> Iterator[_Rival]:
    """The other enums of the column; of two that are both checked, the first has no rival.

    Classes of single-table inheritance have rows of their own: they may well differ.
    """
    models, checked = context.changes.head.models, context.changes.enums
    later = checked[next((i for i, one in enumerate(checked) if one is enum), 0) :]
    for (class_name, attribute), own in models.enums.items():
        model = models.by_class[class_name]
        if own is not enum or model.is_module:
            continue
        for other in models.of_table(models.table(model)):
            theirs = models.enums.get((other.class_name, attribute))
            if not isinstance(theirs, RailsEnum) or any(theirs is one for one in later):
                continue
            if models.shares_table(other) or models.shares_table(model):
                continue
            for stored in enum.stored:
                if theirs.label_of(stored) not in (None, enum.label_of(stored)):
                    yield _Rival(class_name, models.table(model), theirs, stored)
