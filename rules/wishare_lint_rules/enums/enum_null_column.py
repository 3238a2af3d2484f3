"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, Enum, EnumColumn, Finding, RailsEnum, Rule, Severity, symbol


class EnumNullColumn(Rule[RailsEnum]):
    """A column of an enum that may be NULL gives every record one more state, without a name.

    Rows without a value belong to no label: no scope finds them, not even `not_live` before Rails
    8.2, and `where(status: :a_typo)` finds exactly them. Every `case` over the labels needs a
    branch for nil.

    Forbid NULL. If "none" is a state, make it a label, and the default.
    """

    id = "enum-null-column"
    severity = Severity.INFO
    profile = "strict"
    tags = ("enum",)
    bad = """
        # app/models/order.rb
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1 }
        end

        # db/migrate/20260101000000_create_orders.rb
        class CreateOrders < ActiveRecord::Migration[8.1]
          def change
            create_table :orders do |t|
              t.integer :status
            end
          end
        end
    """
    good = """
        # app/models/order.rb
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1 }
        end

        # db/migrate/20260101000000_create_orders.rb
        class CreateOrders < ActiveRecord::Migration[8.1]
          def change
            create_table :orders do |t|
              t.integer :status, null: false, default: 0
            end
          end
        end
    """

    def check(self, enum: RailsEnum, context: Context) -> Iterator[Finding]:
        for held in context.changes.head.columns_of(enum):
            if enum.labels and enum.default is None and _may_be_empty(held):
                yield self.finding(
                    enum,
                    f"`{held.name}` may be NULL and has no default: a record that is created "
                    f"without a label reads nil, and no scope of `{enum.attribute}` finds it",
                    instead=_instead(enum, held),
                    detail=held.class_name,
                )


def _may_be_empty(held: EnumColumn) -> bool:
    if held.column is None or held.table.forbids_null(held.attribute):
        return False
    return held.column.null is True and held.default is None


def _instead(enum: Enum, held: EnumColumn) -> str:
    table, column = symbol(str(held.table.name)), symbol(enum.attribute)
    return (
        "# when every record is given a label, and no row is without one:\n"
        f"change_column_null {table}, {column}, false"
    )
