"""`ALTER TABLE`, `CREATE TABLE` and `DROP TABLE` are the operations of Rails' own commands."""

from typing import Any

import pytest

from tests.rails.sql_reading import ORIGIN, kinds, operation, operations
from wishare_lint.rails.operations import (
    AddColumn,
    AddForeignKey,
    AddPrimaryKey,
    ChangeColumn,
    ChangeColumnDefault,
    ChangeColumnNull,
    ChangeTableComment,
    CreateTable,
    DropConstraint,
    DropTable,
    Execute,
    FromTo,
    RemoveColumn,
    RemoveForeignKey,
    RenameColumn,
    RenameTable,
    ValidateConstraint,
)
from wishare_lint.rails.operations.constraints import ConstraintOperation
from wishare_lint.rails.schema.options import Options
from wishare_lint.rails.schema.schema import Column, Constraint, ForeignKey, Table
from wishare_lint.ruby.values import Code, Unknown, Value


def column(sql: str, adapter: str = "postgresql") -> Column:
    """The column that a definition makes."""
    added = operation(f"ALTER TABLE t ADD COLUMN {sql}", adapter)
    assert isinstance(added, AddColumn)
    return added.column


def options(sql: str, adapter: str = "postgresql") -> dict[str, Any]:
    return dict(column(sql, adapter).options.values)


def table(sql: str, adapter: str = "postgresql") -> Table:
    """The table that a statement creates."""
    created = operation(sql, adapter)
    assert isinstance(created, CreateTable)
    return created.definition


# Columns


def test_a_column_is_added() -> None:
    assert operation("ALTER TABLE users ADD COLUMN age integer NOT NULL") == AddColumn(
        table="users", column=Column("age", "integer", Options({"null": False})), origin=ORIGIN
    )


def test_the_word_column_may_be_left_out() -> None:
    assert column("age int") == column("age integer")
    assert kinds("ALTER TABLE t ADD age int, DROP size, ALTER a DROP DEFAULT, RENAME b TO c") == [
        "add_column",
        "remove_column",
        "change_column_default",
        "rename_column",
    ]


def test_if_not_exists_is_kept() -> None:
    added = operation("ALTER TABLE users ADD COLUMN IF NOT EXISTS age int")
    assert isinstance(added, AddColumn)
    assert added.if_not_exists


def test_a_column_that_refers_to_a_table_is_a_column_and_a_key() -> None:
    sql = "ALTER TABLE posts ADD user_id bigint REFERENCES users ON DELETE CASCADE NOT NULL"
    added, key = operations(sql)
    assert isinstance(added, AddColumn)
    assert added.column.null is False
    assert isinstance(key, AddForeignKey)
    assert (key.key.to_table, key.key.column) == ("users", "user_id")
    assert key.key.options.get("on_delete") == "cascade"


def test_a_column_may_bring_a_check_a_key_and_uniqueness() -> None:
    sql = "ALTER TABLE t ADD a int UNIQUE, ADD b int CHECK (b > 0), ADD c int PRIMARY KEY"
    assert kinds(sql) == [
        "add_column",
        "add_unique_constraint",
        "add_column",
        "add_check_constraint",
        "add_column",
        "add_primary_key",
    ]


def test_a_column_is_dropped() -> None:
    sql = "ALTER TABLE ONLY public.users DROP COLUMN IF EXISTS age CASCADE"
    dropped = RemoveColumn(table="users", name="age", if_exists=True, origin=ORIGIN)
    assert operation(sql) == dropped


def test_a_column_is_renamed() -> None:
    renamed = RenameColumn(table="users", name="age", new_name="years", origin=ORIGIN)
    assert operation("ALTER TABLE users RENAME COLUMN age TO years") == renamed
    assert operation("ALTER TABLE users RENAME age TO years") == renamed


def test_a_type_is_changed() -> None:
    sql = "ALTER TABLE users ALTER COLUMN id SET DATA TYPE bigint USING id::bigint"
    changed = Column("id", "bigint", Options({"using": "id::bigint"}))
    assert operation(sql) == ChangeColumn(table="users", column=changed, origin=ORIGIN)


