"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, DeleteRows, Execute, Finding, Migration, Operation, Rule, Severity


class PgEnumAddIrreversible(Rule[Migration]):
    """Deleting a value from `pg_enum` damages the database: PostgreSQL has no way to take one out.

    Rows and index pages may still hold the number of the value. They cannot be read any more:
    queries that meet one fail with "invalid internal value for enum", even after the rows were
    rewritten, since indexes keep old entries. Managed databases refuse the statement.

    Leave the value in the type, where it harms nobody, and say so in `down`.
    """

    id = "pg-enum-add-irreversible"
    severity = Severity.WARNING
    tags = ("enum", "data-loss")
    bad = """
        class AllowHeld < ActiveRecord::Migration[8.1]
          def up
            add_enum_value :order_status, "held"
          end

          def down
            execute "DELETE FROM pg_enum WHERE enumlabel = 'held'"
          end
        end
    """
    good = """
        class AllowHeld < ActiveRecord::Migration[8.1]
          def up
            add_enum_value :order_status, "held"
          end

          def down
            raise ActiveRecord::IrreversibleMigration, "a value cannot be taken out of an enum type"
          end
        end
    """

    def check(self, migration: Migration, context: Context) -> Iterator[Finding]:
        for direction, played in (("up", migration.up), ("down", migration.down)):
            for operation in filter(_deletes_value, played.operations):
                yield self.finding(
                    migration,
                    f"`{direction}` deletes a value from `pg_enum`: what still holds it, in a row "
                    "or in an index, cannot be read any more",
                    place=operation.place,
                    instead="raise ActiveRecord::IrreversibleMigration",
                    detail=direction,
                )


def _deletes_value(operation: Operation) -> bool:
    match operation:
        case DeleteRows(table=table):
            return str(table) in ("pg_enum", "pg_catalog.pg_enum")
        case Execute(sql=sql):
            return "delete from pg_enum" in " ".join(str(sql).lower().split())
    return False
