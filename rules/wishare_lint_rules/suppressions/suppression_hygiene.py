"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import ChangeSet, Context, Finding, Rule, Severity


class SuppressionHygiene(Rule[ChangeSet]):
    """A comment that hides no finding misleads the next reader, and may hide a later one unseen.

    It names a rule that does not exist, or one that finds nothing there any more. The comment looks
    like a decision that somebody took; it is none.

    Delete the comment, or correct the name of the rule.
    """

    id = "suppression-hygiene"
    severity = Severity.INFO
    tags = ("correctness",)
    bad = "add_column :users, :name, :string # wishare-lint:disable add-not-null-no-default"
    good = """
        # wishare-lint:disable-next-line add-not-null-no-default -- the table is empty until May
        add_column :users, :name, :string, null: false
    """

    def check(self, subject: ChangeSet, context: Context) -> Iterator[Finding]:
        """Nothing: which comments hide something is known only after all rules have run.

        `wishare_lint.suppression` makes the findings of this rule.
        """
        yield from ()