@pytest.mark.parametrize(("action", "null"), [("SET", False), ("DROP", True)])
def test_null_is_forbidden_or_allowed(action: str, null: bool) -> None:
    changed = ChangeColumnNull(table="users", name="name", null=null, origin=ORIGIN)
    assert operation(f"ALTER TABLE users ALTER COLUMN name {action} NOT NULL") == changed


def test_a_default_is_set_or_dropped() -> None:
    for action, value in {"SET DEFAULT 'x'": "x", "DROP DEFAULT": None}.items():
        changed = ChangeColumnDefault(
            table="users", name="name", change=FromTo(value), origin=ORIGIN
        )
        assert operation(f"ALTER TABLE users ALTER COLUMN name {action}") == changed


# Types and defaults, as `schema.rb` shows them


def typed(name: str, **said: Value) -> Column:
    return Column("a", name, Options(said))


TYPES_OF_POSTGRESQL = {
    "int": typed("integer"),
    "smallint": typed("integer", limit=2),
    "int8": typed("bigint"),
    "bigserial": typed("bigserial"),
    "varchar": typed("string"),
    "character varying(20)": typed("string", limit=20),
    "numeric(8, 2)": typed("decimal", precision=8, scale=2),
    "numeric(8,0)": typed("decimal", precision=8),
    "double precision": typed("float"),
    "real": typed("float", limit=24),
    "timestamp": typed("datetime", precision=None),
    "timestamp(6) without time zone": typed("datetime", precision=6),
    "timestamp with time zone": typed("timestamptz"),
    "timestamptz(3)": typed("timestamptz", precision=3),
    "bytea": typed("binary"),
    "bit varying(5)": typed("bit_varying", limit=5),
    "text[]": typed("text", array=True),
    "integer ARRAY": typed("integer", array=True),
    "jsonb": typed("jsonb"),
    "public.mood": typed("mood"),
    '"Mood"': typed("Mood"),
    'text COLLATE pg_catalog."C"': typed("text", collation="C"),
}
TYPES_OF_MYSQL = {
    "INT(11)": typed("integer"),
    "TINYINT(1)": typed("boolean"),
    "tinyint(4)": typed("integer", limit=1),
    "BIGINT UNSIGNED": typed("bigint", unsigned=True),
    "varchar(255)": typed("string"),
    "varchar(60) CHARACTER SET utf8": typed("string", limit=60, charset="utf8"),
    "datetime(6)": typed("datetime", precision=6),
    "mediumtext": typed("text", size="medium"),
    "double": typed("float", limit=53),
    "enum('a','b')": typed("enum('a','b')"),
}


@pytest.mark.parametrize("sql", TYPES_OF_POSTGRESQL)
def test_a_type_of_postgresql_has_the_name_that_rails_gives_it(sql: str) -> None:
    assert column(f"a {sql}") == TYPES_OF_POSTGRESQL[sql]


@pytest.mark.parametrize("sql", TYPES_OF_MYSQL)
def test_a_type_of_mysql_has_the_name_that_rails_gives_it(sql: str) -> None:
    assert column(f"a {sql}", "mysql") == TYPES_OF_MYSQL[sql]


DEFAULTS: dict[str, Value] = {
    "varchar DEFAULT 'it''s'": "it's",
    "varchar DEFAULT 'x'::character varying NOT NULL": "x",
    "varchar DEFAULT E'a\\n'": "a\n",
    "varchar DEFAULT NULL::character varying": None,
    "varchar DEFAULT '0'": "0",
    "int DEFAULT 0": 0,
    "int DEFAULT '-1'::integer": -1,
    "int DEFAULT (-1)": -1,
    "numeric DEFAULT 0.5": 0.5,
    "boolean DEFAULT false": False,
    "boolean DEFAULT 't'": True,
    "jsonb DEFAULT '{\"a\": [1]}'::jsonb": {"a": (1,)},
    "text[] DEFAULT '{}'::text[]": (),
    "int[] DEFAULT '{1,2}'": (1, 2),
    "text[] DEFAULT '{\"a b\"}'": '{"a b"}',
    "timestamp DEFAULT now() NOT NULL": Code('-> { "now()" }'),
    "text DEFAULT 'a'::text || 'b'::text": Code("-> { \"'a'::text || 'b'::text\" }"),
    "int DEFAULT nextval('public.t_seq'::regclass)": Code("-> { \"nextval('t_seq'::regclass)\" }"),
}


