"""Pieces of SQL in the calls of a model."""

import pytest

from wishare_lint.rails.fragments import SqlText, assignment, equality
from wishare_lint.ruby.values import Unknown, Value


@pytest.mark.parametrize(
    ("sql", "binds", "expected"),
    [
        ("status = 1", (), ("status", 1)),
        ("orders.status=1", (), ("status", 1)),
        ('"orders"."status" = 2', (), ("status", 2)),
        ("status = ?", (3,), ("status", 3)),
        ("status = 'gone'", (), ("status", "gone")),
        ("status = NULL", (), ("status", None)),
        ("paid = true", (), ("paid", True)),
        ("status > 1", (), None),
        ("status = 1 AND paid", (), None),
        ("status = other", (), None),
        ("lower(status) = 'a'", (), None),
    ],
)
def test_one_equality_is_read(
    sql: str, binds: tuple[Value, ...], expected: tuple[str, Value] | None
) -> None:
    assert equality(sql, binds) == expected


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
    for found in (equality("status = 'gone'", ()), equality("status = ?", ("gone",))):
        assert found is not None
        assert isinstance(found[1], SqlText)
