"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import (
    Context,
    Enum,
    Finding,
    Rule,
    Severity,
    TypeMismatch,
    listed,
    lost_labels,
    symbol,
    to_source,
    type_mismatch,
    values_added,
)
from wishare_lint_rules.enums.gem_words import words


class PgEnumModelMismatch(Rule[Enum]):
    """A model whose enum stores a value that the column's type lacks fails when it writes it.

    PostgreSQL refuses the INSERT, and even a query for the label, with "invalid input value for
    enum". The other way round, rows with a value for which the model has no label read as nil.

    To add a value, add it to the type first, in a release before the model's. To remove one, take
    it out of the model first, after the rows were moved.
    """

    id = "pg-enum-model-mismatch"
    severity = Severity.ERROR
    tags = ("enum", "availability")
    bad_before = """
        # db/schema.rb
        ActiveRecord::Schema[8.1].define(version: 1) do
          create_enum "order_status", ["draft", "live"]

          create_table "orders" do |t|
            t.enum "status", enum_type: "order_status", default: "draft", null: false
          end
        end
    """
    bad = """
        class Order < ApplicationRecord
          enum :status, { draft: "draft", live: "live", held: "held" }
        end
    """
    good_before = bad_before
    good = """
        class Order < ApplicationRecord
          enum :status, { draft: "draft", live: "live" }
        end
    """

    def check(self, enum: Enum, context: Context) -> Iterator[Finding]:
        mismatch = _mismatch(enum, context)
        if mismatch is None:
            return
        lost = {label for c in context.changes.enum_changes for label in lost_labels(c)}
        unread = [value for value in mismatch.unread if value not in lost]
        added = values_added(mismatch.type_name, context.changes.migrations)
        missing = [value for value in mismatch.missing if value not in added]
        if missing:
            it = "it" if len(missing) == 1 else "them"
            yield self.finding(
                enum,
                f"`{enum.name}` stores {listed(missing)}, which the type "
                f"`{mismatch.type_name}` lacks: PostgreSQL refuses to write {it}, and to look for "
                f"{it}",
                instead="\n".join(
                    f"add_enum_value {symbol(mismatch.type_name)}, {to_source(value)}"
                    for value in missing
                ),
            )
        elif unread:
            yield self.finding(
                enum,
                f"the type `{mismatch.type_name}` has {listed(unread)}, for which `{enum.name}` "
                f"has no {words(enum).label}: rows with such a value {words(enum).lost}",
                severity=Severity.WARNING,
            )


def _mismatch(enum: Enum, context: Context) -> TypeMismatch | None:
    """The first difference among the classes that have the enum."""
    head = context.changes.head
    schema = head.schema(context.project.databases[0])
    for (class_name, attribute), known in head.models.enums.items():
        if known is enum:
            column = schema.column(head.models.table(head.models.by_class[class_name]), attribute)
            found = type_mismatch(enum, column, schema) if column else None
            if found:
                return found
    return None
