"""GitLab's migration helpers, which other apps have copied.

Source: Gitlab::Database::MigrationHelpers. They are plain methods of the migration: on roll-back of
`change` Rails undoes the commands inside them.
"""

from collections.abc import Iterator, Mapping

from wishare_lint.rails.commands.command import Command, Translation
from wishare_lint.rails.gems.staging import (
    column_like,
    concurrently,
    not_null,
    rails,
    staged,
    text_limit,
    validated,
)
from wishare_lint.rails.operations import Operation
from wishare_lint.rails.schema.options import Options
from wishare_lint.ruby.values import Symbol, Unknown, Value


def add_concurrent_index(command: Command) -> Iterator[Operation]:
    options = concurrently(command.options, if_not_exists=True)
    yield from rails(command, "add_index", *command.positional, options=options)


def remove_concurrent_index(command: Command) -> Iterator[Operation]:
    options = concurrently(command.options, if_exists=True)
    yield from rails(command, "remove_index", *command.positional, options=options)


def remove_concurrent_index_by_name(command: Command) -> Iterator[Operation]:
    options = concurrently(command.options, if_exists=True)
    name = command.argument(1) if command.given(1) else options.get("name")
    yield from rails(command, "remove_index", command.table, options=options.merged(name=name))


def add_concurrent_foreign_key(command: Command) -> Iterator[Operation]:
    """Not valid at first, then validated: it waits for no long scan under a lock."""
    given = command.options
    defaults: dict[str, Value] = {"on_delete": Symbol("cascade"), "name": _key_name(command)}
    options = Options({**defaults, **given.values}, given.rest).merged(validate=False)
    yield from rails(command, "add_foreign_key", *command.positional, options=options)
    if validated(given):
        name = Options({"name": options.get("name")})
        yield from rails(command, "validate_foreign_key", command.table, options=name)


def _key_name(command: Command) -> Unknown:
    """The helper makes a name of its own, by a hash."""
    return Unknown(f"the name of the key on `{command.options.get('column')}`")


def remove_foreign_key(command: Command) -> Iterator[Operation]:
    options = command.options.without("reverse_lock_order").merged(if_exists=True)
    yield from rails(command, "remove_foreign_key", *command.positional, options=options)


def add_timestamps_with_timezone(command: Command) -> Iterator[Operation]:
    options = command.options.without("columns")
    null = options.get("null", False)
    given = command.options.get("columns", (Symbol("created_at"), Symbol("updated_at")))
    for name in given if isinstance(given, tuple) else (given,):
        column = options.merged(null=null)
        yield from rails(command, "add_column", command.table, name, "timestamptz", options=column)


def _new_column(command: Command) -> Iterator[Operation]:
    return column_like(command, command.argument(2), command.argument(1))


def _old_column(command: Command) -> Iterator[Operation]:
    return column_like(command, command.argument(1), command.argument(2))


def _remove(position: int) -> Translation:
    def remove(command: Command) -> Iterator[Operation]:
        yield from rails(command, "remove_column", command.table, command.argument(position))

    return remove


def _temporary(command: Command) -> str:
    return f"{command.argument(1)}_for_type_change"


def _add_temporary(command: Command) -> Iterator[Operation]:
    table, type_ = command.table, command.argument(2)
    yield from rails(command, "add_column", table, _temporary(command), type_)


def _remove_temporary(command: Command) -> Iterator[Operation]:
    yield from rails(command, "remove_column", command.table, _temporary(command))


def _take_temporary(command: Command) -> Iterator[Operation]:
    """The old column goes, the new one takes its name."""
    table, name = command.table, command.argument(1)
    yield from rails(command, "remove_column", table, name)
    yield from rails(command, "rename_column", table, _temporary(command), name)


_BACKGROUND = (
    "bulk_migrate_async bulk_migrate_in bulk_queue_background_migration_jobs_by_range "
    "queue_background_migration_jobs_by_range_at_intervals queue_batched_background_migration "
    "delete_batched_background_migration finalize_batched_background_migration "
    "finalize_background_migration ensure_batched_background_migration_is_finished "
    "prepare_async_index unprepare_async_index prepare_async_check_constraint_validation "
    "prepare_async_foreign_key_validation"
)
"""Helpers that leave work to jobs."""

COMMANDS: Mapping[str, Translation] = {
    "add_concurrent_index": add_concurrent_index,
    "remove_concurrent_index": remove_concurrent_index,
    "remove_concurrent_index_by_name": remove_concurrent_index_by_name,
    "add_concurrent_foreign_key": add_concurrent_foreign_key,
    "remove_foreign_key_if_exists": remove_foreign_key,
    "remove_foreign_key_without_error": remove_foreign_key,
    "add_timestamps_with_timezone": add_timestamps_with_timezone,
    "add_text_limit": staged("remove_text_limit", text_limit("add_check_constraint")),
    "remove_text_limit": staged(None, text_limit("remove_check_constraint")),
    "validate_text_limit": staged(),
    "validate_not_null_constraint": staged(),
    "rename_column_concurrently": staged("undo_rename_column_concurrently", _new_column),
    "undo_rename_column_concurrently": staged(None, _remove(2)),
    "cleanup_concurrent_column_rename": _remove(1),
    "undo_cleanup_concurrent_column_rename": staged(None, _old_column),
    "change_column_type_concurrently": staged(
        "undo_change_column_type_concurrently", _add_temporary
    ),
    "undo_change_column_type_concurrently": staged(None, _remove_temporary),
    "cleanup_concurrent_column_type_change": staged(None, _take_temporary),
    "add_not_null_constraint": staged(
        "remove_not_null_constraint", not_null("add_check_constraint")
    ),
    "remove_not_null_constraint": staged(
        "add_not_null_constraint", not_null("remove_check_constraint")
    ),
    **dict.fromkeys(_BACKGROUND.split(), staged()),
}
