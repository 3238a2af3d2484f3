"""Schema commands: how a call of Rails' migration language becomes operations."""

from collections.abc import Mapping

from wishare_lint.rails.commands import columns, database, indexes, tables
from wishare_lint.rails.commands.command import Command as Command
from wishare_lint.rails.commands.command import Translation as Translation

COMMANDS: Mapping[str, Translation] = {
    **tables.COMMANDS,
    **columns.COMMANDS,
    **indexes.COMMANDS,
    **database.COMMANDS,
}

UNRECORDED = frozenset(
    {
        "add_columns",
        "validate_foreign_key",
        "validate_check_constraint",
        "validate_constraint",
        "rename_schema",
    }
)
"""Commands that Rails runs forwards, at once, when `change` is rolled back."""
