"""Commands that gems add to migrations, as the operations that they come to.

The names are those that one gem, or several with the same meaning, use in public; where an app
defines a method of the same name, that one counts.
"""

from collections.abc import Mapping

from wishare_lint.rails.commands import Translation
from wishare_lint.rails.gems import gitlab, online_migrations, versioned_sql

GEM_COMMANDS: Mapping[str, Translation] = {
    **versioned_sql.COMMANDS,
    **gitlab.COMMANDS,
    **online_migrations.COMMANDS,
}

UNRECORDED_BY_GEMS = online_migrations.UNRECORDED
"""Commands that run at once, forwards, when `change` is rolled back."""
