"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, Finding, Rollback, Rule, Severity


class GuardTurnsRound(Rule[Rollback]):
    """A guard such as `unless column_exists?` in `change` also guards against the roll-back.

    Rails runs `change` again to find out what to undo, and asks the guard again. By then the column
    or table is there, because the migration made it: the answer is the other one, the command is
    passed over, and a roll-back reports success without undoing it.

    Write `up` and `down`, each with the guard that fits its direction.
    """

    id = "guard-turns-round"
    severity = Severity.WARNING
    tags = ("rollback",)
    bad = "add_column :users, :name, :string unless column_exists?(:users, :name)"
    good = """
        class AddName < ActiveRecord::Migration[8.1]
          def up
            add_column :users, :name, :string unless column_exists?(:users, :name)
          end

          def down
            remove_column :users, :name if column_exists?(:users, :name)
          end
        end
    """

    def check(self, rollback: Rollback, context: Context) -> Iterator[Finding]:
        for call in rollback.passed_over:
            yield self.finding(
                call,
                f"a roll-back does not undo this `{call.via}`: `{call.guard}` is asked again, and "
                "by then the answer is another one",
                instead=call.cure,
            )
