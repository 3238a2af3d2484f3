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
    listed,
    refused,
    symbol,
    to_source,
)
from wishare_lint_rules.enums.wording import values


class EnumCheckMismatch(Rule[Enum]):
    """A check constraint that does not know a label makes every save with it fail.

    The model accepts the label, and the database refuses the row: `save` raises StatementInvalid.
    Tests notice only if they save a record with that very label.

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
        for held in context.changes.head.columns_of(enum):
            for constraint, stored in refused(enum, held):
                name = f" `{constraint.name}`" if constraint.name else ""
                labels = listed(enum.label_of(value) for value in stored)
                yield self.finding(
                    enum,
                    f"the check constraint{name} of `{held.table.name}` does not admit "
                    f"{values(stored)} ({labels}): saving such a record raises",
                    instead=_instead(enum, held, constraint),
                    detail=str(constraint.name),
                )


def _instead(enum: Enum, held: EnumColumn, constraint: Constraint) -> str:
    table = symbol(str(held.table.name))
    every = ", ".join(f"'{v}'" if isinstance(v, str) else to_source(v) for v in enum.stored)
    sql = to_source(f"{enum.attribute} IN ({every})")
    if constraint.name is None or held.adapter != "postgresql":
        which = to_source(constraint.definition) if constraint.name is None else _name(constraint)
        return f"remove_check_constraint {table}, {which}\nadd_check_constraint {table}, {sql}"
    name = _name(constraint)
    return (
        f"remove_check_constraint {table}, {name}\n"
        f"add_check_constraint {table}, {sql}, {name}, validate: false\n"
        "# in a migration of its own:\n"
        f"validate_check_constraint {table}, {name}"
    )


def _name(constraint: Constraint) -> str:
    return f"name: {to_source(constraint.name)}"
