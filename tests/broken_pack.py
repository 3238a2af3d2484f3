"""A rule pack with one rule, which fails on every column."""

from collections.abc import Iterator

from wishare_lint import AddColumn, Context, Finding, Rule, Severity


class AlwaysFails(Rule[AddColumn]):
    """It fails.

    It has a bug.

    Mend it.
    """

    id = "always-fails"
    severity = Severity.ERROR
    bad = good = ""

    def check(self, subject: AddColumn, context: Context) -> Iterator[Finding]:
        raise LookupError(f"no luck with\n{subject.table}")
