"""What operations lock, rewrite and scan; PostgreSQL 15 and MariaDB 10.11 were seen to do so."""

import pytest

from tests.rails.playing import migration, schema
from wishare_lint.rails.costs import NOTHING, Cost, costs
from wishare_lint.rails.schema.schema import UNKNOWN, Schema
from wishare_lint.rails.version import Version

SCHEMA = schema(
    """
    create_table "companies" do |t|
      t.string "name"
    end
    create_table "posts" do |t|
      t.bigint "user_id"
    end
    create_table "users" do |t|
      t.string "name"
      t.string "email", null: false
      t.string "code", limit: 20
      t.string "note"
      t.integer "age"
      t.bigint "company_id"
      t.index ["name"], name: "index_users_on_name"
      t.check_constraint "note IS NOT NULL", name: "note_there"
    end
    add_foreign_key "users", "companies"
    add_foreign_key "posts", "users"
    """
)


def all_costs(
    code: str, adapter: str | None, version: Version | None, before: Schema = SCHEMA
) -> list[Cost | None]:
    return list(costs(migration(code, adapter=adapter).up.operations, adapter, version, before))


def only_cost(code: str, adapter: str, version: Version | None, before: Schema = SCHEMA) -> Cost:
    (cost,) = all_costs(code, adapter, version, before)
    assert cost is not None
    return cost


# PostgreSQL


@pytest.mark.parametrize(
    ("change", "lock", "blocks", "tables"),
    [
        ("add_index :users, :age", "SHARE", "writes", "users"),
        (
            "add_index :users, :age, algorithm: :concurrently",
            "SHARE UPDATE EXCLUSIVE",
            "nothing",
            "users",
        ),
        ("remove_index :users, :name", "ACCESS EXCLUSIVE", "reads and writes", "users"),
        (
            "remove_index :users, :name, algorithm: :concurrently",
            "SHARE UPDATE EXCLUSIVE",
            "nothing",
            "users",
        ),
        (
            'execute "DROP INDEX index_users_on_name"',
            "ACCESS EXCLUSIVE",
            "reads and writes",
            "users",
        ),
        ("add_foreign_key :posts, :companies", "SHARE ROW EXCLUSIVE", "writes", "posts companies"),
        (
            "remove_foreign_key :users, :companies",
            "ACCESS EXCLUSIVE",
            "reads and writes",
            "users companies",
        ),
        (
            "remove_column :users, :company_id",
            "ACCESS EXCLUSIVE",
            "reads and writes",
            "users companies",
        ),
        ("drop_table :users", "ACCESS EXCLUSIVE", "reads and writes", "users companies posts"),
        (
            "create_table(:tags) { |t| t.references :user, foreign_key: true }",
            "SHARE ROW EXCLUSIVE",
            "writes",
            "users",
        ),
        ("validate_constraint :users, 'note_there'", "SHARE UPDATE EXCLUSIVE", "nothing", "users"),
        ("change_column_comment :users, :age, 'x'", "SHARE UPDATE EXCLUSIVE", "nothing", "users"),
        (
            'execute "UPDATE users SET age = 1"',
            "ROW EXCLUSIVE",
            "writes to the same rows",
            "users",
        ),
    ],
)
def test_postgresql_locks_tables(change: str, lock: str, blocks: str, tables: str) -> None:
    cost = only_cost(change, "postgresql", (15, 0))
    assert (cost.lock, cost.blocks, cost.tables) == (lock, blocks, tuple(tables.split()))


@pytest.mark.parametrize(
    ("column", "in_10", "in_11", "in_any"),
    [
        (":string", False, False, False),
        (":string, default: 'a', null: false", True, False, None),
        (":datetime, default: -> { 'now()' }", True, False, None),
        (":uuid, default: -> { 'gen_random_uuid()' }", True, True, True),
        (":uuid, default: 'gen_random_uuid()'", True, True, True),
        (":bigserial", True, True, True),
        (":virtual, type: :string, as: 'upper(name)', stored: true", True, True, True),
        (":integer, default: -> { 'next_number()' }", None, None, None),
        (":string, default: SOMETHING[0]", None, None, None),
    ],
)
def test_postgresql_writes_every_row_for_a_new_column(
    column: str, in_10: bool | None, in_11: bool | None, in_any: bool | None
) -> None:
    change = f"add_column :users, :x, {column}"
    versions: list[Version | None] = [(10, 0), (11, 0), None]
    found = [only_cost(change, "postgresql", version).rewrites for version in versions]
    assert found == [in_10, in_11, in_any]


@pytest.mark.parametrize(
    ("change", "in_11", "in_12", "in_any"),
    [
        ("change_column_null :users, :name, false", True, True, True),
        ("change_column_null :users, :note, false", True, False, None),
        ("change_column_null :users, :email, false", False, False, False),
        ("change_column_null :users, :email, true", False, False, False),
        ("change_column :users, :name, :text, null: false", True, True, True),
    ],
)
def test_postgresql_looks_for_nulls(
    change: str, in_11: bool, in_12: bool, in_any: bool | None
) -> None:
    versions: list[Version | None] = [(11, 0), (12, 0), None]
    found = [only_cost(change, "postgresql", version).scans for version in versions]
    assert found == [in_11, in_12, in_any]


@pytest.mark.parametrize(
    ("type_", "rewrites", "scans"),
    [
        ("code, :string, limit: 40", False, False),
        ("code, :string, limit: 10", True, True),
        ("note, :text", False, True),
        ("age, :bigint", True, True),
        ("unheard_of, :bigint", None, None),
    ],
)
def test_postgresql_changes_a_type(type_: str, rewrites: bool | None, scans: bool | None) -> None:
    cost = only_cost(f"change_column :users, :{type_}", "postgresql", (15, 0))
    assert (cost.blocks, cost.rewrites, cost.scans) == ("reads and writes", rewrites, scans)


