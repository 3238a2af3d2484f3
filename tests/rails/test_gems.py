"""Commands that gems add to migrations: what they come to, and how they are undone."""

import pytest

from tests.rails.playing import down, migration, operations, up
from wishare_lint.rails.operations import AddConstraint, AddIndex, StagedChange, UpdateRows
from wishare_lint.rails.rollback.rollback import rollback
from wishare_lint.rails.schema.schema import UNKNOWN


def verdict(code: str) -> tuple[str, tuple[str, ...]]:
    found = rollback(migration(code), UNKNOWN)
    return found.verdict, found.reasons


# scenic, fx and hair_trigger


@pytest.mark.parametrize(
    ("code", "forth", "back"),
    [
        ("create_view :totals", "create_view view totals", "drop_view view totals"),
        ("create_view :totals, version: 3", "create_view view totals", "drop_view view totals"),
        (
            "drop_view :totals, revert_to_version: 2",
            "drop_view view totals",
            "create_view view totals",
        ),
        (
            "update_view :totals, version: 2, revert_to_version: 1",
            "update_view view totals",
            "update_view view totals",
        ),
        (
            "replace_view :totals, version: 2, revert_to_version: 1",
            "replace_view view totals",
            "replace_view view totals",
        ),
        (
            "create_function :total",
            "create_function function total",
            "drop_function function total",
        ),
        (
            "create_trigger :count, on: :users",
            "create_trigger trigger users.count",
            "drop_trigger trigger users.count",
        ),
        (
            "drop_trigger :count, on: :users, revert_to_version: 1",
            "drop_trigger trigger users.count",
            "create_trigger trigger users.count",
        ),
    ],
)
def test_an_object_with_versions(code: str, forth: str, back: str) -> None:
    assert (up(code), down(code)) == ([forth], [back])
    assert verdict(code) == ("exact", ())


@pytest.mark.parametrize(
    "code",
    ["drop_view :totals", "update_view :totals, version: 2", "drop_trigger :count, on: :users"],
)
def test_without_the_version_before_there_is_no_way_back(code: str) -> None:
    name = code.partition(" ")[0]
    assert verdict(code) == ("irreversible", (f"`{name}` does not say `revert_to_version`",))


def test_another_version_than_before_is_a_loss_that_may_be() -> None:
    code = """
        create_view :totals, version: 1
        update_view :totals, version: 2, revert_to_version: 1
    """
    assert verdict(code) == ("exact", ())
    forgotten = """
        def up
          update_view :totals, version: 3, revert_to_version: 2
        end
        def down
          update_view :totals, version: 1
        end
    """
    assert verdict(forgotten) == ("unknown", ("view `totals` may come back as another one",))


def test_a_trigger_of_hair_trigger_is_no_unknown_helper() -> None:
    code = """
        create_trigger("count", generated: true).on("users").after(:insert) { "SELECT 1;" }
        drop_trigger("count", "users")
    """
    played = migration(code).up
    assert [one.kind for one in played.operations] == ["create_trigger", "drop_trigger"]
    assert played.unreadable == ()


# Indexes, keys and constraints


def test_an_index_is_built_concurrently() -> None:
    (made,) = operations("add_concurrent_index :users, :name, unique: true")
    assert isinstance(made, AddIndex)
    assert made.options.get("algorithm") == "concurrently"
    assert up("add_concurrent_index :users, :name, unique: true") == [
        "add_index :users, :name, unique: true, algorithm: :concurrently, if_not_exists: true"
    ]


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        ("remove_concurrent_index :users, :name", ["remove_index"]),
        ('remove_concurrent_index_by_name :users, "by_name"', ["remove_index"]),
        ("remove_foreign_key_if_exists :posts, :users", ["remove_foreign_key"]),
        ("add_timestamps_with_timezone :users", ["add_column", "add_column"]),
        ("add_reference_concurrently :posts, :user", ["add_column", "add_index"]),
        ("add_column_with_default :users, :active, :boolean, default: true", ["add_column"]),
        ("cleanup_concurrent_column_rename :users, :name, :title", ["remove_column"]),
    ],
)
def test_a_helper_comes_to_the_commands_of_rails(code: str, kinds: list[str]) -> None:
    assert [one.kind for one in operations(code)] == kinds


