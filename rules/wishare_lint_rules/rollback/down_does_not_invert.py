"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, Finding, Rollback, Rule, Severity, WrittenDown


class DownDoesNotInvert(Rule[Rollback]):
    """A `down` that does not undo `up` leaves a schema that was never there before.

    The roll-back reports success, and the old code runs on columns of another type, without the
    index or the default that it relies on; or it stops half way, in the middle of an incident. The
    linter plays `up` and then `down` on the schema before the migration and compares. It says
    nothing of an extension that stays, which does no harm.

    Let `down` undo each step of `up`, the last one first. What a dropped column, index or
    constraint was, the schema of the release before tells.
    """

    id = "down-does-not-invert"
    severity = Severity.ERROR
    tags = ("rollback",)
    bad_before = """
        # db/schema.rb
        ActiveRecord::Schema[8.1].define(version: 2025_01_01_000000) do
          create_table "users" do |t|
            t.string "role", default: "member", null: false
          end
        end
    """
    bad = """
        class ChangeRole < ActiveRecord::Migration[8.1]
          def up
            change_column_default :users, :role, nil
            change_column_null :users, :role, true
          end

          def down
            change_column_default :users, :role, "member"
          end
        end
    """
    good_before = bad_before
    good = """
        class ChangeRole < ActiveRecord::Migration[8.1]
          def up
            change_column_default :users, :role, nil
            change_column_null :users, :role, true
          end

          def down
            change_column_null :users, :role, false, "member"
            change_column_default :users, :role, "member"
          end
        end
    """

    def check(self, rollback: Rollback, context: Context) -> Iterator[Finding]:
        for down in rollback.written_downs:
            if down.other_order is None and (down.conflict or down.left):
                yield self.finding(down, _message(down), instead="\n".join(rollback.way_back(down)))


def _message(down: WrittenDown) -> str:
    if down.conflict is not None:
        return f"this `down` fails: {down.conflict[1].reason}"
    return f"this `down` does not undo `up`: {'; '.join(one.text for one in down.left)}"
