"""What check constraints admit, as migrations write them and as databases dump them."""

import pytest

from wishare_lint.rails.admitted import Admitted, admitted
from wishare_lint.ruby.values import Unknown

NUMBERS = Admitted("status", (0, 1))
TEXTS = Admitted("kind", ("a", "b c"))
SPAN = Admitted("level", span=(0, 4))


@pytest.mark.parametrize(
    ("sql", "wanted"),
    [
        ("status IN (0, 1)", NUMBERS),
        ("orders.status IN (0,1)", NUMBERS),
        ("(status = ANY (ARRAY[0, 1]))", NUMBERS),
        ("status = 0 OR status = 1", NUMBERS),
        ("status IS NULL OR status IN (0, 1)", NUMBERS),
        ("((status = ANY (ARRAY[0, 1])) OR (status IS NULL))", NUMBERS),
        ("status IN (-1)", Admitted("status", (-1,))),
        ("kind IN ('a', 'b c')", TEXTS),
        (
            "kind::text = ANY (ARRAY['a'::character varying, 'b c'::character varying]::text[])",
            TEXTS,
        ),
        (
            "((kind)::text = ANY ((ARRAY['a'::text, 'b c'::character varying])::text[]))",
            TEXTS,
        ),
        ("level BETWEEN 0 AND 4", SPAN),
        ("level >= 0 AND level <= 4", SPAN),
        ("((level >= 0) AND (level <= 4))", SPAN),
    ],
)
def test_a_list_or_span_is_read(sql: str, wanted: Admitted) -> None:
    assert admitted(sql, "postgresql") == wanted


def test_what_mysql_dumps_is_read() -> None:
    assert admitted("(`kind` in (_utf8mb4\\'a\\',_utf8mb4\\'b c\\'))", "mysql") == TEXTS


@pytest.mark.parametrize(
    "sql",
    [
        "status > 0",
        "status IN (0) AND kind = 'a'",
        "status IN (0) OR kind = 'a'",
        "kind IS NULL OR status IN (0)",
        "status IS NOT NULL OR status IN (0)",
        "status NOT IN (0)",
        "status IN (SELECT 1)",
        "lower(kind) IN ('a')",
        "level >= 0 AND kind <= 4",
        "status IN (0, other)",
        "status IN (",
        Unknown("sql"),
    ],
)
def test_anything_else_is_not(sql: str) -> None:
    assert admitted(sql, "postgresql") is None


def test_null_is_always_admitted() -> None:
    assert NUMBERS.takes(None)


def test_a_number_is_not_its_text() -> None:
    assert not NUMBERS.takes("0")
    assert not NUMBERS.takes(True)


def test_the_ends_of_a_span_belong_to_it() -> None:
    assert [value for value in range(-1, 6) if SPAN.takes(value)] == [0, 1, 2, 3, 4]
