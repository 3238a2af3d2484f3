"""SQL is cut into statements and tokens by the rules of its database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wishare_lint.rails.sql.tokens import statements, tokens


def texts(sql: str, adapter: str | None = "postgresql") -> list[str]:
    return [token.text for token in tokens(sql, adapter)]


def cut(sql: str, adapter: str | None = "postgresql") -> list[str]:
    """The statements, each from its first token to its last."""
    return [sql[found[0].start : found[-1].end] for found in statements(sql, adapter)]


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("a b1 $x 1.5e3 .5", ["a", "b1", "$", "x", "1.5e3", ".5"]),
        ("'it''s' E'a\\'b' B'01'", ["it's", "a'b", "01"]),
        ('"a""b" "A.B"', ['a"b', "A.B"]),
        ("$$a;b$$ $tag$ $$ $tag$", ["a;b", " $$ "]),
        ("a -- b\n c /* d; */ e", ["a", "c", "e"]),
        ("a::text", ["a", "::", "text"]),
        ("\\restrict x\n\\connect y\nSET a", ["SET", "a"]),
    ],
)
def test_tokens_of_postgresql(sql: str, found: list[str]) -> None:
    assert texts(sql) == found


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("`a``b` 'it\\'s' \"x\"", ["a`b", "it's", "x"]),
        ("a # b\n c -- d\n e-1", ["a", "c", "e", "-", "1"]),
        ("/*!50001 SET x */ y /* z */", ["SET", "x", "y"]),
        ("DELIMITER ;;\na", ["a"]),
        ("_utf8mb4'x' N'y'", ["x", "y"]),
    ],
)
def test_tokens_of_mysql(sql: str, found: list[str]) -> None:
    assert texts(sql, "mysql") == found


def test_tokens_of_sqlite() -> None:
    assert texts("[a b] `c` \"d\" X'0f' e", "sqlite") == ["a b", "c", "d", "0f", "e"]


def test_statements_end_at_semicolons_outside_of_quotes() -> None:
    assert cut("a ';' b; $$ ; $$;; \";\" -- ;\n") == ["a ';' b", "$$ ; $$", '";"']


def test_an_open_quote_does_not_stop_the_reader() -> None:
    assert texts("a ' b") == ["a", "'", "b"]


@given(st.text(), st.sampled_from(["postgresql", "mysql", "sqlite", None]))
def test_no_text_is_too_strange(sql: str, adapter: str | None) -> None:
    ends = 0
    for token in tokens(sql, adapter):
        assert ends <= token.start < token.end <= len(sql)
        ends = token.end
