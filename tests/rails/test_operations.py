"""What operations do to a schema, how Rails undoes them, and what it takes to undo them."""

import pytest

from tests.rails.playing import migration, operations, schema, written
from wishare_lint.rails.operations import Irreversible, Operation
from wishare_lint.rails.schema.schema import EMPTY, UNKNOWN, Conflict, Schema
from wishare_lint.ruby.values import Unknown

SCHEMA = schema(
    """
    create_enum "mood", ["sad", "ok"]
    create_table "companies" do |t|
      t.string "name"
    end
    create_table "users" do |t|
      t.string "name", limit: 20, default: "x", null: false
      t.string "role"
      t.integer "age"
      t.bigint "company_id"
      t.index ["name"], name: "index_users_on_name", unique: true
      t.index ["role"], name: "by_role", where: "(age > 18)"
      t.check_constraint "age > 0", name: "grown"
    end
    add_foreign_key "users", "companies", on_delete: :cascade
    """
)


def applied(code: str, before: Schema = SCHEMA) -> Schema:
    after = before
    for operation in operations(code):
        result = operation.apply(after)
        assert isinstance(result, Schema), result
        after = result
    return after


def refused(code: str, before: Schema = SCHEMA) -> str:
    (operation,) = operations(code)
    result = operation.apply(before)
    assert isinstance(result, Conflict)
    return result.reason


def inverse(code: str) -> str:
    """What undoes the one operation, as a call; or why there is nothing."""
    (operation,) = operations(code)
    undone = operation.inverse()
    if isinstance(undone, Irreversible):
        return f"{undone.error}: {undone.reason}"
    return written(migration(code), undone)


def completed(code: str, before: Schema = SCHEMA) -> str:
    (operation,) = operations(code)
    return written(migration(code), operation.completed(before))


# What changes


def test_a_column_is_added() -> None:
    assert applied("add_column :users, :nick, :string").column("users", "nick") is not None


def test_a_dropped_column_takes_its_index_key_and_constraint_along() -> None:
    after = applied("remove_column :users, :company_id; remove_column :users, :age")
    table = after.table("users")
    assert table is not None
    assert list(table.columns) == ["id", "name", "role"]
    assert [index.name for index in table.indexes] == ["index_users_on_name"]
    assert (table.foreign_keys, table.constraints) == ((), ())


def test_a_renamed_column_renames_the_index_that_is_named_after_it() -> None:
    table = applied("rename_column :users, :name, :nick").table("users")
    assert table is not None
    assert "nick" in table.columns
    assert table.index("index_users_on_nick") is not None


def test_a_renamed_column_leaves_other_index_names_alone() -> None:
    table = applied("rename_column :users, :role, :rank").table("users")
    assert table is not None
    found = table.index("by_role")
    assert found is not None
    assert found.columns == ("rank",)


def test_a_changed_column_keeps_what_the_call_does_not_name() -> None:
    column = applied("change_column :users, :name, :text").column("users", "name")
    assert column is not None
    assert (column.type, column.null, column.default) == ("text", False, "x")
    assert "limit" not in column.options


def test_a_renamed_table_keeps_its_keys_and_those_that_refer_to_it() -> None:
    after = applied("rename_table :companies, :firms; rename_table :users, :people")
    table = after.table("people")
    assert table is not None
    assert [key.to_table for key in table.foreign_keys] == ["firms"]
    assert table.index("index_people_on_name") is not None


def test_a_table_that_is_dropped_with_force_takes_the_keys_to_it_along() -> None:
    table = applied("drop_table :companies, force: :cascade").table("users")
    assert table is not None
    assert table.foreign_keys == ()


def test_a_validated_constraint_is_valid() -> None:
    before = applied("add_foreign_key :users, :users, column: :age, name: 'k', validate: false")
    after = applied("validate_foreign_key :users, name: 'k'", before)
    table = after.table("users")
    assert table is not None
    key = table.foreign_key("k")
    assert key is not None
    assert "validate" not in key.options


@pytest.mark.parametrize(
    ("code", "labels"),
    [
        ("add_enum_value :mood, 'meh'", ("sad", "ok", "meh")),
        ("rename_enum_value :mood, from: 'sad', to: 'blue'", ("blue", "ok")),
        ("rename_enum :mood, :feeling; rename_enum :feeling, :mood", ("sad", "ok")),
        ("create_enum :mood, ['other']", ("sad", "ok")),
    ],
)
def test_the_values_of_an_enum_type(code: str, labels: tuple[str, ...]) -> None:
    assert applied(code).enums["mood"] == labels


