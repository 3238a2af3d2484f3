"""The schema before migrations, from the schema after them."""

import pytest

from tests.rails.playing import operations, schema
from wishare_lint.rails.rollback.rewind import rewound
from wishare_lint.rails.schema.schema import Schema
from wishare_lint.ruby.values import Unknown

AFTER = schema(
    """
    create_enum "mood", ["sad", "ok"]
    create_table "users" do |t|
      t.string "name", default: "y"
      t.string "role"
      t.index ["role"], name: "by_role"
      t.check_constraint "length(name) > 0", name: "named"
    end
    """
)


def before(code: str) -> Schema:
    return rewound(operations(code), AFTER)


@pytest.mark.parametrize(
    "code",
    [
        "create_table(:users) { |t| t.string :name }",
        "create_table(:a) { |t| t.string :name }; rename_table :a, :users",
    ],
)
def test_a_table_that_was_made_was_not_there(code: str) -> None:
    assert before(code).lacks("users")
    assert before(code).lacks("a")


def test_a_column_that_was_added_was_not_there() -> None:
    assert before(
        "add_column :users, :role, :string; add_index :users, :role, name: 'by_role'"
    ).lacks("users", "role")


def test_a_column_that_was_dropped_was_there() -> None:
    found = before("remove_column :users, :bio, :text").column("users", "bio")
    assert found is not None
    assert isinstance(found.type, Unknown)


def test_a_table_that_was_dropped_was_there() -> None:
    table = before("drop_table :ghosts").table("ghosts")
    assert table is not None
    assert table.opaque


def test_a_column_that_was_renamed_had_another_name() -> None:
    found = before("rename_column :users, :rank, :role")
    assert found.lacks("users", "role")
    assert found.column("users", "rank") is not None


def test_what_a_changed_column_was_is_not_known() -> None:
    column = before("change_column :users, :name, :string").column("users", "name")
    assert column is not None
    assert not column.is_known


def test_a_default_may_be_told() -> None:
    told = before("change_column_default :users, :name, from: 'x', to: 'y'").column("users", "name")
    untold = before("change_column_default :users, :name, 'y'").column("users", "name")
    assert told is not None
    assert untold is not None
    assert told.default == "x"
    assert isinstance(untold.default, Unknown)


def test_indexes_and_constraints_that_were_dropped_were_there() -> None:
    table = before(
        "remove_index :users, :name; remove_check_constraint :users, 'x', name: 'c'"
    ).table("users")
    assert table is not None
    assert [index.columns for index in table.indexes] == [("role",), ("name",)]
    assert table.constraint("check", "c") is not None


def test_an_enum_type_that_was_dropped_was_there() -> None:
    assert "size" in before("drop_enum :size").enums
    assert before("create_enum :mood, ['sad', 'ok']").enums == {}


def test_objects_of_sql() -> None:
    made = "execute 'CREATE VIEW v AS SELECT 1'"
    after = schema("").with_object("view v", "CREATE VIEW v AS SELECT 1")
    assert rewound(operations(made), after).objects == {}
    assert list(before("execute 'DROP VIEW v'").objects) == ["view v"]


def test_the_schema_stays_complete() -> None:
    assert before("remove_column :ghosts, :name").complete


def test_a_column_that_forbids_null_now_may_have_done_so_before() -> None:
    found = before("change_column_null :users, :name, false").column("users", "name")
    assert found is not None
    assert isinstance(found.null, Unknown)
