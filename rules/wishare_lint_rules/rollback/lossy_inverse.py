"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, Finding, Rollback, Rule, Severity


class LossyInverse(Rule[Rollback]):
    """Rails undoes the command, but what comes back is not what was there.

    A roll-back of `change` knows only what the call says. A column comes back without the default,
    the NOT NULL, the index and the foreign key that it had; an index without being unique; a table
    as its block describes it. The roll-back reports success, and the old code that relies on the
    rest fails later, or lets wrong rows in.

    Give the command the full definition, as the schema has it now.
    """

    id = "lossy-inverse"
    severity = Severity.WARNING
    tags = ("rollback",)
    bad_before = """
        # db/schema.rb
        ActiveRecord::Schema[8.1].define(version: 2025_01_01_000000) do
          create_table "users" do |t|
            t.string "email"
            t.index ["email"], name: "index_users_on_email", where: "confirmed"
          end
        end
    """
    bad = "remove_index :users, :email"
    good_before = bad_before
    good = 'remove_index :users, :email, where: "confirmed"'

    def check(self, rollback: Rollback, context: Context) -> Iterator[Finding]:
        if rollback.stops:
            return
        for loss in rollback.losses:
            yield self.finding(
                loss,
                f"after a roll-back, {'; '.join(one.text for one in loss.lost)}",
                instead=loss.cure,
            )