@pytest.mark.parametrize("sql", DEFAULTS)
def test_a_default_is_the_value_that_rails_shows(sql: str) -> None:
    found = column(f"a {sql}").default
    assert (type(found), found) == (type(DEFAULTS[sql]), DEFAULTS[sql])


def test_a_generated_column_is_virtual() -> None:
    assert column("a text GENERATED ALWAYS AS (upper(b)) STORED") == Column(
        "a", "virtual", Options({"type": "text", "as": "upper(b)", "stored": True})
    )


def test_an_identity_column_has_a_default() -> None:
    added = column("a bigint GENERATED BY DEFAULT AS IDENTITY (START WITH 5) NOT NULL")
    assert added.default is not None
    assert added.null is False


def test_attributes_that_rails_lacks_are_passed_over() -> None:
    assert options("a text STORAGE external COMPRESSION lz4 NOT NULL") == {"null": False}


# Constraints


def test_a_foreign_key_keeps_its_options() -> None:
    sql = """
        ALTER TABLE posts ADD CONSTRAINT fk FOREIGN KEY (author) REFERENCES public.users (login)
        ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED NOT VALID
    """
    key: dict[str, Value] = {
        "name": "fk",
        "primary_key": "login",
        "on_delete": "nullify",
        "on_update": "cascade",
        "deferrable": "deferred",
        "validate": False,
    }
    found = ForeignKey("users", "author", Options(key))
    assert operation(sql) == AddForeignKey(table="posts", key=found, origin=ORIGIN)


def test_a_foreign_key_without_a_name_has_that_of_the_database() -> None:
    added = operation("ALTER TABLE posts ADD FOREIGN KEY (user_id) REFERENCES users")
    assert isinstance(added, AddForeignKey)
    assert added.key.name("posts") == "posts_user_id_fkey"


CONSTRAINTS = {
    "CONSTRAINT c CHECK ((a > 0)) NOT VALID": Constraint(
        "check", "a > 0", "c", Options({"validate": False})
    ),
    "CONSTRAINT c CHECK ((a > 0) AND (b > 0))": Constraint("check", "(a > 0) AND (b > 0)", "c"),
    "CONSTRAINT c UNIQUE (a, b)": Constraint("unique", "a, b", "c"),
    "UNIQUE (a, b)": Constraint("unique", "a, b", "t_a_b_key"),
    "CONSTRAINT c UNIQUE NULLS NOT DISTINCT (a)": Constraint(
        "unique", "a", "c", Options({"nulls_not_distinct": True})
    ),
    "CONSTRAINT c UNIQUE USING INDEX i": Constraint(
        "unique", "", "c", Options({"using_index": "i"})
    ),
    "CONSTRAINT c EXCLUDE USING gist (r WITH &&) WHERE ((a > 0))": Constraint(
        "exclusion", "r WITH &&", "c", Options({"using": "gist", "where": "a > 0"})
    ),
    "CHECK (a > 0)": Constraint("check", "a > 0", Unknown("the name of `a > 0`")),
}


@pytest.mark.parametrize("sql", CONSTRAINTS)
def test_a_constraint_is_added(sql: str) -> None:
    added = operation(f"ALTER TABLE t ADD {sql}")
    assert isinstance(added, ConstraintOperation)
    assert added.constraint == CONSTRAINTS[sql]


def test_a_key_may_take_over_an_index() -> None:
    sql = "ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY KEY USING INDEX i"
    assert operation(sql) == AddPrimaryKey(table="t", columns=(), origin=ORIGIN)


