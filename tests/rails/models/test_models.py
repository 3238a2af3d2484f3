"""All models together: tables, single-table inheritance, namespaces, concerns."""

from tests.rails.model_code import models_in
from wishare_lint.rails.models.inflector import Inflector
from wishare_lint.rails.models.models import Models


def models(*files: str, tables: tuple[str, ...] = ()) -> Models:
    found = [model for code in files for model in models_in(code)]
    return Models.of(found, Inflector(), lambda name: name in tables)


def table(known: Models, class_name: str) -> str:
    return known.table(known.by_class[class_name])


def test_the_table_follows_from_the_name_of_the_class() -> None:
    known = models("class Person < ApplicationRecord\nend", "class OrderItem < Base\nend")
    assert table(known, "Person") == "people"
    assert table(known, "OrderItem") == "order_items"


def test_a_child_shares_the_table_of_its_parent() -> None:
    known = models(
        "class Car < ApplicationRecord\nend", "class Van < Car\nend", "class Bus < Van\nend"
    )
    assert table(known, "Bus") == "cars"
    assert known.shares_table(known.by_class["Bus"])
    assert {model.class_name for model in known.of_table("cars")} == {"Car", "Van", "Bus"}


def test_an_abstract_parent_shares_no_table() -> None:
    known = models(
        "class Replica < ApplicationRecord\nself.abstract_class = true\nend",
        "class Car < Replica\nend",
    )
    assert table(known, "Car") == "cars"
    assert known.of_table("replicas") == ()


def test_a_child_with_a_table_of_its_own_shares_none() -> None:
    known = models("class Car < Base\nend", "class Van < Car\nself.table_name = 'vans'\nend")
    assert table(known, "Van") == "vans"
    assert not known.shares_table(known.by_class["Van"])


def test_classes_that_derive_from_each_other_end_somewhere() -> None:
    known = models("class A < B\nend", "class B < A\nend")
    assert table(known, "A") == "as"


def test_the_parent_is_searched_from_the_inside() -> None:
    known = models(
        "class Car < ApplicationRecord\nself.table_name = 'outside'\nend",
        "module Shop\nclass Car < ApplicationRecord\nself.table_name = 'inside'\nend\n"
        "class Van < Car\nend\nend",
    )
    assert table(known, "Shop::Van") == "inside"


def test_a_namespace_counts_where_only_such_a_table_exists() -> None:
    code = "module Admin\nclass User < ApplicationRecord\nend\nend"
    assert table(models(code, tables=("admin_users",)), "Admin::User") == "admin_users"
    assert table(models(code, tables=("admin_users", "users")), "Admin::User") == "users"
    assert table(models(code), "Admin::User") == "users"


def test_a_module_may_name_the_prefix() -> None:
    code = (
        "module Admin\ndef self.table_name_prefix\n'adm_'\nend\n"
        "class User < ApplicationRecord\nend\nend"
    )
    assert table(models(code), "Admin::User") == "adm_users"


def test_a_class_that_two_files_open_is_one() -> None:
    known = models(
        "class Order < ApplicationRecord\nenum :status, %i[a]\nend",
        "class Order\nself.ignored_columns = %w[b]\nenum :kind, %i[c]\nend",
    )
    assert set(known.enums) == {("Order", "status"), ("Order", "kind")}
    assert known.ignores("orders", "b")


CONCERN = (
    "module HasCurrency\nextend ActiveSupport::Concern\n"
    "included do\nself.ignored_columns += %w[old]\nenum :currency, %i[usd eur]\nend\nend"
)


def test_the_enum_of_a_concern_counts_for_every_class_with_it() -> None:
    known = models(
        CONCERN,
        "class Invoice < ApplicationRecord\ninclude HasCurrency\nend",
        "class Payment < ApplicationRecord\ninclude HasCurrency\nend",
    )
    assert set(known.enums) == {("Invoice", "currency"), ("Payment", "currency")}
    assert {enum.class_name for enum in known.enums.values()} == {"HasCurrency"}
    assert known.ignores("invoices", "old")


def test_a_concern_may_come_by_way_of_another_one() -> None:
    known = models(
        CONCERN,
        "module Billable\ninclude HasCurrency\nend",
        "module Shop\nclass Invoice < ApplicationRecord\ninclude ::Billable\nend\nend",
    )
    assert set(known.enums) == {("Shop::Invoice", "currency")}


def test_concerns_that_include_each_other_end_somewhere() -> None:
    known = models(
        "module A\ninclude B\nend", "module B\ninclude A\nend", "class C\ninclude A\nend"
    )
    assert known.enums == {}


def test_a_concern_that_no_class_is_seen_to_include_counts_by_itself() -> None:
    assert set(models(CONCERN).enums) == {("HasCurrency", "currency")}


def test_a_child_has_the_enums_of_its_parent() -> None:
    known = models(
        "class Car < ApplicationRecord\nenum :fuel, %i[gas]\nend",
        "class Van < Car\nenum :size, %i[big]\nend",
    )
    assert set(known.enums) == {("Car", "fuel"), ("Van", "fuel"), ("Van", "size")}
    assert known.enums["Van", "fuel"].class_name == "Car"


def test_an_enum_of_the_class_wins_over_one_of_its_parent() -> None:
    known = models(
        "class Car < ApplicationRecord\nenum :fuel, %i[gas]\nend",
        "class Van < Car\nenum :fuel, %i[diesel]\nend",
    )
    assert known.enums["Van", "fuel"].labels == {"diesel": 0}


def test_an_enum_that_is_read_wins_over_one_that_is_not() -> None:
    known = models("class Order < Base\nenum :status, %i[a]\ntranslate_enum :status\nend")
    assert known.enums["Order", "status"].labels == {"a": 0}


def test_enums_that_rails_sees_together_are_those_of_the_class_and_its_concerns() -> None:
    known = models(
        CONCERN,
        "class Car < ApplicationRecord\nenum :fuel, %i[gas]\nend",
        "class Van < Car\ninclude HasCurrency\nenum :size, %i[big]\nend",
    )
    assert [enum.attribute for enum in known.enums_together("Van")] == ["currency", "size"]
