"""Commands about whole tables."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from wishare_lint.rails.commands.columns import comment_change
from wishare_lint.rails.commands.command import Command, Translation, as_name
from wishare_lint.rails.commands.references import add_reference
from wishare_lint.rails.operations import (
    AddColumn,
    AddConstraint,
    AddForeignKey,
    AddIndex,
    ChangeTableComment,
    CreateTable,
    DropTable,
    Operation,
    RenameTable,
)
from wishare_lint.rails.schema.options import Options
from wishare_lint.rails.schema.schema import Column, Constraint, ForeignKey, Index, Name, Table
from wishare_lint.ruby.values import Code, Unknown

_OF_THE_CALL = ("force", "if_not_exists", "if_exists")


def definition(command: Command, name: Name) -> Table:
    """The table that a `create_table` call describes."""
    columns = [*_primary_key(command)]
    indexes: list[Index] = []
    keys: list[ForeignKey] = []
    constraints: list[Constraint] = []
    for operation in command.body or ():
        match operation:
            case AddColumn(column=column):
                columns.append(column)
            case AddIndex(index=index):
                indexes.append(index)
            case AddForeignKey(key=key):
                keys.append(key)
            case AddConstraint(constraint=constraint):
                constraints.append(constraint)
    return Table(
        name,
        {str(column.name): column for column in columns},
        tuple(indexes),
        tuple(keys),
        tuple(constraints),
        command.options.without(*_OF_THE_CALL, "as"),
        command.opaque_body or "as" in command.options or command.options.rest is not None,
    )


def _primary_key(command: Command) -> Iterator[Column]:
    """The key that Rails adds unless `id: false`, or a composite key, is given."""
    options = command.options
    kind, name = options.get("id", True), options.get("primary_key", "id")
    if kind is False or isinstance(name, tuple):
        return
    given = options.only(("default", "limit", "precision"))
    if isinstance(kind, dict):
        given = given.merged(**Options.of(kind).values)
    type_ = given.get("type", kind if isinstance(kind, str | Unknown) else "primary_key")
    if type_ == "primary_key":
        type_ = command.compatibility.key_type
    default = command.compatibility.uuid_default
    if type_ == "uuid" and "default" not in given and default is not None:
        given = given.merged(default=Code(f'-> {{ "{default}" }}'))
    yield Column(as_name(name), as_name(type_), given.without("type").merged(null=False))


def create_table(command: Command) -> Iterator[Operation]:
    yield CreateTable(
        table=command.table,
        definition=definition(command, command.table),
        options=command.options,
        origin=command.origin,
    )


def create_join_table(command: Command) -> Iterator[Operation]:
    """Two references, NOT NULL and without index, and no primary key."""
    options = command.options
    table = block_table(command)
    given = options.get("column_options")
    own = Options.of(given) if isinstance(given, dict) else Options()
    own = Options({"null": False, "index": False, **own.values}, own.rest)
    references = [_reference_name(command, command.name_at(position)) for position in (0, 1)]
    made = add_reference(command.called("add_reference", table, *references, options=own))
    joined = replace(
        command,
        positional=(table,),
        options=options.without("table_name", "column_options").merged(id=False),
        body=(*made, *(command.body or ())),
    )
    yield from create_table(joined)


def block_table(command: Command) -> Name:
    """The table that `t` in the block of a command stands for."""
    if command.name not in ("create_join_table", "drop_join_table"):
        return command.table
    default = _join_table_name((command.name_at(0), command.name_at(1)))
    return as_name(command.options.get("table_name", default))


def _reference_name(command: Command, table: Name) -> Name:
    if isinstance(table, Unknown):
        return table
    return command.inflector.singularize(table)


def _join_table_name(pair: tuple[Name, Name]) -> Name:
    """`companies` and `users` → `companies_users`; a common prefix is not repeated.

    Source: ActiveRecord::ModelSchema.derive_join_table_name.
    """
    unknown = [name for name in pair if isinstance(name, Unknown)]
    if unknown:
        return unknown[0]
    names = "\0".join(sorted(map(str, pair)))
    return re.sub(r"^(.*[._])(.+)\0\1(.+)", r"\1\2_\3", names).replace("\0", "_")


def drop_table(command: Command) -> Iterator[Operation]:
    tables = command.names_from(0)
    described = len(tables) == 1 and (
        command.body is not None or bool(command.options.without("if_exists").values)
    )
    for table in tables:
        yield DropTable(
            table=table,
            definition=definition(command, table) if described else None,
            options=command.options,
            alone=len(tables) == 1,
            origin=command.origin,
        )


def drop_join_table(command: Command) -> Iterator[Operation]:
    for made in create_join_table(command):
        undone = made.inverse()
        if isinstance(undone, Operation):
            yield undone


def rename_table(command: Command) -> Iterator[Operation]:
    yield RenameTable(table=command.table, new_name=command.name_at(1), origin=command.origin)


def change_table_comment(command: Command) -> Iterator[Operation]:
    yield ChangeTableComment(
        table=command.table, change=comment_change(command, 1), origin=command.origin
    )


COMMANDS: Mapping[str, Translation] = {
    "create_table": create_table,
    "create_join_table": create_join_table,
    "drop_table": drop_table,
    "drop_join_table": drop_join_table,
    "rename_table": rename_table,
    "change_table_comment": change_table_comment,
}
