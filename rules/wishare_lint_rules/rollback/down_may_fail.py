"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, Finding, Rollback, Rule, Severity


class DownMayFail(Rule[Rollback]):
    """A roll-back that demands again what `up` gave up fails on the rows written since.

    Between release and roll-back the new code writes rows that nobody checks: NULL where it was
    forbidden, the same value twice, a longer text, a reference to nothing. On the way back the
    database looks at every row and refuses. It is all the same whether Rails undoes `change` or a
    `down` adds the constraint. The rule is quiet about tables that the migration makes, and where
    the roll-back changes rows first.

    Settle the rows in `down` before the constraint comes back, or give the rows a value.
    """

    id = "down-may-fail"
    severity = Severity.WARNING
    tags = ("rollback",)
    bad = "change_column_null :users, :email, true"
    good = 'change_column_null :users, :email, true, ""'

    def check(self, rollback: Rollback, context: Context) -> Iterator[Finding]:
        for risk in rollback.risks:
            yield self.finding(
                risk,
                "; ".join(risk.reasons),
                instead=risk.cure,
                severity=Severity.ERROR if risk.certain else None,
            )
