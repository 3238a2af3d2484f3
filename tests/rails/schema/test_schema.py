"""What an adapter makes of an operation that others do otherwise."""

import pytest

from tests.rails.playing import migration, schema
from wishare_lint.rails.migrations.playback import Playback
from wishare_lint.rails.rollback.rollback import rollback
from wishare_lint.rails.schema.schema import UNKNOWN

BEFORE = schema("""
    create_table "teams"
    create_table "users" do |t|
      t.string "name"
      t.string "email"
      t.bigint "team_id"
      t.index ["name", "email"], name: "by_both"
      t.index ["email"], name: "by_email", where: "(name IS NOT NULL)"
    end
    add_foreign_key "users", "teams"
""")


def played(code: str, adapter: str | None) -> Playback:
    return migration(code, adapter=adapter).play("up", BEFORE)


def refused(code: str, adapter: str | None) -> str | None:
    conflict = played(code, adapter).conflict
    return conflict[1].reason if conflict else None


def test_only_sqlite_is_silent_about_a_column_that_is_not_there() -> None:
    code = "remove_column :users, :nobody, :string"
    assert refused(code, "sqlite") is None
    assert refused(code, "postgresql") == "`users` has no column `nobody`"


@pytest.mark.parametrize(
    ("adapter", "left"), [("postgresql", {}), ("mysql", {"by_both": ("name",)})]
)
def test_an_index_on_several_columns_goes_with_one_of_them_in_postgresql(
    adapter: str, left: dict[str, tuple[str, ...]]
) -> None:
    users = played(
        "remove_index :users, name: :by_email\nremove_column :users, :email", adapter
    ).after.table("users")
    assert users is not None
    assert {index.name: index.columns for index in users.indexes} == left


def test_sqlite_cannot_copy_an_index_whose_condition_names_the_column() -> None:
    reason = "an index or a constraint of `users` names `name`"
    assert refused("remove_column :users, :name", "sqlite") == reason
    assert refused("remove_column :users, :name", "postgresql") is None


def test_a_table_that_others_refer_to_stays() -> None:
    reason = "a foreign key of `users` still refers to `teams`"
    assert refused("drop_table :teams", "postgresql") == reason
    assert refused("drop_table :teams", "mysql") == reason
    assert refused("drop_table :teams, force: :cascade", "mysql") == reason
    assert refused("drop_table :teams, force: :cascade", "postgresql") is None
    assert refused("drop_table :teams", "sqlite") is None


def test_tables_that_refer_to_each_other_go_in_one_statement() -> None:
    assert refused('execute "DROP TABLE teams, users"', "postgresql") is None
    assert refused("drop_table :teams, :users", "postgresql") is None


def test_only_postgresql_drops_the_keys_to_a_table() -> None:
    code = "drop_table :teams, force: :cascade"
    assert played(code, "postgresql").after.referring_to("teams") == ()
    assert played(code, "sqlite").after.referring_to("teams") == ("users",)


@pytest.mark.parametrize(
    ("version", "default"),
    [("5.0", "uuid_generate_v4()"), ("5.1", "gen_random_uuid()"), ("8.1", "gen_random_uuid()")],
)
def test_a_key_of_the_type_uuid_has_a_default_in_postgresql(version: str, default: str) -> None:
    made = migration("create_table :a, id: :uuid", version).up.after.column("a", "id")
    assert made is not None
    assert str(made.default) == f'-> {{ "{default}" }}'
    elsewhere = migration("create_table :a, id: :uuid", version, "sqlite").up.after
    assert (column := elsewhere.column("a", "id")) is not None
    assert column.default is None


@pytest.mark.parametrize(
    ("code", "source"),
    [
        ("add_column :users, :a, :text, limit: 44", ":text"),
        ("add_column :users, :a, :integer, limit: 1", ":integer, limit: 2"),
        ("add_column :users, :a, :string, limit: 44", ":string, limit: 44"),
    ],
)
def test_postgresql_keeps_the_sizes_that_it_has(code: str, source: str) -> None:
    column = played(code, "postgresql").after.column("users", "a")
    assert column is not None
    assert column.source == source


def test_a_check_without_a_name_is_found_by_what_it_demands() -> None:
    before = schema("""
        create_table("users") { |t| t.string "name"; t.check_constraint "length((name)::text) > 0" }
    """)
    removal = migration('remove_check_constraint :users, "length(name) > 0"')
    assert rollback(removal, before).verdict == "exact"


def test_what_is_surely_different_counts_beside_what_is_not_known() -> None:
    before = schema('create_table("users") { |t| t.integer "age", default: MINIMUM }')
    other_type = migration("remove_column :users, :age, :string, default: 1")
    same_type = migration("remove_column :users, :age, :integer, default: 1")
    assert rollback(other_type, before).verdict == "lossy"
    assert rollback(same_type, before).verdict == "unknown"


def test_nothing_is_sure_of_a_column_that_only_the_migration_names() -> None:
    removal = migration("remove_column :users, :age, :integer, default: 1, null: false")
    assert rollback(removal, UNKNOWN).verdict == "unknown"
