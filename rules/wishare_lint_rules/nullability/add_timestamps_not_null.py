"""See the rule's docstring."""

import re
from collections.abc import Iterator

from wishare_lint import AddColumn, Context, Finding, Rule, Severity, symbol


class AddTimestampsNotNull(Rule[AddColumn]):
    """Adding timestamps to a table with rows fails: they are NOT NULL and have no default.

    Since Rails 5.0, `timestamps` implies `null: false`. In a new table that is what one wants; the
    rows of an existing table would need a value at once. MySQL fills in an implicit one, and strict
    mode refuses it.

    Add them with `null: true` and fill them later. PostgreSQL also takes a default that is computed
    once: it touches no row.
    """

    id = "add-timestamps-not-null"
    severity = Severity.ERROR
    tags = ("availability",)
    bad = "add_timestamps :users"
    good = "add_timestamps :users, null: true"

    def check(self, op: AddColumn, context: Context) -> Iterator[Finding]:
        if op.origin.via not in ("add_timestamps", "t.timestamps") or context.creates(op.table):
            return
        refused = [one for one in context.of_one_call(op) if one.column.required_without_default]
        if not refused or refused[0] is not op:
            return
        yield self.finding(
            op,
            f"`{op.table}.created_at` and `updated_at` {_harm(op, context.adapter)}",
            instead=_instead(op, context.adapter),
        )


def _harm(op: AddColumn, adapter: str | None) -> str:
    if adapter == "mysql":
        return (
            f"get a zero date in every row of `{op.table}`, which strict mode refuses, because "
            "they are NOT NULL without a default"
        )
    return (
        f"are NOT NULL without a default, so the migration fails as soon as `{op.table}` has a row"
    )


def _instead(op: AddColumn, adapter: str | None) -> str:
    """The options as written, but for `null: false`."""
    given = re.sub(r"^[^,]*", "", op.place.text) if op.origin.via == "add_timestamps" else ""
    given = re.sub(r",\s*null:\s*false\b", "", given.removesuffix(")"))
    call = f"add_timestamps {symbol(op.table)}{given}"
    if adapter == "postgresql":
        return f'{call}, default: -> {{ "CURRENT_TIMESTAMP" }} # or null: true, and fill them later'
    return f"{call}, null: true # and fill them later"
