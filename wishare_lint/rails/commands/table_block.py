"""What is called on `t` in `create_table` and `change_table`, as the commands that it stands for.

Source: ActiveRecord::ConnectionAdapters::TableDefinition and ::Table.
"""

from collections.abc import Iterator
from dataclasses import replace

from wishare_lint.rails.commands.command import Command
from wishare_lint.ruby.values import Symbol, Value

_ALIASES = {
    "column": "add_column",
    "references": "add_reference",
    "belongs_to": "add_reference",
    "timestamps": "add_timestamps",
    "index": "add_index",
    "foreign_key": "add_foreign_key",
    "check_constraint": "add_check_constraint",
    "unique_constraint": "add_unique_constraint",
    "exclusion_constraint": "add_exclusion_constraint",
    "remove": "remove_columns",
    "remove_references": "remove_reference",
    "remove_belongs_to": "remove_reference",
    "remove_timestamps": "remove_timestamps",
    "remove_index": "remove_index",
    "remove_foreign_key": "remove_foreign_key",
    "remove_check_constraint": "remove_check_constraint",
    "remove_unique_constraint": "remove_unique_constraint",
    "remove_exclusion_constraint": "remove_exclusion_constraint",
    "validate_constraint": "validate_constraint",
    "validate_check_constraint": "validate_check_constraint",
    "rename": "rename_column",
    "rename_index": "rename_index",
    "change": "change_column",
    "change_default": "change_column_default",
    "change_null": "change_column_null",
    "change_comment": "change_column_comment",
}


def commands(call: Command, table: Value) -> Iterator[Command]:
    """The commands on `table` that a call such as `t.string :a, :b, index: true` stands for.

    Yields nothing for a call that is neither known nor has the shape of a column definition.
    """
    if call.name in _ALIASES:
        yield replace(call, name=_ALIASES[call.name], positional=(table, *call.positional))
        if call.name == "column":
            yield from _index(call, table, call.argument(0))
        return
    if call.name == "primary_key":
        type_ = call.argument(1) or call.compatibility.key_type
        yield replace(
            call,
            name="add_column",
            positional=(table, call.argument(0), type_),
            options=call.options.merged(null=False),
        )
        return
    for name in call.names_from(0):
        yield replace(call, name="add_column", positional=(table, name, Symbol(call.name)))
        yield from _index(call, table, name)


def _index(call: Command, table: Value, column: Value) -> Iterator[Command]:
    """`index: true` on a column."""
    index = call.options.get("index")
    if index is True or isinstance(index, dict):
        given = type(call.options).of(index) if isinstance(index, dict) else None
        yield call.called("add_index", table, column, options=given)
