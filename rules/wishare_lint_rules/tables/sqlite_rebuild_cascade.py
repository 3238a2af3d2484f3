"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, Finding, Operation, Rule, Severity, listed


class SqliteRebuildCascade(Rule[Operation]):
    """Changing a table in SQLite deletes rows of other tables that refer to it, silently.

    SQLite cannot change a column, so Rails copies the table and drops the old one. It switches
    foreign keys off for that, which has no effect inside a transaction, and SQLite takes the drop
    for a deletion of every row: with `on_delete: :cascade` the rows that refer to them are deleted,
    with `on_delete: :nullify` they lose their reference.

    Add `disable_ddl_transaction!` to the migration: Rails 7.2.3, 8.0.4, 8.1.1 and later then keep
    the rows. With an older Rails, update it first.
    """

    id = "sqlite-rebuild-cascade"
    severity = Severity.ERROR
    tags = ("data-loss",)
    bad_before = """
        # config/database.yml
        production:
          adapter: sqlite3
        # db/schema.rb
        ActiveRecord::Schema[8.1].define(version: 1) do
          create_table "users" do |t|
            t.integer "age"
          end
          create_table "posts" do |t|
            t.integer "user_id"
          end
          add_foreign_key "posts", "users", on_delete: :cascade
        end
    """
    bad = "change_column_default :users, :age, from: nil, to: 18"
    good_before = bad_before
    good = """
        class AgeOfUsers < ActiveRecord::Migration[8.1]
          disable_ddl_transaction!

          def change
            change_column_default :users, :age, from: nil, to: 18
          end
        end
    """

    def check(self, op: Operation, context: Context) -> Iterator[Finding]:
        if context.adapter != "sqlite" or not op.rebuilds_in_sqlite or not _in_danger(context):
            return
        swept = context.schema.swept_with(op.table_name) if op.table_name else ()
        swept = tuple(table for table in swept if not context.creates(table))
        if not swept or context.of_one_call(op)[0] is not op:
            return
        yield self.finding(
            op,
            f"Rails copies `{op.table_name}` and drops the old one, and with it SQLite deletes the "
            f"rows of {listed(swept)} that refer to it, or their reference",
            instead="disable_ddl_transaction! # in the class; needs Rails 7.2.3, 8.0.4 or 8.1.1",
        )


def _in_danger(context: Context) -> bool:
    """Inside a transaction, and with a Rails that knows no better, outside of it too."""
    version = context.project.rails_version
    transactional = context.migration is None or context.migration.transactional
    return transactional or (version is not None and version < (7, 2))
