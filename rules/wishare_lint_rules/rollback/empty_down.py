"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, Finding, Rollback, Rule, Severity


class EmptyDown(Rule[Rollback]):
    """An empty `down` lets a roll-back report success without undoing anything.

    `db:rollback` takes the version out of `schema_migrations` and leaves the schema as `up` made
    it. The old code meets the new schema, and the next `db:migrate` fails on what is already there.
    A comment in `down` does not change that. Of a migration that only writes rows nothing is asked:
    they may well stay.

    Undo in `down` what `up` does. If nothing can be brought back, say so:
    `raise ActiveRecord::IrreversibleMigration` stops the roll-back before it does harm.
    """

    id = "empty-down"
    severity = Severity.ERROR
    tags = ("rollback",)
    bad = """
        class AddName < ActiveRecord::Migration[8.1]
          def up
            add_column :users, :name, :string
          end

          def down
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
        down = migration.method("down")
        if rollback.by_rails or down is None or migration.down.does_something:
            return
        if not rollback.leaves_traces:
            return
        conflict = rollback.second_run
        next_run = f"; then `db:migrate` fails, because {conflict.reason}" if conflict else ""
        body = rollback.down_body or ("raise ActiveRecord::IrreversibleMigration",)
        yield self.finding(
            rollback,
            f"`down` of `{migration.class_name}` does nothing: a roll-back reports success and "
            f"leaves the schema as `up` made it{next_run}",
            instead="\n".join(["def down", *(f"  {line}" for line in body), "end"]),
            place=down.name_place,
        )
