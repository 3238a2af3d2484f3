"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import AddColumn, Context, Finding, Rule, Severity, to_source


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
        if not op.column.required_without_default or context.creates(op.table):
            return
        if op.origin.via in ("add_timestamps", "t.timestamps"):
            return
        yield self.finding(
            op,
            f"`{op.table}.{op.column.name}` {_harm(context.adapter)}, and every INSERT of the code "
            "that is running now fails, because it does not write the column",
            instead=f"add_column {_symbol(op.table)}, {_symbol(op.column.name)}, :{op.column.type}\n"
            "# then fill it, and forbid NULL, each in a migration of its own",
        )


def _harm(adapter: str | None) -> str:
    if adapter == "mysql":
        return "gets an implicit value in every row, such as '' or 0"
    return "cannot be added as NOT NULL without a default once the table has a row"


def _symbol(name: object) -> str:
    return to_source(name) if not isinstance(name, str) else f":{name}"
