"""What operations cost on PostgreSQL.

Sources: "Explicit Locking" and the pages of ALTER TABLE, CREATE INDEX and ALTER INDEX in
PostgreSQL's documentation; the locks and files of PostgreSQL 15, watched during each statement.
"""

from collections.abc import Iterator
from typing import Literal, TypeAlias

from wishare_lint.rails.costs.cost import NOTHING, Blocked, Cost
from wishare_lint.rails.costs.volatility import is_volatile
from wishare_lint.rails.operations import (
    AddColumn,
    AddConstraint,
    AddEnumValue,
    AddForeignKey,
    AddIndex,
    AddPrimaryKey,
    ChangeColumn,
    ChangeColumnComment,
    ChangeColumnDefault,
    ChangeColumnNull,
    ChangeTableComment,
    CreateEnum,
    CreateTable,
    DisableExtension,
    DropConstraint,
    DropEnum,
    DropPrimaryKey,
    DropTable,
    EnableExtension,
    Operation,
    RemoveColumn,
    RemoveConstraint,
    RemoveForeignKey,
    RemoveIndex,
    RenameColumn,
    RenameEnum,
    RenameEnumValue,
    RenameIndex,
    RenameTable,
    RowOperation,
    ValidateConstraint,
)
from wishare_lint.rails.schema.schema import Column, Name, Schema
from wishare_lint.rails.schema.type_change import Effect, type_change
from wishare_lint.rails.version import Version
from wishare_lint.ruby.values import Code, Unknown

Lock: TypeAlias = Literal[
    "ROW EXCLUSIVE",
    "SHARE UPDATE EXCLUSIVE",
    "SHARE",
    "SHARE ROW EXCLUSIVE",
    "ACCESS EXCLUSIVE",
]

_BLOCKS: dict[Lock, Blocked] = {
    "ROW EXCLUSIVE": "writes to the same rows",
    "SHARE UPDATE EXCLUSIVE": "nothing",
    "SHARE": "writes",
    "SHARE ROW EXCLUSIVE": "writes",
    "ACCESS EXCLUSIVE": "reads and writes",
}

_DEFAULTS_WITHOUT_REWRITE: Version = (11, 0)
_NULLS_RULED_OUT_BY_CHECK: Version = (12, 0)
_INDEX_RENAMED_BESIDE_QUERIES: Version = (12, 0)


def cost(operation: Operation, version: Version | None, before: Schema) -> Cost | None:
    """The cost of an operation; None where it is not known."""
    match operation:
        case DropConstraint() if (told := operation.completed(before)) is not operation:
            return cost(told, version, before)
        case CreateTable(table=table, definition=definition):
            others = [key.to_table for key in definition.foreign_keys if key.to_table != table]
            return _under("SHARE ROW EXCLUSIVE", *others) if others else NOTHING
        case DropTable(table=table):
            return _under("ACCESS EXCLUSIVE", table, *_neighbours(table, before))
        case AddColumn(table=table, column=column):
            fills = _fills_rows(column, version)
            return _under("ACCESS EXCLUSIVE", table, rewrites=fills, scans=fills)
        case RemoveColumn(table=table, name=name):
            return _under("ACCESS EXCLUSIVE", table, *_referred(table, name, before))
        case ChangeColumn():
            return _change_of_column(operation, version, before)
        case ChangeColumnNull(table=table, name=name):
            scans = _looks_for_nulls(operation, version, before)
            return _under("ACCESS EXCLUSIVE", table, scans=scans)
        case AddIndex(table=table):
            lock: Lock = "SHARE UPDATE EXCLUSIVE" if operation.concurrently else "SHARE"
            return _under(lock, table, scans=True)
        case RemoveIndex():
            return _removal_of_index(operation, before)
        case RenameIndex():
            known = version is not None and version >= _INDEX_RENAMED_BESIDE_QUERIES
            return NOTHING if known else None
        case AddForeignKey(table=table, key=key):
            scans = operation.validated
            return _under("SHARE ROW EXCLUSIVE", table, key.to_table, scans=scans)
        case RemoveForeignKey(table=table):
            return _under("ACCESS EXCLUSIVE", table, *_other_end(operation, before))
        case AddConstraint(table=table, constraint=constraint):
            scans = constraint.validated and "using_index" not in constraint.options
            return _under("ACCESS EXCLUSIVE", table, scans=scans)
        case AddPrimaryKey(table=table, columns=columns):
            return _under("ACCESS EXCLUSIVE", table, scans=bool(columns))
        case ValidateConstraint(table=table):
            return _under("SHARE UPDATE EXCLUSIVE", table, scans=True)
        case ChangeColumnComment(table=table) | ChangeTableComment(table=table):
            return _under("SHARE UPDATE EXCLUSIVE", table)
        case (
            RenameTable(table=table)
            | RenameColumn(table=table)
            | ChangeColumnDefault(table=table)
            | RemoveConstraint(table=table)
            | DropConstraint(table=table)
            | DropPrimaryKey(table=table)
        ):
            return _under("ACCESS EXCLUSIVE", table)
        case RowOperation(table=table):
            tables = () if table is None else (table,)
            return _under("ROW EXCLUSIVE", *tables, scans=operation.whole_table or None)
        case (
            CreateEnum()
            | DropEnum()
            | RenameEnum()
            | AddEnumValue()
            | RenameEnumValue()
            | EnableExtension()
            | DisableExtension()
        ):
            return NOTHING
    return None


