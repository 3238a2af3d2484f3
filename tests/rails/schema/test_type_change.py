"""What a change of a column's type costs, as PostgreSQL, MariaDB and SQLite were seen to do."""

import pytest

from wishare_lint.rails.schema.column_type import ColumnType, column_type
from wishare_lint.rails.schema.options import Options
from wishare_lint.rails.schema.schema import Column, Constraint, Index, Table
from wishare_lint.rails.schema.type_change import Effect, TypeChange, type_change
from wishare_lint.ruby.values import Unknown, Value


def column(kind: str, **options: Value) -> Column:
    return Column("code", kind, Options(options))


def change(
    before: Column, after: Column, adapter: str = "postgresql", table: Table | None = None
) -> TypeChange:
    return type_change(before, after, table, adapter)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (column("string"), column("text")),
        (column("text"), column("string")),
        (column("string", limit=20), column("string", limit=40)),
        (column("string", limit=20), column("string")),
        (column("decimal", precision=10, scale=2), column("decimal", precision=12, scale=2)),
        (column("decimal", precision=10, scale=2), column("decimal")),
        (column("datetime", precision=6), column("timestamptz")),
        (column("datetime", precision=0), column("datetime", precision=6)),
        (column("cidr"), column("inet")),
        (column("text"), column("citext")),
        (column("integer"), column("int4", default=0)),
        (column("string", limit=20), column("character varying(20)")),
        (column("bigint"), column("integer", limit=8)),
        (column("mood"), column("enum", enum_type="mood")),
        (column("string"), column("text", using="code::text")),
    ],
)
def test_postgresql_changes_only_its_catalogue(before: Column, after: Column) -> None:
    assert change(before, after).effect is Effect.NOTHING


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (column("text"), column("string", limit=50)),
        (column("string"), column("string", limit=255)),
        (column("string", limit=20), column("string", limit=10)),
        (column("integer"), column("bigint")),
        (column("bigint"), column("integer")),
        (column("integer"), column("string")),
        (column("decimal", precision=10, scale=2), column("decimal", precision=8, scale=2)),
        (column("decimal", precision=10, scale=2), column("decimal", precision=12, scale=4)),
        (column("float"), column("decimal")),
        (column("date"), column("datetime")),
        (column("datetime", precision=6), column("date")),
        (column("datetime", precision=6), column("datetime", precision=0)),
        (column("jsonb"), column("json")),
        (column("jsonb"), column("text")),
        (column("inet"), column("cidr")),
        (column("integer"), column("boolean", using="code::boolean")),
        (column("string"), column("text", using="lower(code)")),
    ],
)
def test_postgresql_rewrites_every_row(before: Column, after: Column) -> None:
    assert change(before, after).effect is Effect.REWRITE


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (column("string"), column("integer")),
        (column("integer"), column("boolean")),
        (column("text"), column("jsonb")),
        (column("string"), column("uuid")),
        (column("string"), column("string", array=True)),
        (column("integer"), column("datetime")),
    ],
)
def test_postgresql_refuses_what_it_has_no_cast_for(before: Column, after: Column) -> None:
    assert change(before, after).effect is Effect.REFUSAL


def test_a_validated_check_on_the_column_is_checked_again() -> None:
    check = Constraint("check", "length(code) > 0", "code_some")
    table = Table("users", constraints=(check,))
    found = change(column("string"), column("text"), table=table)
    assert found.effect is Effect.SCAN
    assert "`code_some`" in found.reason


def test_a_check_is_checked_again_even_where_the_type_stays() -> None:
    check = Constraint("check", "length(code) > 0", "code_some")
    table = Table("users", constraints=(check,))
    assert change(column("string"), column("string"), table=table).effect is Effect.SCAN
    assert change(column("string"), column("string")).effect is Effect.NOTHING
    numbers = column("integer", array=True)
    assert change(numbers, numbers).effect is Effect.NOTHING


def test_a_check_on_another_column_or_one_that_is_not_validated_is_not() -> None:
    other = Constraint("check", "length(zip_code) > 0", "zip")
    unvalidated = Constraint("check", "length(code) > 0", "code", Options({"validate": False}))
    table = Table("users", constraints=(other, unvalidated))
    assert change(column("string"), column("text"), table=table).effect is Effect.NOTHING


def test_an_index_is_built_anew_when_the_values_sort_otherwise() -> None:
    table = Table("users", indexes=(Index(("code",), "by_code"),))
    assert change(column("string"), column("citext"), table=table).effect is Effect.SCAN
    assert change(column("string"), column("text"), table=table).effect is Effect.NOTHING
    collated = column("string", collation="C")
    assert change(column("string"), collated, table=table).effect is Effect.SCAN


