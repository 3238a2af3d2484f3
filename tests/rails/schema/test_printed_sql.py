"""SQL as it is written, and as a database prints it."""

import pytest

from wishare_lint.rails.schema.printed_sql import same_sql


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("upper(name)", "upper((name)::text)"),
        ("owner_type = 'User'", "((owner_type)::text = 'User'::text)"),
        ("kind IN ('a', 'b')", "((kind)::text = ANY (ARRAY['a'::text, 'b'::text]))"),
        ("kind NOT IN (1, 2)", "(kind <> ALL (ARRAY[1, 2]))"),
        ("age != 3", "(age <> 3)"),
        ("at > '2026-01-01'", "(at > '2026-01-01'::timestamp(6) without time zone)"),
    ],
)
def test_one_expression(written: str, printed: str) -> None:
    assert same_sql(written, printed)


@pytest.mark.parametrize(
    ("one", "other"),
    [("kind = 'a'", "kind = 'A'"), ("age > 3", "age > 4"), ("kind = 'a b'", "kind = 'ab'")],
)
def test_two_expressions(one: str, other: str) -> None:
    assert not same_sql(one, other)
