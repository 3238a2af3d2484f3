"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import ChangeColumn, ChangeColumnNull, Context, Finding, Rule, Severity, symbol


class ChangeNullFalse(Rule[ChangeColumnNull | ChangeColumn]):
    """Forbidding NULL reads the whole table while nobody can use it, and one NULL makes it fail.

    PostgreSQL locks the table against reads and writes and looks at every row. MySQL and SQLite
    copy the table. In each of them the migration fails if a row holds NULL, and from then on so
    does every write of the running code that leaves the column empty.

    Fill the column first, in a migration of its own. In PostgreSQL, add a check constraint without
    validating it, and validate it in the next migration, which locks nobody out: with it, no row is
    read to forbid NULL. The rule is quiet when such a constraint is known.
    """

    id = "change-null-false"
    severity = Severity.WARNING
    aliases = (
        "strong_migrations/change_column_null",
        "Migration/ChangeColumnNull",
        "squawk/adding-not-nullable-field",
    )
    tags = ("availability",)
    bad = "change_column_null :users, :name, false"
    good_before = """
        # db/schema.rb
        ActiveRecord::Schema[8.1].define(version: 1) do
          create_table "users" do |t|
            t.string "name"
            t.check_constraint "name IS NOT NULL", name: "users_name_null"
          end
        end
    """
    good = "change_column_null :users, :name, false"

    def check(self, op: ChangeColumnNull | ChangeColumn, context: Context) -> Iterator[Finding]:
        if not _forbids(op) or context.creates(op.table) or _is_known(op, context):
            return
        message, severity = _work(op, context.adapter)
        if not isinstance(op, ChangeColumnNull) or op.default is None:
            empty = context.created.is_empty(op.table, op.column_name)
            severity = Severity.ERROR if empty else severity
            message = f"{message}; {_failure(op, empty)}"
        instead = _instead(op, context.adapter)
        yield self.finding(op, message, severity=severity, instead=instead)


def _forbids(op: ChangeColumnNull | ChangeColumn) -> bool:
    if isinstance(op, ChangeColumn):
        return op.column.options.get("null", True) is False
    return op.null is False


def _is_known(op: ChangeColumnNull | ChangeColumn, context: Context) -> bool:
    """Whether the database knows already that there is no NULL."""
    column = context.schema.column(op.table, op.column_name)
    table = context.schema.table(op.table)
    checked = table is not None and table.forbids_null(op.column_name)
    known = column is not None and column.null is False
    return known or (checked and context.adapter == "postgresql")


def _failure(op: ChangeColumnNull | ChangeColumn, empty: bool) -> str:
    name = f"`{op.table}.{op.column_name}`"
    if empty:
        return f"{name} is new and nothing fills it, so this fails as soon as there is a row"
    return f"one NULL in {name} makes this fail"


def _work(op: ChangeColumnNull | ChangeColumn, adapter: str | None) -> tuple[str, Severity]:
    match adapter:
        case "mysql":
            return f"MySQL copies `{op.table}`, which others may use meanwhile", Severity.INFO
        case "sqlite":
            return f"Rails copies `{op.table}`, and nobody writes meanwhile", Severity.INFO
    read = f"every row of `{op.table}` is read, and nobody reads or writes the table meanwhile"
    return read, Severity.WARNING


def _instead(op: ChangeColumnNull | ChangeColumn, adapter: str | None) -> str:
    table, column = symbol(op.table), op.column_name
    if adapter != "postgresql":
        return "# before that, fill what is NULL, in a migration of its own"
    named = f'name: "{op.table}_{column}_null"'
    return (
        "# first migration, after the rows are filled\n"
        f'add_check_constraint {table}, "{column} IS NOT NULL", {named}, validate: false\n'
        "# second migration, in `up`\n"
        f"validate_check_constraint {table}, {named}\n"
        f"change_column_null {table}, {symbol(column)}, false\n"
        f"remove_check_constraint {table}, {named}"
    )
