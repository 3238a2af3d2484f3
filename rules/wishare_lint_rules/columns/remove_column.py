"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import (
    Context,
    Finding,
    RemoveColumn,
    Rule,
    Severity,
    listed,
    symbol,
    to_source,
)


class RemoveColumnInUse(Rule[RemoveColumn]):
    """Dropping a column breaks the code that is running, until every process is replaced.

    Active Record loads the columns of a table once, and names all of them in each INSERT. The
    migration runs before the new code does, so what counts is the code that is deployed now: an
    `ignored_columns` line in the same release comes too late. The values are gone for good; a
    roll-back brings back an empty column.

    Release the model with `ignored_columns` first, and drop the column in a later release. The rule
    is quiet when the deployed model already ignores the column.
    """

    id = "remove-column"
    severity = Severity.ERROR
    aliases = (
        "strong_migrations/remove_column",
        "Migration/RemoveColumn",
        "squawk/ban-drop-column",
    )
    tags = ("availability", "data-loss")
    bad_before = """
        # app/models/user.rb
        class User < ApplicationRecord
        end
    """
    bad = "remove_column :users, :name, :string"
    good_before = """
        # app/models/user.rb
        class User < ApplicationRecord
          self.ignored_columns += ["name"]
        end
    """
    good = "remove_column :users, :name, :string"

    def check(self, op: RemoveColumn, context: Context) -> Iterator[Finding]:
        dropped = [one for one in context.of_one_call(op) if _is_in_use(one, context)]
        if not dropped or dropped[0] is not op:
            return
        harm, severity = _harm(op, context)
        yield self.finding(
            op,
            f"dropping {listed(f'{op.table}.{one.name}' for one in dropped)} {harm}",
            severity=severity,
            instead=_releases(dropped, context),
            related=context.related_class(op.table),
        )


def _is_in_use(op: RemoveColumn, context: Context) -> bool:
    if context.creates(op.table, op.name):
        return False
    if op.if_exists and context.schema.lacks(op.table, op.name):
        return False
    base = context.changes.base
    return base is None or not base.models.ignores(str(op.table), str(op.name))


def _harm(op: RemoveColumn, context: Context) -> tuple[str, Severity]:
    if context.is_replaced(op.table, op.name):
        return "destroys the values for good; another column takes the name", Severity.ERROR
    running = context.running_class(op.table)
    inserts = f"INSERT of `{running}`" if running else "INSERT that names it"
    breaks = f"breaks every {inserts} by the running code until all processes are replaced"
    if not context.changes.head.models.ignores(str(op.table), str(op.name)):
        return f"{breaks}, and the values are gone for good", Severity.ERROR
    if context.changes.base is None:
        return (
            f"{breaks}, unless that code ignores it already, which takes a base to tell",
            Severity.WARNING,
        )
    return f"{breaks}: `ignored_columns` in the same release comes too late", Severity.ERROR


def _releases(dropped: list[RemoveColumn], context: Context) -> str:
    """The two releases, ready to paste; a NOT NULL column must first be left out of INSERTs."""
    columns = {op.name: context.schema.column(op.table, op.name) or op.column for op in dropped}
    first, later = ["# first release"], ["# later release"]
    for name, column in columns.items():
        where = f"{symbol(dropped[0].table)}, {symbol(name)}"
        if column is not None and column.required_without_default:
            first.append(f"change_column_null {where}, true")
        later.append(f"remove_column {where}{f', {column.source}' if column else ''}")
    ignored = f"self.ignored_columns += {to_source(tuple(map(str, columns)))} # in the model"
    return "\n".join((*first, ignored, *later))
