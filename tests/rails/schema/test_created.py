"""What a change set has made so far, followed operation by operation."""

from wishare_lint.rails.migrations.migration import Migration, read_migration
from wishare_lint.rails.schema.created import Created
from wishare_lint.ruby.source import SourceFile


def after(code: str) -> Created:
    """What is new after the body of a migration."""
    text = f"class M < ActiveRecord::Migration[8.0]\n  def up\n{code}\n  end\nend\n"
    migration = read_migration(SourceFile("db/migrate/1_m.rb", text.encode()))
    assert isinstance(migration, Migration)
    created = Created()
    for operation in migration.up.operations:
        created = created.after(operation)
    return created


def test_a_table_that_is_created_is_new_with_all_its_columns() -> None:
    created = after("create_table :drafts")
    assert created.has("drafts")
    assert created.has("public.drafts", "title")
    assert not created.has("users")
    assert not created.has(None)


def test_a_table_that_may_have_existed_is_not_new() -> None:
    assert not after("create_table :drafts, if_not_exists: true").has("drafts")


def test_a_column_that_is_added_is_new_and_its_table_is_not() -> None:
    created = after("add_column :users, :bio, :text")
    assert created.has("users", "bio")
    assert not created.has("users")
    assert not created.has("users", "name")


def test_a_new_name_stays_new() -> None:
    created = after(
        "create_table :drafts\nrename_table :drafts, :notes\n"
        "add_column :users, :bio, :text\nrename_column :users, :bio, :about"
    )
    assert created.has("notes")
    assert not created.has("drafts")
    assert created.has("users", "about")
    assert not created.has("users", "bio")


def test_what_is_dropped_again_is_not_new() -> None:
    created = after(
        "create_table :drafts\ndrop_table :drafts\n"
        "add_column :users, :bio, :text\nremove_column :users, :bio"
    )
    assert created == Created()


def test_a_new_column_is_empty_until_something_writes_it() -> None:
    add = "add_column :users, :bio, :text\n"
    assert after(add).is_empty("users", "bio")
    assert after(add + "User.update_all(name: 1)").is_empty("users", "bio")
    assert not after(add + "User.update_all(bio: 1)").is_empty("users", "bio")
    assert not after(add + "User.update_all(values)").is_empty("users", "bio")
    assert not after(add + "backfill_users").is_empty("users", "bio")


def test_a_column_with_a_default_is_not_empty() -> None:
    assert not after("add_column :users, :bio, :text, default: ''").is_empty("users", "bio")
