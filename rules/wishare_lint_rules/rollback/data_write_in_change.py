"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, Finding, Rollback, RowOperation, Rule, Severity, listed


class DataWriteInChange(Rule[Rollback]):
    """Rows that `change` writes are written again by a roll-back, before anything is undone.

    To roll `change` back, Rails runs it once more and notes the schema commands to invert. It knows
    nothing of models and of the connection's `update`, `insert` and `delete`: they run at once,
    forwards. An UPDATE happens twice, an INSERT doubles its rows or breaks a unique index.

    Put the write into `up_only`, or into `reversible` with its opposite in `dir.down`.
    """

    id = "data-write-in-change"
    severity = Severity.WARNING
    tags = ("rollback", "data")
    bad = 'User.where(role: nil).update_all(role: "member")'
    good = """
        up_only do
          User.where(role: nil).in_batches.update_all(role: "member")
        end
    """

    def check(self, rollback: Rollback, context: Context) -> Iterator[Finding]:
        written = [one for one in rollback.down.unrecorded if isinstance(one, RowOperation)]
        if not written:
            return
        targets = listed(dict.fromkeys(operation.target for operation in written))
        only_rows = not any(one.changes_schema for one in rollback.up.operations)
        yield self.finding(
            rollback,
            f"a roll-back writes the rows of {targets} again: what Rails does not record in "
            "`change` runs forwards in both directions",
            instead=_UP_AND_DOWN if only_rows else _UP_ONLY,
            place=written[0].place,
            detail=targets,
        )


_UP_AND_DOWN = """\
def up
  # what `change` does now
end

def down
  # what writes the old values back; if the rows may stay, say so here
end"""

_UP_ONLY = """\
up_only do
  # what writes the rows
end"""
