"""Pieces of SQL in the calls of a model."""

import pytest

from wishare_lint.rails.rows.condition import UNREAD, AllOf, Condition, Not, OneOf
from wishare_lint.rails.rows.fragments import SqlText, assignment, condition
from wishare_lint.ruby.values import Range, Unknown, Value


@pytest.mark.parametrize(
    ("sql", "binds", "expected"),
    [
        ("status = 1", (), OneOf("status", (1,))),
        ("status = -1", (), OneOf("status", (-1,))),
        ("orders.status=1", (), OneOf("status", (1,), "orders")),
        ('"orders"."status" = 2', (), OneOf("status", (2,), "orders")),
        ("status = ?", (3,), OneOf("status", (3,))),
        ("status IN (?)", ((3, 4),), OneOf("status", (3, 4))),
        ("status BETWEEN ? AND ?", (3, 4), OneOf("status", (Range(3, 4, False),))),
        ("status > ?", (3,), Not(OneOf("status", (Range(None, 3, False),)))),
        ("status = 'gone'", (), OneOf("status", ("gone",))),
        ("status IS NULL", (), OneOf("status", (None,))),
        ("paid = true", (), OneOf("paid", (True,))),
        ("status = 1 AND paid", (), AllOf((OneOf("status", (1,)), UNREAD))),
        ("a = ? AND b = ?", (1, 2), AllOf((OneOf("a", (1,)), OneOf("b", (2,))))),
        ("status = other", (), UNREAD),
        ("lower(status) = 'a'", (), UNREAD),
        ("status = = 1", (), UNREAD),
    ],
)
def test_a_condition_is_read(sql: str, binds: tuple[Value, ...], expected: Condition) -> None:
    assert condition(sql, binds) == expected


def test_a_named_bind_is_found_by_its_name() -> None:
    assert condition("status = :s", (), {"s": 2}) == OneOf("status", (2,))


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("status = 1", ("status", 1)),
        ("status = status + 1", ("status", Unknown("status + 1"))),
        ("status = CASE WHEN a = 1 THEN 2 END", ("status", Unknown("CASE WHEN a = 1 THEN 2 END"))),
        ("status = 1, paid = true", None),
    ],
)
def test_one_assignment_is_read(sql: str, expected: tuple[str, Value] | None) -> None:
    assert assignment(sql, ()) == expected


def test_text_in_sql_is_marked_because_no_enum_looks_at_it() -> None:
    for found in (condition("status = 'gone'"), condition("status = ?", ("gone",))):
        assert isinstance(found, OneOf)
        assert isinstance(found.values[0], SqlText)