def test_a_constraint_is_validated_and_dropped() -> None:
    validated = ValidateConstraint(table="t", target="c", origin=ORIGIN)
    assert operation("ALTER TABLE t VALIDATE CONSTRAINT c") == validated
    dropped = DropConstraint(table="t", name="c", origin=ORIGIN)
    assert operation("ALTER TABLE t DROP CONSTRAINT IF EXISTS c CASCADE") == dropped


# MySQL


def test_modify_says_the_column_in_full() -> None:
    changed = operation("ALTER TABLE `users` MODIFY COLUMN `name` VARCHAR(60)", "mysql")
    assert isinstance(changed, ChangeColumn)
    assert changed.column == Column(
        "name", "string", Options({"null": True, "default": None, "limit": 60})
    )


def test_change_renames_and_changes() -> None:
    renamed, changed = operations("ALTER TABLE t CHANGE a b BIGINT NOT NULL", "mysql")
    assert renamed == RenameColumn(table="t", name="a", new_name="b", origin=ORIGIN)
    assert isinstance(changed, ChangeColumn)
    assert kinds("ALTER TABLE t CHANGE a a BIGINT", "mysql") == ["change_column"]


def test_further_actions_of_mysql() -> None:
    sql = """
        ALTER TABLE t ADD (a INT, b INT), ADD UNIQUE KEY k (a(10)), ADD INDEX (b), DROP INDEX i,
        DROP FOREIGN KEY f, DROP PRIMARY KEY, DROP CHECK c, RENAME INDEX x TO y, RENAME AS u,
        COMMENT='about', ENGINE=InnoDB, CONVERT TO CHARACTER SET utf8mb4, ALGORITHM=INPLACE
    """
    assert kinds(sql, "mysql") == [
        *("add_column", "add_column", "add_index", "add_index", "remove_index"),
        *("remove_foreign_key", "drop_primary_key", "remove_check_constraint", "rename_index"),
        *("rename_table", "change_table_comment", "alter_table", "alter_table", "algorithm"),
    ]


def test_a_foreign_key_is_dropped_by_its_name() -> None:
    dropped = RemoveForeignKey(table="t", to_table=None, column=None, name="f", origin=ORIGIN)
    assert operation("ALTER TABLE t DROP FOREIGN KEY f", "mysql") == dropped


def test_tables_are_renamed_at_once() -> None:
    renamed = operations("RENAME TABLE a TO b, c TO d", "mysql")
    assert renamed == (
        RenameTable(table="a", new_name="b", origin=ORIGIN),
        RenameTable(table="c", new_name="d", origin=ORIGIN),
    )


def test_a_table_of_mysql_has_its_keys() -> None:
    made = table(
        """
        CREATE TABLE `posts` (
          `id` bigint NOT NULL AUTO_INCREMENT,
          `key` varchar(40) COLLATE utf8mb4_bin DEFAULT NULL COMMENT 'a; b',
          `user_id` bigint NOT NULL,
          PRIMARY KEY (`id`),
          UNIQUE KEY `by_key` (`key`,`user_id`),
          KEY `by_user` (`user_id`) USING BTREE,
          FULLTEXT KEY `words` (`key`),
          CONSTRAINT `fk` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE
        ) ENGINE=InnoDB AUTO_INCREMENT=3 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='x'
        """,
        "mysql",
    )
    assert list(made.columns) == ["id", "key", "user_id"]
    assert [(index.name, index.columns, index.unique) for index in made.indexes] == [
        ("by_key", ("key", "user_id"), True),
        ("by_user", ("user_id",), False),
        ("words", ("key",), False),
    ]
    assert [(key.name("posts"), key.to_table) for key in made.foreign_keys] == [("fk", "users")]
    shown = {"charset": "utf8mb4", "collation": "utf8mb4_bin", "comment": "x"}
    assert made.options.values == shown


# Tables


