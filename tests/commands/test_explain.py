"""`explain`: the page of a rule."""

import pytest

from tests.rails_app import RailsApp

pytestmark = pytest.mark.usefixtures("pack")


def test_a_rule_is_explained_by_its_id(app: RailsApp) -> None:
    assert (
        app.lint("explain", "not-null").stdout
        == """\
not-null (error, profile recommended, since 0.1.0)
also: Rails/NotNullColumn, shared/columns

A column that must have a value breaks the running code.

It does not write the column.

Add it so that it takes NULL.

Bad:

    add_column :users, :name, :string, null: false

Good:

    add_column :users, :name, :string
"""
    )


def test_a_rule_is_explained_by_its_alias(app: RailsApp) -> None:
    by_alias = app.lint("explain", "Rails/NotNullColumn").stdout
    assert by_alias == app.lint("explain", "not-null").stdout


def test_all_rules_of_an_alias_are_explained(app: RailsApp) -> None:
    first, second = app.lint("explain", "shared/columns").stdout.split(f"\n{'-' * 80}\n\n")
    assert first.startswith("not-null (error")
    assert second.startswith("plain-index (warning")


def test_an_unknown_rule_is_2_and_gets_a_hint(app: RailsApp) -> None:
    result = app.lint("explain", "not-nul")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "error: unknown rule `not-nul`; did you mean `not-null`?\n"


def test_text_is_wrapped_to_the_terminal_and_code_is_not(app: RailsApp) -> None:
    text = app.lint("explain", "not-null", environment={"COLUMNS": "30"}).stdout
    assert "A column that must have a\nvalue breaks the running code.\n" in text
    assert "    add_column :users, :name, :string, null: false\n" in text
