"""Conditions, evaluated for one stored value: in SQL's logic, and with parts that are not read."""

import pytest

from wishare_lint.rails.rows.condition import chooses, equalities
from wishare_lint.rails.rows.fragments import condition
from wishare_lint.ruby.values import Value


def chosen(sql: str, *values: Value) -> list[Value]:
    """Which of the values are surely chosen, for the column `status`."""
    return [value for value in values if chooses(condition(sql), "status", value) is True]


def undecided(sql: str, *values: Value) -> list[Value]:
    return [value for value in values if chooses(condition(sql), "status", value) is None]


@pytest.mark.parametrize(
    ("sql", "wanted"),
    [
        ("status = 1", [1]),
        ("status IN (1, 3)", [1, 3]),
        ("status <> 1", [0, 2, 3]),
        ("status != 1", [0, 2, 3]),
        ("status NOT IN (1, 3)", [0, 2]),
        ("NOT (status = 1)", [0, 2, 3]),
        ("status > 1", [2, 3]),
        ("status >= 1", [1, 2, 3]),
        ("status < 1", [0]),
        ("status <= 1", [0, 1]),
        ("status BETWEEN 1 AND 2", [1, 2]),
        ("status NOT BETWEEN 1 AND 2", [0, 3]),
        ("status >= 1 AND status < 3", [1, 2]),
        ("status = 0 OR status > 2", [0, 3]),
        ("status IS NULL", [None]),
        ("status IS NOT NULL", [0, 1, 2, 3]),
        ("status IS NULL OR status = 2", [2, None]),
        ("status = 1 AND status = 2", []),
        ("status = 1 OR paid", [1]),
        ("(status)::integer = 1", [1]),
    ],
)
def test_the_values_that_are_chosen(sql: str, wanted: list[Value]) -> None:
    assert chosen(sql, 0, 1, 2, 3, None) == wanted


@pytest.mark.parametrize(
    ("sql", "unknown"),
    [
        ("paid", [0, 1, None]),
        ("status = 1 AND paid", [1]),
        ("status = 1 OR paid", [0, None]),
        ("status = other", [0, 1, None]),
        ("status IN (1, other)", [0]),
        ("status = 1 AND id IN (SELECT 1)", [1]),
        ("NOT paid AND status <> 1", [0]),
    ],
)
def test_what_cannot_be_read_leaves_values_undecided(sql: str, unknown: list[Value]) -> None:
    assert undecided(sql, 0, 1, None) == unknown


def test_how_texts_are_ordered_is_for_the_collation_to_say() -> None:
    assert undecided("status > 'a'", "b", "c") == ["b", "c"]


def test_only_equalities_joined_by_and_are_equalities() -> None:
    assert equalities(condition("a = 1 AND b IN (2, 3) AND c IS NULL")) == {
        "a": 1,
        "b": (2, 3),
        "c": None,
    }
    for sql in ("a = 1 OR b = 2", "a > 1", "a = b", "NOT a = 1"):
        assert equalities(condition(sql)) is None
