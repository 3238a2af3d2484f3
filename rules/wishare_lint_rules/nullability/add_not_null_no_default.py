"""See the rule's docstring."""

import re
from collections.abc import Iterator

from wishare_lint import AddColumn, Context, Finding, Rule, Severity, listed, symbol


class AddNotNullNoDefault(Rule[AddColumn]):
    """Adding a NOT NULL column without a default fails as soon as the table has a row.

    And until every process runs the new code, each INSERT of the old code fails, because it does
    not write the column. MySQL accepts the column and fills in an implicit value such as '' or 0,
    which no one has chosen; the INSERTs of the old code fail there too, in strict mode.

    Add the column so that it takes NULL, or with a default. Fill it in a migration of its own, and
    forbid NULL in a third one.
    """

    id = "add-not-null-no-default"
    severity = Severity.ERROR
    aliases = ("Rails/NotNullColumn", "squawk/adding-required-field")
    tags = ("availability",)
    bad = "add_column :users, :name, :string, null: false"
    good = "add_column :users, :name, :string"

    def check(self, op: AddColumn, context: Context) -> Iterator[Finding]:
        required = [one for one in context.of_one_call(op) if _is_refused(one, context)]
        if not required or required[0] is not op:
            return
        columns = listed(f"{op.table}.{one.column.name}" for one in required)
        pronoun = "it" if len(required) == 1 else "them"
        yield self.finding(
            op,
            f"{_harm(op, columns, context.adapter)}; and every INSERT of the running code fails, "
            f"because it does not write {pronoun}",
            instead=f"{_without_null(op)}\n"
            f"# then fill {pronoun}, and forbid NULL, each in a migration of its own",
        )


def _is_refused(op: AddColumn, context: Context) -> bool:
    exists = op.if_not_exists and context.schema.column(op.table, op.column.name) is not None
    in_time = op.origin.via in ("add_timestamps", "t.timestamps")  # add-timestamps-not-null
    new = context.creates(op.table)
    return op.column.required_without_default and not (new or exists or in_time)


def _harm(op: AddColumn, columns: str, adapter: str | None) -> str:
    if adapter != "mysql":
        return (
            f"{columns} cannot be added as NOT NULL without a default once `{op.table}` has a row"
        )
    if op.origin.via.endswith(("reference", "references", "belongs_to")):
        return f"{columns} gets 0 in every row of `{op.table}`, which refers to nothing"
    return f"{columns} gets a value in every row that nobody chose, such as '' or 0"


def _without_null(op: AddColumn) -> str:
    """The call as written, but for `null: false`."""
    written = re.sub(r",\s*(?::null\s*=>|null:)\s*false\b", "", op.place.text)
    if written != op.place.text:
        return written
    definition = op.column.without("null", "default").source
    return f"add_column {symbol(op.table)}, {symbol(op.column.name)}, {definition}"
