"""See the rule's docstring."""

from collections.abc import Iterator, Sequence

from wishare_lint import (
    Context,
    Enum,
    Finding,
    Inclusion,
    Rule,
    Severity,
    Symbol,
    Unknown,
    Value,
    listed,
)


class EnumInclusionMismatch(Rule[Enum]):
    """A validation that lists other values than the labels of the enum refuses valid records.

    The attribute of an enum is its label, as a string. A label that is missing from the list can
    be assigned, and then not saved. Symbols and stored numbers are never equal to a string: with a
    list of these, no record is valid.

    Take the list from the enum, so that the two cannot drift apart; since Rails 7.1,
    `validate: true` does so by itself.
    """

    id = "enum-inclusion-mismatch"
    severity = Severity.WARNING
    tags = ("enum",)
    bad = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1, archived: 2 }

          validates :status, inclusion: { in: %w[draft live] }
        end
    """
    good = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1, archived: 2 }

          validates :status, inclusion: { in: statuses.keys }
        end
    """

    def check(self, enum: Enum, context: Context) -> Iterator[Finding]:
        models = context.changes.head.models
        plural = context.project.inflector.pluralize(enum.attribute)
        for inclusion in models.by_class[enum.class_name].inclusions:
            refused = _refused(enum, inclusion)
            if refused:
                yield self.finding(
                    enum,
                    f"the validation of `{enum.attribute}` refuses {_which(enum, refused)}"
                    f"{_why(inclusion)}",
                    place=inclusion.place,
                    instead=f"validates :{enum.attribute}, inclusion: {{ in: {plural}.keys }}",
                    detail=" ".join(refused),
                )


def _refused(enum: Enum, inclusion: Inclusion) -> Sequence[str]:
    """The labels that the validation does not let through."""
    if inclusion.attribute != enum.attribute or isinstance(inclusion.admitted, Unknown):
        return ()
    texts = [value for value in inclusion.admitted if _is_text(value)]
    return [label for label in enum.labels if label not in texts]


def _is_text(value: Value) -> bool:
    return isinstance(value, str) and not isinstance(value, Symbol)


def _which(enum: Enum, refused: Sequence[str]) -> str:
    if len(refused) == len(enum.labels):
        return f"every label of `{enum.name}`"
    return f"{listed(refused)} of `{enum.name}`: such a record cannot be saved"


def _why(inclusion: Inclusion) -> str:
    if isinstance(inclusion.admitted, Unknown) or any(map(_is_text, inclusion.admitted)):
        return ""
    return ": the attribute is a string, and its list has none"
