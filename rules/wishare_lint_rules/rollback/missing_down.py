"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import (
    Context,
    Finding,
    Operation,
    Rollback,
    RowOperation,
    Rule,
    Severity,
)


class MissingDown(Rule[Rollback]):
    """Without `down`, a roll-back reports success and undoes nothing.

    A migration class inherits an empty `down`. So `db:rollback` runs, takes the version out of
    `schema_migrations`, and leaves the database as it is: the old code meets the new schema, and
    the next `db:migrate` fails on what is already there. A migration that only writes rows leaves
    no such trap, but the rows stay as they are.

    Write `down`. If nothing can be brought back, say so:
    `raise ActiveRecord::IrreversibleMigration`.
    """

    id = "missing-down"
    severity = Severity.ERROR
    aliases = ("Rails/ReversibleMigrationMethodDefinition",)
    tags = ("rollback",)
    bad = """
        class AddName < ActiveRecord::Migration[8.1]
          def up
            add_column :users, :name, :string
          end
        end
    """
    good = """
        class AddName < ActiveRecord::Migration[8.1]
          def up
            add_column :users, :name, :string
          end

          def down
            remove_column :users, :name
          end
        end
    """

    def check(self, rollback: Rollback, context: Context) -> Iterator[Finding]:
        migration = rollback.migration
        up = migration.method("up")
        if rollback.verdict != "missing" or up is None or migration.lifecycle.overlooked:
            return
        operations = rollback.up.operations
        writes = any(isinstance(operation, RowOperation) for operation in operations)
        if not rollback.leaves_traces and not writes:
            return
        lasting = rollback.leaves_traces and not all(_is_comment(one) for one in operations)
        yield self.finding(
            rollback,
            f"`{migration.class_name}` has no `down`: a roll-back reports success and undoes "
            f"nothing{_next_run(rollback)}",
            instead=_down(rollback) if rollback.leaves_traces else _DOWN_OF_ROWS,
            severity=None if lasting else Severity.WARNING,
            place=up.name_place,
        )


def _is_comment(operation: Operation) -> bool:
    return operation.kind.endswith("_comment")


def _next_run(rollback: Rollback) -> str:
    conflict = rollback.second_run
    return "" if conflict is None else f"; then `db:migrate` fails, because {conflict.reason}"


_DOWN_OF_ROWS = """\
def down
  # write back what the rows were; if they may stay, say so here
end"""


def _down(rollback: Rollback) -> str:
    """A `down` to paste; where it cannot be written, one that says so."""
    body = rollback.down_body or ("raise ActiveRecord::IrreversibleMigration",)
    return "\n".join(["def down", *(f"  {line}" for line in body), "end"])
