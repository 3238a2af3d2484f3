"""What operations cost on SQLite.

Sources: "File Locking And Concurrency" in SQLite's documentation; ActiveRecord's
SQLite3Adapter#alter_table, which copies a table where ALTER TABLE cannot change it.
"""

from wishare_lint.rails.costs.cost import NOTHING, Cost
from wishare_lint.rails.operations import AddIndex, AlterTable, CreateTable, Operation, RowOperation
from wishare_lint.rails.operations.columns import ColumnOperation
from wishare_lint.rails.operations.tables import TableOperation
from wishare_lint.rails.schema.schema import Schema
from wishare_lint.rails.version import Version


def cost(operation: Operation, _version: Version | None, _before: Schema) -> Cost | None:
    """The cost of an operation: any write keeps all others from writing to the database."""
    match operation:
        case CreateTable():
            return NOTHING
        case AlterTable():
            return None
        case RowOperation(table=table):
            return Cost("RESERVED", "writes", () if table is None else (table,), scans=None)
        case TableOperation(table=table) | ColumnOperation(table=table):
            copied = operation.rebuilds_in_sqlite
            scans = copied or isinstance(operation, AddIndex)
            return Cost("RESERVED", "writes", (table,), rewrites=copied, scans=scans)
    return None
