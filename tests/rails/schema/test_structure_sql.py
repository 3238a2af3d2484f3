"""`structure.sql` is read as the schema that `schema.rb` would show."""

import pytest

from tests.rails.sql_reading import operations
from wishare_lint.rails.models.inflector import Inflector
from wishare_lint.rails.schema.options import Options
from wishare_lint.rails.schema.schema import Column, Schema, Table
from wishare_lint.rails.schema.schema_dump import last_migration, read_dump
from wishare_lint.ruby.source import SourceFile
from wishare_lint.ruby.values import Code

POSTGRESQL = r"""
\restrict dKx4
-- Dumped from database version 16.2
SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);

CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public;
COMMENT ON EXTENSION citext IS 'case-insensitive; strings';

CREATE TYPE public.mood AS ENUM (
    'sad',
    'ok'
);

CREATE FUNCTION public.touch() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  UPDATE users SET seen_at = now();
  RETURN NEW;
END $$;

CREATE TABLE public.schema_migrations (
    version character varying NOT NULL
);

CREATE TABLE public.users (
    id bigint NOT NULL,
    name character varying DEFAULT 'x; y'::character varying NOT NULL,
    mood public.mood DEFAULT 'ok'::public.mood NOT NULL,
    is_live boolean DEFAULT false NOT NULL,
    price numeric(8,2) DEFAULT 0.5,
    counter integer NOT NULL,
    tags text[] DEFAULT '{}'::text[],
    seen_at timestamp(6) without time zone DEFAULT now(),
    CONSTRAINT cheap CHECK ((price < (10)::numeric))
);

CREATE SEQUENCE public.users_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE CACHE 1;
ALTER SEQUENCE public.users_id_seq OWNED BY public.users.id;

CREATE TABLE public.posts (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id bigint
)
PARTITION BY HASH (id);

CREATE VIEW public.live AS
 SELECT users.id
   FROM public.users
  WHERE users.is_live;

ALTER TABLE ONLY public.posts ATTACH PARTITION public.posts_1 FOR VALUES IN (1, 2);
ALTER TABLE ONLY public.users ALTER COLUMN id SET DEFAULT nextval('public.users_id_seq'::regclass);
ALTER TABLE ONLY public.users ALTER COLUMN counter SET DEFAULT nextval('public.c_seq'::regclass);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.posts
    ADD CONSTRAINT posts_pkey PRIMARY KEY (id);

CREATE UNIQUE INDEX by_name ON public.users USING btree (name) WHERE (is_live IS TRUE);
CREATE TRIGGER touched BEFORE UPDATE ON public.users FOR EACH ROW EXECUTE FUNCTION public.touch();

ALTER TABLE ONLY public.posts
    ADD CONSTRAINT fk_rails_1 FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;

SET search_path TO "$user", public;

INSERT INTO "schema_migrations" (version) VALUES
('20260301000000'),
('20260101000000');
"""

MYSQL = """
/*!40101 SET @saved_cs_client     = @@character_set_client */;
DROP TABLE IF EXISTS `users`;
/*!50503 SET character_set_client = utf8mb4 */;
CREATE TABLE `users` (
  `id` bigint NOT NULL AUTO_INCREMENT,
  `name` varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL,
  `is_live` tinyint(1) NOT NULL DEFAULT '0',
  `created_at` datetime(6) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `by_name` (`name`),
  CONSTRAINT `fk` FOREIGN KEY (`id`) REFERENCES `people` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
/*!50003 CREATE*/ /*!50017 DEFINER=`a`@`b`*/ /*!50003 TRIGGER `touched` BEFORE UPDATE ON `users`
FOR EACH ROW BEGIN
  UPDATE people SET a = 1;
END */;;
DELIMITER ;
INSERT INTO `schema_migrations` (version) VALUES
('20260101000000');
"""

SQLITE = """
CREATE TABLE IF NOT EXISTS "schema_migrations" ("version" varchar NOT NULL PRIMARY KEY);
CREATE TABLE IF NOT EXISTS "users" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  "name" varchar(20) DEFAULT 'x' NOT NULL, "is_live" boolean DEFAULT 1, "at" datetime(6));
CREATE TABLE sqlite_sequence(name,seq);
CREATE UNIQUE INDEX "by_name" ON "users" ("name") /*application='x'*/;
"""


def schema(sql: str, adapter: str = "postgresql") -> Schema:
    return read_dump(SourceFile("db/structure.sql", sql.encode()), adapter, Inflector())


def table(name: str) -> Table:
    return schema(POSTGRESQL).tables[name]


def said(column: Column) -> tuple[str, dict[str, object]]:
    return str(column.type), dict(column.options.values)


# PostgreSQL


