"""Statements that write rows name the table, the rows and the values."""

import pytest

from tests.rails.sql_reading import kinds, operation, operations
from wishare_lint.rails.operations import DeleteRows, InsertRows, SessionStatement, UpdateRows
from wishare_lint.ruby.values import Unknown, Value


def updated(sql: str, adapter: str = "postgresql") -> UpdateRows:
    found = operation(sql, adapter)
    assert isinstance(found, UpdateRows)
    return found


def conditions(where: str) -> object:
    return updated(f"UPDATE orders SET a = 1 WHERE {where}").conditions


def test_an_update_names_table_rows_and_values() -> None:
    update = updated("UPDATE orders SET status = 2, note = 'x' WHERE status = 1 AND kind = 'a'")
    assert update.table == "orders"
    assert update.conditions == {"status": 1, "kind": "a"}
    assert update.values == {"status": 2, "note": "x"}
    assert not update.whole_table


def test_an_update_without_where_means_the_whole_table() -> None:
    assert updated("UPDATE ONLY public.orders SET status = 2").whole_table
    assert not updated("UPDATE orders SET status = 2 FROM users").whole_table
    assert not updated("UPDATE a JOIN b ON b.id = a.id SET a.x = 1", "mysql").whole_table


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("status IN (1, 2) AND b IS NULL", {"status": (1, 2), "b": None}),
        ("(a = 1 AND (b = 'x'))", {"a": 1, "b": "x"}),
        ("orders.a = -1", {"a": -1}),
        ("a = 'x'::text AND b = TRUE", {"a": "x", "b": True}),
        ("created_at > now()", None),
        ("a = b", None),
        ("a = 1 OR b = 2", None),
        ("NOT a = 1", None),
    ],
)
def test_equalities_choose_the_rows(where: str, found: object) -> None:
    assert conditions(where) == found


def test_the_conditions_of_a_join_are_not_those_of_the_table() -> None:
    assert updated("UPDATE a SET x = 1 FROM b WHERE b.kind = 1").conditions is None


@pytest.mark.parametrize(
    ("assignment", "value"),
    [
        ("1", 1),
        ("-0.5", -0.5),
        ("'it''s'", "it's"),
        ("NULL", None),
        ("FALSE", False),
        ("'x'::mood", "x"),
        ("b + 1", Unknown("b + 1")),
        ("now()", Unknown("CURRENT_TIMESTAMP()")),
    ],
)
def test_a_value_is_known_or_an_expression(assignment: str, value: Value) -> None:
    assert updated(f"UPDATE orders SET a = {assignment}").values == {"a": value}


def test_columns_that_are_set_at_once_are_not_told_apart() -> None:
    assert updated("UPDATE orders SET (a, b) = (SELECT 1, 2)").values is None


def test_names_are_folded_as_the_database_does() -> None:
    update = updated('UPDATE Orders SET Status = 1 WHERE "Kind" = 2')
    assert update.table == "orders"
    assert update.values == {"status": 1}
    assert update.conditions == {"Kind": 2}


def test_delete_and_insert() -> None:
    delete, insert, replace = operations(
        "DELETE FROM orders WHERE id = 1; INSERT INTO b.c (a) VALUES (1); REPLACE INTO d VALUES (1)"
    )
    assert isinstance(delete, DeleteRows)
    assert (delete.table, delete.conditions) == ("orders", {"id": 1})
    assert isinstance(insert, InsertRows)
    assert insert.table == "b.c"
    assert isinstance(replace, InsertRows)


def test_truncate_deletes_all_rows_of_each_table() -> None:
    found = operations("TRUNCATE TABLE ONLY a, public.b RESTART IDENTITY CASCADE")
    assert [(one.table_name, isinstance(one, DeleteRows)) for one in found] == [
        ("a", True),
        ("b", True),
    ]


def test_what_stands_before_an_update_does_not_hide_it() -> None:
    update = updated("WITH b AS (SELECT id FROM c) UPDATE a SET x = 1 FROM b WHERE a.id = b.id")
    assert update.table == "a"


def test_every_write_of_a_statement_counts() -> None:
    sql = "WITH gone AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM gone"
    assert [(one.kind, one.table_name) for one in operations(sql)] == [
        ("delete_rows", "a"),
        ("insert_rows", "b"),
    ]


def test_a_query_writes_nothing() -> None:
    found = operation("WITH a AS (SELECT 1) SELECT * FROM a")
    assert isinstance(found, SessionStatement)


def test_merge_updates() -> None:
    sql = "MERGE INTO a USING b ON a.id = b.id WHEN MATCHED THEN UPDATE SET x = 1"
    assert updated(sql).table == "a"


def test_an_expression_that_cannot_be_read_leaves_the_table() -> None:
    update = updated("UPDATE orders SET a = ) 1")
    assert update.table == "orders"
    assert update.conditions is None
    assert update.values is None
    assert not update.whole_table


def test_deep_nesting_is_no_danger() -> None:
    assert kinds(f"DELETE FROM a WHERE b = {'(' * 5000}1{')' * 5000}") == ["delete_rows"]