# What is refused


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("add_column :users, :name, :string", "`users` already has a column `name`"),
        ("add_column :ghosts, :name, :string", "there is no table `ghosts`"),
        ("remove_column :users, :ghost", "`users` has no column `ghost`"),
        ("rename_column :users, :ghost, :x", "`users` has no column `ghost`"),
        ("rename_column :users, :name, :role", "`users` already has a column `role`"),
        ("change_column_null :users, :ghost, false", "`users` has no column `ghost`"),
        ("create_table :users", "there is a table `users` already"),
        ("drop_table :ghosts", "there is no table `ghosts`"),
        ("rename_table :users, :companies", "there is a table `companies` already"),
        ("add_index :users, :name", "`users` already has an index `index_users_on_name`"),
        ("remove_index :users, :age", "`users` has no index on `age`"),
        ("remove_index :users, name: 'x'", "`users` has no index `x`"),
        ("add_foreign_key :users, :companies", "already has this foreign key to `companies`"),
        ("remove_foreign_key :users, :labels", "`users` has no foreign key for `labels`"),
        ("add_check_constraint :users, 'x', name: 'grown'", "already has a constraint `grown`"),
        ("remove_check_constraint :users, name: 'x'", "`users` has no constraint `x`"),
        ("validate_constraint :users, 'x'", "no constraint and no foreign key `x`"),
    ],
)
def test_a_database_refuses(code: str, reason: str) -> None:
    assert reason in refused(code)


@pytest.mark.parametrize(
    "code",
    [
        "add_column :users, :name, :string, if_not_exists: true",
        "remove_column :users, :ghost, if_exists: true",
        "create_table :users, if_not_exists: true",
        "drop_table :ghosts, if_exists: true",
        "add_index :users, :name, if_not_exists: true",
        "remove_index :users, :age, if_exists: true",
        "add_foreign_key :users, :companies, if_not_exists: true",
        "remove_foreign_key :users, :labels, if_exists: true",
        "add_check_constraint :users, 'age > 0', name: 'grown', if_not_exists: true",
        "remove_check_constraint :users, name: 'x', if_exists: true",
    ],
)
def test_an_operation_that_asks_first_changes_nothing(code: str) -> None:
    assert applied(code) == SCHEMA


def test_of_a_table_that_is_not_known_nothing_is_refused() -> None:
    assert applied("remove_column :ghosts, :name", UNKNOWN) == UNKNOWN


# How Rails undoes it


@pytest.mark.parametrize(
    ("code", "undone"),
    [
        ("add_column :users, :a, :string", "remove_column :users, :a, :string"),
        ("remove_column :users, :a, :string", "add_column :users, :a, :string"),
        ("rename_column :users, :a, :b", "rename_column :users, :b, :a"),
        ("change_column_null :users, :a, false, 0", "change_column_null :users, :a, true, 0"),
        (
            "change_column_default :users, :a, from: 1, to: 2",
            "change_column_default :users, :a, from: 2, to: 1",
        ),
        ("add_index :users, :a, unique: true", "remove_index :users, :a, unique: true"),
        ("remove_index :users, :a", "add_index :users, :a"),
        ("rename_index :users, 'a', 'b'", 'rename_index :users, "b", "a"'),
        (
            "add_foreign_key :posts, :users, validate: false",
            "remove_foreign_key :posts, :users",
        ),
        ("remove_foreign_key :posts, :users", "add_foreign_key :posts, :users"),
        (
            "add_check_constraint :users, 'a > 0', validate: false",
            'remove_check_constraint :users, "a > 0"',
        ),
        ("create_table :a, id: false", "drop_table :a, id: false do |t|\nend"),
        ("drop_table(:a) { |t| t.text :b }", "create_table :a do |t|\n  t.text :b\nend"),
        ("rename_table :a, :b", "rename_table :b, :a"),
        ("create_enum :mood, ['sad']", 'drop_enum :mood, ["sad"]'),
        ("rename_enum :a, :b", "rename_enum :b, :a"),
        ("enable_extension 'citext'", 'disable_extension "citext"'),
        ("create_schema 'x'", "drop_schema x"),
    ],
)
def test_an_operation_has_an_inverse(code: str, undone: str) -> None:
    assert inverse(code) == undone


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("remove_column :users, :a", "does not say the type of `users.a`"),
        ("change_column :users, :a, :text", "does not say what `users.a` was before"),
        ("change_column_default :users, :a, 1", "needs `from:` and `to:`"),
        ("change_column_default :users, :a, to: 1", "needs `from:` and `to:`"),
        ("change_table_comment :users, 'x'", "needs `from:` and `to:`"),
        ("drop_table :users", "has no block"),
        ("drop_table :users, if_exists: true", "has no block"),
        ("remove_index :users, name: 'x'", "does not say the columns"),
        ("remove_foreign_key :users, name: 'x'", "does not say the table"),
        ("remove_unique_constraint :users, name: 'x'", "does not say what"),
        ("add_unique_constraint :users, using_index: 'x', name: 'y'", "`using_index:`"),
        ("drop_enum :mood", "does not say the values"),
        ("add_enum_value :mood, 'meh'", "cannot be taken out"),
    ],
)
def test_rails_refuses_to_undo(code: str, reason: str) -> None:
    assert reason in inverse(code)
    assert inverse(code).startswith("ActiveRecord::IrreversibleMigration: ")


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("remove_column :users, :a, null: false", "ArgumentError"),
        ("remove_column :users, :a, type: :text", "ArgumentError"),
        ("remove_column :users, :a, nil", "NoMethodError"),
        ("remove_check_constraint :users, name: 'x'", "ArgumentError"),
        ("remove_exclusion_constraint :users, name: 'x'", "ArgumentError"),
    ],
)
def test_rails_stumbles_over_it(code: str, error: str) -> None:
    assert inverse(code).startswith(f"{error}: ")


