"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, Finding, Migration, Rule, Severity, listed


class ChangeShadowsUpDown(Rule[Migration]):
    """Beside `change`, `up` and `down` never run.

    Rails looks for `change` first, and calls nothing else if there is one: to migrate it runs
    `change`, to roll back it inverts it. What stands in `up` or `down` is not done, and nobody is
    told.

    Keep one of the two ways. What runs in one direction only goes into `reversible` or `up_only`
    inside `change`.
    """

    id = "change-shadows-up-down"
    severity = Severity.ERROR
    tags = ("rollback",)
    bad = """
        class AddName < ActiveRecord::Migration[8.1]
          def change
            add_column :users, :name, :string
          end

          def down
            remove_column :users, :name
          end
        end
    """
    good = """
        class AddName < ActiveRecord::Migration[8.1]
          def change
            add_column :users, :name, :string
          end
        end
    """

    def check(self, migration: Migration, context: Context) -> Iterator[Finding]:
        shadowed = [name for name in ("up", "down") if migration.method(name) is not None]
        if migration.method("change") is None or not shadowed:
            return
        first = migration.method(shadowed[0])
        verb = "never run" if len(shadowed) > 1 else "never runs"
        yield self.finding(
            migration,
            f"{listed(shadowed)} of `{migration.class_name}` {verb}: where there is a `change`, "
            "Rails calls it in both directions, and nothing else",
            instead="# in `change`, for what runs in one direction only\n"
            "reversible do |dir|\n  dir.up { … }\n  dir.down { … }\nend",
            place=first.name_place if first else None,
        )
