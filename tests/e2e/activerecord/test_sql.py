"""SQL in a migration changes the schema here as it does in a real database."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.e2e.activerecord.cases import SCHEMA
from tests.e2e.activerecord.database import Played, is_available, play, postgresql
from wishare_lint.rails.migrations.migration import Migration, read_migration
from wishare_lint.rails.rollback.difference import differences
from wishare_lint.ruby.source import SourceFile

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not is_available(), reason="needs Ruby with ActiveRecord"),
]

STATEMENTS = {
    "add a column": "ALTER TABLE users ADD COLUMN nick varchar(30) NOT NULL DEFAULT 'a'",
    "add columns of many types": """
        ALTER TABLE users
          ADD a smallint, ADD b int8 DEFAULT -1, ADD c numeric(8, 2) DEFAULT 0.5, ADD d real,
          ADD e double precision, ADD f boolean DEFAULT 't', ADD g date, ADD h time(3),
          ADD i timestamp(6) without time zone, ADD j timestamp, ADD k jsonb DEFAULT '{}'::jsonb,
          ADD l text[] DEFAULT '{}'::text[] NOT NULL, ADD m bytea, ADD n uuid, ADD o inet,
          ADD p bit(3), ADD q bit varying(5), ADD r character varying, ADD s int[] DEFAULT '{1,2}',
          ADD t timestamp(0) DEFAULT now(), ADD u tsvector, ADD v interval, ADD w char(4),
          ADD x int4range, ADD y money, ADD z xml
    """,
    "add a column if it is not there": "ALTER TABLE users ADD COLUMN IF NOT EXISTS name text",
    "add a column with its constraints": """
        ALTER TABLE posts
          ADD company_id bigint CONSTRAINT own REFERENCES companies ON DELETE SET NULL,
          ADD size int CONSTRAINT small CHECK (size < 10)
    """,
    "drop a column": "ALTER TABLE users DROP COLUMN name",
    "drop a column that is not there": "ALTER TABLE users DROP COLUMN IF EXISTS nobody CASCADE",
    "rename a column": "ALTER TABLE posts RENAME title TO heading",
    "rename a table": """
        ALTER TABLE posts RENAME TO articles;
        ALTER SEQUENCE posts_id_seq RENAME TO articles_id_seq
    """,
    "change a type": "ALTER TABLE users ALTER age TYPE bigint USING age::bigint",
    "change a type and a default": """
        ALTER TABLE users ALTER COLUMN code SET DATA TYPE varchar(40), ALTER code SET DEFAULT 'x'
    """,
    "set not null": "ALTER TABLE users ALTER COLUMN bio SET NOT NULL",
    "drop not null": "ALTER TABLE users ALTER COLUMN email DROP NOT NULL",
    "drop a default": "ALTER TABLE users ALTER COLUMN name DROP DEFAULT",
    "set a computed default": "ALTER TABLE users ALTER COLUMN bio SET DEFAULT upper('a'::text)",
    "add a foreign key": """
        ALTER TABLE users ADD CONSTRAINT best FOREIGN KEY (age) REFERENCES companies (id)
          ON UPDATE CASCADE ON DELETE RESTRICT
    """,
    "add a foreign key without a name": "ALTER TABLE posts ADD FOREIGN KEY (id) REFERENCES users",
    "add a foreign key and validate it": """
        ALTER TABLE posts ADD CONSTRAINT mine FOREIGN KEY (id) REFERENCES companies NOT VALID;
        ALTER TABLE posts VALIDATE CONSTRAINT mine
    """,
    "add a check": "ALTER TABLE users ADD CONSTRAINT adult CHECK (age >= 18 AND age < 150)",
    "drop a check by its name": """
        ALTER TABLE users ADD CONSTRAINT adult CHECK (age >= 18);
        ALTER TABLE users DROP CONSTRAINT adult
    """,
    "drop a foreign key by its name": """
        ALTER TABLE posts ADD CONSTRAINT mine FOREIGN KEY (id) REFERENCES companies;
        ALTER TABLE posts DROP CONSTRAINT mine
    """,
    "create a table": """
        CREATE TABLE public.tags (
          id bigserial PRIMARY KEY,
          "Label" text NOT NULL, -- as printed
          user_id bigint REFERENCES users (id) ON DELETE CASCADE,
          weight numeric(5) DEFAULT 1,
          CONSTRAINT light CHECK ((weight < (10)::numeric))
        );
        CREATE UNIQUE INDEX tags_label ON tags (lower("Label")) WHERE (weight > (0)::numeric);
        COMMENT ON TABLE tags IS 'what it''s about';
        COMMENT ON COLUMN tags.weight IS 'in grams'
    """,
    "create a table with a key of its own": """
        CREATE TABLE IF NOT EXISTS tags (code varchar(8) PRIMARY KEY, note text)
    """,
    "create a table with two keys": "CREATE TABLE tags (a int, b int, PRIMARY KEY (a, b))",
    "create a table without a key": "CREATE UNLOGGED TABLE tags (a int)",
    "add a key to a table": """
        CREATE TABLE tags (id uuid DEFAULT gen_random_uuid());
        ALTER TABLE tags ADD PRIMARY KEY (id)
    """,
    "drop a table": "DROP TABLE posts",
    "drop several tables": "DROP TABLE IF EXISTS nothing, users, posts CASCADE",
    "create indexes": """
        CREATE INDEX ON users (age);
        CREATE INDEX ON users (age DESC, name varchar_pattern_ops);
        CREATE INDEX by_words ON users USING gin (to_tsvector('english'::regconfig, bio));
        CREATE UNIQUE INDEX IF NOT EXISTS by_age ON users (age) WHERE (age > 3)
    """,
    "drop an index by its name": "DROP INDEX posts_by_user",
    "rename an index": "ALTER INDEX posts_by_user RENAME TO by_user",
    "extensions": """
        CREATE EXTENSION IF NOT EXISTS citext;
        CREATE EXTENSION hstore;
        DROP EXTENSION citext
    """,
    "a function, whose body holds semicolons": """
        CREATE FUNCTION f() RETURNS trigger AS $body$
        BEGIN
          ALTER TABLE users DROP COLUMN name;
          RETURN NEW;
        END $body$ LANGUAGE plpgsql;
        CREATE TRIGGER t BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f();
        ALTER TABLE users DROP COLUMN age
    """,
    "rows": """
        INSERT INTO companies (name) VALUES ('a; b');
        UPDATE companies SET name = 'c' WHERE id = 1;
        DELETE FROM companies;
        TRUNCATE posts, users RESTART IDENTITY;
        SELECT 1; SET LOCAL lock_timeout = 0; LOCK TABLE users; ANALYZE users
    """,
    "names in capitals and with spaces": """
        ALTER TABLE USERS ADD COLUMN "Full Name" TEXT;
        ALTER TABLE "users" ALTER COLUMN "Full Name" SET DEFAULT E'it\\\\''s';
        ALTER TABLE Users RENAME COLUMN Age TO YEARS
    """,
}


def migration(sql: str) -> str:
    up = f"def up\nexecute(<<~'SQL')\n{sql}\nSQL\nend"
    return f"class Example < ActiveRecord::Migration[6.1]\n{up}\ndef down; end\nend\n"


MIGRATIONS = {name: migration(sql) for name, sql in STATEMENTS.items()}


@pytest.fixture(scope="module")
def played() -> Mapping[str, Played]:
    with postgresql() as connection:
        return play(connection, SCHEMA, MIGRATIONS)


@pytest.mark.parametrize("name", STATEMENTS)
def test_the_schema_afterwards_is_that_of_the_database(
    name: str, played: Mapping[str, Played]
) -> None:
    real = played[name]
    assert real.up_error is None
    source = SourceFile("db/migrate/1_example.rb", MIGRATIONS[name].encode())
    read = read_migration(source, "postgresql")
    assert isinstance(read, Migration)
    up = read.play("up", real.before)
    assert up.conflict is None
    told = replace(up.after, objects=real.after_up.objects)
    assert [found.text for found in differences(real.after_up, told)] == []
