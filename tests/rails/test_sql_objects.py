"""Types, extensions, views and the like in SQL, and statements that leave nothing behind."""

import pytest

from tests.rails.sql_reading import ORIGIN, kinds, operation, operations
from wishare_lint.rails.operations import (
    AddEnumValue,
    CreateEnum,
    CreateObject,
    DropEnum,
    DropObject,
    Execute,
    RenameEnum,
    RenameEnumValue,
    SessionStatement,
)
from wishare_lint.rails.schema.schema import Schema


def test_an_enum_type_is_created_and_dropped() -> None:
    created = CreateEnum(name="mood", labels=("sad", "it's ok"), origin=ORIGIN)
    assert operation("CREATE TYPE public.mood AS ENUM ('sad', 'it''s ok')") == created
    dropped = DropEnum(name="mood", labels=None, cascades=True, origin=ORIGIN)
    assert operation("DROP TYPE IF EXISTS mood CASCADE") == dropped


def test_the_values_of_an_enum_type_change() -> None:
    added = AddEnumValue(name="mood", label="happy", origin=ORIGIN)
    assert operation("ALTER TYPE mood ADD VALUE IF NOT EXISTS 'happy' AFTER 'ok'") == added
    renamed = RenameEnumValue(name="mood", label="sad", new_label="blue", origin=ORIGIN)
    assert operation("ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'") == renamed
    type_renamed = RenameEnum(name="mood", new_name="feeling", origin=ORIGIN)
    assert operation("ALTER TYPE mood RENAME TO feeling") == type_renamed


def test_extensions() -> None:
    sql = 'CREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA public; DROP EXTENSION hstore'
    assert kinds(sql) == ["enable_extension", "disable_extension"]


@pytest.mark.parametrize(
    ("sql", "kind", "key"),
    [
        ("CREATE VIEW v AS SELECT 1", "create_view", "view v"),
        ("CREATE OR REPLACE VIEW public.v AS SELECT 1", "create_view", "view v"),
        ("CREATE MATERIALIZED VIEW IF NOT EXISTS v AS SELECT 1", "create_view", "view v"),
        ("CREATE FUNCTION f() RETURNS int AS $$ SELECT 1; $$", "create_function", "function f"),
        (
            "CREATE TRIGGER x AFTER DELETE ON t CALL f",
            "create_trigger",
            "trigger t.x",
        ),
        ("CREATE POLICY x ON t USING (true)", "create_policy", "policy t.x"),
        ("CREATE SEQUENCE s START 5", "create_sequence", "sequence s"),
        ("CREATE SCHEMA IF NOT EXISTS s", "create_schema", "schema s"),
        ("CREATE DOMAIN d AS text", "create_domain", "domain d"),
        ("DROP MATERIALIZED VIEW IF EXISTS v CASCADE", "drop_view", "view v"),
        ("DROP FUNCTION f(int, text)", "drop_function", "function f"),
        ("DROP TRIGGER x ON t", "drop_trigger", "trigger t.x"),
        ("ALTER SEQUENCE s OWNED BY t.id", "alter_sequence", "sequence s"),
        ("ALTER VIEW v RENAME TO w", "alter_view", "view v"),
    ],
)
def test_an_object_has_its_kind_and_name(sql: str, kind: str, key: str) -> None:
    found = operation(sql)
    assert (found.kind, found.subject) == (kind, key)


def test_a_view_of_mysql() -> None:
    sql = "CREATE ALGORITHM=UNDEFINED DEFINER=`a`@`b` SQL SECURITY DEFINER VIEW `v` AS SELECT 1"
    assert operation(sql, "mysql").subject == "view v"


def test_the_body_of_a_function_is_not_read_as_statements() -> None:
    sql = """
        CREATE OR REPLACE FUNCTION f() RETURNS trigger AS $body$
        BEGIN
          DELETE FROM users;
        END
        $body$ LANGUAGE plpgsql;
        DROP FUNCTION g;
    """
    created, dropped = operations(sql)
    assert isinstance(created, CreateObject)
    assert created.replaces
    assert isinstance(dropped, DropObject)


@pytest.mark.parametrize("adapter", ["mysql", "sqlite"])
def test_the_body_of_a_trigger_ends_at_its_end(adapter: str) -> None:
    sql = """
        CREATE TRIGGER x AFTER UPDATE ON t FOR EACH ROW BEGIN
          UPDATE u SET a = CASE WHEN b THEN 1 ELSE 2 END;
          DELETE FROM u;
        END;
        DROP TABLE t
    """
    assert kinds(sql, adapter) == ["create_trigger", "drop_table"]


def test_the_branches_of_a_procedure_do_not_end_it() -> None:
    sql = """
        CREATE PROCEDURE p() BEGIN
          IF a THEN DELETE FROM t; END IF;
          WHILE b DO DELETE FROM t; END WHILE;
          CASE c WHEN 1 THEN DELETE FROM t; END CASE;
        END;
        DROP TABLE t
    """
    assert kinds(sql, "mysql") == ["create_procedure", "drop_table"]


def test_objects_are_part_of_the_schema() -> None:
    created, dropped = operations("CREATE VIEW v AS SELECT 1; DROP VIEW v")
    after = created.apply(Schema())
    assert after == Schema(objects={"view v": "CREATE VIEW v AS SELECT 1"})
    assert isinstance(after, Schema)
    assert dropped.apply(after) == Schema()


@pytest.mark.parametrize(
    "sql",
    [
        "SET LOCAL lock_timeout = '5s'",
        "SELECT setval('s', 1)",
        "LOCK TABLE users IN ACCESS EXCLUSIVE MODE",
        "VACUUM FULL users",
        "ANALYZE users",
        "REINDEX INDEX CONCURRENTLY i",
        "REFRESH MATERIALIZED VIEW CONCURRENTLY v",
        "BEGIN",
        "COMMIT",
        "PRAGMA foreign_keys = OFF",
    ],
)
def test_a_statement_may_leave_nothing_behind(sql: str) -> None:
    command = sql.split(maxsplit=1)[0].lower()
    found = SessionStatement(command=command, sql=sql, origin=ORIGIN)
    assert operation(sql) == found
    assert found.kind == command
    assert not found.changes_schema


def test_privileges_change_no_table() -> None:
    assert kinds("GRANT SELECT ON t TO reader; REVOKE ALL ON t FROM reader") == ["grant", "revoke"]


@pytest.mark.parametrize(
    "sql",
    [
        "DO $$ BEGIN PERFORM 1; END $$",
        "CALL tidy_up()",
        "COPY t FROM STDIN",
        "SELECT * INTO u FROM t",
        "CREATE NONSENSE x",
        "ALTER SYSTEM SET a = 1",
        "EXPLAIN ANALYZE DELETE FROM t",
        "DROP TABLE",
        "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0",
        "nonsense",
    ],
)
def test_what_is_not_understood_stays_sql(sql: str) -> None:
    assert operation(sql) == Execute(sql=sql, origin=ORIGIN)
