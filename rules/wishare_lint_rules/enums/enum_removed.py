"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, EnumChange, Finding, Rule, Severity
from wishare_lint_rules.enums.gem_words import words
from wishare_lint_rules.enums.recipes import declared
from wishare_lint_rules.enums.wording import several, values, where


class EnumRemoved(Rule[EnumChange]):
    """Without its enum, a column returns the bare values that rows hold instead of their labels.

    All methods and scopes of the labels raise NoMethodError. Where rows hold numbers, code that
    compares the attribute with a label is never right again, a query by label compares a number
    with a text, and assigning a label writes 0 or NULL.

    Move the callers first. If the column is on its way out, ignore it (`ignored_columns`) in the
    same release, and drop it in the next one.
    """

    id = "enum-removed"
    severity = Severity.ERROR
    tags = ("enum", "availability")
    bad_before = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1 }
        end
    """
    bad = """
        class Order < ApplicationRecord
        end
    """
    good_before = bad_before
    good = """
        class Order < ApplicationRecord
          self.ignored_columns += %w[status]
        end
    """

    def check(self, change: EnumChange, context: Context) -> Iterator[Finding]:
        if change.after is not None:
            return
        before = change.before
        methods = [f"{before.method_name(label)}?" for label in before.labels]
        said = words(before)
        text = before.storage == "string"
        reads = "the bare text" if text else f"the bare {values(before.stored)}"
        gone = f"; {several(methods)} and the scopes raise NoMethodError" if methods else ""
        yield self.finding(
            change,
            f"{where(change)} is no {said.mapping} any more, but its column stays: it reads "
            f"{reads} instead of a {said.label}{gone}",
            severity=Severity.WARNING if text else self.severity,
            instead=_instead(change),
        )


def _instead(change: EnumChange) -> str:
    before = change.before
    kept = ("# keep it until nothing uses a label of it:", declared(before))
    return "\n".join(
        (
            *(kept if before.labels else ()),
            "# or, if the column goes in the next release:",
            f"self.ignored_columns += %w[{before.attribute}]",
        )
    )
