"""See the rule's docstring."""

from collections.abc import Iterator
from dataclasses import replace

from wishare_lint import (
    ChangeSet,
    Context,
    Finding,
    Rule,
    Severity,
    StaleLabel,
    to_source,
)
from wishare_lint_rules.enums.recipes import with_stored_values


class EnumDataMigrationStaleLabel(Rule[ChangeSet]):
    """A data migration that uses a label which the new model lacks does something else than it
    says.

    It is deployed with the new model, so its labels go through the new mapping. An unknown label
    in `where` becomes `IS NULL`: the rows that it means are left alone, and those without a value
    are rewritten. `update_all` and `update_column` write NULL for it, and assigning it raises
    ArgumentError, as calling its scope raises NoMethodError.

    Use the stored values, which mean the same to every version of the model; or define a class of
    its own in the migration.
    """

    id = "enum-data-migration-stale-label"
    severity = Severity.ERROR
    tags = ("enum", "data-loss")
    bad_before = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1, gone: 2 }
        end
    """
    bad = """
        # app/models/order.rb
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1 }
        end

        # db/migrate/20260101000000_bring_back_orders.rb
        class BringBackOrders < ActiveRecord::Migration[8.1]
          def up
            Order.where(status: :gone).update_all(status: :draft)
          end
        end
    """
    good_before = bad_before
    good = """
        # db/migrate/20260101000000_bring_back_orders.rb
        class BringBackOrders < ActiveRecord::Migration[8.1]
          disable_ddl_transaction!

          def up
            Order.where(status: 2).in_batches.update_all(status: 0)
          end

          def down
            raise ActiveRecord::IrreversibleMigration
          end
        end
    """

    def check(self, changes: ChangeSet, context: Context) -> Iterator[Finding]:
        for write in changes.stale_writes:
            finding = self.finding(
                write.operation,
                "; ".join(_sentence(one, context) for one in write.labels),
                instead=with_stored_values(write.labels),
                detail=" ".join(one.label for one in write.labels),
            )
            yield replace(finding, direction=write.direction)


def _sentence(stale: StaleLabel, context: Context) -> str:
    lacks = f"`{stale.enum.name}` has no label `{stale.label}` when this runs"
    old_rails = (context.project.rails_version or (7, 0)) < (7, 0)
    match stale.use:
        case "condition" if old_rails:
            return f"{lacks}: it is compared as text with the numbers in the column, which fails"
        case "condition":
            rows = "" if stale.was is None else f" that hold {to_source(stale.was)}"
            null = f"the condition becomes `{stale.enum.attribute} IS NULL`"
            return f"{lacks}: {null}, so the rows{rows} stay, and those without a value are taken"
        case "written" if stale.enum.storage == "string":
            return f"{lacks}: the text is written all the same, and reads as nil"
        case "written" if not old_rails:
            return f"{lacks}: NULL is written"
        case "method":
            return f"{lacks}: calling it raises NoMethodError, and it stops there"
        case _:
            return f"{lacks}: giving it raises ArgumentError, and it stops there"
