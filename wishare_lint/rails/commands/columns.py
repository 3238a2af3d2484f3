"""Commands about columns (ActiveRecord::ConnectionAdapters::SchemaStatements)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from wishare_lint.rails.commands.command import Command, Translation, as_name
from wishare_lint.rails.operations import (
    AddColumn,
    ChangeColumn,
    ChangeColumnComment,
    ChangeColumnDefault,
    ChangeColumnNull,
    FromTo,
    Irreversible,
    Operation,
    RemoveColumn,
    RenameColumn,
)
from wishare_lint.rails.schema.options import Options
from wishare_lint.rails.schema.schema import Column, Name
from wishare_lint.rails.schema.stored_options import stored_column
from wishare_lint.ruby.values import Unknown, Value

_NOT_OF_THE_COLUMN = (
    "if_not_exists",
    "if_exists",
    "index",
    "unique",
    "required",
    "foreign_key",
    "algorithm",
    "lock",
)
"""Options of the call, and those that no column has: Rails up to 7.0 takes and ignores any."""


def column(command: Command, name: Name, type_: Name, options: Options) -> Column:
    """A column with the defaults that the migration's version implies."""
    own = options.without(*_NOT_OF_THE_COLUMN)
    own = stored_column(type_, own, command.compatibility.adapter)
    precision = command.compatibility.datetime_precision
    if type_ == "datetime" and "precision" not in own and precision is not None:
        own = own.merged(precision=precision)
    return Column(name, type_, own)


def add_column(command: Command) -> Iterator[Operation]:
    yield added(command, command.name_at(1), command.name_at(2), command.options)


def added(command: Command, name: Name, type_: Name, options: Options) -> AddColumn:
    """The addition of a column to the command's table."""
    return AddColumn(
        table=command.table,
        column=column(command, name, type_, options),
        if_not_exists=options.truthy("if_not_exists"),
        origin=command.origin,
    )


def add_columns(command: Command) -> Iterator[Operation]:
    type_ = as_name(command.options.get("type"))
    for name in command.names_from(1):
        yield added(command, name, type_, command.options.without("type"))


def remove_column(command: Command) -> Iterator[Operation]:
    """The third positional argument is the type, whatever it is: Rails tests it on roll-back."""
    type_ = command.argument(2)
    described = type_ is not None and not isinstance(type_, dict)
    operation = removed(command, command.name_at(1), type_ if described else None)
    yield operation if described else replace(operation, failure=_failure(command))


def _failure(command: Command) -> Irreversible | None:
    """Why `add_column` raises when it is called with the arguments of `remove_column`."""
    if not command.given(2) and not command.options.values:
        return None
    error = "NoMethodError" if command.given(2) and command.argument(2) is None else "ArgumentError"
    return Irreversible(f"`{command.origin.via}` gives options and no type", error)


def removed(command: Command, name: Name, type_: Value) -> RemoveColumn:
    """The removal of a column from the command's table; `type_` is None where it is not given."""
    options = command.options.without("type")
    return RemoveColumn(
        table=command.table,
        name=name,
        column=None if type_ is None else column(command, name, as_name(type_), options),
        if_exists=command.options.truthy("if_exists"),
        origin=command.origin,
    )


def remove_columns(command: Command) -> Iterator[Operation]:
    for name in command.names_from(1):
        yield removed(command, name, command.options.get("type"))


def rename_column(command: Command) -> Iterator[Operation]:
    yield RenameColumn(
        table=command.table,
        name=command.name_at(1),
        new_name=command.name_at(2),
        origin=command.origin,
    )


def change_column(command: Command) -> Iterator[Operation]:
    changed = column(command, command.name_at(1), command.name_at(2), command.options)
    yield ChangeColumn(table=command.table, column=changed, origin=command.origin)


def change_column_null(command: Command) -> Iterator[Operation]:
    null = command.argument(2)
    yield ChangeColumnNull(
        table=command.table,
        name=command.name_at(1),
        null=null if isinstance(null, bool | Unknown) else bool(null),
        default=command.argument(3),
        origin=command.origin,
    )


def from_to(command: Command, position: int) -> FromTo:
    """The new value at a position, or `from:` and `to:`, as keywords or as a hash."""
    value = command.argument(position)
    options = Options.of(value) if isinstance(value, dict) else command.options
    if "to" in options or "from" in options:
        return FromTo(options.get("to"), options.get("from"), "to" in options and "from" in options)
    return FromTo(value)


def change_column_default(command: Command) -> Iterator[Operation]:
    yield ChangeColumnDefault(
        table=command.table,
        name=command.name_at(1),
        change=from_to(command, 2),
        origin=command.origin,
    )


def change_column_comment(command: Command) -> Iterator[Operation]:
    yield ChangeColumnComment(
        table=command.table,
        name=command.name_at(1),
        change=comment_change(command, 2),
        origin=command.origin,
    )


def comment_change(command: Command, position: int) -> FromTo:
    """Up to 5.2 a comment is not undone, but written again."""
    change = from_to(command, position)
    if command.compatibility.inverts_comments:
        return change
    return FromTo(change.to, change.to, reversible=True)


def add_timestamps(command: Command) -> Iterator[Operation]:
    options = _timestamp_options(command)
    for name in ("created_at", "updated_at"):
        yield added(command, name, "datetime", options)


def _timestamp_options(command: Command) -> Options:
    compatibility = command.compatibility
    options = command.options
    if "null" not in options:
        options = options.merged(null=compatibility.timestamps_null)
    if "precision" not in options and compatibility.timestamp_precision is not None:
        options = options.merged(precision=compatibility.timestamp_precision)
    return options


def remove_timestamps(command: Command) -> Iterator[Operation]:
    stamped = command.called("remove_columns", command.table, options=_timestamp_options(command))
    for name in ("updated_at", "created_at"):
        yield removed(stamped, name, "datetime")


COMMANDS: Mapping[str, Translation] = {
    "add_column": add_column,
    "add_columns": add_columns,
    "remove_column": remove_column,
    "remove_columns": remove_columns,
    "rename_column": rename_column,
    "change_column": change_column,
    "change_column_null": change_column_null,
    "change_column_default": change_column_default,
    "change_column_comment": change_column_comment,
    "add_timestamps": add_timestamps,
    "remove_timestamps": remove_timestamps,
}
