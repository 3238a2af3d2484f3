"""SQL in a migration: rows that it writes are read, other statements are kept as they are."""

from wishare_lint.rails.migration import Migration, read_migration
from wishare_lint.rails.operations import (
    DeleteRows,
    Execute,
    InsertRows,
    Operation,
    UpdateRows,
)
from wishare_lint.ruby.source import SourceFile
from wishare_lint.ruby.values import Unknown


def executed(sql: str) -> tuple[Operation, ...]:
    """The operations of one `execute` in `up`."""
    text = f"class M < ActiveRecord::Migration[8.0]\n  def up\n    execute(<<~SQL)\n{sql}\n    SQL\n  end\nend\n"
    migration = read_migration(SourceFile("db/migrate/1_m.rb", text.encode()), "postgresql")
    assert isinstance(migration, Migration)
    return migration.up.operations


def test_an_update_names_table_rows_and_values() -> None:
    (update,) = executed("UPDATE orders SET status = 2, note = 'x' WHERE status = 1 AND kind = 'a'")
    assert isinstance(update, UpdateRows)
    assert update.table == "orders"
    assert update.conditions == {"status": 1, "kind": "a"}
    assert update.values == {"status": 2, "note": "x"}
    assert not update.whole_table


def test_an_update_without_where_means_the_whole_table() -> None:
    (update,) = executed("UPDATE orders SET status = 2")
    assert isinstance(update, UpdateRows)
    assert update.whole_table


def test_in_and_is_null_are_conditions_too() -> None:
    (update,) = executed("UPDATE orders SET a = 1 WHERE status IN (1, 2) AND b IS NULL")
    assert isinstance(update, UpdateRows)
    assert update.conditions == {"status": (1, 2), "b": None}


def test_a_condition_of_another_kind_leaves_the_rows_unknown() -> None:
    (update,) = executed("UPDATE orders SET a = 1 WHERE created_at > now()")
    assert isinstance(update, UpdateRows)
    assert update.conditions is None


def test_a_computed_value_is_unknown() -> None:
    (update,) = executed("UPDATE orders SET a = b + 1")
    assert isinstance(update, UpdateRows)
    assert update.values == {"a": Unknown("b + 1")}


def test_delete_insert_and_truncate() -> None:
    kinds = [
        type(executed(sql)[0])
        for sql in (
            "DELETE FROM orders WHERE id = 1",
            "INSERT INTO orders (a) VALUES (1)",
            "TRUNCATE orders",
        )
    ]
    assert kinds == [DeleteRows, InsertRows, DeleteRows]


def test_several_statements_are_several_operations() -> None:
    assert len(executed("UPDATE a SET x = 1;\nDELETE FROM b;")) == 2


def test_what_is_not_about_rows_is_kept_as_it_is() -> None:
    (operation,) = executed("CREATE VIEW v AS SELECT 1")
    assert isinstance(operation, Execute)
    assert operation.sql == "CREATE VIEW v AS SELECT 1\n"


def test_sql_that_cannot_be_parsed_is_kept_as_it_is() -> None:
    (operation,) = executed("UPDATE SET WHERE")
    assert isinstance(operation, Execute)


def test_computed_sql_is_unknown() -> None:
    (operation,) = executed("UPDATE #{Settings.table} SET a = 1")
    assert isinstance(operation, Execute)
    assert isinstance(operation.sql, Unknown)