def test_the_tables_are_those_of_the_app() -> None:
    assert list(schema(POSTGRESQL).tables) == ["users", "posts"]
    assert schema(POSTGRESQL).complete


def test_columns_have_the_types_and_options_of_rails() -> None:
    columns = table("users").columns
    assert {name: said(column) for name, column in columns.items()} == {
        "id": ("bigint", {"null": False}),
        "name": ("string", {"default": "x; y", "null": False}),
        "mood": ("enum", {"default": "ok", "null": False, "enum_type": "mood"}),
        "is_live": ("boolean", {"default": False, "null": False}),
        "price": ("decimal", {"precision": 8, "scale": 2, "default": 0.5}),
        "counter": ("serial", {"null": False}),
        "tags": ("text", {"array": True, "default": ()}),
        "seen_at": ("datetime", {"precision": 6, "default": Code('-> { "now()" }')}),
    }


def test_a_key_is_told_where_it_is_not_the_usual_one() -> None:
    assert table("users").options == Options()
    random = Code('-> { "gen_random_uuid()" }')
    assert table("posts").options == Options({"id": "uuid", "default": random})


def test_a_key_that_a_sequence_does_not_count_is_told_by_its_type() -> None:
    sql = "CREATE TABLE t (id integer PRIMARY KEY); CREATE TABLE u (id varchar(8) PRIMARY KEY)"
    tables = schema(sql).tables
    assert tables["t"].options.values == {"id": "integer"}
    assert tables["u"].options.values == {"id": {"type": "string", "limit": 8}}


def test_indexes_keys_and_constraints() -> None:
    users, posts = table("users"), table("posts")
    (index,) = users.indexes
    assert (index.name, index.columns) == ("by_name", ("name",))
    assert index.options == Options({"unique": True, "where": "(is_live IS TRUE)"})
    assert [c.definition for c in users.constraints] == ["price < (10)::numeric"]
    (key,) = posts.foreign_keys
    assert (key.to_table, key.column, key.name("posts")) == ("users", "user_id", "fk_rails_1")


def test_types_extensions_and_objects() -> None:
    found = schema(POSTGRESQL)
    assert found.enums == {"mood": ("sad", "ok")}
    assert found.extensions == {"citext"}
    assert list(found.objects) == ["function touch", "view live", "trigger users.touched"]


def test_what_cannot_be_applied_is_passed_over() -> None:
    sql = "CREATE INDEX i ON view_of_another_kind (a); CREATE TABLE t (a int); nonsense;"
    assert list(schema(sql).tables) == ["t"]


# Others


def test_a_dump_of_mysql() -> None:
    users = schema(MYSQL, "mysql").tables["users"]
    assert {name: said(column) for name, column in users.columns.items()} == {
        "id": ("bigint", {"null": False}),
        "name": ("string", {"charset": "utf8mb4", "collation": "utf8mb4_bin"}),
        "is_live": ("boolean", {"null": False, "default": False}),
        "created_at": ("datetime", {"precision": 6, "null": False}),
    }
    assert [(index.name, index.unique) for index in users.indexes] == [("by_name", True)]
    assert [key.to_table for key in users.foreign_keys] == ["people"]
    assert users.options.values == {"charset": "utf8mb4"}


def test_a_dump_of_sqlite() -> None:
    found = schema(SQLITE, "sqlite")
    assert list(found.tables) == ["users"]
    assert {name: said(column) for name, column in found.tables["users"].columns.items()} == {
        "id": ("bigint", {"null": False}),
        "name": ("string", {"limit": 20, "default": "x", "null": False}),
        "is_live": ("boolean", {"default": True}),
        "at": ("datetime", {"precision": 6}),
    }
    assert found.tables["users"].options == Options()


# The last migration


@pytest.mark.parametrize(
    ("sql", "version"), [(POSTGRESQL, 20260301000000), (MYSQL, 20260101000000), (SQLITE, None)]
)
def test_the_last_migration_is_noted_at_the_end(sql: str, version: int | None) -> None:
    assert last_migration(SourceFile("db/structure.sql", sql.encode())) == version


def test_a_dump_in_ruby_is_read_as_before() -> None:
    code = b'ActiveRecord::Schema[8.0].define(version: 2026) do\n  create_table "users"\nend\n'
    source = SourceFile("db/schema.rb", code)
    assert list(read_dump(source, None, Inflector()).tables) == ["users"]
    assert last_migration(source) == 2026


def test_every_statement_of_a_dump_is_understood() -> None:
    assert "execute" not in {found.kind for found in operations(POSTGRESQL)}
    assert "execute" not in {found.kind for found in operations(MYSQL, "mysql")}
    assert "execute" not in {found.kind for found in operations(SQLITE, "sqlite")}
