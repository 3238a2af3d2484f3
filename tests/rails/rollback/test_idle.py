"""Migrations that do nothing, and those that only look like it."""

import pytest

from tests.rails.playing import migration, up_down, whole
from wishare_lint.rails.rollback.idle import idle


@pytest.mark.parametrize("body", ["", "nil", "# rubocop:disable Metrics/MethodLength", "#"])
def test_an_empty_method_does_nothing(body: str) -> None:
    found = idle(migration(body))
    assert found is not None
    assert (found.place.text, found.commented_out, found.condition) == ("change", False, "")


def test_a_class_without_methods_does_nothing() -> None:
    found = idle(whole("class Nothing < ActiveRecord::Migration[8.1]\nend"))
    assert found is not None
    assert found.place.text == "Nothing"


def test_the_methods_may_come_from_a_module() -> None:
    code = "class Something < ActiveRecord::Migration[8.1]\n  include AddsUsers\nend"
    assert idle(whole(code)) is None


@pytest.mark.parametrize(
    "comment",
    [
        "# add_column :users, :name, :string",
        "#   execute 'DROP VIEW names'",
        "# create_table(:users) do |t|",
        "# Shop::Order.find_each(&:touch)",
        "# t.string :name",
    ],
)
def test_code_may_be_a_comment(comment: str) -> None:
    found = idle(migration(comment))
    assert found is not None
    assert found.commented_out


@pytest.mark.parametrize(
    "comment",
    [
        "# no-op",
        "# NOOP because we removed redis",
        "# This migration comes from blog (originally 20200101000000)",
        "# Nothing to add_column here any more. See https://example.com/pull/1.",
        "# Done by Rails. See v2.3.",
    ],
)
def test_a_comment_may_say_why(comment: str) -> None:
    assert idle(migration(comment)) is None


@pytest.mark.parametrize(
    ("body", "condition"),
    [
        ("add_index :users, :name if Rails.env.production?", "Rails.env.production?"),
        (
            "return unless Rails.env.production?\nadd_index :users, :name",
            "Rails.env.production?",
        ),
        ("return if Rails.env.test?\nadd_index :users, :name", "not Rails.env.test?"),
    ],
)
def test_a_change_of_the_schema_may_depend_on_the_environment(body: str, condition: str) -> None:
    found = idle(migration(body))
    assert found is not None
    assert found.condition == condition


@pytest.mark.parametrize(
    "body",
    [
        "add_index :users, :name\nadd_index :users, :age if Rails.env.production?",
        "if Rails.env.test?\nadd_index :users, :name\nelse\nadd_index :users, :age\nend",
        "User.update_all(name: 'x') if Rails.env.production?",
        "change_something if Rails.env.production?",
    ],
)
def test_what_happens_everywhere_or_to_rows_is_something(body: str) -> None:
    assert idle(migration(body)) is None


def test_what_down_does_is_another_matter() -> None:
    assert idle(migration(up_down("", "remove_column :users, :name"))) is not None
