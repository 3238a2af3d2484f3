"""SQL in a migration: `execute` and its like do what Rails' own commands would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rails.sql_reading import kinds, operation, operations
from wishare_lint.rails.migrations.migration import Migration, read_migration
from wishare_lint.rails.operations import (
    AddColumn,
    CreateEnum,
    DropTable,
    Execute,
    InsertRows,
    RemoveColumn,
    UpdateRows,
)
from wishare_lint.rails.rollback.rollback import rollback
from wishare_lint.rails.schema.schema import Column, Schema, Table
from wishare_lint.ruby.source import SourceFile
from wishare_lint.ruby.values import PartialText, Unknown, Value


def migration(body: str, adapter: str = "postgresql") -> Migration:
    code = f"class M < ActiveRecord::Migration[8.0]\n{body}\nend\n"
    read = read_migration(SourceFile("db/migrate/1_m.rb", code.encode()), adapter)
    assert isinstance(read, Migration)
    return read


def up(body: str, adapter: str = "postgresql") -> Migration:
    return migration(f"def up\n{body}\nend", adapter)


def text(*parts: str | Unknown) -> PartialText:
    return PartialText("sql", parts)


TABLE = Unknown("table")
USERS = Schema({"users": Table("users", {"id": Column("id", "bigint")})})


# Statements


def test_several_statements_are_several_operations() -> None:
    assert kinds("ALTER TABLE a ADD b int;\n\nDELETE FROM c; -- the end\n") == [
        "add_column",
        "delete_rows",
    ]


def test_the_operations_of_one_statement_have_one_origin() -> None:
    first, second, third = operations("ALTER TABLE a DROP b, DROP c; ALTER TABLE a DROP d")
    assert first.origin is second.origin
    assert first.origin is not third.origin


def test_one_statement_that_is_not_understood_leaves_the_others() -> None:
    assert kinds("DO $$ BEGIN END $$; DROP TABLE a; nonsense") == [
        "execute",
        "drop_table",
        "execute",
    ]


def test_nothing_is_no_operation() -> None:
    assert operations(" -- nothing\n;;") == ()


@pytest.mark.parametrize(
    ("adapter", "sql", "name"),
    [
        ("postgresql", "DROP TABLE Users", "users"),
        ("postgresql", 'DROP TABLE "Users"', "Users"),
        ("postgresql", 'DROP TABLE public."Users"', "Users"),
        ("postgresql", "DROP TABLE audit.users", "audit.users"),
        ("mysql", "DROP TABLE `Users`", "Users"),
        ("mysql", "DROP TABLE Users", "Users"),
        ("sqlite", "DROP TABLE [Users]", "Users"),
        (None, "DROP TABLE `users`", "users"),
    ],
)
def test_names_are_those_of_the_database(adapter: str | None, sql: str, name: str) -> None:
    dropped = operation(sql, adapter)
    assert isinstance(dropped, DropTable)
    assert dropped.table == name


_WORDS = """
    ALTER TABLE CREATE DROP INDEX UNIQUE ADD COLUMN CONSTRAINT CHECK FOREIGN KEY REFERENCES PRIMARY
    RENAME TO SET NOT NULL DEFAULT TYPE USING ENUM AS VALUE IF EXISTS ON DELETE CASCADE UPDATE WHERE
    INSERT INTO SELECT WITH COMMENT IS TRUNCATE VIEW FUNCTION TRIGGER BEGIN END ( ) ( ) [ ] , . ; ::
    = - * 1 2.5 'x' "Y" $$z$$ integer varchar text timestamp zone a b users public MODIFY CHANGE
    GENERATED ALWAYS IDENTITY COLLATE INCLUDE CONCURRENTLY ONLY ALGORITHM FIRST AFTER EXTENSION
