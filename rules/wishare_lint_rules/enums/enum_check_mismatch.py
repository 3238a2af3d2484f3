"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import (
    Constraint,
    Context,
    Enum,
    EnumColumn,
    Finding,
    Rule,
    Severity,
    Value,
    listed,
    refused,
    stray_conditions,
)
from wishare_lint_rules.enums.check_recipe import admit
from wishare_lint_rules.enums.gem_words import words
from wishare_lint_rules.enums.wording import values


class EnumCheckMismatch(Rule[Enum]):
    """A check constraint that does not know a label makes every save with it fail.

    The model accepts the label, and the database refuses the row: `save` raises StatementInvalid.
    Tests notice only if they save a record with that very label. The other way round, a partial
    index or a constraint that asks for a value without a label silently stops to do its work.

    Let the constraint admit the new value first, in a migration that is released with the label or
    before it.
    """

    id = "enum-check-mismatch"
    severity = Severity.ERROR
    tags = ("enum", "availability")
    bad = """
        # app/models/order.rb
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1, archived: 2 }
        end

        # db/migrate/20260101000000_create_orders.rb
        class CreateOrders < ActiveRecord::Migration[8.1]
          def change
            create_table :orders do |t|
              t.integer :status, default: 0
              t.check_constraint "status IN (0, 1)", name: "known_status"
            end
          end
        end
    """
    good = """
        # app/models/order.rb
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1, archived: 2 }
        end

        # db/migrate/20260101000000_create_orders.rb
        class CreateOrders < ActiveRecord::Migration[8.1]
          def change
            create_table :orders do |t|
              t.integer :status, default: 0
              t.check_constraint "status IN (0, 1, 2)", name: "known_status"
            end
          end
        end
    """

    def check(self, enum: Enum, context: Context) -> Iterator[Finding]:
        head = context.changes.head
        for held in head.columns_of(enum):
            for constraint, stored in refused(enum, held):
                yield self._refusing(enum, held, constraint, stored)
            for stray in stray_conditions(enum, held, head.models):
                yield self.finding(
                    enum,
                    f"the {stray.kind} `{stray.name}` of `{held.table.name}` asks whether "
                    f"`{enum.attribute}` is {values(stray.values)}, for which `{enum.name}` has no "
                    f"{words(enum).label}: the model writes no such row",
                    severity=Severity.WARNING,
                    detail=stray.name,
                )

    def _refusing(
        self, enum: Enum, held: EnumColumn, constraint: Constraint, stored: tuple[Value, ...]
    ) -> Finding:
        name = f" `{constraint.name}`" if constraint.name else ""
        labels = listed(enum.label_of(value) for value in stored)
        return self.finding(
            enum,
            f"the check constraint{name} of `{held.table.name}` does not admit "
            f"{values(stored)} ({labels}): saving such a record raises",
            instead=admit(enum, held, constraint),
            detail=str(constraint.name),
        )