def test_what_undoes_an_unknown_call_is_not_known() -> None:
    (operation,) = operations("add_magic :x")
    assert operation.inverse() == operation


# What it takes to undo it


@pytest.mark.parametrize(
    ("code", "whole"),
    [
        (
            "remove_column :users, :name",
            'remove_column :users, :name, :string, limit: 20, default: "x", null: false',
        ),
        (
            "remove_column :users, :name, :text",
            'remove_column :users, :name, :string, limit: 20, default: "x", null: false',
        ),
        (
            "change_column_default :users, :name, 'y'",
            'change_column_default :users, :name, from: "x", to: "y"',
        ),
        (
            "remove_index :users, name: 'by_role'",
            'remove_index :users, :role, where: "(age > 18)", name: "by_role"',
        ),
        (
            "remove_foreign_key :users, column: :company_id",
            "remove_foreign_key :users, :companies, on_delete: :cascade",
        ),
        (
            "remove_check_constraint :users, name: 'grown'",
            'remove_check_constraint :users, "age > 0", name: "grown"',
        ),
        ("drop_enum :mood", 'drop_enum :mood, ["sad", "ok"]'),
        ("drop_table :companies", "drop_table :companies do |t|\n  t.string :name\nend"),
    ],
)
def test_the_schema_knows_the_rest(code: str, whole: str) -> None:
    assert completed(code) == whole


def test_what_the_schema_does_not_know_stays() -> None:
    assert completed("remove_column :ghosts, :name", EMPTY) == "remove_column :ghosts, :name"


# What is not known for sure


def test_an_operation_tells_what_must_have_been_there() -> None:
    (operation,) = operations("remove_column :users, :name")
    presumed = operation.presumed(UNKNOWN)
    column = presumed.column("users", "name")
    assert column is not None
    assert isinstance(column.type, Unknown)


def test_a_complete_schema_presumes_nothing() -> None:
    (operation,) = operations("remove_column :ghosts, :name")
    assert operation.presumed(SCHEMA) is SCHEMA


def test_a_column_dropped_from_an_unknown_table_is_surely_gone() -> None:
    (operation,) = operations("remove_column :users, :name")
    after = operation.apply(operation.presumed(UNKNOWN))
    assert isinstance(after, Schema)
    assert after.lacks("users", "name")
    assert not after.lacks("users", "role")


@pytest.mark.parametrize(
    ("sql", "changes"),
    [
        ("CREATE VIEW v AS SELECT 1", True),
        ("SET lock_timeout TO '5s'", False),
        ("ANALYZE users", False),
        ("UPDATE users SET age = 1", False),
    ],
)
def test_sql_may_leave_the_schema_as_it_is(sql: str, changes: bool) -> None:
    found: list[Operation] = operations(f'execute "{sql}"')
    assert any(operation.changes_schema for operation in found) is changes


# What the database refuses


def test_a_table_that_another_one_refers_to_goes_with_the_keys_or_after_them() -> None:
    assert applied("drop_table :companies, force: :cascade").lacks("companies")
    assert applied("remove_foreign_key :users, :companies; drop_table :companies").lacks(
        "companies"
    )


def test_a_table_may_refer_to_itself_or_to_one_that_goes_with_it() -> None:
    tree = schema('create_table("nodes") { |t| t.references :node, foreign_key: true }')
    assert applied("drop_table :nodes", tree).lacks("nodes")
    assert applied("drop_table :companies, :users").lacks("users")
    assert applied("execute 'DROP TABLE companies, users'").lacks("companies")


def test_an_enum_type_that_a_column_has_stays() -> None:
    code = "add_column :users, :mood, :enum, enum_type: :mood"
    used = applied(code)
    assert refused("drop_enum :mood", used) == "`users.mood` still has the type `mood`"
    assert refused("drop_enum :mood", applied("add_column :users, :m, :mood"))
    assert "mood" not in applied("execute 'DROP TYPE mood CASCADE'", used).enums
    assert "mood" not in applied("drop_enum :mood").enums


def test_a_renamed_enum_type_takes_its_columns_along() -> None:
    code = "add_column :users, :a, :mood; add_column :users, :b, :enum, enum_type: :mood"
    after = applied("rename_enum :mood, :feeling", applied(code))
    columns = [after.column("users", name) for name in ("a", "b")]
    assert [column and column.enum_type for column in columns] == ["feeling", "feeling"]
    assert refused("drop_enum :feeling", after) == "`users.a` still has the type `feeling`"
