"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, Finding, Rollback, Rule, Severity


class InverseWrongOrder(Rule[Rollback]):
    """A `down` that repeats the order of `up` fails where one step needs what an earlier one drops.

    A table cannot go before the foreign keys that refer to it, an enum type not before its columns,
    and the index of a column is gone with the column. The roll-back stops there with an error: on
    PostgreSQL nothing is undone, on MySQL half of it. SQLite drops a table that is referred to as
    long as no row refers to it, so the rule says nothing of tables there.

    Undo the last step of `up` first.
    """

    id = "inverse-wrong-order"
    severity = Severity.ERROR
    tags = ("rollback",)
    bad = """
        class CreateAuthors < ActiveRecord::Migration[8.1]
          def up
            create_table :authors
            create_table :books do |t|
              t.references :author, foreign_key: true
            end
          end

          def down
            drop_table :authors
            drop_table :books
          end
        end
    """
    good = """
        class CreateAuthors < ActiveRecord::Migration[8.1]
          def up
            create_table :authors
            create_table :books do |t|
              t.references :author, foreign_key: true
            end
          end

          def down
            drop_table :books
            drop_table :authors
          end
        end
    """

    def check(self, rollback: Rollback, context: Context) -> Iterator[Finding]:
        for down in rollback.written_downs:
            if down.conflict is None or down.other_order is None:
                continue
            operation, conflict = down.conflict
            yield self.finding(
                down,
                f"this `down` fails at `{operation.origin.via}`, because of the order of its "
                f"steps: {conflict.reason}",
                instead="\n".join(rollback.way_back(down)),
                place=operation.place,
            )
