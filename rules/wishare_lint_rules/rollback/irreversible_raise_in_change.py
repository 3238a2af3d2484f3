"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, Finding, Rollback, Rule, Severity


class IrreversibleRaiseInChange(Rule[Rollback]):
    """Raising IrreversibleMigration in `change` stops the migration itself, not its roll-back.

    Rails runs `change` in both directions. An exception in it ends `db:migrate` just as it ends
    `db:rollback`, and the deployment with it.

    Raise it in `down`, or in `dir.down` of `reversible`.
    """

    id = "irreversible-raise-in-change"
    severity = Severity.ERROR
    tags = ("rollback",)
    bad = """
        drop_table :old_analytics
        raise ActiveRecord::IrreversibleMigration
    """
    good = """
        add_column :users, :name, :string
        reversible do |dir|
          dir.down { raise ActiveRecord::IrreversibleMigration }
        end
    """

    def check(self, rollback: Rollback, context: Context) -> Iterator[Finding]:
        raised = rollback.up.raises or ""
        if not rollback.by_rails or not raised.endswith("IrreversibleMigration"):
            return
        yield self.finding(
            rollback,
            f"`change` raises {raised} when the migration is run, not only when it is rolled back: "
            "`db:migrate` stops here",
            instead="reversible do |dir|\n"
            "  dir.down { raise ActiveRecord::IrreversibleMigration }\n"
            "end",
            place=rollback.up.raised_at,
        )
