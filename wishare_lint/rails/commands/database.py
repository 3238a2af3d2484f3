"""Commands about enum types, extensions, schemas and other objects."""

from collections.abc import Iterator, Mapping

from wishare_lint.rails.commands.command import Command, Translation, as_name, names
from wishare_lint.rails.operations import (
    AddEnumValue,
    CreateEnum,
    DisableExtension,
    DropEnum,
    EnableExtension,
    Operation,
    OtherCommand,
    RenameEnum,
    RenameEnumValue,
)
from wishare_lint.ruby.values import Value


def create_enum(command: Command) -> Iterator[Operation]:
    labels = tuple(names((command.argument(1),)))
    yield CreateEnum(name=command.name_at(0), labels=labels, origin=command.origin)


def drop_enum(command: Command) -> Iterator[Operation]:
    values = command.argument(1)
    labels = None if values is None or isinstance(values, dict) else tuple(names((values,)))
    yield DropEnum(name=command.name_at(0), labels=labels, origin=command.origin)


def rename_enum(command: Command) -> Iterator[Operation]:
    new: Value = command.argument(1)
    if new is None or isinstance(new, dict):
        new = command.options.get("to")
    yield RenameEnum(name=command.name_at(0), new_name=as_name(new), origin=command.origin)


def add_enum_value(command: Command) -> Iterator[Operation]:
    yield AddEnumValue(name=command.name_at(0), label=command.name_at(1), origin=command.origin)


def rename_enum_value(command: Command) -> Iterator[Operation]:
    options = command.options
    yield RenameEnumValue(
        name=command.name_at(0),
        label=as_name(options.get("from")) if "from" in options else None,
        new_label=as_name(options.get("to")) if "to" in options else None,
        origin=command.origin,
    )


def enable_extension(command: Command) -> Iterator[Operation]:
    yield EnableExtension(name=command.name_at(0), origin=command.origin)


def disable_extension(command: Command) -> Iterator[Operation]:
    yield DisableExtension(name=command.name_at(0), origin=command.origin)


_UNDONE_BY = {
    "create_schema": "drop_schema",
    "drop_schema": "create_schema",
    "rename_schema": None,
    "create_virtual_table": "drop_virtual_table",
    "drop_virtual_table": "create_virtual_table",
    "enable_index": "disable_index",
    "disable_index": "enable_index",
}


def other(command: Command) -> Iterator[Operation]:
    yield OtherCommand(
        name=command.name_at(0),
        command=command.name,
        undo=_UNDONE_BY[command.name],
        origin=command.origin,
    )


COMMANDS: Mapping[str, Translation] = {
    "create_enum": create_enum,
    "drop_enum": drop_enum,
    "rename_enum": rename_enum,
    "add_enum_value": add_enum_value,
    "rename_enum_value": rename_enum_value,
    "enable_extension": enable_extension,
    "disable_extension": disable_extension,
    **dict.fromkeys(_UNDONE_BY, other),
}
