"""What check constraints refuse, as migrations write them and as databases dump them."""

import pytest

from wishare_lint.rails.enums.admitted import refuses
from wishare_lint.ruby.values import Unknown

STORED = (0, 1, 7)
LABELS = ("a", "b c", "z")


@pytest.mark.parametrize(
    "sql",
    [
        "status IN (0, 1)",
        "orders.status IN (0,1)",
        "(status = ANY (ARRAY[0, 1]))",
        "status = 0 OR status = 1",
        "status IS NULL OR status IN (0, 1)",
        "((status = ANY (ARRAY[0, 1])) OR (status IS NULL))",
        "status BETWEEN 0 AND 4",
        "status >= 0 AND status <= 4",
        "((status >= 0) AND (status < 5))",
        "status < 5",
        "status NOT IN (7)",
        "status <> 7",
        "status IN (0, 1) AND kind = 'a'",
    ],
)
def test_a_value_for_which_it_is_false_is_refused(sql: str) -> None:
    assert refuses(sql, "postgresql", "status", STORED) == (7,)


@pytest.mark.parametrize(
    "sql",
    [
        "kind IN ('a', 'b c')",
        "kind::text = ANY (ARRAY['a'::character varying, 'b c'::character varying]::text[])",
        "((kind)::text = ANY ((ARRAY['a'::text, 'b c'::character varying])::text[]))",
    ],
)
def test_texts_are_read_as_well(sql: str) -> None:
    assert refuses(sql, "postgresql", "kind", LABELS) == ("z",)


def test_what_mysql_dumps_is_read() -> None:
    assert refuses("(`kind` in (_utf8mb4\\'a\\',_utf8mb4\\'b c\\'))", "mysql", "kind", LABELS) == (
        "z",
    )


@pytest.mark.parametrize(
    "sql",
    [
        "status IN (0, 1) OR kind = 'a'",
        "kind IS NULL OR status IN (0)",
        "status IN (SELECT 1)",
        "abs(status) IN (0)",
        "status IN (0, other)",
        "status IN (",
        "status IN (-1) IS NOT TRUE",
        Unknown("sql"),
    ],
)
def test_what_may_hold_refuses_nothing(sql: str) -> None:
    assert refuses(sql, "postgresql", "status", STORED) == ()


def test_null_passes_every_check() -> None:
    assert refuses("status IN (0)", "postgresql", "status", (None,)) == ()


def test_a_number_is_not_its_text() -> None:
    assert refuses("status IN (0, 1)", "postgresql", "status", ("0", True)) == ("0", True)
