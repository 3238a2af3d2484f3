"""Every way in which an enum is written, and what it means."""

import pytest

from tests.rails.model_code import enum_with, model_with, models_in, rails_enum_with
from wishare_lint.rails.enums.enum import same
from wishare_lint.ruby.values import Unknown

NUMBERED = {"draft": 0, "live": 1}
TEXTS = {"draft": "draft", "live": "live"}


@pytest.mark.parametrize(
    "code",
    [
        "enum :status, { draft: 0, live: 1 }",
        "enum :status, draft: 0, live: 1",
        "enum(:status, { draft: 0, live: 1 })",
        'enum "status", { "draft" => 0, "live" => 1 }',
        "enum :status, { :draft => 0, :live => 1 }.freeze",
        "enum status: { draft: 0, live: 1 }",
        "enum({ status: { draft: 0, live: 1 } })",
        "enum **{ status: { draft: 0, live: 1 } }",
        "self.enum :status, { draft: 0, live: 1 }",
        "enum :status, [:draft, :live]",
        "enum :status, %i[draft live]",
        "enum :status, %w[draft live].freeze",
        'enum :status, ["draft", "live"]',
        "enum status: %i[draft live]",
        "enum :status, { draft: 0 }.merge(live: 1)",
        "enum :status, { **{ draft: 0 }, live: 1 }",
        "enum :status, { draft: 0, live: 1, gone: 2 }.except(:gone)",
        "enum :status, { draft: 0, live: 1, gone: 2 }.slice(:draft, :live)",
        "enum :status, %i[draft] + %i[live]",
        "enum :status, %i[draft live].each_with_index.to_h",
        "enum :status, %i[draft live].zip(0..1).to_h",
        "enum :status, %i[draft live].zip([0, 1]).to_h",
        "enum :status, %i[draft live].map.with_index { |label, number| [label, number] }.to_h",
        "enum :status, %w[draft live].map(&:to_sym)",
        "enum :status, { 'draft' => '0', 'live' => '1' }.transform_values(&:to_i)",
    ],
)
def test_numbers_are_read_however_they_are_written(code: str) -> None:
    enum = enum_with(code)
    assert enum.attribute == "status"
    assert enum.labels == NUMBERED
    assert enum.storage == "integer"


@pytest.mark.parametrize(
    "code",
    [
        'enum :status, { draft: "draft", live: "live" }',
        "enum :status, { draft: :draft, live: :live }",
        "enum :status, %w[draft live].index_with(&:to_s)",
        "enum :status, %i[draft live].index_with(&:itself)",
        "enum :status, %w[draft live].index_by(&:to_sym)",
        "enum :status, %w[draft live].to_h { |label| [label, label] }",
        "enum :status, %i[draft live].map { |label| [label, label.to_s] }.to_h",
        "enum :status, { draft: :draft, live: :live }.transform_values(&:to_s)",
    ],
)
def test_texts_are_read_however_they_are_written(code: str) -> None:
    enum = enum_with(code)
    assert enum.labels == TEXTS
    assert enum.storage == "string"


@pytest.mark.parametrize(
    "body",
    [
        "STATUSES = { draft: 0, live: 1 }\nenum :status, STATUSES",
        "STATUSES = %w[draft live].freeze\nenum :status, STATUSES",
        "enum :status, STATUSES\nSTATUSES = %i[draft live]",
        "STATUSES = { draft: 0, live: 1 }\nenum :status, Order::STATUSES",
        "DRAFT = 0\nLIVE = 1\nenum :status, { draft: DRAFT, live: LIVE }",
        "ALL = { draft: 0, live: 1, gone: 2 }\nenum :status, ALL.except(:gone)",
        "OLD = { draft: 0 }\nenum :status, **OLD, live: 1",
    ],
)
def test_a_constant_of_the_class_is_followed(body: str) -> None:
    assert enum_with(body).labels == NUMBERED


def test_a_constant_of_a_nested_class_does_not_hide_that_of_the_class() -> None:
    body = "STATUSES = %w[draft live]\nclass Item\n  STATUSES = %w[x]\nend\nenum :status, STATUSES"
    order, _ = models_in(f"class Order < ApplicationRecord\n{body}\nend")
    assert order.enums[0].labels == NUMBERED


