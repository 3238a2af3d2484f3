"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, Finding, Rollback, Rule, Severity, listed


class DownDestroysData(Rule[Rollback]):
    """A roll-back drops what has been written into new tables and columns since the deployment.

    To undo `create_table` and `add_column` is to drop them. The schema is as it was, but what users
    have entered in the meantime is gone, and migrating again does not bring it back. No mistake: a
    note for the moment when a roll-back is considered.

    Once the new code has run, mend forwards, or roll back the code and leave the schema: the old
    code does not mind a table that it does not know, or a column that may be NULL. If it has to go,
    copy the rows first.
    """

    id = "down-destroys-data"
    severity = Severity.INFO
    profile = "all"
    tags = ("rollback", "data")
    bad = "add_column :users, :name, :string"
    good = "add_index :users, :name"

    def check(self, rollback: Rollback, context: Context) -> Iterator[Finding]:
        if not rollback.dropped:
            return
        yield self.finding(
            rollback,
            f"a roll-back drops {listed(rollback.dropped)}, with all that has been written there "
            "since the deployment",
        )
