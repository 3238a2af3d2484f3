"""See the rule's docstring."""

from collections.abc import Iterator, Sequence

from wishare_lint import (
    Context,
    Finding,
    RailsEnum,
    Rule,
    Severity,
    Value,
    enum_declaration,
    listed,
    to_source,
)


class EnumDuplicateValue(Rule[RailsEnum]):
    """Two labels with one stored value cannot be told apart: rows always read the first.

    Assigning the second label is accepted and stored, and reads back as the first one, as soon as
    the row is loaded again. The scopes and predicates of both answer for the same rows.

    Give each label a value of its own. To keep an old name for a while, define methods with it.
    """

    id = "enum-duplicate-value"
    severity = Severity.ERROR
    aliases = ("Rails/EnumUniqueness",)
    tags = ("enum", "data-loss")
    bad = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1, published: 1 }
        end
    """
    good = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1, published: 2 }
        end
    """

    def check(self, enum: RailsEnum, context: Context) -> Iterator[Finding]:
        for value in enum.stored:
            first, *others = enum.labels_of(value)
            if others:
                yield self.finding(
                    enum,
                    f"{listed((first, *others))} of `{enum.name}` share the stored value "
                    f"{to_source(value)}: a row that was saved as {_any(others)} reads `{first}`",
                    instead=enum_declaration(enum, tuple(_apart(enum))),
                    detail=to_source(value),
                )


def _any(labels: Sequence[str]) -> str:
    return " or ".join(f"`{label}`" for label in labels)


def _apart(enum: RailsEnum) -> Iterator[tuple[str, Value]]:
    """The labels with a new value for each that does not come first with its own."""
    highest = max((value for value in enum.stored if isinstance(value, int)), default=-1)
    for label, value in enum.labels.items():
        if enum.label_of(value) in (label, None):
            yield label, value
        elif enum.storage == "integer":
            highest += 1
            yield label, highest
        else:
            yield label, label