def test_one_keyword_call_may_hold_several_enums() -> None:
    first, second = model_with("enum status: %i[draft live], size: { small: 1 }").enums
    assert (first.attribute, first.labels) == ("status", NUMBERED)
    assert (second.attribute, second.labels) == ("size", {"small": 1})


def test_a_loop_declares_one_enum_for_each_round() -> None:
    enums = model_with("%i[a b].each { |name| enum name, { off: 0 }, prefix: name }").enums
    assert [(enum.attribute, enum.method_name("off")) for enum in enums] == [
        ("a", "a_off"),
        ("b", "b_off"),
    ]


def test_a_class_method_of_the_project_is_entered() -> None:
    body = """
        def self.states(name, *labels, **options)
          enum name, labels, **options
        end

        states :status, :draft, :live, prefix: true
    """
    enum = enum_with(body)
    assert enum.labels == NUMBERED
    assert enum.options.get("prefix") is True
    assert enum.place.text == "states :status, :draft, :live, prefix: true"


def test_an_array_and_a_hash_with_the_same_numbers_differ_in_form_only() -> None:
    array, hash_ = enum_with("enum :s, %i[a b]"), enum_with("enum :s, { a: 0, b: 1 }")
    assert (array.form, hash_.form) == ("array", "hash")
    assert array.mapped == hash_.mapped


@pytest.mark.parametrize(
    ("code", "labels"),
    [
        ("enum :s, { no: false, yes: true }", {"no": False, "yes": True}),
        ("enum :s, { none: nil, one: 1.5 }", {"none": None, "one": 1.5}),
        ("enum :s, { 'in progress': 0 }", {"in progress": 0}),
        ("enum :s, { 1 => 10 }", {"1": 10}),
    ],
)
def test_unusual_labels_and_values_are_kept(code: str, labels: dict[str, object]) -> None:
    assert enum_with(code).labels == labels


@pytest.mark.parametrize(
    "code",
    [
        "enum :status, Setting.states",
        "enum :status, states",
        "enum :status, **labels",
        "enum :status, YAML.load_file('x.yml')",
        "enum :status, I18n.available_locales.map.with_index.to_h",
        "enum :status, [:a, label]",
        "enum :status, { name => 0 }",
    ],
)
def test_labels_that_take_a_running_program_are_unknown(code: str) -> None:
    enum = enum_with(code)
    assert isinstance(enum.mapped, Unknown)
    assert enum.labels == {}
    assert enum.storage == "unknown"


def test_a_single_unknown_value_leaves_the_other_labels_known() -> None:
    enum = enum_with("enum :status, { draft: 0, live: Limits.live }")
    assert enum.labels["draft"] == 0
    assert isinstance(enum.labels["live"], Unknown)
    assert enum.stored == (0,)


def test_an_option_without_braces_around_the_labels_becomes_a_label() -> None:
    enum = enum_with("enum :status, draft: 0, prefix: true")
    assert enum.labels == {"draft": 0, "prefix": True}
    assert enum.method_name("draft") == "draft"


@pytest.mark.parametrize(
    ("code", "method"),
    [
        ("enum :status, %i[live]", "live"),
        ("enum :status, %i[live], prefix: true", "status_live"),
        ("enum :status, %i[live], prefix: :is", "is_live"),
        ("enum :status, %i[live], suffix: true", "live_status"),
        ("enum :status, %i[live], prefix: 'a', suffix: :z", "a_live_z"),
        ("enum status: %i[live], _prefix: true", "status_live"),
        ("enum status: %i[live], _suffix: :now", "live_now"),
        ("enum :status, %i[live], _prefix: true", "live"),
        ("enum :status, ['in-progress 2']", "in_progress_2"),
    ],
)
def test_methods_are_named_after_the_label_with_prefix_and_suffix(code: str, method: str) -> None:
    enum = enum_with(code)
    (label,) = enum.labels
    assert enum.method_name(label) == method


def test_a_label_that_is_no_method_name_gets_two_sets_of_methods() -> None:
    enum = enum_with("enum :status, ['in-progress']")
    assert enum.method_names("in-progress") == ("in-progress", "in_progress")


