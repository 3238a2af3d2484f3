"""Every release of a recipe in docs/recipes.md is clean under all rules, one after the other."""

import re
from collections.abc import Iterator, Mapping

import pytest

from tests.conftest import ROOT, built_in_rules
from wishare_lint.finding import Severity
from wishare_lint.testing import check_trees, files

RULES = built_in_rules()
PAGE = (ROOT / "docs/recipes.md").read_text(encoding="utf-8")
RECIPES = dict(re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE))

DEPLOYED = files("""
    # app/models/user.rb
    class User < ApplicationRecord
    end

    # app/models/order.rb
    class Order < ApplicationRecord
      enum :status, %i[draft live archived]
    end

    # db/schema.rb
    ActiveRecord::Schema[8.1].define(version: 2026_01_01_000000) do
      create_enum "order_state", ["open", "closed"]

      create_table "users", force: :cascade do |t|
        t.string "name"
        t.string "nickname"
        t.string "email"
      end

      create_table "orders", force: :cascade do |t|
        t.integer "status", default: 0, null: false
        t.enum "state", enum_type: "order_state"
        t.string "note"
      end
    end
""")
"""The app before the first release of each recipe."""


def releases(recipe: str) -> Iterator[tuple[Mapping[str, bytes], Mapping[str, bytes]]]:
    """The app before and after each release. A step that stands alone starts from the app anew."""
    before = DEPLOYED
    for announced, code in re.findall(
        r"(\*\*Release \d\.\*\*)?[^`]*?(?:`[^`\n]+`[^`]*?)*```ruby\n(.*?)```", recipe, re.DOTALL
    ):
        start = DEPLOYED if announced == "**Release 1.**" else before
        after = {**start, **files(code)}
        yield start, after
        before = after


@pytest.mark.parametrize("recipe", RECIPES)
def test_no_release_has_a_finding(recipe: str) -> None:
    for before, after in releases(RECIPES[recipe]):
        found = check_trees(RULES, before, after).shown
        serious = [f for f in found if f.severity is not Severity.INFO]
        assert [(finding.rule, finding.message) for finding in serious] == []


def test_the_releases_of_the_page_are_all_read() -> None:
    assert sum(len(list(releases(recipe))) for recipe in RECIPES.values()) == PAGE.count("```ruby")
