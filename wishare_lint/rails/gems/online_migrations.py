"""online_migrations: changes in stages, batches and the background.

Source: OnlineMigrations::SchemaStatements, ::ChangeColumnTypeHelpers, ::CommandRecorder, and the
migration helpers of its background migrations.
"""

from collections.abc import Iterator, Mapping

from wishare_lint.rails.commands.command import Command, Translation
from wishare_lint.rails.gems.staging import (
    add_column_with_default,
    columns,
    concurrently,
    pairs,
    rails,
    renamed_columns,
    staged,
    swapped_columns,
    text_limit,
    update_in_batches,
)
from wishare_lint.rails.operations import ChangeColumn, Operation
from wishare_lint.rails.schema.schema import Column
from wishare_lint.ruby.values import Unknown


def _temporary(name: object) -> str:
    """The column that takes over from another one (`__change_type_column`)."""
    return f"{name}_for_type_change"


def _add_temporary(command: Command) -> Iterator[Operation]:
    for name, type_ in pairs(command):
        yield from rails(command, "add_column", command.table, _temporary(name), type_)


def _remove_temporary(command: Command) -> Iterator[Operation]:
    for name in columns(command):
        yield from rails(command, "remove_column", command.table, _temporary(name))


def _take_temporary(command: Command) -> Iterator[Operation]:
    """The two columns swap their names, so each has the type of the other."""
    for name in columns(command):
        new = Unknown(f"the new type of `{command.table}.{name}`")
        yield ChangeColumn(table=command.table, column=Column(name, new), origin=command.origin)


def _renamed_table(command: Command) -> Iterator[Operation]:
    yield from rails(command, "rename_table", command.table, command.argument(1))


def _table_renamed_back(command: Command) -> Iterator[Operation]:
    yield from rails(command, "rename_table", command.argument(1), command.table)


def _columns_renamed_back(command: Command) -> Iterator[Operation]:
    for old, new in pairs(command):
        yield from rails(command, "rename_column", command.table, new, old)


def _index(name: str, **more: bool) -> Translation:
    def effect(command: Command) -> Iterator[Operation]:
        options = concurrently(command.options, **more)
        yield from rails(command, name, *command.positional, options=options)

    return effect


def add_reference_concurrently(command: Command) -> Iterator[Operation]:
    """The column, its index concurrently, its foreign key validated in a step of its own."""
    index = command.options.get("index", True)
    built = {**(index if isinstance(index, dict) else {}), "algorithm": "concurrently"}
    options = command.options if index is False else command.options.merged(index=built)
    key = options.get("foreign_key")
    if key is not None and key is not False:
        given = key if isinstance(key, dict) else {}
        options = options.merged(foreign_key={**given, "validate": False})
    yield from rails(command, "add_reference", *command.positional, options=options)


_STAGES: Mapping[str, Translation] = {
    "initialize_column_rename": staged("revert_initialize_column_rename"),
    "revert_initialize_column_rename": staged("initialize_column_rename"),
    "finalize_column_rename": staged("revert_finalize_column_rename", renamed_columns),
    "revert_finalize_column_rename": staged("finalize_column_rename", _columns_renamed_back),
    "initialize_table_rename": staged("revert_initialize_table_rename", _renamed_table),
    "revert_initialize_table_rename": staged("initialize_table_rename", _table_renamed_back),
    "finalize_table_rename": staged("revert_finalize_table_rename"),
    "revert_finalize_table_rename": staged("finalize_table_rename"),
    "initialize_column_type_change": staged("revert_initialize_column_type_change", _add_temporary),
    "revert_initialize_column_type_change": staged(
        "initialize_column_type_change", _remove_temporary
    ),
    "backfill_column_for_type_change": staged(),
    "finalize_column_type_change": staged("revert_finalize_column_type_change", _take_temporary),
    "revert_finalize_column_type_change": staged("finalize_column_type_change", _take_temporary),
    "cleanup_column_type_change": staged(None, _remove_temporary),
}

_BACKGROUND: Mapping[str, Translation] = {
    "add_index_in_background": staged(None, _index("add_index", if_not_exists=True)),
    "remove_index_in_background": staged(None, _index("remove_index", if_exists=True)),
    **dict.fromkeys(
        (
            "validate_foreign_key_in_background",
            "validate_constraint_in_background",
            "ensure_background_schema_migration_succeeded",
            "enqueue_background_schema_migration",
            "backfill_column_in_background",
            "backfill_columns_in_background",
            "backfill_column_for_type_change_in_background",
            "backfill_columns_for_type_change_in_background",
            "copy_column_in_background",
            "copy_columns_in_background",
            "reset_counters_in_background",
            "delete_orphaned_records_in_background",
            "delete_associated_records_in_background",
            "perform_action_on_relation_in_background",
            "ensure_background_data_migration_succeeded",
        ),
        staged(),
    ),
}

UNRECORDED = frozenset(_BACKGROUND)
"""Commands that the gem's recorder does not know: they run forwards on roll-back."""

COMMANDS: Mapping[str, Translation] = {
    **_STAGES,
    **{name.replace("_column_", "_columns_"): stage for name, stage in _STAGES.items()},
    **_BACKGROUND,
    "swap_column_names": staged("swap_column_names", swapped_columns),
    "add_column_with_default": add_column_with_default,
    "add_reference_concurrently": add_reference_concurrently,
    "update_column_in_batches": update_in_batches,
    "update_columns_in_batches": update_in_batches,
    "add_text_limit_constraint": staged(
        "remove_text_limit_constraint", text_limit("add_check_constraint")
    ),
    "remove_text_limit_constraint": staged(
        "add_text_limit_constraint", text_limit("remove_check_constraint")
    ),
    "validate_text_limit_constraint": staged(),
    "enqueue_background_data_migration": staged(),
    "remove_background_data_migration": staged(),
}