def _under(
    lock: Lock, *tables: Name, rewrites: bool | None = False, scans: bool | None = False
) -> Cost:
    return Cost(lock, _BLOCKS[lock], tuple(dict.fromkeys(tables)), rewrites, scans)


# Columns


def _fills_rows(column: Column, version: Version | None) -> bool | None:
    """Whether each row gets a value of its own, and so is written anew."""
    if column.type in ("serial", "bigserial", "primary_key"):
        return True
    if column.type == "virtual":
        return column.options.truthy("stored")
    default = column.default
    if default is None:
        return False
    if isinstance(default, Unknown):
        return None
    is_call = isinstance(default, Code) or (column.type == "uuid" and "()" in str(default))
    volatile = is_volatile(str(default)) if is_call else False
    if volatile is not False or version is None:
        return volatile or None
    return version < _DEFAULTS_WITHOUT_REWRITE


def _change_of_column(operation: ChangeColumn, version: Version | None, before: Schema) -> Cost:
    table, column = operation.table, operation.column
    known = before.column(table, column.name)
    change = type_change(known, column, before.table(table), "postgresql")
    if change.effect in (Effect.UNKNOWN, Effect.REFUSAL):
        return _under("ACCESS EXCLUSIVE", table, rewrites=None, scans=None)
    if change.effect is Effect.REWRITE:
        return _under("ACCESS EXCLUSIVE", table, rewrites=True, scans=True)
    scans: bool | None = change.effect is Effect.SCAN
    if not scans and column.options.get("null") is False:
        null = ChangeColumnNull(table=table, name=column.name, null=False, origin=operation.origin)
        scans = _looks_for_nulls(null, version, before)
    return _under("ACCESS EXCLUSIVE", table, scans=scans)


def _looks_for_nulls(
    operation: ChangeColumnNull, version: Version | None, before: Schema
) -> bool | None:
    """Whether SET NOT NULL reads every row; since 12 it believes a validated check constraint."""
    if operation.null is not False:
        return None if isinstance(operation.null, Unknown) else False
    table, column = before.table(operation.table), before.column(operation.table, operation.name)
    if column is not None and column.null is False:
        return False
    if table is None or table.opaque:
        return None
    if not table.forbids_null(operation.name):
        return True
    return None if version is None else version < _NULLS_RULED_OUT_BY_CHECK


# Indexes and keys


def _removal_of_index(operation: RemoveIndex, before: Schema) -> Cost:
    told = operation.completed(before)
    lock: Lock = "SHARE UPDATE EXCLUSIVE" if operation.concurrently else "ACCESS EXCLUSIVE"
    return _under(lock, told.table_name or operation.table)


def _referred(table: Name, column: Name, before: Schema) -> Iterator[Name]:
    """The tables that the foreign keys of a column refer to: dropping a key locks both ends."""
    known = before.table(table)
    for key in known.foreign_keys if known else ():
        if key.column == column:
            yield key.to_table


def _neighbours(table: Name, before: Schema) -> Iterator[Name]:
    """The tables at the other ends of all foreign keys from and to a table."""
    known = before.table(table)
    yield from (key.to_table for key in (known.foreign_keys if known else ()))
    for other in before.tables.values():
        if any(key.to_table == table for key in other.foreign_keys):
            yield other.name


def _other_end(operation: RemoveForeignKey, before: Schema) -> Iterator[Name]:
    told = operation.completed(before)
    to_table = told.to_table if isinstance(told, RemoveForeignKey) else operation.to_table
    if to_table is not None:
        yield to_table
