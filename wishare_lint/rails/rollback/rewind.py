"""The schema before migrations, worked out from the schema after them.

An app keeps its dump, and often no longer its first migrations. What the others have dropped or
changed was there at the start, but what it was is not known.
"""

from collections.abc import Iterable
from dataclasses import replace

from wishare_lint.rails.operations import (
    AddColumn,
    AddConstraint,
    AddForeignKey,
    AddIndex,
    ChangeColumn,
    ChangeColumnComment,
    ChangeColumnDefault,
    ChangeColumnNull,
    CreateEnum,
    CreateObject,
    CreateTable,
    DisableExtension,
    DropEnum,
    DropObject,
    DropTable,
    EnableExtension,
    Operation,
    RemoveColumn,
    RemoveConstraint,
    RemoveForeignKey,
    RemoveIndex,
    RenameColumn,
    RenameEnum,
    RenameIndex,
    RenameTable,
    StagedChange,
    UpdateVersion,
)
from wishare_lint.rails.schema.options import Options
from wishare_lint.rails.schema.schema import Column, Schema, Table
from wishare_lint.ruby.values import Unknown


def rewound(operations: Iterable[Operation], after: Schema) -> Schema:
    """The schema before the operations, in their order, that have led to `after`."""
    schema = after
    for operation in reversed(list(operations)):
        schema = _before(operation, schema)
    return schema


def _before(operation: Operation, after: Schema) -> Schema:
    match operation:
        case (
            CreateTable()
            | AddColumn()
            | AddIndex()
            | AddForeignKey()
            | AddConstraint()
            | CreateEnum()
            | EnableExtension()
            | DisableExtension()
            | RenameTable()
            | RenameColumn()
            | RenameIndex()
            | RenameEnum()
            | StagedChange()
            | UpdateVersion()
        ):
            return _undone(operation, after)
        case DropTable(table=str(name)) if after.table(name) is None:
            return after.with_table(Table(name, opaque=True))
        case RemoveColumn() | RemoveIndex() | RemoveForeignKey() | RemoveConstraint() | DropEnum():
            return _presumed(operation, after)
        case CreateObject(key=key):
            return after.without_object(key)
        case DropObject():
            return operation.presumed(after)
        case ChangeColumn(column=column):
            return _with_column(operation, after, Column(column.name, Unknown("the type before")))
        case ChangeColumnNull():
            return _with_null_unknown(operation, after)
        case ChangeColumnDefault(change=change) | ChangeColumnComment(change=change):
            if change.reversible:
                return _undone(operation, after)
            return _without_option(operation, after)
    return after


def _undone(operation: Operation, after: Schema) -> Schema:
    inverse = operation.inverse()
    before = inverse.apply(after) if isinstance(inverse, Operation) else after
    return before if isinstance(before, Schema) else after


def _presumed(operation: Operation, after: Schema) -> Schema:
    """With what the operation has dropped, as far as the call describes it."""
    table = after.table(operation.table_name) if operation.table_name is not None else None
    if table is None:
        return replace(operation.presumed(replace(after, complete=False)), complete=after.complete)
    open_ = operation.presumed(after.with_table(replace(table, opaque=True)))
    presumed = open_.table(table.name)
    return after if presumed is None else open_.with_table(replace(presumed, opaque=table.opaque))


def _with_column(operation: Operation, after: Schema, column: Column) -> Schema:
    table = after.table(operation.table_name) if operation.table_name is not None else None
    if table is None or str(column.name) not in table.columns:
        return after
    return after.with_table(table.with_column(column))


def _with_null_unknown(operation: ChangeColumnNull, after: Schema) -> Schema:
    """It may have been so already."""
    known = after.column(operation.table, operation.name)
    if known is None:
        return after
    options = known.options.merged(null=Unknown("whether it took NULL"))
    return _with_column(operation, after, replace(known, options=options))


def _without_option(operation: ChangeColumnDefault | ChangeColumnComment, after: Schema) -> Schema:
    known = after.column(operation.table, operation.name)
    if known is None:
        return after
    values = known.options.without(operation.option).values
    unsure = Options(values, Unknown(f"the {operation.option} before"))
    return _with_column(operation, after, replace(known, options=unsure))
