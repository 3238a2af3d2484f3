"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import (
    ChangeColumn,
    Context,
    Effect,
    Finding,
    Rule,
    Severity,
    TypeChange,
    symbol,
    type_change,
)


class ChangeColumnType(Rule[ChangeColumn]):
    """Changing a column's type locks the whole table while every row is rewritten.

    PostgreSQL lets nobody read or write the table meanwhile, MySQL lets nobody write. And values
    that do not fit the new type stop the migration, or lose what does not fit. Some changes touch
    no row, such as a longer `limit`, or `string` to `text` in PostgreSQL: there the rule is quiet.

    Add a second column of the new type, write both, copy the values in batches, read the new one,
    and drop the old one in a later release.
    """

    id = "change-column-type"
    severity = Severity.ERROR
    aliases = (
        "strong_migrations/change_column",
        "Migration/ChangeColumn",
        "squawk/changing-column-type",
    )
    tags = ("availability", "data-loss")
    bad_before = """
        # db/schema.rb
        ActiveRecord::Schema[8.1].define(version: 1) do
          create_table "users" do |t|
            t.integer "age"
          end
        end
    """
    bad = "change_column :users, :age, :bigint"
    good = "add_column :users, :age_new, :bigint"

    def check(self, op: ChangeColumn, context: Context) -> Iterator[Finding]:
        before = context.schema.column(op.table, op.column.name)
        table = context.schema.table(op.table)
        change = type_change(before, op.column, table, context.adapter)
        if change.effect is Effect.NOTHING or context.creates(op.table):
            return
        was = before.full_type if before else "a type that is not known"
        same = was == op.column.full_type
        turn = f"stays {was}" if same else f"turns from {was} into {op.column.full_type}"
        loss = f"; {change.loss.text}" if change.loss else ""
        yield self.finding(
            op,
            f"`{op.table}.{op.column.name}` {turn}: {_work(op, change, context.adapter)}{loss}",
            severity=_severity(change, context.adapter),
            instead="" if same else _instead(op, context.adapter),
        )


def _severity(change: TypeChange, adapter: str | None) -> Severity:
    if adapter == "sqlite":
        return Severity.WARNING if change.loss else Severity.INFO
    surely = adapter is not None and change.effect in (Effect.REWRITE, Effect.REFUSAL)
    return Severity.ERROR if surely else Severity.WARNING


def _work(op: ChangeColumn, change: TypeChange, adapter: str | None) -> str:
    unless = "unless both are stored alike, " if change.effect is Effect.UNKNOWN else ""
    match change.effect, adapter:
        case Effect.REFUSAL, _:
            return "PostgreSQL refuses, because it knows no such cast without `using:`"
        case _, "postgresql":
            work = change.reason or f"{unless}every row is rewritten"
            return f"{work}, and nobody reads or writes `{op.table}` meanwhile"
        case _, "mysql":
            return f"{unless}the table is copied, and nobody writes to it meanwhile"
        case _, "sqlite":
            return "Rails copies the table, and nobody writes meanwhile"
    return f"{unless}most databases rewrite every row and lock the table"


def _instead(op: ChangeColumn, adapter: str | None) -> str:
    table, name, limit = symbol(op.table), op.column.name, op.column.options.get("limit")
    if adapter == "postgresql" and op.column.type == "string" and limit is not None:
        check = f'"char_length({name}) <= {limit}"'
        return f"add_check_constraint {table}, {check}, validate: false # and validate it later"
    copy = op.column.without("using", "null").source
    return (
        f"add_column {table}, {symbol(f'{name}_new')}, {copy}\n"
        "# then write both, copy in batches, read the new one, and drop the old one a release later"
    )