def test_the_keyword_syntax_and_its_options_are_told_apart() -> None:
    enum = rails_enum_with("enum status: %i[live], _default: :live, _scopes: false")
    assert enum.keyword_syntax
    assert dict(enum.options.values) == {"default": "live", "scopes": False}
    assert not rails_enum_with("enum :status, %i[live]").keyword_syntax


def test_rails_reads_the_first_of_two_labels_with_one_value() -> None:
    enum = enum_with("enum :status, { draft: 0, new_draft: 0 }")
    assert enum.label_of(0) == "draft"
    assert enum.label_of(1) is None
    assert enum.stored == (0,)


def test_nil_fits_every_kind_of_storage() -> None:
    assert enum_with("enum :status, { none: nil, live: 1 }").storage == "integer"
    assert enum_with("enum :status, { a: 1, b: 'b' }").storage == "mixed"


def test_true_is_not_one() -> None:
    assert not same(True, 1)
    assert same("a", "a")


def test_the_array_of_labels_is_found_where_it_stands_in_the_call() -> None:
    in_place = rails_enum_with("enum :status, %i[draft live].freeze, prefix: true").array_place
    assert in_place is not None
    assert in_place.text == "%i[draft live]"
    assert rails_enum_with("S = %i[a]\nenum :status, S").array_place is None
    keyword = rails_enum_with("enum status: [:draft], _prefix: true").array_place
    assert keyword is not None
    assert keyword.text == "[:draft]"


@pytest.mark.parametrize(
    "values",
    [
        "kinds",
        "Order.kinds",
        "::Order.kinds.slice(:draft, :live)",
        "kinds.keys",
        "labels",
        "Order.labels",
        "self::LABELS",
        "const_get(:LABELS)",
        "Hash[LABELS.each_with_index.to_a]",
        "Hash[:draft, 0, :live, 1]",
        "LABELS.inject({}) { |all, label| all.merge(label => all.size) }",
        "LABELS.reduce({}) { |all, label| all[label] = all.size; all }",
        "LABELS.zip(0..).to_h",
        "[:draft, 0, :live, 1].each_slice(2).to_h",
        "ROWS.pluck(:name)",
        "ROWS.pluck(:name, :id).to_h",
        "LABELS.then { |labels| labels.map(&:to_s) }",
    ],
)
def test_what_the_class_says_elsewhere_is_followed(values: str) -> None:
    body = (
        "LABELS = %i[draft live]\n"
        "ROWS = [{ id: 0, name: :draft }, { id: 1, name: :live }]\n"
        "enum :kind, LABELS\n"
        "def self.labels = { draft: 0, live: 1 }\n"
    )
    enum = model_with(f"{body}enum :status, {values}, prefix: true").enums[-1]
    assert (enum.attribute, enum.labels) == ("status", NUMBERED)


@pytest.mark.parametrize(
    "wrapper",
    [
        "def self.states(...) = enum(...)",
        "def self.states(*, **) = enum(*, **)",
        "def self.states(name, labels, **) = enum(name, labels, **)",
    ],
)
def test_a_class_method_may_hand_on_what_it_does_not_name(wrapper: str) -> None:
    enum = enum_with(f"{wrapper}\nstates :status, %i[draft live], prefix: true")
    assert (enum.labels, enum.options.get("prefix")) == (NUMBERED, True)


def test_a_list_that_is_changed_in_place_has_what_was_added() -> None:
    assert enum_with("list = [:draft]\nlist << :live\nenum :status, list").labels == NUMBERED
    assert enum_with("all = { draft: 0 }\nall.update(live: 1)\nenum :s, all").labels == NUMBERED


@pytest.mark.parametrize(
    "body",
    [
        "list = %i[draft live]\nlist.delete(:live)\nenum :status, list",
        "enum :status, %i[a b].each_with_object([]) { |label, all| all << label }",
    ],
)
def test_a_list_that_is_changed_in_another_way_is_not_known(body: str) -> None:
    assert isinstance(enum_with(body).mapped, Unknown)


def test_a_number_without_measure_is_not_known() -> None:
    assert enum_with("enum :status, { draft: 0, live: 1 << 99 }").stored == (0,)


def test_a_label_may_be_spelled_as_symbol_and_as_string() -> None:
    enum = rails_enum_with("enum :status, { draft: 0, 'draft' => 1, live: 2, 'gone' => 3 }")
    assert (enum.repeated, enum.respelled) == ((), ("draft",))
