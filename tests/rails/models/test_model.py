"""What the body of a model's class says, besides its enums."""

import pytest

from tests.rails.model_code import model_with, models_in
from wishare_lint.rails.models.model import Model, model_by_text, read_models
from wishare_lint.ruby.source import SourceFile
from wishare_lint.ruby.values import Unknown


def test_a_class_knows_its_full_name_its_parent_and_what_stands_around_it() -> None:
    outer, inner = models_in("module Admin\n  class User < ::Person\n  end\nend\n")
    assert (outer.class_name, outer.is_module) == ("Admin", True)
    assert (inner.class_name, inner.superclass, inner.nesting) == (
        "Admin::User",
        "Person",
        ("Admin",),
    )
    assert not inner.is_module


@pytest.mark.parametrize("name", ["'legacy_orders'", ":legacy_orders", '"legacy_#{"orders"}"'])
def test_the_table_is_what_the_class_says(name: str) -> None:
    assert model_with(f"self.table_name = {name}").table == "legacy_orders"


def test_a_computed_table_name_is_not_known() -> None:
    assert model_with("self.table_name = Tables.orders").table is None


def test_a_module_gives_a_prefix_to_the_tables_of_its_classes() -> None:
    code = "module Shop\n  def self.table_name_prefix\n    'shop_'\n  end\nend\n"
    assert models_in(code)[0].prefix == "shop_"


def test_an_abstract_class_says_so() -> None:
    assert model_with("self.abstract_class = true").abstract
    assert not model_with("has_many :items").abstract


@pytest.mark.parametrize(
    "code",
    [
        "self.ignored_columns = %w[old_name]",
        "self.ignored_columns = ['old_name'].freeze",
        "self.ignored_columns += [:old_name]",
        "GONE = %i[old_name]\nself.ignored_columns = GONE",
    ],
)
def test_ignored_columns_are_read(code: str) -> None:
    model = model_with(code)
    assert model.ignores("old_name")
    assert not model.ignores("name")


def test_computed_ignored_columns_ignore_nothing_for_sure() -> None:
    model = model_with("self.ignored_columns = column_names - %w[id]")
    assert isinstance(model.ignored_columns, Unknown)
    assert not model.ignores("old_name")


def test_included_extended_and_prepended_modules_are_named() -> None:
    model = model_with("include A, B::C\nextend D\nprepend E")
    assert model.includes == ("A", "B::C", "D", "E")


def test_the_methods_and_scopes_of_the_class_are_named() -> None:
    model = model_with(
        "scope :live, -> { published }\nalias_method :live?, :published?\n"
        "def self.gone\nend\n\nprivate\n\ndef touch_up\nend"
    )
    assert model.methods == {"live", "live?", "gone", "touch_up"}


@pytest.mark.parametrize(
    "body",
    [
        "included do\n  enum :status, %i[draft live]\nend",
        "included do\n  with_options prefix: :x do\n    enum :status, %i[draft live]\n  end\nend",
        "concerning :Statuses do\n  included do\n    enum :status, %i[draft live]\n  end\nend",
        "def self.included(base)\n  base.enum :status, %i[draft live]\nend",
        "def self.included(base)\n  base.class_eval do\n  enum :status, %i[draft live]\nend\nend",
    ],
)
def test_the_enum_of_a_concern_is_found_in_its_hooks(body: str) -> None:
    (concern,) = models_in(f"module HasStatus\n  extend ActiveSupport::Concern\n{body}\nend\n")
    assert concern.is_module
    assert [enum.labels for enum in concern.enums] == [{"draft": 0, "live": 1}]


def test_shared_options_count_for_the_enums_in_their_block() -> None:
    body = "with_options prefix: true do\n  enum :status, %i[new]\nend\nenum :kind, %i[other]"
    first, second = model_with(body).enums
    assert first.method_name("new") == "status_new"
    assert second.method_name("other") == "other"


def test_an_enum_under_a_condition_keeps_it() -> None:
    first, second = model_with(
        "if Feature.new?\n  enum :status, %i[a]\nelse\n  enum :status, %i[b]\nend"
    ).enums
    assert first.conditions == ("Feature.new?",)
    assert second.conditions == ("not Feature.new?",)


def test_a_statement_that_raises_hides_no_other() -> None:
    assert len(model_with("raise 'no' \nenum :status, %i[draft]").enums) == 1


def test_a_macro_of_a_gem_is_an_enum_that_cannot_be_read() -> None:
    (enum,) = model_with("flag_enum :status, in: %i[draft live]").enums
    assert enum.attribute == "status"
    assert isinstance(enum.mapped, Unknown)


@pytest.mark.parametrize("code", ["enum name, %i[a b]", "enum(**definitions)"])
def test_an_enum_whose_attribute_is_computed_is_listed_as_not_read(code: str) -> None:
    ((place, reason),) = model_with(code).unreadable
    assert place.text == code
    assert reason == "the attributes or labels of this `enum` are computed"


def test_what_is_no_ruby_is_listed_and_the_rest_is_read() -> None:
    (model,) = models_in("class Order < Base\n  enum :status, %i[a]\n  has_many :x, )\nend\n")
    assert len(model.enums) == 1
    assert model.unreadable[0][1] == "this is not valid Ruby"


def test_a_model_that_is_not_parsed_is_known_by_its_text() -> None:
    code = "module Admin\n  class User < Person\n    include Named, ::Aged\n  end\nend\n"
    model = model_by_text(SourceFile("app/models/admin/user.rb", code.encode()), "Admin::User")
    assert model == Model(
        "Admin::User", model.place, "Person", nesting=("Admin",), includes=("Named", "::Aged")
    )


def test_a_concern_that_is_not_parsed_is_no_class() -> None:
    code = "module Named\n  extend ActiveSupport::Concern\nend\n"
    assert model_by_text(
        SourceFile("app/models/concerns/named.rb", code.encode()), "Named"
    ).is_module
    assert read_models(SourceFile("x.rb", code.encode()))[0].is_module
