"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, Enum, EnumChange, Finding, Rule, Severity
from wishare_lint_rules.enums.data_verdict import with_data
from wishare_lint_rules.enums.recipes import second_column
from wishare_lint_rules.enums.wording import values, where


class EnumStorageChanged(Rule[EnumChange]):
    """An enum that stores another kind of value than before reads every existing row as nil.

    The rows hold numbers and the mapping knows texts, or the other way round: no row has a label
    any more, and nothing raises. Old and new processes cannot read each other's rows either.

    Add a second column for the new kind, write both, fill it, read the new one, and drop the old
    one in a later release.
    """

    id = "enum-storage-changed"
    severity = Severity.ERROR
    tags = ("enum", "data-loss")
    bad_before = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1 }
        end
    """
    bad = """
        class Order < ApplicationRecord
          enum :status, { draft: "draft", live: "live" }
        end
    """
    good_before = bad_before
    good = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1 }
          enum :state, { draft: "draft", live: "live" }, prefix: true
        end
    """

    def check(self, change: EnumChange, context: Context) -> Iterator[Finding]:
        if not change.storage_changed or change.after is None:
            return
        stored = change.before.stored
        verdict = with_data(change, stored)
        yield self.finding(
            change,
            f"{where(change)} stored {_kind(change.before)} and now stores {_kind(change.after)}: "
            f"all rows, which hold {values(stored)}, read as nil{verdict.remark}",
            severity=verdict.severity,
            instead=second_column(change, change.after),
        )


def _kind(enum: Enum) -> str:
    return f"{enum.storage}s"
