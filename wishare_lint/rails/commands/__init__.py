"""Schema commands: how a call of Rails' migration language becomes operations."""

from collections.abc import Mapping

from wishare_lint.rails.commands import (
    columns,
    constraints,
    database,
    foreign_keys,
    indexes,
    references,
    tables,
)
from wishare_lint.rails.commands.command import Command as Command
from wishare_lint.rails.commands.command import Translation as Translation

COMMANDS: Mapping[str, Translation] = {
    **tables.COMMANDS,
    **columns.COMMANDS,
    **references.COMMANDS,
    **indexes.COMMANDS,
    **foreign_keys.COMMANDS,
    **constraints.COMMANDS,
    **database.COMMANDS,
}

UNDONE_AS_A_WHOLE: Mapping[str, str] = {
    "remove_reference": "add_reference",
    "remove_belongs_to": "add_belongs_to",
}
"""Commands whose inverse does more than undo each of their steps: it makes an index unasked."""

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
