"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import (
    Context,
    Finding,
    Migration,
    Related,
    Rule,
    Severity,
    enum_copies,
    to_source,
)
from wishare_lint_rules.enums.recipes import declared


class EnumStaleCopyInMigration(Rule[Migration]):
    """A migration whose own copy of an enum has other values than the model rewrites wrong rows.

    A class inside of a migration keeps it independent of the model, so its enum is a copy. When a
    label stands for another stored value there, the migration finds the rows of another label, and
    writes values that the app reads as another one, or as nil.

    Copy the mapping as it is in the database when the migration runs, or use the stored values.
    """

    id = "enum-stale-copy-in-migration"
    severity = Severity.WARNING
    tags = ("enum", "data-loss")
    bad_before = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, held: 1, live: 2 }
        end
    """
    bad = """
        class PublishOrders < ActiveRecord::Migration[8.1]
          disable_ddl_transaction!

          class Order < ActiveRecord::Base
            enum :status, { draft: 0, live: 1 }
          end

          def up
            Order.draft.in_batches.update_all(status: :live)
          end

          def down
            raise ActiveRecord::IrreversibleMigration
          end
        end
    """
    good_before = bad_before
    good = """
        class PublishOrders < ActiveRecord::Migration[8.1]
          disable_ddl_transaction!

          class Order < ActiveRecord::Base
            enum :status, { draft: 0, held: 1, live: 2 }
          end

          def up
            Order.draft.in_batches.update_all(status: :live)
          end

          def down
            raise ActiveRecord::IrreversibleMigration
          end
        end
    """

    def check(self, migration: Migration, context: Context) -> Iterator[Finding]:
        if not any(model.enums for model in migration.models.values()):
            return
        for copy in enum_copies(migration, context.changes.head.models):
            old = context.changes.base and context.changes.base.models.enums.get(copy.key)
            wrong = [
                f"`{label}` is {to_source(here)} here and {to_source(there)} in the model"
                for label, here, there in copy.differences(old or None)
            ]
            if not wrong:
                continue
            yield self.finding(
                migration,
                f"the copy of `{copy.original.name}` in this migration disagrees with the model: "
                + ", ".join(wrong),
                place=copy.enum.place,
                instead=declared(copy.original),
                related=(Related(copy.original.place.location, "the enum of the model"),),
                detail=copy.original.name,
            )
