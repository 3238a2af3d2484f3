"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import (
    Context,
    EnumChange,
    Finding,
    LabelChange,
    Rule,
    Severity,
    listed,
)
from wishare_lint_rules.enums.data_verdict import with_data
from wishare_lint_rules.enums.gem_words import words
from wishare_lint_rules.enums.recipes import retire
from wishare_lint_rules.enums.wording import values, where


class EnumLabelRemoved(Rule[EnumChange]):
    """Rows that hold the value of a removed label read as nil, without any error.

    They pass validation and are saved again as they are, so nobody notices; with `validate: true`
    they cannot be saved any more. The label's methods and scopes raise NoMethodError, assigning it
    raises ArgumentError, and `where(status: :gone)` finds the rows without a status. Until they
    are replaced, running processes go on writing the label.

    First release the code that no longer writes the label. Then rewrite the rows that hold it.
    Remove it from the enum once no row is left.
    """

    id = "enum-label-removed"
    severity = Severity.ERROR
    tags = ("enum", "data-loss")
    bad_before = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1, archived: 2 }
        end
    """
    bad = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1 }
        end
    """
    good_before = bad_before
    good = """
        # db/migrate/20260101000000_empty_archive.rb
        class EmptyArchive < ActiveRecord::Migration[8.1]
          disable_ddl_transaction!

          def up
            Order.where(status: :archived).in_batches.update_all(status: :draft)
          end

          def down
            raise ActiveRecord::IrreversibleMigration
          end
        end
    """

    def check(self, change: EnumChange, context: Context) -> Iterator[Finding]:
        removed = _without_heir(change)
        if not removed or change.storage_changed:
            return
        verdict = with_data(change, [one.value for one in removed])
        yield self.finding(
            change,
            f"{where(change)} has lost {listed(one.label for one in removed)}: rows that hold "
            f"{values(one.value for one in removed)} {words(change.before).lost}, and code that "
            f"still says {'it' if len(removed) == 1 else 'them'} breaks{_rename(change, removed)}"
            f"{verdict.remark}",
            severity=verdict.severity,
            instead=retire(change, removed),
            detail=" ".join(one.label for one in removed),
        )


def _without_heir(change: EnumChange) -> tuple[LabelChange, ...]:
    """The removed labels whose rows have no label now. Where another label was moved to the value,
    the rows read that one: this is a change of values."""
    after = change.after
    removed = change.of_kind("label_removed")
    return tuple(one for one in removed if after is None or after.label_of(one.value) is None)


def _rename(change: EnumChange, removed: tuple[LabelChange, ...]) -> str:
    """A hint where the text of a label was changed in both places."""
    added = change.of_kind("label_added")
    if change.before.storage != "string" or len(added) != len(removed):
        return ""
    pairs = [f"`{old.label}` to `{new.label}`" for old, new in zip(removed, added, strict=True)]
    return f"; if this renames {' and '.join(pairs)}, the rows have not followed"
