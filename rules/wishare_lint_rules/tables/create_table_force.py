"""See the rule's docstring."""

import re
from collections.abc import Iterator

from wishare_lint import Context, CreateTable, Finding, Rule, Severity


class CreateTableForce(Rule[CreateTable]):
    """`force:` drops the table of that name with all its rows, without a question.

    It is meant for `schema.rb`, which builds an empty database. In a migration it destroys data
    wherever the table is there already; `force: :cascade` destroys the foreign keys and views that
    depend on it too. A roll-back brings back nothing of that.

    Leave `force:` out: then the migration fails where the table exists, and nothing is lost.
    """

    id = "create-table-force"
    severity = Severity.ERROR
    aliases = ("strong_migrations/create_table", "Migration/CreateTableForce")
    tags = ("data-loss",)
    bad = """
        create_table :labels, force: true do |t|
          t.string :name
        end
    """
    good = """
        create_table :labels do |t|
          t.string :name
        end
    """

    def check(self, op: CreateTable, context: Context) -> Iterator[Finding]:
        if not op.options.truthy("force") or context.creates(op.table):
            return
        missing = context.schema.lacks(op.table)
        first = op.place.text.partition("\n")[0]
        yield self.finding(
            op,
            _harm(op, missing),
            severity=Severity.WARNING if missing else Severity.ERROR,
            instead=re.sub(r",\s*(?::force\s*=>|force:)\s*:?\w+", "", first),
        )


def _harm(op: CreateTable, missing: bool) -> str:
    if missing:
        return (
            f"`force:` drops `{op.table}` with all its rows in any database that has it already; "
            "the schema knows no such table, so it serves no purpose"
        )
    return f"`force:` drops `{op.table}` with all its rows, which no roll-back brings back"
