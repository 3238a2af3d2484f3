"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import (
    Context,
    Finding,
    InsertRows,
    Migration,
    Operation,
    Related,
    RowOperation,
    Rule,
    Severity,
)


class MixedSchemaAndData(Rule[Migration]):
    """A migration that changes a table and writes rows keeps the table locked for as long.

    In PostgreSQL and SQLite a migration is one transaction, and a lock lasts until its end: the
    running code waits for the last row to be written. In MySQL there is no such transaction: when
    writing the rows fails, the schema is changed already, and the migration cannot run again.

    Write rows in a migration of its own, in batches, with `disable_ddl_transaction!`. Rows of a
    table that is new are no matter: nobody waits for it.
    """

    id = "mixed-schema-and-data"
    severity = Severity.WARNING
    aliases = ("Migration/BatchInTransaction",)
    tags = ("availability",)
    bad = """
        class AddStatus < ActiveRecord::Migration[8.1]
          def up
            add_column :orders, :status, :string
            Order.find_each { |order| order.update!(status: "new") }
          end

          def down
            remove_column :orders, :status
          end
        end
    """
    good = "add_column :orders, :status, :string"

    def check(self, subject: Migration, context: Context) -> Iterator[Finding]:
        touching = list(_on_existing_tables(subject, context))
        changes = [op for op in touching if not isinstance(op, RowOperation)]
        writes = [op for op in touching if isinstance(op, RowOperation)]
        rows_first = touching[:1] == writes[:1]
        if not changes or not writes or not _matters(subject, rows_first):
            return
        change, write = changes[0], min(writes, key=_is_insert)
        yield self.finding(
            write,
            _harm(change, write, rows_first, context.adapter),
            severity=Severity.INFO if _is_insert(write) else Severity.WARNING,
            instead=f"# this migration\n{change.place.text}\n"
            f"# one of its own, with disable_ddl_transaction!\n{write.place.text}",
            related=(Related(change.place.location, f"this locks `{change.table_name}`"),),
        )


def _on_existing_tables(migration: Migration, context: Context) -> Iterator[Operation]:
    """What changes, or writes to, a table that the running code may be using."""
    created = context.created
    for op in migration.up.operations:
        written = context.written_table(op) if isinstance(op, RowOperation) else None
        table = op.table_name if op.locks_writers else written
        if table is not None and not created.has(table):
            yield op
        created = created.after(op)


def _matters(migration: Migration, rows_first: bool) -> bool:
    """Whether both are one transaction; or, where there is none, whether a half can be left."""
    return not rows_first if migration.adapter == "mysql" else migration.transactional


def _is_insert(rows: RowOperation) -> bool:
    return isinstance(rows, InsertRows)


def _harm(change: Operation, write: RowOperation, rows_first: bool, adapter: str | None) -> str:
    rows, table = f"the rows of `{write.target}`", f"`{change.table_name}`"
    if adapter == "mysql":
        return (
            f"MySQL commits `{change.kind}` at once: when writing {rows} fails, the migration is "
            "half done, and cannot run again"
        )
    if rows_first:
        return f"{rows} stay locked until `{change.kind}` is through with {table}: {_ONE}"
    locked = "the database" if adapter == "sqlite" else table
    return (
        f"nobody else writes to {locked} from `{change.kind}` on until {rows} are written: {_ONE}"
    )


_ONE = "both are one transaction"
