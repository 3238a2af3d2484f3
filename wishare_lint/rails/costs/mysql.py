"""What operations cost on MySQL and MariaDB, with InnoDB.

Each statement waits for the metadata lock that excludes all others, and holds it for a moment; only
what lasts is told. The lock is that of `ALTER TABLE … LOCK=`.

Sources: "Online DDL Operations" in MySQL's manual and "InnoDB Online DDL" in MariaDB's; what
MariaDB 10.11 accepted for each ALTER TABLE.
"""

import re
from typing import Literal, TypeAlias

from wishare_lint.rails.costs.cost import NOTHING, Blocked, Cost
from wishare_lint.rails.operations import (
    AddColumn,
    AddConstraint,
    AddForeignKey,
    AddIndex,
    AddPrimaryKey,
    ChangeColumn,
    ChangeColumnComment,
    ChangeColumnDefault,
    ChangeColumnNull,
    ChangeTableComment,
    CreateTable,
    DropConstraint,
    DropPrimaryKey,
    DropTable,
    Operation,
    RemoveColumn,
    RemoveConstraint,
    RemoveForeignKey,
    RemoveIndex,
    RenameColumn,
    RenameIndex,
    RenameTable,
    RowOperation,
)
from wishare_lint.rails.schema.schema import Column, Name, Schema
from wishare_lint.rails.schema.type_change import Effect, type_change
from wishare_lint.rails.version import Version
from wishare_lint.ruby.values import Code, Unknown

Lock: TypeAlias = Literal["NONE", "SHARED", "EXCLUSIVE"]

_BLOCKS: dict[Lock, Blocked] = {
    "NONE": "nothing",
    "SHARED": "writes",
    "EXCLUSIVE": "reads and writes",
}

_NOW = re.compile(r"\b(?:current_timestamp|now\()", re.IGNORECASE)

_FIRST_MARIADB = 10
"""MySQL has come to 9, and MariaDB went on from 5.5 with 10."""


def cost(operation: Operation, version: Version | None, before: Schema) -> Cost | None:
    """The cost of an operation; None where it is not known."""
    match operation:
        case CreateTable():
            return NOTHING
        case DropTable(table=table):
            return _under("EXCLUSIVE", table)
        case AddColumn(table=table, column=column):
            return _addition_of_column(table, column, version)
        case RemoveColumn(table=table):
            return _under("NONE", table, rewrites=_removal_rewrites(operation, version, before))
        case ChangeColumn():
            return _change_of_column(operation, before)
        case ChangeColumnNull(table=table, name=name, null=null):
            rewrites = _changes_null(before.column(table, name), null)
            return _under("NONE", table, rewrites=rewrites, scans=rewrites)
        case AddIndex(table=table):
            return _addition_of_index(operation)
        case AddForeignKey(table=table):
            return _under("SHARED", table, rewrites=True, scans=True)
        case AddConstraint(table=table, constraint=constraint):
            if constraint.kind == "check":
                return _under("SHARED", table, rewrites=True, scans=True)
            return _under("NONE", table, scans=True)
        case AddPrimaryKey(table=table):
            return _under("NONE", table, rewrites=True, scans=True)
        case DropPrimaryKey(table=table):
            return _under("SHARED", table, rewrites=True, scans=True)
        case (
            RenameTable(table=table)
            | RenameColumn(table=table)
            | ChangeColumnDefault(table=table)
            | ChangeColumnComment(table=table)
            | ChangeTableComment(table=table)
            | RenameIndex(table=table)
            | RemoveIndex(table=table)
            | RemoveForeignKey(table=table)
            | RemoveConstraint(table=table)
            | DropConstraint(table=table)
        ):
            return _under("NONE", table)
        case RowOperation(table=table):
            tables = () if table is None else (table,)
            return Cost(
                "ROW", "writes to the same rows", tables, scans=operation.whole_table or None
            )
    return None


def _under(
    lock: Lock, table: Name, rewrites: bool | None = False, scans: bool | None = False
) -> Cost:
    return Cost(lock, _BLOCKS[lock], (table,), rewrites, scans)


def _is_at_least(version: Version | None, mysql: Version, mariadb: Version) -> bool | None:
    if version is None:
        return None
    return version >= (mariadb if version[0] >= _FIRST_MARIADB else mysql)


def _addition_of_column(table: Name, column: Column, version: Version | None) -> Cost | None:
    """INSTANT since MySQL 8.0.12 (8.0 began with 8.0.11) and MariaDB 10.3; before, INPLACE."""
    numbered = column.type == "primary_key" or column.options.truthy("auto_increment")
    if column.options.truthy("stored") or numbered:
        return _under("SHARED", table, rewrites=True, scans=True)
    if isinstance(column.default, Code) and not _NOW.search(str(column.default)):
        return None
    instant = _is_at_least(version, (8, 0), (10, 3))
    return _under("NONE", table, rewrites=None if instant is None else not instant)


def _removal_rewrites(
    operation: RemoveColumn, version: Version | None, before: Schema
) -> bool | None:
    """INSTANT since MySQL 8.0.29 and MariaDB 10.4, unless an index has the column."""
    if _is_at_least(version, (8, 0), (10, 4)) is False:
        return True
    table = before.table(operation.table)
    unindexed = (
        table is not None
        and not table.opaque
        and not any(index.mentions(str(operation.name)) for index in table.indexes)
    )
    return False if unindexed and _is_at_least(version, (8, 1), (10, 4)) else None


def _change_of_column(operation: ChangeColumn, before: Schema) -> Cost | None:
    table, column = operation.table, operation.column
    known = before.column(table, column.name)
    effect = type_change(known, column, before.table(table), "mysql").effect
    if effect is Effect.REWRITE:
        return _under("SHARED", table, rewrites=True, scans=True)
    if effect is not Effect.NOTHING:
        return None
    rewrites = "null" in column.options and _changes_null(known, column.null)
    return _under("NONE", table, rewrites=rewrites, scans=rewrites)


def _changes_null(known: Column | None, null: bool | Unknown) -> bool | None:
    """Whether NULL is allowed or forbidden anew: InnoDB stores the rows in another way then."""
    if known is None or isinstance(known.null, Unknown) or isinstance(null, Unknown):
        return None
    return known.null != null


def _addition_of_index(operation: AddIndex) -> Cost:
    if operation.options.get("algorithm") == "copy":
        return _under("SHARED", operation.table, rewrites=True, scans=True)
    if operation.index.options.get("type") in ("fulltext", "spatial"):
        return _under("SHARED", operation.table, rewrites=None, scans=True)
    return _under("NONE", operation.table, scans=True)