def test_a_table_is_created() -> None:
    made = table(
        """
        CREATE TABLE public.posts (
          id bigserial PRIMARY KEY,
          key text NOT NULL, -- no keyword here
          user_id bigint REFERENCES users,
          CONSTRAINT short CHECK (length(key) < 5)
        ) PARTITION BY HASH (id)
        """
    )
    assert made.name == "posts"
    assert list(made.columns) == ["id", "key", "user_id"]
    assert made.columns["id"] == Column("id", "bigint", Options({"null": False}))
    assert len(made.foreign_keys) == len(made.constraints) == 1
    assert not made.opaque
    assert made.options.values == {}


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("id bigint PRIMARY KEY", {}),
        ("id uuid PRIMARY KEY", {"id": "uuid"}),
        ("code text, PRIMARY KEY (code)", {"primary_key": "code", "id": "text"}),
        ("a int, b int, PRIMARY KEY (a, b)", {"primary_key": ("a", "b")}),
        ("a int", {"id": False}),
    ],
)
def test_the_key_is_said_as_create_table_would(sql: str, said: dict[str, Value]) -> None:
    assert table(f"CREATE TABLE t ({sql})").options.values == said


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE t AS SELECT * FROM u",
        "CREATE TEMP TABLE t AS SELECT 1",
        "CREATE TABLE t (LIKE u INCLUDING ALL)",
        "CREATE TABLE t (a int) INHERITS (u)",
        "CREATE TABLE t PARTITION OF u FOR VALUES FROM (1) TO (10)",
        "CREATE TABLE t (a int, 5)",
    ],
)
def test_a_table_with_more_than_is_listed_is_opaque(sql: str) -> None:
    assert table(sql).opaque


def test_a_temporary_table_is_one() -> None:
    created = operation("CREATE TEMPORARY TABLE IF NOT EXISTS t (a int)")
    assert isinstance(created, CreateTable)
    assert created.options.truthy("temporary")
    assert created.options.truthy("if_not_exists")


def test_a_virtual_table_of_sqlite_is_opaque() -> None:
    assert table("CREATE VIRTUAL TABLE words USING fts5(body)", "sqlite").opaque


def test_tables_are_dropped() -> None:
    said = Options({"if_exists": True, "force": "cascade"})
    assert operations('DROP TABLE IF EXISTS a, "B" CASCADE') == (
        DropTable(table="a", definition=None, options=said, alone=False, origin=ORIGIN),
        DropTable(table="B", definition=None, options=said, alone=False, origin=ORIGIN),
    )


def test_a_table_is_renamed() -> None:
    renamed = RenameTable(table="users", new_name="people", origin=ORIGIN)
    assert operation("ALTER TABLE users RENAME TO people") == renamed


def test_comments_are_changed() -> None:
    changed = ChangeTableComment(table="t", change=FromTo(None), origin=ORIGIN)
    assert operation("COMMENT ON TABLE public.t IS NULL") == changed
    assert kinds("COMMENT ON COLUMN s.t.c IS 'x'; COMMENT ON INDEX i IS 'x'") == [
        "change_column_comment",
        "comment",
    ]


@pytest.mark.parametrize(
    "action",
    [
        "ENABLE ROW LEVEL SECURITY",
        "SET (fillfactor = 70)",
        "OWNER TO somebody",
        "ATTACH PARTITION p FOR VALUES IN (1)",
        "RENAME CONSTRAINT a TO b",
        "ALTER COLUMN a SET STATISTICS 100",
        "ALTER CONSTRAINT c DEFERRABLE",
    ],
)
def test_what_the_schema_does_not_hold_is_no_secret(action: str) -> None:
    assert kinds(f"ALTER TABLE t {action}") == ["alter_table"]


def test_an_action_that_is_not_understood_stays_sql() -> None:
    added, rest = operations("ALTER TABLE t ADD a int, FROBNICATE b")
    assert isinstance(added, AddColumn)
    assert rest == Execute(sql="ALTER TABLE t FROBNICATE b", origin=ORIGIN)


def test_an_alter_of_a_table_that_may_be_missing_is_conditional() -> None:
    assert operation("ALTER TABLE IF EXISTS t DROP a").conditional
