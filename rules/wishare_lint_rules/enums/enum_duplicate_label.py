"""See the rule's docstring."""

from collections.abc import Iterator, Sequence

from wishare_lint import (
    Context,
    Finding,
    RailsEnum,
    Rule,
    Severity,
    Unknown,
    enum_declaration,
    listed,
)


class EnumDuplicateLabel(Rule[RailsEnum]):
    """A label that stands twice in an enum breaks the class, or loses one of its values.

    In an array, Rails refuses the second one with an ArgumentError, because its methods are
    defined already: in production, where classes are loaded at the start, the app does not boot.
    In a hash, Ruby keeps the later value, with a warning that few see. The earlier value has no
    label, so rows that hold it read as nil. A symbol and a string are two keys of a hash, but one
    label to Rails, which refuses it too.

    Remove one of the two. Rows keep what they hold: the value that is in them must stay.
    """

    id = "enum-duplicate-label"
    severity = Severity.ERROR
    tags = ("enum", "availability")
    bad = """
        class Order < ApplicationRecord
          enum :status, %i[draft live archived draft]
        end
    """
    good = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1, archived: 2 }
        end
    """

    def check(self, enum: RailsEnum, context: Context) -> Iterator[Finding]:
        if enum.repeated:
            yield self.finding(
                enum,
                f"the hash of `{enum.name}` has {listed(enum.repeated)} twice: Ruby keeps the "
                "later value only, and rows that hold the earlier one read as nil",
                detail=" ".join(enum.repeated),
            )
        twice = enum.respelled or _twice(enum)
        if twice:
            yield self.finding(
                enum,
                f"Rails refuses to load `{enum.class_name}`, so the app does not boot: "
                f"{listed(twice)} stands twice in the labels of `{enum.attribute}`",
                instead=_instead(enum),
                detail=" ".join(twice),
            )


def _twice(enum: RailsEnum) -> Sequence[str]:
    if isinstance(enum.mapped, Unknown):
        return ()
    labels = [label for label, _ in enum.mapped]
    return tuple(label for label in enum.labels if labels.count(label) > 1)


def _instead(enum: RailsEnum) -> str:
    """An array as a hash; of a hash, which of the two values is right cannot be told."""
    if enum.respelled:
        return ""
    return enum_declaration(enum, tuple((one, at) for at, one in _numbered(enum)))


def _numbered(enum: RailsEnum) -> Iterator[tuple[int, str]]:
    """The labels by their first position: those behind the second one move up."""
    return enumerate(enum.labels)