"""


@given(
    st.lists(st.sampled_from(_WORDS.split()), max_size=14),
    st.sampled_from(["postgresql", "mysql", "sqlite", None]),
)
def test_no_sql_is_too_strange(words: list[str], adapter: str | None) -> None:
    sql = " ".join(words)
    found = operations(sql, adapter)
    assert bool(found) is any(word != ";" for word in words)
    for one in found:
        one.apply(USERS)


# Interpolation


def test_computed_sql_is_not_understood() -> None:
    assert operation(Unknown("statement")) == operation(Unknown("statement"))
    found = operation(Unknown("statement"))
    assert isinstance(found, Execute)
    assert found.sql == Unknown("statement")


def test_a_computed_name_leaves_the_rest_of_the_statement() -> None:
    added = operation(text("ALTER TABLE ", TABLE, " ADD COLUMN age int NOT NULL"))
    assert isinstance(added, AddColumn)
    assert added.table == TABLE
    assert added.column.name == "age"
    assert added.column.null is False


def test_a_name_that_is_computed_in_part_is_unknown_as_a_whole() -> None:
    dropped = operation(text("DROP TABLE old_", TABLE))
    assert isinstance(dropped, DropTable)
    assert dropped.table == Unknown("old_#{table}")


def test_a_computed_value_is_unknown() -> None:
    update = operation(text("UPDATE t SET a = ", TABLE, ", b = '", TABLE, "' WHERE c = 1"))
    assert isinstance(update, UpdateRows)
    assert update.values == {"a": TABLE, "b": TABLE}
    assert update.conditions == {"c": 1}


@pytest.mark.parametrize(
    "parts",
    [
        ("UPDATE t SET a = 1 ", TABLE),
        ("UPDATE t SET a = 1 WHERE b = ", TABLE),
        ("UPDATE t SET a = ", TABLE),
    ],
)
def test_what_is_computed_may_choose_the_rows(parts: tuple[str | Unknown, ...]) -> None:
    update = operation(text(*parts))
    assert isinstance(update, UpdateRows)
    assert not update.whole_table


def test_computed_options_of_a_column_may_say_anything() -> None:
    added = operation(text("ALTER TABLE t ADD a int ", TABLE))
    assert isinstance(added, AddColumn)
    assert isinstance(added.column.null, Unknown)


def test_computed_labels_may_be_several() -> None:
    created = operation(text("CREATE TYPE mood AS ENUM (", TABLE, ")"))
    assert isinstance(created, CreateEnum)
    assert created.labels == (TABLE,)


def test_computed_actions_are_not_understood() -> None:
    found = operation(text("ALTER TABLE t ", TABLE))
    assert isinstance(found, Execute)
    assert found.sql == Unknown("ALTER TABLE t #{table}")


def test_a_statement_after_a_computed_one_is_read() -> None:
    assert kinds(text(TABLE, "; DROP TABLE a")) == ["execute", "drop_table"]


# In migrations


def test_execute_is_named_as_the_command() -> None:
    (added,) = up("execute 'ALTER TABLE users ADD age int'").up.operations
    assert isinstance(added, AddColumn)
    assert added.origin.via == "execute"
    assert added.place.text == "execute 'ALTER TABLE users ADD age int'"


@pytest.mark.parametrize("call", ["connection.execute", "exec_query", "User.connection.execute"])
def test_other_ways_to_run_sql(call: str) -> None:
    (added,) = up(f"{call}(<<~SQL)\n  ALTER TABLE users ADD age int\nSQL").up.operations
    assert isinstance(added, AddColumn)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("#{quote_table_name(:users)}", "users"),
        ("#{connection.quote_table_name('audit.users')}", "audit.users"),
        ("#{quote_column_name('Users')}", "Users"),
        ("#{quote_table_name(name)}", Unknown("quote_table_name(name)")),
    ],
)
def test_a_quoted_name_is_known(value: str, name: Value) -> None:
    (dropped,) = up(f'execute "DROP TABLE {value}"').up.operations
    assert isinstance(dropped, DropTable)
    assert dropped.table == name


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("#{quote('it`s')}", "it`s"),
        ('#{quote("it\'s")}', "it's"),
        ("#{quote(3)}", 3),
        ("#{quote(true)}", True),
        ("#{connection.quoted_false}", False),
        ("'#{quote_string(%q(it's))}'", "it's"),
    ],
)
def test_a_quoted_value_is_known(value: str, found: Value) -> None:
    (update,) = up(f'execute "UPDATE t SET a = {value}"').up.operations
    assert isinstance(update, UpdateRows)
    assert update.values == {"a": found}


def test_sqlite_has_numbers_for_booleans() -> None:
    body = 'execute "UPDATE t SET a = #{quoted_true}, b = #{quote(false)}"'
    (update,) = up(body, "sqlite").up.operations
    assert isinstance(update, UpdateRows)
    assert update.values == {"a": 1, "b": 0}


def test_squished_heredocs_are_read() -> None:
    body = 'execute <<~SQL.squish\n  INSERT INTO users\n  VALUES (#{ENV["X"]})\nSQL'
    (insert,) = up(body).up.operations
    assert isinstance(insert, InsertRows)
    assert insert.table == "users"


def test_sql_that_is_not_understood_is_told() -> None:
    read = up("execute 'CALL tidy_up()'\nexecute 'SELECT 1'")
    assert [reason for _, reason in read.up.unreadable] == ["SQL that is not understood"]


# Roll-back


def test_execute_in_change_is_irreversible_whatever_it_does() -> None:
    read = migration("def change\nexecute 'ALTER TABLE users ADD a int, ADD b int'\nend")
    assert [found.kind for found in read.up.operations] == ["add_column", "add_column"]
    assert read.down.operations == ()
    assert rollback(read, USERS).verdict == "irreversible"
    assert len(read.down.irreversible) == 1


def test_what_rails_does_not_record_runs_again() -> None:
    read = migration("def change\nexec_query 'ALTER TABLE users ADD a int'\nend")
    assert [found.kind for found in read.down.operations] == ["add_column"]


def test_sql_in_down_is_compared_with_commands_in_up() -> None:
    read = migration(
        "def up\nadd_column :users, :a, :integer\nend\n"
        "def down\nexecute 'ALTER TABLE users DROP COLUMN a'\nend"
    )
    assert isinstance(read.down.operations[0], RemoveColumn)
    assert rollback(read, USERS).verdict == "exact"


def test_a_view_that_stays_is_a_difference() -> None:
    read = migration(
        "def up\nexecute 'CREATE VIEW v AS SELECT 1'\nend\ndef down\nexecute 'SELECT 1'\nend"
    )
    found = rollback(read, USERS)
    assert (found.verdict, found.reasons) == ("lossy", ("view `v` stays",))


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ("CREATE OR REPLACE FUNCTION f() AS 'a'", "DROP FUNCTION IF EXISTS f", "exact"),
        ("CREATE VIEW v AS SELECT 1", "DROP VIEW v", "exact"),
        ("DROP VIEW v", "CREATE VIEW v AS SELECT 1", "unknown"),
        (
            "CREATE OR REPLACE FUNCTION f() AS 'b'",
            "CREATE OR REPLACE FUNCTION f() AS 'a'",
            "unknown",
        ),
        ("DROP VIEW v", "SELECT 1", "lossy"),
        ("ALTER TABLE users ENABLE ROW LEVEL SECURITY", "SELECT 1", "unknown"),
    ],
)
def test_what_becomes_of_objects_and_settings(before: str, after: str, verdict: str) -> None:
    read = migration(f'def up\nexecute "{before}"\nend\ndef down\nexecute "{after}"\nend')
    assert rollback(read, USERS).verdict == verdict
