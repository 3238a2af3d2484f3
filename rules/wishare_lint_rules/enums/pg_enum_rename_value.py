"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import (
    Context,
    Finding,
    RenameEnumValue,
    Rule,
    Severity,
    Unknown,
    creates_type,
    symbol,
    to_source,
)


class PgEnumRenameValue(Rule[RenameEnumValue]):
    """Renaming a value of a PostgreSQL enum type breaks the code that is running now.

    The old name is gone at once: PostgreSQL refuses every INSERT, UPDATE and WHERE that still says
    it with "invalid input value for enum", and the rows now read as a value that the running model
    has no label for, which is nil.

    Rename the label in the model alone, and let it keep the stored value. If the value itself has
    to change, add the new one, write it, move the rows, and stop using the old one.
    """

    id = "pg-enum-rename-value"
    severity = Severity.ERROR
    aliases = ("strong_migrations/rename_enum_value",)
    tags = ("enum", "availability")
    bad = 'rename_enum_value :order_status, from: "live", to: "published"'
    good = """
        class Order < ApplicationRecord
          enum :status, { draft: "draft", published: "live" }
        end
    """

    def check(self, op: RenameEnumValue, context: Context) -> Iterator[Finding]:
        new_ones = context.changes.migrations if context.changes.selection.released_together else ()
        known = (context.migration, *new_ones)
        if any(migration and creates_type(migration, op.name) for migration in known):
            return
        old, new = to_source(op.label), to_source(op.new_label)
        yield self.finding(
            op,
            f"the value {old} of the type `{op.name}` becomes {new} at once: running code that "
            f"writes or looks for {old} fails, and reads {new} as nil",
            instead=_instead(op),
        )


def _instead(op: RenameEnumValue) -> str:
    if isinstance(op.label, Unknown) or op.label is None or op.new_label is None:
        return ""
    return (
        f"# in the model: the label gets the new name, rows keep {to_source(op.label)}\n"
        f"{symbol(op.new_label)[1:]}: {to_source(op.label)}\n"
        "# or, if the value itself has to change, in releases of their own:\n"
        f"add_enum_value {symbol(op.name)}, {to_source(op.new_label)}\n"
        "# write it; then move the rows in batches"
    )
