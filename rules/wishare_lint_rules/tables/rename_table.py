"""See the rule's docstring."""

import re
from collections.abc import Iterator

from wishare_lint import (
    Context,
    Finding,
    RenameTable,
    Rule,
    Severity,
)


class RenameTableInUse(Rule[RenameTable]):
    """Renaming a table breaks the code that is running, and after a roll-back the new code.

    From the migration on, every query of the deployed code asks for a table that is gone, and the
    new code knows only the new name. There is no moment at which both work.

    Rename the class and keep the table, with `self.table_name =`. Or leave a view of the old name
    in the same migration, and drop it in a later release.
    """

    id = "rename-table"
    severity = Severity.ERROR
    aliases = (
        "strong_migrations/rename_table",
        "Migration/RenameTable",
        "squawk/renaming-table",
    )
    tags = ("availability",)
    bad = "rename_table :posts, :articles"
    good = """
        # app/models/article.rb
        class Article < ApplicationRecord
          self.table_name = "posts"
        end
    """

    def check(self, op: RenameTable, context: Context) -> Iterator[Finding]:
        if context.creates(op.table) or context.is_replaced(op.table) or _leaves_view(op, context):
            return
        running = context.running_class(op.table)
        queries = f"every query of `{running}`" if running else "every query of it"
        new_class = context.project.inflector.classify(str(op.new_name))
        yield self.finding(
            op,
            f"`{op.table}` becomes `{op.new_name}`, and {queries} in the running code fails until "
            "all processes are replaced; a roll-back breaks the new code in the same way",
            instead=f"class {new_class} < ApplicationRecord\n"
            f'  self.table_name = "{op.table}" # the table keeps its name\nend',
        )


def _leaves_view(op: RenameTable, context: Context) -> bool:
    """Whether the migration makes a view of the old name, by SQL or by `create_view`."""
    view = re.compile(rf"view\W+{re.escape(str(op.table))}\b", re.IGNORECASE)
    played = context.migration.up.operations if context.migration else ()
    return any(view.search(other.subject) for other in played)
