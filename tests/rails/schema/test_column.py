"""Columns as a reader and as a migration would write them."""

import pytest

from wishare_lint.rails.schema.options import Options
from wishare_lint.rails.schema.schema import EMPTY, UNKNOWN, Column, ForeignKey, Table
from wishare_lint.ruby.values import Code, Symbol, Unknown, Value


def column(kind: str, **options: Value) -> Column:
    return Column("name", Symbol(kind), Options(options))


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (column("string"), "string"),
        (column("string", limit=20, null=False), "string(20)"),
        (column("decimal", precision=10, scale=2), "decimal(10, 2)"),
        (column("string", array=True), "string[]"),
    ],
)
def test_the_full_type_has_the_size(given: Column, text: str) -> None:
    assert given.full_type == text


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (column("string"), ":string"),
        (column("string", limit=20, null=False), ":string, limit: 20, null: false"),
        (column("text", default=""), ':text, default: ""'),
        (column("uuid", default=Code("-> { 'x' }")), ":uuid, default: -> { 'x' }"),
        (Column("name", Unknown("TYPE")), "TYPE"),
    ],
)
def test_the_source_can_be_pasted_into_a_migration(given: Column, text: str) -> None:
    assert given.source == text


def test_a_complete_schema_lacks_what_it_does_not_hold() -> None:
    schema = EMPTY.with_table(Table("users", {"name": column("string")}))
    assert schema.lacks("posts")
    assert schema.lacks("users", "age")
    assert not schema.lacks("users")
    assert not schema.lacks("users", "name")
    assert not schema.lacks(Unknown("table"))
    assert not schema.lacks("users", Unknown("column"))


def test_nothing_is_known_to_be_missing_where_not_everything_was_read() -> None:
    assert not UNKNOWN.lacks("posts")
    opaque = EMPTY.with_table(Table("users", opaque=True))
    assert not opaque.lacks("users", "age")


def test_rows_of_a_table_take_those_with_them_that_refer_to_it_by_cascade_or_nullify() -> None:
    def referring(name: str, **options: Value) -> Table:
        key = ForeignKey("users", "user_id", Options(options))
        return Table(name, foreign_keys=(key,))

    schema = EMPTY.with_table(Table("users"))
    for table in (
        referring("posts", on_delete=Symbol("cascade")),
        referring("badges", on_delete=Symbol("nullify")),
        referring("visits"),
        referring("bans", on_delete=Symbol("restrict")),
    ):
        schema = schema.with_table(table)
    assert schema.swept_with("users") == ("posts", "badges")
    assert schema.swept_with("posts") == ()
