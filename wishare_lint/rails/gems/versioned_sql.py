"""scenic (views), fx (functions, triggers) and hair_trigger.

Source: Scenic::Statements, Fx::Statements, HairTrigger::Base.
"""

from collections.abc import Iterator, Mapping

from wishare_lint.rails.commands.command import Command, Translation, as_name, joined
from wishare_lint.rails.operations import (
    CreateVersion,
    DropVersion,
    Operation,
    OtherCommand,
    ReplaceVersion,
    UpdateVersion,
)
from wishare_lint.rails.schema.schema import Name
from wishare_lint.ruby.values import Unknown, Value

_UPDATES = {"update": UpdateVersion, "replace": ReplaceVersion}


def _object(command: Command) -> tuple[str, Name]:
    """The kind of object and its name; that of a trigger has its table, as in SQL."""
    kind = command.name.partition("_")[2]
    name = command.name_at(0)
    table = command.options.get("on")
    known = kind == "trigger" and isinstance(table, str) and isinstance(name, str)
    return kind, f"{table}.{name}" if known else name


def _definition(command: Command, version: Value) -> Name:
    """The SQL that the call gives, or the version by its number."""
    if "sql_definition" in command.options:
        return as_name(command.options.get("sql_definition"))
    return Unknown(f"version {version}")


def _version_before(command: Command) -> Name | None:
    version = command.options.get("revert_to_version")
    return None if version is None else Unknown(f"version {version}")


def create(command: Command) -> Iterator[Operation]:
    kind, name = _object(command)
    definition = _definition(command, command.options.get("version", 1))
    yield CreateVersion(object_kind=kind, name=name, definition=definition, origin=command.origin)


def drop(command: Command) -> Iterator[Operation]:
    kind, name = _object(command)
    before = _version_before(command)
    yield DropVersion(object_kind=kind, name=name, definition=before, origin=command.origin)


def update(command: Command) -> Iterator[Operation]:
    """`update_view` and the like drop the object and make it anew, `replace_view` does not."""
    kind, name = _object(command)
    operation = _UPDATES[command.name.partition("_")[0]]
    yield operation(
        object_kind=kind,
        name=name,
        definition=_definition(command, command.options.get("version")),
        was=_version_before(command),
        origin=command.origin,
    )


def create_trigger(command: Command) -> Iterator[Operation]:
    """That of fx; or of hair_trigger, which goes on with a chain: `create_trigger(…).on(…)`."""
    of_fx = ("on", "version", "sql_definition")
    if any(option in command.options for option in of_fx):
        return create(command)
    return _of_hair_trigger(command, command.argument(0))


def drop_trigger(command: Command) -> Iterator[Operation]:
    """That of fx has `on:`, that of hair_trigger the table as its second argument."""
    if not command.given(1):
        return drop(command)
    return _of_hair_trigger(command, (command.argument(1), command.argument(0)))


def _of_hair_trigger(command: Command, name: Value) -> Iterator[Operation]:
    named = joined(name) if name is not None else command.name
    yield OtherCommand(name=named, command=command.name, undo=None, origin=command.origin)


COMMANDS: Mapping[str, Translation] = {
    "create_view": create,
    "drop_view": drop,
    "update_view": update,
    "replace_view": update,
    "create_function": create,
    "drop_function": drop,
    "update_function": update,
    "create_trigger": create_trigger,
    "drop_trigger": drop_trigger,
    "update_trigger": update,
}
