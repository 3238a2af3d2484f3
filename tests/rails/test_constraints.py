"""Which constraints a table is known to satisfy, after migrations added and validated them."""

import pytest

from wishare_lint.rails.migrations.migration import Migration, read_migration
from wishare_lint.rails.migrations.playback import play_on
from wishare_lint.rails.operations import ValidateConstraint
from wishare_lint.rails.schema.schema import EMPTY, Constraint, Schema
from wishare_lint.ruby.source import SourceFile


def migration(code: str) -> Migration:
    """A migration whose `up` is the code."""
    text = f"class M < ActiveRecord::Migration[8.0]\n  def up\n{code}\n  end\nend\n"
    read = read_migration(SourceFile("db/migrate/1_m.rb", text.encode()))
    assert isinstance(read, Migration)
    return read


def schema_after(code: str) -> Schema:
    """The schema after `create_table :users` and the code."""
    return play_on(migration(f"create_table :users\n{code}").up.operations, EMPTY)


def forbids_null(code: str) -> bool:
    table = schema_after(code).table("users")
    assert table is not None
    return table.forbids_null("name")


ADDED = 'add_check_constraint :users, "name IS NOT NULL", name: "named", validate: false\n'


def test_a_check_that_is_added_plainly_is_validated_at_once() -> None:
    assert forbids_null('add_check_constraint :users, "name IS NOT NULL"')


def test_a_check_that_is_added_without_validation_says_nothing_about_old_rows() -> None:
    assert not forbids_null(ADDED)


@pytest.mark.parametrize(
    "validation",
    [
        'validate_check_constraint :users, name: "named"',
        'validate_constraint :users, "named"',
        'validate_check_constraint :users, expression: "name IS NOT NULL"',
        'change_table(:users) { |t| t.validate_check_constraint name: "named" }',
    ],
)
def test_it_does_so_once_it_is_validated(validation: str) -> None:
    assert forbids_null(ADDED + validation)


def test_the_validation_of_another_constraint_changes_nothing() -> None:
    assert not forbids_null(ADDED + 'validate_check_constraint :users, name: "other"')


def test_a_check_that_is_dropped_says_nothing() -> None:
    validated = ADDED + 'validate_constraint :users, "named"\n'
    assert not forbids_null(validated + 'remove_check_constraint :users, name: "named"')


@pytest.mark.parametrize(
    ("expression", "forbids"),
    [
        ("name IS NOT NULL", True),
        ('("name" is not null)', True),
        ("`name` IS NOT NULL", True),
        ("name IS NOT NULL AND age > 0", False),
        ("nickname IS NOT NULL", False),
        ("name IS NULL", False),
    ],
)
def test_only_that_one_condition_forbids_null(expression: str, forbids: bool) -> None:
    assert Constraint("check", expression, None).forbids_null("name") is forbids


def test_a_foreign_key_is_validated_by_its_table_or_its_name() -> None:
    added = (
        "create_table :posts\ncreate_table :tags\n"
        "add_foreign_key :users, :posts, validate: false\n"
        "add_foreign_key :users, :tags, name: 'fk_tags', validate: false\n"
    )
    validated = "validate_foreign_key :users, :posts\nvalidate_foreign_key :users, name: 'fk_tags'"
    table = schema_after(added + validated).table("users")
    assert table is not None
    assert [key.options.get("validate") for key in table.foreign_keys] == [None, None]


def test_validation_locks_no_writer_out() -> None:
    (operation,) = migration("validate_foreign_key :a, :b").up.operations
    assert isinstance(operation, ValidateConstraint)
    assert not operation.locks_writers
