"""How the gems for safe migrations name and build the stages of a change."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from wishare_lint.rails.commands import COMMANDS, Command, Translation
from wishare_lint.rails.commands.command import names
from wishare_lint.rails.operations import Operation, RenameColumn, StagedChange, UpdateRows
from wishare_lint.rails.rows.condition import EVERY_ROW, UNREAD
from wishare_lint.rails.schema.options import Options
from wishare_lint.rails.schema.schema import Name
from wishare_lint.ruby.values import Symbol, Unknown, Value

Effects: TypeAlias = Callable[[Command], Iterable[Operation]]


def staged(undo: str | None = None, effects: Effects = lambda _command: ()) -> Translation:
    """A stage that leaves these effects; `undo` is the command that the gem runs on roll-back."""

    def stage(command: Command) -> Iterator[Operation]:
        yield StagedChange(
            command=command.name,
            table=command.table,
            effects=tuple(effects(command)),
            undo=undo,
            origin=command.origin,
        )

    return stage


def rails(
    command: Command, name: str, *positional: Value, options: Options | None = None
) -> Iterator[Operation]:
    """What Rails' own command does, called with these arguments."""
    yield from COMMANDS[name](command.called(name, *positional, options=options))


def pairs(command: Command) -> Iterator[tuple[Value, Value]]:
    """The second and third argument, or all pairs of a hash in their place."""
    given = command.argument(1) if command.given(1) else dict(command.options.values)
    if isinstance(given, dict):
        yield from given.items()
    else:
        yield given, command.argument(2)


def columns(command: Command) -> tuple[Name, ...]:
    """The columns that are named, one by one, in an array, or as the keys of a hash."""
    given = command.argument(1) if command.given(1) else dict(command.options.values)
    if isinstance(given, dict):
        return tuple(names(given))
    return tuple(names(command.positional[1:]))


def renamed_columns(command: Command) -> Iterator[Operation]:
    for old, new in pairs(command):
        yield from rails(command, "rename_column", command.table, old, new)


def swapped_columns(command: Command) -> Iterator[Operation]:
    table, origin = command.table, command.origin
    one, other = command.name_at(1), command.name_at(2)
    for old, new in ((one, "swapped"), (other, one), ("swapped", other)):
        yield RenameColumn(table=table, name=old, new_name=new, origin=origin)


def column_like(command: Command, name: Value, model: Value) -> Iterator[Operation]:
    """A column with the type of another one, which is not looked up."""
    type_ = Unknown(f"the type of `{command.table}.{model}`")
    yield from rails(command, "add_column", command.table, name, type_)


def check_constraint(command: Command, kind: str, expression: Name) -> Iterator[Operation]:
    """`kind` is `add_check_constraint` or its opposite. The gems give it a name of their own."""
    options = command.options
    named = next((options.get(key) for key in ("name", "constraint_name") if key in options), None)
    name = Unknown(f"the name of the check `{expression}`") if named is None else named
    yield from rails(command, kind, command.table, expression, options=Options({"name": name}))


def not_null(kind: str) -> Effects:
    return lambda command: check_constraint(command, kind, f"{command.argument(1)} IS NOT NULL")


def text_limit(kind: str) -> Effects:
    def effects(command: Command) -> Iterator[Operation]:
        limit = command.argument(2)
        length = f"char_length({command.argument(1)})"
        shown: Name = Unknown(length) if limit is None else f"{length} <= {limit}"
        return check_constraint(command, kind, shown)

    return effects


def validated(options: Options) -> bool:
    return options.get("validate") is not False


def concurrently(options: Options, **more: Value) -> Options:
    return options.merged(algorithm=Symbol("concurrently"), **more)


def update_in_batches(command: Command) -> Iterator[Operation]:
    """`update_column_in_batches :users, :active, true`, or several columns as pairs."""
    given = command.argument(1)
    several = given if isinstance(given, tuple) else ((given, command.argument(2)),)
    yield UpdateRows(
        table=command.table,
        values={str(pair[0]): pair[1] for pair in several if isinstance(pair, tuple)},
        where=EVERY_ROW if command.body is None else UNREAD,
        batched=True,
        origin=command.origin,
    )


def add_column_with_default(command: Command) -> Iterator[Operation]:
    """Filled in batches and made NOT NULL by a check where the plain command would lock."""
    options = command.options.without("allow_null")
    if "allow_null" in command.options:
        options = options.merged(null=command.options.get("allow_null"))
    yield from rails(command, "add_column", *command.positional, options=options)