def test_a_foreign_key_is_added_unvalidated_and_then_validated() -> None:
    added = "add_foreign_key :posts, :users, on_delete: :cascade, name: 'k', validate: false"
    code = "add_concurrent_foreign_key :posts, :users, column: :user_id, name: 'k'"
    first, second = operations(code)
    assert [first.kind, second.kind] == ["add_foreign_key", "validate_constraint"]
    assert up(f"{code}, validate: false") == up(added)


# Changes in stages


@pytest.mark.parametrize(
    ("code", "forth", "back"),
    [
        (
            "initialize_column_rename :users, :name, :title",
            "initialize_column_rename users",
            "revert_initialize_column_rename users",
        ),
        (
            "finalize_column_rename :users, :name, :title",
            "finalize_column_rename users.name",
            "revert_finalize_column_rename users.title",
        ),
        (
            "initialize_column_type_change :users, :id, :bigint",
            "initialize_column_type_change users.id_for_type_change",
            "revert_initialize_column_type_change users.id_for_type_change",
        ),
        (
            "swap_column_names :users, :name, :title",
            "swap_column_names users.name",
            "swap_column_names users.title",
        ),
        (
            "add_not_null_constraint :users, :name",
            "add_not_null_constraint users",
            "remove_not_null_constraint users",
        ),
    ],
)
def test_a_stage(code: str, forth: str, back: str) -> None:
    assert (up(code), down(code)) == ([forth], [back])
    assert verdict(code)[0] == "exact"


def test_a_stage_leaves_its_effects_in_the_schema() -> None:
    after = migration(
        """
        create_table(:users) { |t| t.string :name }
        finalize_columns_rename :users, { name: :title }
        add_text_limit_constraint :users, :title, 80
        """
    ).up.after
    table = after.table("users")
    assert table is not None
    assert "title" in table.columns
    assert [str(one.definition) for one in table.constraints] == ["char_length(title) <= 80"]


def test_a_stage_has_none_of_the_dangers_of_its_effects() -> None:
    (stage,) = operations("add_not_null_constraint :users, :name")
    assert isinstance(stage, StagedChange)
    assert not isinstance(stage, AddConstraint)
    assert not stage.locks_writers


def test_a_stage_without_inverse_stops_the_way_back() -> None:
    code = "cleanup_column_type_change :users, :id"
    assert verdict(code) == ("irreversible", ("`cleanup_column_type_change` has no inverse",))


def test_what_the_recorder_of_the_gem_does_not_know_runs_forwards_on_the_way_back() -> None:
    code = "add_index_in_background :users, :name"
    assert down(code) == up(code) == ["add_index_in_background users.name"]


def test_rows_are_updated_in_batches() -> None:
    (rows,) = operations(
        "update_column_in_batches(:users, :active, true) { |t, q| q.where(t[:a]) }"
    )
    assert isinstance(rows, UpdateRows)
    assert (rows.table, rows.values, rows.batched) == ("users", {"active": True}, True)
    assert not rows.whole_table
    (rows,) = operations("update_columns_in_batches :users, [[:active, true], [:age, 1]]")
    assert isinstance(rows, UpdateRows)
    assert rows.values == {"active": True, "age": 1}


def test_a_wrapper_runs_its_block() -> None:
    code = "with_lock_retries { disable_statement_timeout { add_column :users, :a, :string } }"
    assert up(code) == ["add_column :users, :a, :string"]


def test_a_method_of_the_class_comes_before_that_of_a_gem() -> None:
    code = """
        def change
          add_concurrent_index :users, :name
        end

        def add_concurrent_index(table, column)
          add_column table, column, :string
        end
    """
    assert up(code) == ["add_column :users, :name, :string"]
