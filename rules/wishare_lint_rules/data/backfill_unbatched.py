"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, DeleteRows, Finding, Rule, Severity, UpdateRows


class BackfillUnbatched(Rule[UpdateRows | DeleteRows]):
    """Writing a whole table at once locks every row until the migration ends.

    Each write of the running code to one of these rows waits for as long; the longer it takes, the
    more of them do. PostgreSQL keeps a dead copy of every row besides. A loop with `each` loads
    all rows into memory before it writes the first.

    Write in batches, in a migration of its own with `disable_ddl_transaction!`, so that each batch
    is done by itself. The rule is quiet where a `where` names the values that choose the rows, and
    about tables that are new.
    """

    id = "backfill-unbatched"
    severity = Severity.WARNING
    aliases = ("Migration/BatchInBatches",)
    tags = ("availability",)
    bad = """
        class FillStatus < ActiveRecord::Migration[8.1]
          def up
            User.update_all(status: 0)
          end

          def down
            # the column was empty before, and may keep its values
          end
        end
    """
    good = """
        class FillStatus < ActiveRecord::Migration[8.1]
          disable_ddl_transaction!

          def up
            User.in_batches.update_all(status: 0)
          end

          def down
            # the column was empty before, and may keep its values
          end
        end
    """

    def check(self, op: UpdateRows | DeleteRows, context: Context) -> Iterator[Finding]:
        if op.batched or op.conditions or context.creates(context.written_table(op)):
            return
        yield self.finding(
            op,
            _loading(op) if op.loads_all else _locking(op),
            severity=Severity.WARNING if op.whole_table else Severity.INFO,
            instead=_in_batches(op),
        )


def _loading(op: UpdateRows | DeleteRows) -> str:
    rows = "all rows" if op.whole_table else "all rows that are chosen"
    return f"{rows} of `{op.target}` are loaded into memory, before the first one is written"


def _locking(op: UpdateRows | DeleteRows) -> str:
    rows = f"every row of `{op.target}`"
    rows = rows if op.whole_table else f"{rows} that is chosen, however many there are,"
    return (
        f"{rows} is {'deleted' if isinstance(op, DeleteRows) else 'updated'} in one statement, and "
        "whoever else writes to one of them waits until the migration is through"
    )


def _in_batches(op: UpdateRows | DeleteRows) -> str:
    """The call as written, in batches; for SQL and loops, how to go about it."""
    call, dot, write = op.place.text.rpartition(f".{op.origin.via}")
    alone = "# in a migration of its own, with disable_ddl_transaction!\n"
    if op.model and dot and not op.loads_all:
        return f"{alone}{call}.in_batches{dot}{write}"
    if op.model:
        return f"{alone}{op.model}.find_each {{ |row| … }} # instead of each"
    return f"{alone}# in batches: a range of primary keys for each statement"
