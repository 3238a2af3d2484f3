"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import (
    Context,
    Edit,
    Finding,
    Fix,
    Place,
    RailsEnum,
    Rule,
    Severity,
    Unknown,
    enum_hash,
)
from wishare_lint_rules.enums.recipes import declared


class EnumArraySyntax(Rule[RailsEnum]):
    """An array numbers the labels of an enum by their position, which any edit may shift.

    The numbers are in the database, but not in the code. Whoever sorts the array, or puts a new
    label where it reads well, changes what existing rows say, and no test of the new code notices.

    Write a hash with the present numbers: it means the same, and the order no longer matters.
    """

    id = "enum-array-syntax"
    severity = Severity.INFO
    aliases = ("Rails/EnumHash",)
    tags = ("enum",)
    bad = """
        class Order < ApplicationRecord
          enum :status, %i[draft live archived]
        end
    """
    good = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1, archived: 2 }
        end
    """

    def check(self, enum: RailsEnum, context: Context) -> Iterator[Finding]:
        if enum.form != "array" or isinstance(enum.mapped, Unknown):
            return
        if len(enum.labels) != len(enum.mapped):  # a repeated label: Rails refuses the class
            return
        if any(change.after is enum and change.meanings for change in context.changes.enum_changes):
            return
        yield self.finding(
            enum,
            f"`{enum.name}` is numbered by position: a label that is inserted, sorted or removed "
            "changes what the rows of all later ones mean",
            instead=declared(enum),
            fixes=tuple(_fix(enum, enum.array_place)) if enum.array_place else (),
        )


def _fix(enum: RailsEnum, array: Place) -> Iterator[Fix]:
    """The hash in place of the array, over as many lines; none where a comment would be lost."""
    if "#" in array.text:
        return
    labels = tuple(enum.labels.items())
    text = enum_hash(labels, width=0 if "\n" in array.text else 1000)
    line = array.source.line(array.location.range.start.line)
    indent = line[: len(line) - len(line.lstrip())]
    text = text.replace("\n", f"\n{indent}")
    yield Fix("Write the labels with their numbers", True, (Edit(array.location, text),))
