"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import (
    ChangeColumn,
    Context,
    CreateEnum,
    Finding,
    Rule,
    Severity,
    listed,
    symbol,
    to_source,
)


class PgEnumRecreate(Rule[ChangeColumn]):
    """Making an enum type anew rewrites every table that uses it, while nobody can read them.

    The column is cast to text and back, row by row, under a lock that stops readers and writers
    until the transaction ends. A row that holds a value which the new type lacks stops it.

    To add values, `add_enum_value` needs no rewrite. To get rid of one, stop writing it and leave
    it in the type: it costs nothing there.
    """

    id = "pg-enum-recreate"
    severity = Severity.WARNING
    tags = ("enum", "availability")
    bad_before = """
        # db/schema.rb
        ActiveRecord::Schema[8.1].define(version: 1) do
          create_enum "order_status", ["draft", "live"]

          create_table "orders" do |t|
            t.enum "status", enum_type: "order_status"
          end
        end
    """
    bad = """
        class WidenOrderStatus < ActiveRecord::Migration[8.1]
          def up
            execute "ALTER TYPE order_status RENAME TO order_status_old"
            execute "CREATE TYPE order_status AS ENUM ('draft', 'held', 'live')"
            execute <<~SQL
              ALTER TABLE orders ALTER COLUMN status TYPE order_status
                USING status::text::order_status
            SQL
            execute "DROP TYPE order_status_old"
          end

          def down
            raise ActiveRecord::IrreversibleMigration
          end
        end
    """
    good_before = bad_before
    good = """
        class WidenOrderStatus < ActiveRecord::Migration[8.1]
          def up
            add_enum_value :order_status, "held", before: "live"
          end

          def down
            raise ActiveRecord::IrreversibleMigration
          end
        end
    """

    def check(self, op: ChangeColumn, context: Context) -> Iterator[Finding]:
        new = _recreated(op, context)
        if new is None or context.migration is None or context.creates(op.table):
            return
        before = context.changes.schema_before(context.migration).enums[str(new.name)]
        gone = [label for label in before if label not in new.labels]
        added = [label for label in new.labels if label not in before]
        stop = f"; a row that holds {listed(gone)} stops it" if gone else ""
        yield self.finding(
            op,
            f"the type `{new.name}` is made anew, and `{op.table}.{op.column.name}` cast to it: "
            f"every row is rewritten, and nobody reads or writes `{op.table}` meanwhile{stop}",
            instead="\n".join(
                f"add_enum_value {symbol(new.name)}, {to_source(label)}" for label in added
            ),
        )


def _recreated(op: ChangeColumn, context: Context) -> CreateEnum | None:
    """The creation of the column's new type, where a type of that name was there before."""
    migration = context.migration
    if migration is None:
        return None
    name = op.column.options.text("enum_type") or op.column.type
    known = context.changes.schema_before(migration).enums
    created = (o for o in migration.up.operations if isinstance(o, CreateEnum) and o.name == name)
    return next(created, None) if str(name) in known else None
