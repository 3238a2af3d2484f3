"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, Finding, RenameColumn, Rule, Severity, symbol


class RenameColumnInUse(Rule[RenameColumn]):
    """Renaming a column breaks the code that is running, and after a roll-back the new code.

    From the migration on, the deployed code still reads and writes the old name, and the new code
    knows only the new one. There is no moment at which both work.

    Keep the column and rename it in the model only, with `alias_attribute`. Or add a second column,
    write both, copy the old values in batches, read the new one, and drop the old one later.
    """

    id = "rename-column"
    severity = Severity.ERROR
    aliases = (
        "strong_migrations/rename_column",
        "Migration/RenameColumn",
        "squawk/renaming-column",
    )
    tags = ("availability",)
    bad = "rename_column :users, :name, :full_name"
    good = """
        # app/models/user.rb
        class User < ApplicationRecord
          alias_attribute :full_name, :name
        end
    """

    def check(self, op: RenameColumn, context: Context) -> Iterator[Finding]:
        if context.creates(op.table, op.name) or context.is_replaced(op.table, op.name):
            return
        base = context.changes.base
        if base is not None and base.models.ignores(str(op.table), str(op.name)):
            return
        yield self.finding(
            op,
            f"`{op.table}.{op.name}` becomes `{op.new_name}` while the running code uses "
            f"`{op.name}`: its queries fail until all processes are replaced, and a roll-back "
            "breaks the new code in the same way",
            instead=f"alias_attribute {symbol(op.new_name)}, {symbol(op.name)} "
            "# in the model; the column keeps its name",
            related=context.related_class(op.table),
        )