def test_an_index_is_renamed_beside_queries_since_postgresql_12() -> None:
    change = "rename_index :users, 'index_users_on_name', 'by_name'"
    assert all_costs(change, "postgresql", (12, 0)) == [NOTHING]
    assert all_costs(change, "postgresql", None) == [None]


def test_what_is_not_known_of_the_schema_is_not_guessed() -> None:
    null = "change_column_null :users, :name, false"
    assert only_cost(null, "postgresql", (15, 0), UNKNOWN).scans is None


# MySQL and MariaDB


@pytest.mark.parametrize(
    ("change", "version", "lock", "rewrites"),
    [
        ("add_column :users, :x, :string, null: false", (8, 0), "NONE", False),
        ("add_column :users, :x, :string", (5, 7), "NONE", True),
        ("add_column :users, :x, :string", (10, 2), "NONE", True),
        ("add_column :users, :x, :string", (10, 11), "NONE", False),
        ("add_column :users, :x, :string", None, "NONE", None),
        (
            "add_column :users, :x, :virtual, type: :string, as: 'name', stored: true",
            None,
            "SHARED",
            True,
        ),
        ("remove_column :users, :age", (5, 7), "NONE", True),
        ("remove_column :users, :age", (8, 0), "NONE", None),
        ("remove_column :users, :age", (8, 4), "NONE", False),
        ("remove_column :users, :age", (10, 11), "NONE", False),
        ("remove_column :users, :name", (10, 11), "NONE", None),
        ("rename_column :users, :age, :years", None, "NONE", False),
        ("change_column :users, :age, :bigint", None, "SHARED", True),
        ("change_column :users, :code, :string, limit: 40", None, "NONE", False),
        ("change_column :users, :code, :string, limit: 64", None, "SHARED", True),
        ("change_column :users, :note, :string, null: false", None, "NONE", True),
        ("change_column_null :users, :name, false", None, "NONE", True),
        ("change_column_null :users, :email, false", None, "NONE", False),
        ("change_column_default :users, :name, 'x'", None, "NONE", False),
        ("add_index :users, :age", None, "NONE", False),
        ("add_index :users, :age, algorithm: :copy", None, "SHARED", True),
        ("add_index :users, :note, type: :fulltext", None, "SHARED", None),
        ("remove_index :users, :name", None, "NONE", False),
        ("add_foreign_key :posts, :companies", None, "SHARED", True),
        ("remove_foreign_key :users, :companies", None, "NONE", False),
        ("add_check_constraint :users, 'age > 0', name: 'k'", None, "SHARED", True),
        ("remove_check_constraint :users, name: 'note_there'", None, "NONE", False),
    ],
)
def test_mysql_locks_and_rewrites(
    change: str, version: Version | None, lock: str, rewrites: bool | None
) -> None:
    cost = only_cost(change, "mysql", version)
    blocks = {"NONE": "nothing", "SHARED": "writes"}[lock]
    assert (cost.lock, cost.blocks, cost.rewrites) == (lock, blocks, rewrites)


@pytest.mark.parametrize(
    "change",
    [
        "add_column :users, :x, :string, default: -> { '(uuid())' }",
        "change_column :users, :unheard_of, :bigint",
    ],
)
def test_mysql_depends_on_what_is_not_known(change: str) -> None:
    assert all_costs(change, "mysql", (8, 0)) == [None]


# SQLite


@pytest.mark.parametrize(
    ("change", "rewrites", "scans"),
    [
        ("add_column :users, :x, :string", False, False),
        ("remove_column :users, :age", True, True),
        ("change_column_null :users, :name, false", True, True),
        ("add_foreign_key :posts, :companies", True, True),
        ("add_index :users, :age", False, True),
        ("rename_table :users, :people", False, False),
    ],
)
def test_sqlite_copies_the_table_while_nobody_else_writes(
    change: str, rewrites: bool, scans: bool
) -> None:
    assert only_cost(change, "sqlite", None) == Cost(
        "RESERVED", "writes", only_cost(change, "sqlite", None).tables, rewrites, scans
    )


# All


@pytest.mark.parametrize("adapter", ["postgresql", "mysql", "sqlite"])
def test_a_table_of_the_same_migration_costs_nothing(adapter: str) -> None:
    code = "create_table :tags\nadd_column :tags, :x, :string\nadd_index :tags, :x"
    assert all_costs(code, adapter, None) == [NOTHING, NOTHING, NOTHING]


def test_a_key_from_a_new_table_locks_the_other_end() -> None:
    code = "create_table(:tags) { |t| t.bigint :user_id }\nadd_foreign_key :tags, :users"
    cost = Cost("SHARE ROW EXCLUSIVE", "writes", ("users",))
    assert all_costs(code, "postgresql", (15, 0)) == [NOTHING, cost]


def test_what_an_earlier_operation_made_is_known() -> None:
    code = """
    add_column :users, :x, :string
    change_column :users, :x, :text
    """
    assert [cost and cost.rewrites for cost in all_costs(code, "postgresql", None)] == [
        False,
        False,
    ]


@pytest.mark.parametrize(
    "change", ["execute 'ALTER TABLE users SET UNLOGGED'", "execute SQL", "unheard_of :users"]
)
def test_what_is_not_understood_has_no_cost(change: str) -> None:
    assert all_costs(change, "postgresql", (15, 0)) == [None]


def test_another_database_may_lock_otherwise() -> None:
    assert all_costs("add_index :users, :age", None, None) == [None]
