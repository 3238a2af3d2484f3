"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, Finding, Migration, Overlooked, Rule, Severity


class MigrationMethodPrivate(Rule[Migration]):
    """A private or misspelled `change`, `up` or `down` is never called, and nobody is told.

    Rails asks the migration whether it responds to `up` or `down`, and takes no for an answer: it
    does nothing, and records the migration as run. Private and protected methods do not respond. A
    method of another name, such as `chance`, leaves the empty one that every migration inherits.

    Make the method public, above `private`, and give it its right name.
    """

    id = "migration-method-private"
    severity = Severity.ERROR
    tags = ("rollback",)
    bad = """
        class AddName < ActiveRecord::Migration[8.1]
          private

          def change
            add_column :users, :name, :string
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
        for method in migration.lifecycle.overlooked:
            yield self.finding(
                migration,
                f"{_why(method)}, so Rails never calls it: {_harm(method)}",
                instead=f"def {method.meant}",
                place=method.node.name_place,
                detail=method.node.name,
            )


def _why(method: Overlooked) -> str:
    if method.is_misspelled:
        return f"`{method.node.name}` is not `{method.meant}`"
    if method.visibility == "class":
        return f"`self.{method.node.name}` is a method of the class"
    return f"`{method.node.name}` is {method.visibility}"


def _harm(method: Overlooked) -> str:
    if method.meant == "down":
        return "a roll-back reports success and undoes nothing"
    return "the migration does nothing, and is recorded as run"
