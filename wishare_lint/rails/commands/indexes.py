"""Commands about indexes and constraints."""

from collections.abc import Iterator, Mapping

from wishare_lint.rails.commands.command import Command, Translation, as_name, names
from wishare_lint.rails.operations import (
    AddConstraint,
    AddForeignKey,
    AddIndex,
    Operation,
    RemoveConstraint,
    RemoveForeignKey,
    RemoveIndex,
    RenameIndex,
    ValidateConstraint,
)
from wishare_lint.rails.options import Options
from wishare_lint.rails.schema import Constraint, ForeignKey, Index, Name
from wishare_lint.ruby.values import Unknown, Value

MAXIMUM_INDEX_NAME = 62


def index_name(table: Name, columns: tuple[Name, ...], shorten: bool) -> Name:
    """The default name (SchemaStatements#index_name); long ones are shortened from 7.1 on."""
    unknown = [part for part in (table, *columns) if isinstance(part, Unknown)]
    if unknown:
        return unknown[0]
    joined = "_and_".join(map(str, columns))
    name = f"index_{table}_on_{joined}"
    if not shorten or len(name.encode()) <= MAXIMUM_INDEX_NAME:
        return name
    from hashlib import sha256

    digest = f"_{sha256(name.encode()).hexdigest()[:10]}"
    return f"idx_on_{'_'.join(map(str, columns))}"[: MAXIMUM_INDEX_NAME - len(digest)] + digest


def _columns(value: Value) -> tuple[Name, ...]:
    return tuple(names((value,))) if value is not None else ()


def add_index(command: Command) -> Iterator[Operation]:
    columns = _columns(command.argument(1))
    default = index_name(command.table, columns, command.compatibility.short_index_names)
    name = as_name(command.options.get("name", str(default)))
    index = Index(columns, name, command.options.without("name"))
    yield AddIndex(table=command.table, index=index, origin=command.origin)


def remove_index(command: Command) -> Iterator[Operation]:
    options = command.options
    columns = _columns(command.argument(1) if command.given(1) else options.get("column"))
    name = as_name(options.get("name")) if "name" in options else None
    rest = options.without("name", "column")
    yield RemoveIndex(
        table=command.table, columns=columns, name=name, options=rest, origin=command.origin
    )


def rename_index(command: Command) -> Iterator[Operation]:
    yield RenameIndex(
        table=command.table,
        name=command.name_at(1),
        new_name=command.name_at(2),
        origin=command.origin,
    )


def _foreign_key_column(command: Command, to_table: Name) -> Name:
    """`users` → `user_id` (SchemaStatements#foreign_key_column_for)."""
    if "column" in command.options:
        return as_name(command.options.get("column"))
    if isinstance(to_table, Unknown):
        return to_table
    singular = command.inflector.singularize(to_table)
    return f"{singular}_{command.options.get('primary_key', 'id')}"


def add_foreign_key(command: Command) -> Iterator[Operation]:
    to_table = command.name_at(1)
    options = command.options
    column = _foreign_key_column(command, to_table)
    key = ForeignKey(to_table, column, options.without("column", "to_table"))
    yield AddForeignKey(table=command.table, key=key, origin=command.origin)


def remove_foreign_key(command: Command) -> Iterator[Operation]:
    options = command.options
    target = command.argument(1) if command.given(1) else options.get("to_table")
    to_table = None if target is None else as_name(target)
    column = None
    if "column" in options:
        column = as_name(options.get("column"))
    elif to_table is not None and "name" not in options:
        column = _foreign_key_column(command, to_table)
    yield RemoveForeignKey(
        table=command.table,
        to_table=to_table,
        column=column,
        options=options.without("column", "to_table"),
        origin=command.origin,
    )


def _constraint(command: Command, kind: str) -> Constraint:
    definition = ", ".join(str(part) for part in names((command.argument(1),))) if command.given(1) else ""
    name = as_name(command.options.get("name")) if "name" in command.options else None
    unknown = [part for part in names((command.argument(1),)) if isinstance(part, Unknown)]
    given = command.given(1) and command.argument(1) is not None
    text: Name = unknown[0] if given and unknown else (definition if given else "")
    return Constraint(kind, text, name, command.options.without("name"))


def _add_constraint(kind: str) -> Translation:
    def add(command: Command) -> Iterator[Operation]:
        constraint = _constraint(command, kind)
        yield AddConstraint(table=command.table, constraint=constraint, origin=command.origin)

    return add


def _remove_constraint(kind: str) -> Translation:
    def remove(command: Command) -> Iterator[Operation]:
        constraint = _constraint(command, kind)
        yield RemoveConstraint(table=command.table, constraint=constraint, origin=command.origin)

    return remove


def validate_constraint(command: Command) -> Iterator[Operation]:
    target = command.argument(1) if command.given(1) else command.options.get("name")
    yield ValidateConstraint(
        table=command.table, target=str(target or ""), origin=command.origin
    )


COMMANDS: Mapping[str, Translation] = {
    "add_index": add_index,
    "remove_index": remove_index,
    "rename_index": rename_index,
    "add_foreign_key": add_foreign_key,
    "remove_foreign_key": remove_foreign_key,
    "add_check_constraint": _add_constraint("check"),
    "remove_check_constraint": _remove_constraint("check"),
    "add_unique_constraint": _add_constraint("unique"),
    "remove_unique_constraint": _remove_constraint("unique"),
    "add_exclusion_constraint": _add_constraint("exclusion"),
    "remove_exclusion_constraint": _remove_constraint("exclusion"),
    "validate_foreign_key": validate_constraint,
    "validate_check_constraint": validate_constraint,
    "validate_constraint": validate_constraint,
}
