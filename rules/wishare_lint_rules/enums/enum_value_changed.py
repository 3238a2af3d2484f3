"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import (
    Context,
    EnumChange,
    Finding,
    Rule,
    Severity,
    enum_declaration,
    listed,
    to_source,
)
from wishare_lint_rules.enums.data_verdict import with_data
from wishare_lint_rules.enums.wording import readings, table, where

_SHOWN = 4
"""How many labels the message names; the table below it has all."""


class EnumValueChanged(Rule[EnumChange]):
    """Giving a label another stored value changes what existing rows say, without any error.

    An array numbers its labels by position: whoever inserts, sorts or removes one in it renumbers
    the labels behind. Rows keep their number and read another label, or nil. While old and new
    processes run side by side, each misreads what the other writes; and after a roll-back the old
    code misreads what the new one has written.

    Leave the values of existing labels alone. A new label gets a value that was never used; an
    array is better written as a hash.
    """

    id = "enum-value-changed"
    severity = Severity.ERROR
    tags = ("enum", "data-loss")
    bad_before = """
        class Order < ApplicationRecord
          enum :status, %i[draft live archived]
        end
    """
    bad = """
        class Order < ApplicationRecord
          enum :status, %i[draft review live archived]
        end
    """
    good_before = bad_before
    good = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1, archived: 2, review: 3 }
        end
    """

    def check(self, change: EnumChange, context: Context) -> Iterator[Finding]:
        moved = change.of_kind("value_changed")
        if not moved:
            return
        verdict = with_data(change, [meaning.stored for meaning in change.meanings])
        numbers = [f"`{x.label}` {to_source(x.was)} → {to_source(x.value)}" for x in moved]
        more = len(numbers) - _SHOWN
        yield self.finding(
            change,
            f"{where(change)} renumbers {', '.join(numbers[:_SHOWN])}"
            f"{f' and {more} more' if more > 0 else ''}{_why(change)}: "
            f"{readings(change.meanings)}{verdict.remark}",
            severity=verdict.severity,
            instead=_instead(change),
            detail=" ".join(one.label for one in moved),
        )


def _why(change: EnumChange) -> str:
    """What was done to the array."""
    edit = change.array_edit
    if edit is None:
        return ""
    done = []
    if edit.reordered:
        done.append("its array was put into another order")
    if edit.inserted:
        done.append(f"{listed(edit.inserted)} was inserted before the end of its array")
    if edit.removed:
        done.append(f"{listed(edit.removed)} was removed from its array")
    return f", because {' and '.join(done)}" if done else ""


def _instead(change: EnumChange) -> str:
    return f"{table(change)}\n{enum_declaration(change.after or change.before, change.stable)}"
