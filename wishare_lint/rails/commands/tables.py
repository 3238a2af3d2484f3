"""Commands about whole tables."""

from collections.abc import Iterator, Mapping

from wishare_lint.rails.commands.columns import from_to
from wishare_lint.rails.commands.command import Command, Translation, as_name
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
from wishare_lint.rails.options import Options
from wishare_lint.rails.schema import Column, Constraint, ForeignKey, Index, Name, Table
from wishare_lint.ruby.values import Unknown

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
    given = Options.of(kind) if isinstance(kind, dict) else Options()
    type_ = given.get("type", command.compatibility.key_type)
    if isinstance(kind, str | Unknown):
        type_ = kind
    yield Column(as_name(name), as_name(type_), given.without("type").merged(null=False))


def create_table(command: Command) -> Iterator[Operation]:
    yield CreateTable(
        table=command.table,
        definition=definition(command, command.table),
        options=command.options,
        origin=command.origin,
    )


def create_join_table(command: Command) -> Iterator[Operation]:
    """Two keys, NOT NULL, without a primary key (SchemaStatements#create_join_table)."""
    pair = (command.name_at(0), command.name_at(1))
    options = command.options
    table = as_name(options.get("table_name", _join_table_name(pair)))
    given = options.get("column_options")
    own = Options.of(given) if isinstance(given, dict) else Options()
    type_ = as_name(own.get("type", command.compatibility.key_type))
    own = own.without("type", "index", "foreign_key")
    own = own if "null" in own else own.merged(null=False)
    keys = tuple(
        AddColumn(
            table=table,
            column=Column(
                name if isinstance(name, Unknown) else f"{command.inflector.singularize(name)}_id",
                type_,
                own,
            ),
            origin=command.origin,
        )
        for name in pair
    )
    options = options.without("table_name", "column_options").merged(id=False)
    joined = Command(
        command.name,
        (table,),
        options,
        command.origin,
        command.compatibility,
        command.inflector,
        (*keys, *(command.body or ())),
        command.opaque_body,
    )
    yield from create_table(joined)


def _join_table_name(pair: tuple[Name, Name]) -> Name:
    """`companies` and `users` → `companies_users`; a common prefix is not repeated."""
    unknown = [name for name in pair if isinstance(name, Unknown)]
    if unknown:
        return unknown[0]
    first, second = sorted(map(str, pair))
    prefix, underscore, _ = first.rpartition("_")
    if underscore and second.startswith(f"{prefix}_"):
        return f"{first}_{second.removeprefix(f'{prefix}_')}"
    return f"{first}_{second}"


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
            origin=command.origin,
        )


def drop_join_table(command: Command) -> Iterator[Operation]:
    for made in create_join_table(command):
        undone = made.inverse()
        if isinstance(undone, Operation):
            yield undone


def rename_table(command: Command) -> Iterator[Operation]:
    yield RenameTable(
        table=command.table, new_name=command.name_at(1), origin=command.origin
    )


def change_table_comment(command: Command) -> Iterator[Operation]:
    yield ChangeTableComment(
        table=command.table, change=from_to(command, 1), origin=command.origin
    )


COMMANDS: Mapping[str, Translation] = {
    "create_table": create_table,
    "create_join_table": create_join_table,
    "drop_table": drop_table,
    "drop_join_table": drop_join_table,
    "rename_table": rename_table,
    "change_table_comment": change_table_comment,
}
