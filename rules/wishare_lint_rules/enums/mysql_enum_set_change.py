"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import (
    ChangeColumn,
    Context,
    Finding,
    Rule,
    Severity,
    UpdateRows,
    listed,
    mysql_members,
)


class MysqlEnumSetChange(Rule[ChangeColumn]):
    """Taking a member out of a MySQL ENUM or SET loses what rows hold, or stops the migration.

    MySQL matches old and new members by their text. A row with a member that the new list lacks,
    because it was removed or renamed, stops the change with "Data truncated"; without strict mode
    it silently becomes an empty text. And code that is running now cannot write the member.

    Stop writing the member, move the rows, then change the column. New members go to the end of
    the list: anywhere else, MySQL copies the whole table.
    """

    id = "mysql-enum-set-change"
    severity = Severity.ERROR
    tags = ("enum", "data-loss")
    bad_before = """
        # config/database.yml
        production:
          adapter: mysql2

        # db/schema.rb
        ActiveRecord::Schema[8.1].define(version: 1) do
          create_table "orders" do |t|
            t.column "status", "enum('draft','live','archived')"
          end
        end
    """
    bad = """change_column :orders, :status, "enum('draft','live')" """
    good_before = bad_before
    good = """
        class AllowHeld < ActiveRecord::Migration[8.1]
          def up
            change_column :orders, :status, "enum('draft','live','archived','held')"
          end

          def down
            raise ActiveRecord::IrreversibleMigration
          end
        end
    """

    def check(self, op: ChangeColumn, context: Context) -> Iterator[Finding]:
        before = context.schema.column(op.table, op.column.name)
        old = mysql_members(before.type) if before else ()
        new = mysql_members(op.column.type)
        kept = {member.casefold() for member in new}
        gone = [member for member in old if member.casefold() not in kept]
        if not gone or not new or context.creates(op.table):
            return
        it = "it" if len(gone) == 1 else "them"
        left = [member for member in gone if member not in _moved(op, context)]
        rows = (
            f"rows that hold {listed(left)} stop the migration, or become empty without strict "
            "mode, and "
            if left
            else ""
        )
        yield self.finding(
            op,
            f"`{op.table}.{op.column.name}` loses {listed(gone)}: {rows}running code can no longer "
            f"write {it}",
            severity=Severity.ERROR if left else Severity.WARNING,
            instead=_instead(op, old, new),
        )


def _moved(op: ChangeColumn, context: Context) -> set[object]:
    """The members whose rows the migration gives another value before."""
    found: set[object] = set()
    for other in context.migration.up.operations if context.migration else ():
        if other is op:
            break
        if isinstance(other, UpdateRows) and context.written_table(other) == op.table:
            value = (other.conditions or {}).get(str(op.column.name))
            found.update(value if isinstance(value, tuple) else (value,))
    return found


def _instead(op: ChangeColumn, old: tuple[str, ...], new: tuple[str, ...]) -> str:
    """The old members, with the new ones behind them."""
    kind = str(op.column.type).strip().partition("(")[0].lower()
    members = ",".join(f"'{member}'" for member in dict.fromkeys((*old, *new)))
    rest = "# and take members out when no row holds them any more"
    return f'change_column :{op.table}, :{op.column.name}, "{kind}({members})"\n{rest}'
