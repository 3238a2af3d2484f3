"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, Finding, Migration, Rule, Severity


class DownOnly(Rule[Migration]):
    """A migration with `down` and without `up` does nothing, until it is rolled back.

    Going up, Rails runs the empty `up` that every migration inherits, and records the version. A
    roll-back then undoes what was never done: it drops what another migration made, or fails.

    Write `up`, or delete the migration.
    """

    id = "down-only"
    severity = Severity.WARNING
    aliases = ("Rails/ReversibleMigrationMethodDefinition",)
    tags = ("rollback",)
    bad = """
        class RemoveName < ActiveRecord::Migration[8.1]
          def down
            remove_column :users, :name, :string
          end
        end
    """
    good = """
        class AddName < ActiveRecord::Migration[8.1]
          def up
            add_column :users, :name, :string
          end

          def down
            remove_column :users, :name, :string
          end
        end
    """

    def check(self, migration: Migration, context: Context) -> Iterator[Finding]:
        down = migration.method("down")
        if not migration.up.missing or down is None or migration.lifecycle.overlooked:
            return
        if not migration.down.does_something:
            return
        yield self.finding(
            migration,
            f"`{migration.class_name}` has a `down` and no `up`: it does nothing when it is run, "
            "and a roll-back undoes what it never did",
            instead="def up\n  # what `down` undoes\nend",
            place=down.name_place,
        )
