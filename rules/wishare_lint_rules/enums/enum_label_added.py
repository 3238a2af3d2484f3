"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, EnumChange, Finding, Related, Rule, Severity, listed
from wishare_lint_rules.enums.gem_words import words
from wishare_lint_rules.enums.wording import values, where

_SHOWN = 10
"""How many places the finding shows."""


class EnumLabelAdded(Rule[EnumChange]):
    """Rows with a label that is written in the release which brings it read as nil in the old code.

    While a release is rolled out, and after a roll-back, the old code meets values that its enum
    does not know: no error, just nil. Where it decides by the label, it takes the branch for "none
    of these"; with `validate: true` it cannot save such a row.

    Release the label first, and write it from the next release on.
    """

    id = "enum-label-added"
    severity = Severity.INFO
    profile = "strict"
    tags = ("enum", "availability")
    bad_before = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1 }
        end
    """
    bad = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1, archived: 2 }

          def archive
            update!(status: :archived)
          end
        end
    """
    good_before = bad_before
    good = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1, archived: 2 }
        end
    """

    def check(self, change: EnumChange, context: Context) -> Iterator[Finding]:
        new = [
            one
            for one in change.of_kind("label_added")
            if not change.storage_changed and change.before.label_of(one.value) is None
        ]
        labels = [one.label for one in new]
        writes = list(context.changes.label_writes(change, labels))
        if not writes:
            return
        rows = f"rows that hold {values(one.value for one in new)}"
        them = "it" if len(labels) == 1 else "them"
        yield self.finding(
            change,
            f"{where(change)} has got {listed(labels)}, and the same release writes {them}: until "
            "every process runs the new code, and after a roll-back, the old code "
            f"{words(change.before).unread.format(rows)}{_refused(change)}",
            related=tuple(Related(one.location, "writes a new label") for one in writes[:_SHOWN]),
            detail=" ".join(labels),
        )


def _refused(change: EnumChange) -> str:
    return ", and cannot save them" if change.before.options.truthy("validate") else ""
