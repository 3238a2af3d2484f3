"""Commands about foreign keys (ActiveRecord::ConnectionAdapters::SchemaStatements)."""

from collections.abc import Iterator, Mapping

from wishare_lint.rails.commands.command import Command, Translation, as_name, joined
from wishare_lint.rails.operations import AddForeignKey, Operation, RemoveForeignKey
from wishare_lint.rails.schema.schema import ForeignKey, Name
from wishare_lint.ruby.values import Unknown

_OF_THE_CALL = ("if_exists", "if_not_exists")
_OF_THE_KEY = ("primary_key", "name", "on_delete", "on_update", "deferrable", "validate")


def _column(command: Command, to_table: Name) -> Name:
    """`users` → `user_id` (SchemaStatements#foreign_key_column_for)."""
    if "column" in command.options:
        return joined(command.options.get("column"))
    if isinstance(to_table, Unknown):
        return to_table
    bare = to_table.rpartition(".")[2]
    return f"{command.inflector.singularize(bare)}_{command.options.get('primary_key', 'id')}"


def add_foreign_key(command: Command) -> Iterator[Operation]:
    to_table = command.name_at(1)
    options = command.options
    key = ForeignKey(to_table, _column(command, to_table), options.only(_OF_THE_KEY))
    yield AddForeignKey(
        table=command.table, key=key, options=options.only(_OF_THE_CALL), origin=command.origin
    )


def remove_foreign_key(command: Command) -> Iterator[Operation]:
    options = command.options
    target = command.argument(1) if command.given(1) else options.get("to_table")
    to_table = None if target is None else as_name(target)
    key = None
    if to_table is not None:
        column = _column(command, to_table)
        key = ForeignKey(to_table, column, options.only(_OF_THE_KEY))
    yield RemoveForeignKey(
        table=command.table,
        to_table=to_table,
        column=joined(options.get("column")) if "column" in options else None,
        name=as_name(options.get("name")) if "name" in options else None,
        key=key,
        options=options.only(_OF_THE_CALL),
        origin=command.origin,
    )


COMMANDS: Mapping[str, Translation] = {
    "add_foreign_key": add_foreign_key,
    "remove_foreign_key": remove_foreign_key,
}
