from pathlib import Path

import pytest

from wishare_lint.rails.models.inflector import Inflector

RAILS = Inflector()
GOLDEN = [
    line.split("\t")
    for line in Path(__file__).with_name("inflections.tsv").read_text("utf-8").splitlines()
]


def test_plurals_are_those_that_active_support_forms() -> None:
    assert {word: RAILS.pluralize(word) for word, _, _ in GOLDEN} == {
        word: plural for word, plural, _ in GOLDEN
    }


def test_singulars_are_those_that_active_support_forms() -> None:
    assert {word: RAILS.singularize(word) for word, _, _ in GOLDEN} == {
        word: singular for word, _, singular in GOLDEN
    }


@pytest.mark.parametrize(
    ("class_name", "table"),
    [
        ("User", "users"),
        ("OrderItem", "order_items"),
        ("Admin::OrderItem", "order_items"),
        ("::Person", "people"),
        ("SalesTax", "sales_taxes"),
        ("BlackSheep", "black_sheeps"),
        ("HTMLPage", "html_pages"),
        ("OAuth2Token", "o_auth2_tokens"),
        ("News", "news"),
    ],
)
def test_the_table_of_a_class_leaves_its_modules_out(class_name: str, table: str) -> None:
    assert RAILS.table_name(class_name) == table


@pytest.mark.parametrize(
    ("table", "class_name"),
    [
        ("order_items", "OrderItem"),
        ("shop.order_items", "OrderItem"),
        ("people", "Person"),
        ("order_statuses", "OrderStatus"),
    ],
)
def test_a_table_has_a_class(table: str, class_name: str) -> None:
    assert RAILS.classify(table) == class_name


def test_camelize_turns_folders_into_modules() -> None:
    assert RAILS.camelize("admin/order_item") == "Admin::OrderItem"


def test_camelize_keeps_what_is_camel_case_already() -> None:
    assert RAILS.camelize("OrderItem") == "OrderItem"


@pytest.mark.parametrize(
    ("class_name", "path"),
    [
        ("Admin::OrderItem", "admin/order_item"),
        ("HTMLPage", "html_page"),
        ("some-name", "some_name"),
        ("order_item", "order_item"),
    ],
)
def test_underscore_parts_words_and_modules(class_name: str, path: str) -> None:
    assert RAILS.underscore(class_name) == path


def test_an_empty_word_stays_empty() -> None:
    assert (RAILS.pluralize(""), RAILS.singularize(""), RAILS.camelize("")) == ("", "", "")


def test_an_acronym_is_one_word_in_both_directions() -> None:
    inflector = RAILS.with_acronym("OAuth").with_acronym("API")

    assert inflector.table_name("OAuthAPIKey") == "oauth_api_keys"
    assert inflector.classify("oauth_api_keys") == "OAuthAPIKey"


def test_an_acronym_is_not_found_inside_of_a_word() -> None:
    assert RAILS.with_acronym("LED").underscore("LEDger") == "le_dger"
    assert RAILS.with_acronym("LED").camelize("ledger") == "Ledger"


def test_an_irregular_word_may_end_a_longer_one() -> None:
    inflector = RAILS.with_irregular("criterion", "criteria")

    assert inflector.table_name("SearchCriterion") == "search_criteria"
    assert inflector.classify("search_criteria") == "SearchCriterion"


def test_an_irregular_word_keeps_its_capital() -> None:
    inflector = RAILS.with_irregular("is", "are")

    assert inflector.pluralize("Is") == "Are"
    assert inflector.singularize("are") == "is"


def test_an_irregular_word_is_countable_again() -> None:
    assert RAILS.with_irregular("fish", "fishes").pluralize("fish") == "fishes"


def test_an_uncountable_word_has_one_form() -> None:
    inflector = RAILS.with_uncountables("metadata", "Staff")

    assert inflector.singularize("metadata") == "metadata"
    assert inflector.pluralize("staff") == "staff"


def test_an_uncountable_word_is_countable_at_the_end_of_a_snake_case_name() -> None:
    assert RAILS.with_uncountables("staff").pluralize("office_staff") == "office_staffs"


def test_the_rule_that_is_added_last_counts() -> None:
    inflector = RAILS.with_plural("memo", "memi").with_plural("memo", "memoranda")

    assert inflector.pluralize("memo") == "memoranda"
