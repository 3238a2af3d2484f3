"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, Finding, Migration, Rule, Severity, idle


class NoOpMigration(Rule[Migration]):
    """A migration that does nothing is recorded as run, and never runs again.

    Rails asks the table `schema_migrations` which versions are done, and not what they did. What is
    written into the file later reaches no database that has run it. A change of the schema behind
    `Rails.env` happens in some environments and is recorded in all of them: from then on they
    differ. The rule is quiet where a comment says why nothing is to be done, and about rows.

    Delete the file, or put the change in; if it has to stay empty, say why in a comment.
    """

    id = "no-op-migration"
    severity = Severity.INFO
    tags = ("rollback",)
    bad = """
        class AddName < ActiveRecord::Migration[8.1]
          def change
            # add_column :users, :name, :string
          end
        end
    """
    good = """
        class AddName < ActiveRecord::Migration[8.1]
          def change
            # Nothing to do any more: AddProfile brings the column.
          end
        end
    """

    def check(self, migration: Migration, context: Context) -> Iterator[Finding]:
        found = idle(migration)
        if found is None:
            return
        if found.condition:
            message = (
                f"`{migration.class_name}` is recorded as run everywhere, but changes the schema "
                f"only if `{found.condition}`: from then on the environments differ"
            )
        else:
            what = ", for all its code is a comment" if found.commented_out else ""
            message = (
                f"`{migration.class_name}` does nothing{what}, and is recorded as run: what is "
                "written into it later never runs where it has run already"
            )
        yield self.finding(migration, message, place=found.place)
