"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, DropTable, Finding, Rule, Severity, symbol


class DropTableWithRows(Rule[DropTable]):
    """Dropping a table destroys its rows, and breaks the code that is running and reads it.

    No roll-back brings the rows back: at best it makes an empty table. The migration runs before
    the new code does, so deleting the model in the same release is too late for the processes that
    are running.

    Release the code without the model first. Drop the table in a later release, after a backup.
    When all that has happened, suppress this finding with a comment that says so.
    """

    id = "drop-table"
    severity = Severity.ERROR
    aliases = ("squawk/ban-drop-table",)
    tags = ("availability", "data-loss")
    bad = """
        drop_table :old_analytics do |t|
          t.string :name
        end
    """
    good = """
        # wishare-lint:disable-next-line drop-table -- unused since 2.3, dump kept in the archive
        drop_table :old_analytics do |t|
          t.string :name
        end
    """

    def check(self, op: DropTable, context: Context) -> Iterator[Finding]:
        missing = op.options.truthy("if_exists") and context.schema.lacks(op.table)
        if missing or context.creates(op.table):
            return
        running = context.running_class(op.table)
        broken = f", and every query of `{running}` in the running code fails" if running else ""
        yield self.finding(
            op,
            f"`{op.table}` is dropped with all its rows, which no roll-back brings back{broken}",
            instead="# first release: delete all that reads it, and keep the table\n"
            f"# later release, after a backup\ndrop_table {symbol(op.table)}",
            related=context.related_class(op.table),
        )
