"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, Finding, Operation, Rollback, RowOperation, Rule, Severity


class ReversibleBodyOutsideDir(Rule[Rollback]):
    """What stands in `reversible` outside of `dir.up` and `dir.down` runs forwards in both
    directions.

    Rails does not look into the block. It keeps it as a whole and runs it on the way up and on the
    way down, and only `dir.up` and `dir.down` choose. An `add_column` beside them is not undone by
    a roll-back, but done again, and fails there; rows are written a second time.

    Move it into `dir.up`, with its opposite in `dir.down`; or, if Rails can undo it, out of the
    block.
    """

    id = "reversible-body-outside-dir"
    severity = Severity.WARNING
    tags = ("rollback",)
    bad = """
        reversible do |dir|
          add_column :users, :born_on, :date
          dir.up { execute "CREATE VIEW ages AS SELECT id, age(born_on) FROM users" }
          dir.down { execute "DROP VIEW ages" }
        end
    """
    good = """
        add_column :users, :born_on, :date
        reversible do |dir|
          dir.up { execute "CREATE VIEW ages AS SELECT id, age(born_on) FROM users" }
          dir.down { execute "DROP VIEW ages" }
        end
    """

    def check(self, rollback: Rollback, context: Context) -> Iterator[Finding]:
        if rollback.stops:
            return
        conflict = rollback.down.conflict
        for call in rollback.both_ways:
            if not any(map(_matters, call.operations)):
                continue
            fails = conflict is not None and conflict[0] in call.operations
            yield self.finding(
                call,
                f"this `{call.via}` stands in `reversible`, but outside of `dir.up` and "
                "`dir.down`: a roll-back runs it again, forwards"
                + (f", and fails, for {conflict[1].reason}" if fails and conflict else ""),
                instead=call.cure,
            )


def _matters(operation: Operation) -> bool:
    """Whether a second run may do harm; settings of the session may well be meant both ways."""
    lasting = operation.changes_schema or isinstance(operation, RowOperation)
    return lasting and not operation.is_repeatable
