"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import (
    AddEnumValue,
    Context,
    Finding,
    Migration,
    Related,
    Rule,
    Severity,
    creates_type,
    symbol,
    to_source,
    uses_of_value,
)


class PgEnumAddInTransaction(Rule[AddEnumValue]):
    """A value that was added to a PostgreSQL enum type cannot be used before the transaction ends.

    PostgreSQL stops the migration with "unsafe use of new value" when the same transaction writes
    it, compares with it, or makes it a default. Before PostgreSQL 12, adding a value inside of a
    transaction is refused altogether. A type that the same transaction has created is exempt.

    Add the value in a migration of its own, and use it in the next one.
    """

    id = "pg-enum-add-in-transaction"
    severity = Severity.ERROR
    tags = ("enum", "availability")
    bad = """
        add_enum_value :order_status, "held"
        change_column_default :orders, :status, from: "draft", to: "held"
    """
    good = """
        class AllowHeld < ActiveRecord::Migration[8.1]
          def up
            add_enum_value :order_status, "held"
          end

          def down
            raise ActiveRecord::IrreversibleMigration
          end
        end
    """

    def check(self, op: AddEnumValue, context: Context) -> Iterator[Finding]:
        migration = context.migration
        if context.adapter != "postgresql" or migration is None or not migration.transactional:
            return
        if creates_type(migration, op.name):
            return
        value = f"`{op.label}` is added to the type `{op.name}`"
        uses = list(uses_of_value(op, migration))
        if _is_old(migration, context):
            yield self.finding(
                op,
                f"{value} inside of a transaction, which PostgreSQL before 12 refuses",
                instead=f"disable_ddl_transaction!\n\n{op.place.text}",
                detail=str(op.label),
            )
        elif uses:
            yield self.finding(
                op,
                f"{value} and used before the transaction ends: PostgreSQL stops the migration "
                'with "unsafe use of new value"',
                instead=_instead(op),
                related=tuple(
                    Related(use.place.location, f"uses {to_source(op.label)}") for use in uses
                ),
                detail=str(op.label),
            )


def _is_old(migration: Migration, context: Context) -> bool:
    """Whether the server is known to be older than 12."""
    version = context.project.database_of(migration.path).version or ""
    major = version.partition(".")[0]
    return major.isdecimal() and int(major) < 12


def _instead(op: AddEnumValue) -> str:
    return (
        "# in a migration of its own; what uses the value goes into the next one\n"
        f"add_enum_value {symbol(op.name)}, {to_source(op.label)}"
    )
