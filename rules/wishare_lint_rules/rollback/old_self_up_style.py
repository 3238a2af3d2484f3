"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, Finding, Migration, Rule, Severity, listed


class OldSelfUpStyle(Rule[Migration]):
    """`def self.up` and `def self.down` are how migrations were written before Rails 3.1.

    They still run, because the `up` and `down` that every migration inherits pass the call on to
    the class. But a `change`, `up` or `down` of the instance takes their place, and helpers have to
    be methods of the class as well.

    Write `def up` and `def down`, or `def change`.
    """

    id = "old-self-up-style"
    severity = Severity.INFO
    profile = "strict"
    tags = ("rollback",)
    bad = """
        class AddName < ActiveRecord::Migration[8.1]
          def self.up
            add_column :users, :name, :string
          end

          def self.down
            remove_column :users, :name
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

    def check(self, migration: Migration, context: Context) -> Iterator[Finding]:
        old = migration.lifecycle.old_style
        if not old:
            return
        written = listed(f"self.{method.name}" for method in old)
        yield self.finding(
            migration,
            f"{written} of `{migration.class_name}`: since Rails 3.1 a migration is written with "
            "methods of the instance",
            instead="\n\n".join(f"def {method.name}\n  # as it is now\nend" for method in old),
            place=old[0].name_place,
        )
