"""Commands about columns (ActiveRecord::ConnectionAdapters::SchemaStatements)."""

from collections.abc import Iterator, Mapping

from wishare_lint.rails.commands.command import Command, Translation, as_name
from wishare_lint.rails.commands.indexes import add_foreign_key, add_index
from wishare_lint.rails.operations import (
    AddColumn,
    ChangeColumn,
    ChangeColumnComment,
    ChangeColumnDefault,
    ChangeColumnNull,
    FromTo,
    Operation,
    RemoveColumn,
    RenameColumn,
)
from wishare_lint.rails.options import Options
from wishare_lint.rails.schema import Column, Name
from wishare_lint.ruby.values import Unknown, Value

_NOT_OF_THE_COLUMN = ("if_not_exists", "if_exists", "index", "foreign_key", "algorithm", "lock")


def column(command: Command, name: Name, type_: Name, options: Options) -> Column:
    """A column with the defaults that the migration's version implies."""
    own = options.without(*_NOT_OF_THE_COLUMN)
    precision = command.compatibility.datetime_precision
    if type_ == "datetime" and "precision" not in own and precision is not None:
        own = own.merged(precision=precision)
    return Column(name, type_, own)


def add_column(command: Command) -> Iterator[Operation]:
    yield _added(command, command.name_at(1), command.name_at(2), command.options)


def _added(command: Command, name: Name, type_: Name, options: Options) -> AddColumn:
    return AddColumn(
        table=command.table,
        column=column(command, name, type_, options),
        if_not_exists=options.truthy("if_not_exists"),
        origin=command.origin,
    )


def add_columns(command: Command) -> Iterator[Operation]:
    type_ = as_name(command.options.get("type"))
    for name in command.names_from(1):
        yield _added(command, name, type_, command.options.without("type"))


def remove_column(command: Command) -> Iterator[Operation]:
    type_ = command.argument(2)
    if isinstance(type_, dict):
        type_ = None
    yield _removed(command, command.name_at(1), type_)


def _removed(command: Command, name: Name, type_: Value) -> RemoveColumn:
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
        yield _removed(command, name, command.options.get("type"))


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
        change=from_to(command, 2),
        origin=command.origin,
    )


def add_timestamps(command: Command) -> Iterator[Operation]:
    options = _timestamp_options(command)
    for name in ("created_at", "updated_at"):
        yield _added(command, name, "datetime", options)


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
        yield _removed(stamped, name, "datetime")


def add_reference(command: Command) -> Iterator[Operation]:
    """The columns, then the index, then the foreign key (ReferenceDefinition#add)."""
    for reference in command.names_from(1):
        yield from _reference(command, reference)


def _reference(command: Command, reference: Name) -> Iterator[Operation]:
    options = command.options
    names = _reference_columns(reference, options)
    for name, type_ in names:
        yield _added(command, name, type_ or _key_type(command), _column_options(options, name))
    index = options.get("index", command.compatibility.references_index)
    if index is not None and index is not False:
        # Rails puts the type first: an index for a polymorphic lookup.
        columns = tuple(name for name, _ in reversed(names))
        given = Options.of(index) if isinstance(index, dict) else Options()
        if "polymorphic" in options and "name" not in given:
            given = given.merged(name=f"index_{command.table}_on_{reference}")
        yield from add_index(command.called("add_index", command.table, columns, options=given))
    key = options.get("foreign_key")
    if key is not None and key is not False:
        given = Options.of(key) if isinstance(key, dict) else Options()
        target = given.get("to_table", _plural(command, reference))
        given = given.merged(column=names[0][0] if "column" not in given else given.get("column"))
        called = command.called("add_foreign_key", command.table, target, options=given)
        yield from add_foreign_key(called)


def _plural(command: Command, reference: Name) -> Name:
    """The table that a reference points to by convention: `user` → `users`."""
    if isinstance(reference, Unknown):
        return reference
    return command.inflector.pluralize(reference)


def _reference_columns(reference: Name, options: Options) -> list[tuple[Name, str | None]]:
    if isinstance(reference, Unknown):
        return [(Unknown(f"{reference}_id"), None)]
    columns: list[tuple[Name, str | None]] = [(f"{reference}_id", None)]
    if options.truthy("polymorphic"):
        columns.append((f"{reference}_type", "string"))
    return columns


def _key_type(command: Command) -> Name:
    return as_name(command.options.get("type", command.compatibility.key_type))


def _column_options(options: Options, name: Name) -> Options:
    """The options that reach the column; those of a polymorphic type may be given apart."""
    polymorphic = options.get("polymorphic")
    own = options.without("polymorphic", "index", "foreign_key", "type")
    if str(name).endswith("_type") and isinstance(polymorphic, dict):
        return own.merged(**Options.of(polymorphic).values)
    return own


def remove_reference(command: Command) -> Iterator[Operation]:
    """What Rails drops: the key if it is named, then the columns, and with them the index.

    Rails undoes it with `add_reference`, which makes an index unasked: the columns carry it.
    """
    for reference in command.names_from(1):
        for name, type_ in reversed(_reference_columns(reference, command.options)):
            trimmed = command.called(
                "remove_column", command.table, options=_column_options(command.options, name)
            )
            yield _removed(trimmed, name, type_ or _key_type(command))


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
    "add_reference": add_reference,
    "add_belongs_to": add_reference,
    "remove_reference": remove_reference,
    "remove_belongs_to": remove_reference,
}
