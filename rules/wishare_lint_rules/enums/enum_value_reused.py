"""See the rule's docstring."""

from collections.abc import Iterator, Sequence

from wishare_lint import (
    Context,
    EnumChange,
    Finding,
    FormerLabel,
    Rule,
    Severity,
    Value,
    enum_declaration,
    to_source,
)
from wishare_lint_rules.enums.wording import several, values, where


class EnumValueReused(Rule[EnumChange]):
    """A new label with the stored value of a label that is long gone takes over its old rows.

    Removing a label does not remove its rows: they keep the number and read as nil, unless
    somebody has rewritten them. When a new label gets the number, they come back under its name,
    in scopes, counts and mails, without any error. The git history of the declaration tells which
    label had the value; what only a branch had does not count.

    Give a new label a value that was never used. Reuse one only if no row holds it any more.
    """

    id = "enum-value-reused"
    severity = Severity.ERROR
    tags = ("enum", "data-loss")
    past = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1, disputed: 2 }
        end
    """
    bad_before = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1 }
        end
    """
    bad = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1, archived: 2 }
        end
    """
    good_before = bad_before
    good = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1, archived: 3 }
        end
    """

    def check(self, change: EnumChange, context: Context) -> Iterator[Finding]:
        former = context.changes.former_labels(change)
        reused = [
            (label, was)
            for label, value in change.gained
            for was in former
            if was.had(value) and was.label != label
            if not context.changes.leaves_none(change, value)
        ]
        if not reused:
            return
        stored, labels = [was.value for _, was in reused], [label for label, _ in reused]
        parts = [
            f"{to_source(was.value)}, which was `{was.label}` until commit {was.commit[:9]} "
            f"({was.date}), to `{label}`"
            for label, was in reused
        ]
        yield self.finding(
            change,
            f"{where(change)} gives {', and '.join(parts)}: rows that still hold "
            f"{values(stored)} read {several(labels)} now; see whether there are any",
            instead=_instead(change, stored, former),
            detail=" ".join(labels),
        )


def _instead(change: EnumChange, reused: Sequence[Value], former: Sequence[FormerLabel]) -> str:
    """The labels with values that were never used, and how to count the rows that are left."""
    declared = change.after or change.before
    mapped = change.stable_beside(one.value for one in former)
    return "\n".join(
        (
            enum_declaration(declared, mapped),
            "# or keep the value, if this is 0 in production:",
            *(
                f"{change.class_name}.where({declared.attribute}: {to_source(value)}).count"
                for value in reused
            ),
        )
    )
