"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import (
    Context,
    CreateEnum,
    Finding,
    Rule,
    Severity,
    Unknown,
    labels_of_type,
    listed,
    symbol,
    to_source,
)


class PgEnumCreateNoop(Rule[CreateEnum]):
    """`create_enum` does nothing when the type exists: the new list of values is ignored.

    Rails creates the type only where none of that name is there, and says nothing. The old values
    stay, on this database; one that is built anew gets what the last migration says. Inserting a
    value that is only in the new list fails with "invalid input value for enum".

    Add the values that are missing with `add_enum_value`, or give the type another name.
    """

    id = "pg-enum-create-noop"
    severity = Severity.ERROR
    tags = ("enum",)
    bad_before = """
        # db/schema.rb
        ActiveRecord::Schema[8.1].define(version: 1) do
          create_enum "order_status", ["draft", "live"]
        end
    """
    bad = 'create_enum :order_status, ["draft", "live", "held"]'
    good_before = bad_before
    good = 'create_enum :order_visibility, ["draft", "live", "held"]'

    def check(self, op: CreateEnum, context: Context) -> Iterator[Finding]:
        known = labels_of_type(op.name, context.schema)
        if known is None or op.origin.via != "create_enum" or known == op.labels:
            return
        if any(isinstance(label, Unknown) for label in op.labels):
            return
        yield self.finding(
            op,
            f"the type `{op.name}` exists with {listed(known) if known else 'no values'}, so this "
            "does nothing: " + _difference(op, known),
            instead=_instead(op, known),
        )


def _difference(op: CreateEnum, known: tuple[str, ...]) -> str:
    added = [label for label in op.labels if label not in known]
    removed = [label for label in known if label not in op.labels]
    if added:
        return f"{listed(added)} {'is' if len(added) == 1 else 'are'} not added"
    if removed:
        return f"{listed(removed)} {'stays' if len(removed) == 1 else 'stay'}"
    return "the order stays as it is"


def _instead(op: CreateEnum, known: tuple[str, ...]) -> str:
    added = [label for label in op.labels if label not in known]
    return "\n".join(f"add_enum_value {symbol(op.name)}, {to_source(label)}" for label in added)
