"""See the rule's docstring."""

from collections.abc import Iterator, Mapping

from wishare_lint import (
    ChangeSet,
    Context,
    Finding,
    LiteralMismatch,
    Rule,
    Severity,
    misfit,
    to_source,
)
from wishare_lint_rules.enums.recipes import declared

_OTHER_KIND: Mapping[str | None, str] = {
    "postgresql": "PostgreSQL refuses the statement",
    "mysql": "MySQL takes a text for the number at its start, most often 0, and hits other rows",
    "sqlite": "in SQLite they are never equal",
}


class EnumSqlLiteralMismatch(Rule[ChangeSet]):
    """SQL that uses a label, or a number that no label has, means no rows or the wrong ones.

    Rails translates labels in `where(status: :live)`, but SQL reaches the database as it is, so
    it needs the stored value. A label in it is a text, which is compared with numbers, or written
    over them; and a number that no label stands for finds nothing, or is read as nil.

    Write the condition with the label, outside of SQL; or bind `Order.statuses[:live]`.
    """

    id = "enum-sql-literal-mismatch"
    severity = Severity.WARNING
    tags = ("enum", "data-loss")
    bad = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1 }

          scope :visible, -> { where("status = 'live'") }
        end
    """
    good = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1 }

          scope :visible, -> { where(status: :live) }
        end
    """

    def check(self, changes: ChangeSet, context: Context) -> Iterator[Finding]:
        for one in changes.literal_mismatches:
            columns = changes.head.columns_of(one.enum)
            if any(misfit(one.enum, held) for held in columns if held.table.name == one.table):
                continue
            yield self.finding(
                one,
                _sentence(one, context.adapter),
                instead=_instead(one),
                detail=str(one.value),
            )


def _sentence(one: LiteralMismatch, adapter: str | None) -> str:
    value = f"'{one.value}'" if isinstance(one.value, str) else to_source(one.value)
    if one.kind == "value":
        harm = (
            "rows that get it read as nil"
            if one.written
            else "it means rows that read as nil, if any"
        )
        return f"no label of `{one.enum.name}` stands for {value}: {harm}"
    holds, given = ("numbers", "a text") if one.kind == "text" else ("texts", "a number")
    use = "gets" if one.written else "is compared with"
    harm = _OTHER_KIND.get(adapter, "the database refuses it, or takes it for another value")
    return f"`{one.subject}` holds {holds}, and {use} {given}, {value}: {harm}"


def _instead(one: LiteralMismatch) -> str:
    """The call with the stored value of the label, or the enum."""
    stored = one.enum.labels.get(str(one.value))
    text = one.place.text
    if one.kind != "text" or stored is None or f"'{one.value}'" not in text:
        return declared(one.enum)
    return text.replace(f"'{one.value}'", to_source(stored))