@pytest.mark.parametrize(
    ("old", "new", "effect"),
    [
        (20, 60, Effect.NOTHING),
        (40, 64, Effect.REWRITE),
        (60, 300, Effect.REWRITE),
        (100, 400, Effect.NOTHING),
        (20, 10, Effect.REWRITE),
    ],
)
def test_mysql_lengthens_a_string_in_place_within_one_length_byte(
    old: int, new: int, effect: Effect
) -> None:
    before, after = column("string", limit=old), column("string", limit=new)
    assert change(before, after, "mysql").effect is effect


def test_the_length_byte_holds_more_characters_of_a_narrower_charset() -> None:
    table = Table("users", options=Options({"charset": "latin1"}))
    before, after = column("string", limit=20), column("string", limit=200)
    assert change(before, after, "mysql", table).effect is Effect.NOTHING
    assert change(before, after, "mysql").effect is Effect.REWRITE


def test_mysql_appends_to_an_enum_in_place_and_copies_for_anything_else() -> None:
    before = column("enum('sad','ok')")
    assert change(before, column("ENUM('sad','ok','glad')"), "mysql").effect is Effect.NOTHING
    assert change(before, column("ENUM('sad','so-so','ok')"), "mysql").effect is Effect.REWRITE
    assert change(column("integer"), column("bigint"), "mysql").effect is Effect.REWRITE


def test_sqlite_always_copies_the_table() -> None:
    assert change(column("string"), column("text"), "sqlite").effect is Effect.REWRITE
    assert change(column("string"), column("string"), "sqlite").effect is Effect.NOTHING


def test_without_the_present_or_the_new_type_the_effect_is_unknown() -> None:
    computed = Column("code", Unknown("TYPE"))
    limited = column("string", limit=Unknown("LIMIT"))
    assert type_change(None, column("text"), None, "postgresql").effect is Effect.UNKNOWN
    assert change(column("string"), computed).effect is Effect.UNKNOWN
    assert change(column("string"), limited).effect is Effect.UNKNOWN


@pytest.mark.parametrize(
    ("before", "after", "words", "silent"),
    [
        (column("string"), column("string", limit=5), "more than 5 characters", False),
        (column("text"), column("integer", using="code::int"), "no integer", False),
        (column("bigint"), column("integer"), "too large", False),
        (column("decimal", precision=5), column("decimal", precision=3), "too large", False),
        (column("float"), column("integer"), "after the decimal point", True),
        (column("decimal"), column("decimal", precision=5, scale=2), "after the decimal", True),
        (column("datetime"), column("date"), "time of day", True),
        (column("datetime"), column("datetime", precision=0), "fractions", True),
    ],
)
def test_values_that_do_not_fit_stop_the_change_or_are_changed_silently(
    before: Column, after: Column, words: str, silent: bool
) -> None:
    loss = change(before, after).loss
    assert loss is not None
    assert words in loss.text
    assert loss.silent is silent


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (column("integer"), column("bigint")),
        (column("integer"), column("decimal", precision=20)),
        (column("string", limit=5), column("string", limit=9)),
        (column("date"), column("datetime")),
    ],
)
def test_no_value_is_lost_where_all_fit(before: Column, after: Column) -> None:
    assert change(before, after).loss is None


def test_sqlite_turns_text_that_looks_like_a_number_into_one() -> None:
    loss = change(column("string"), column("integer"), "sqlite").loss
    assert loss is not None
    assert loss.silent
    assert change(column("string"), column("string", limit=5), "sqlite").loss is None


@pytest.mark.parametrize(
    ("given", "adapter", "expected"),
    [
        (column("string"), "postgresql", ColumnType("string")),
        (column("string"), "mysql", ColumnType("string", limit=255)),
        (column("numeric(10,2)"), "postgresql", ColumnType("decimal", precision=10, scale=2)),
        (column("decimal", precision=10), "postgresql", ColumnType("decimal", None, 10, 0)),
        (column("decimal"), "mysql", ColumnType("decimal", None, 10, 0)),
        (column("text", limit=70_000), "mysql", ColumnType("text", limit=16_777_215)),
        (column("timestamptz"), "postgresql", ColumnType("datetime", precision=6)),
        (column("integer[]"), "postgresql", ColumnType("integer", limit=4, array=True)),
        (column("smallint"), "postgresql", ColumnType("integer", limit=2)),
    ],
)
def test_a_type_is_the_same_however_it_is_spelled(
    given: Column, adapter: str, expected: ColumnType
) -> None:
    assert column_type(given, adapter) == expected
