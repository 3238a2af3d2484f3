"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, Finding, Rollback, Rule, Severity


class IrreversibleInChange(Rule[Rollback]):
    """A command in `change` that Rails cannot undo ends the roll-back in an exception.

    To roll `change` back, Rails turns each command into its opposite. For `execute` and
    `change_column` there is none; others have one only if the call says what there was before: the
    type of a dropped column, the block of a dropped table, the columns of a dropped index, the old
    default. Nobody notices until the roll-back is needed. `safety_assured` changes nothing here.

    Give the command what it takes to undo it, or write both directions: in `reversible`, or as `up`
    and `down`. Where there is no way back, say so: `raise ActiveRecord::IrreversibleMigration` in
    `down`.
    """

    id = "irreversible-in-change"
    severity = Severity.ERROR
    aliases = ("Rails/ReversibleMigration",)
    tags = ("rollback",)
    bad = 'change_column_default :users, :role, "member"'
    good = 'change_column_default :users, :role, from: nil, to: "member"'

    def check(self, rollback: Rollback, context: Context) -> Iterator[Finding]:
        if not rollback.by_rails:
            return
        for stop in rollback.stops:
            yield self.finding(
                stop,
                f"{'; '.join(stop.reasons)}: a roll-back stops here with {stop.error}",
                instead=stop.cure,
            )
