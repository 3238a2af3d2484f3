"""Commands about indexes (ActiveRecord::ConnectionAdapters::SchemaStatements)."""

from collections.abc import Iterator, Mapping

from wishare_lint.rails.commands.command import Command, Translation, as_name, names
from wishare_lint.rails.operations import AddIndex, Operation, RemoveIndex, RenameIndex
from wishare_lint.rails.schema.default_names import index_name
from wishare_lint.rails.schema.schema import Index, Name
from wishare_lint.rails.schema.stored_options import stored_index
from wishare_lint.ruby.values import Value

_OF_THE_CALL = ("algorithm", "if_exists", "if_not_exists")


def _columns(value: Value) -> tuple[Name, ...]:
    return tuple(names((value,))) if value is not None else ()


def _index(command: Command, columns: tuple[Name, ...]) -> Index:
    """The index that `add_index` makes of these columns and the command's options."""
    options = command.options
    default = index_name(command.table, columns, command.compatibility.short_index_names)
    name = as_name(options.get("name")) if "name" in options else default
    own = options.without("name", "column", *_OF_THE_CALL)
    return Index(columns, name, stored_index(own, command.compatibility.adapter))


def add_index(command: Command) -> Iterator[Operation]:
    yield AddIndex(
        table=command.table,
        index=_index(command, _columns(command.argument(1))),
        options=command.options.only(_OF_THE_CALL),
        origin=command.origin,
    )


def remove_index(command: Command) -> Iterator[Operation]:
    options = command.options
    columns = _columns(command.argument(1) if command.given(1) else options.get("column"))
    yield RemoveIndex(
        table=command.table,
        columns=columns,
        name=as_name(options.get("name")) if "name" in options else None,
        index=_index(command, columns) if columns else None,
        options=options.only(_OF_THE_CALL),
        origin=command.origin,
    )


def rename_index(command: Command) -> Iterator[Operation]:
    yield RenameIndex(
        table=command.table,
        name=command.name_at(1),
        new_name=command.name_at(2),
        origin=command.origin,
    )


COMMANDS: Mapping[str, Translation] = {
    "add_index": add_index,
    "remove_index": remove_index,
    "rename_index": rename_index,
}
