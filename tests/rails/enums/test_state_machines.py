"""State machines of gems: which states rows of a column may hold."""

import pytest

from tests.change_sets import ORDER, change_set, enum_changes, order
from tests.rails.model_code import enum_with, model_with
from wishare_lint.rails.enums.enum import RailsEnum
from wishare_lint.ruby.values import Unknown

DRAFT_AND_LIVE = {"draft": "draft", "live": "live"}


@pytest.mark.parametrize(
    "code",
    [
        "aasm do\n  state :draft, initial: true\n  state :live\nend",
        "aasm do\n  state :draft, :live\nend",
        'aasm do\n  state "draft"\n  state "live"\nend',
        "aasm(timestamps: true, whiny_persistence: true) { state :draft, :live }",
        "STATES = %i[draft live]\naasm { STATES.each { |name| state name } }",
        "aasm { state(*%i[draft live]) }",
        "aasm { state :draft }\naasm { state :live }",
        "aasm { state :draft, :live }\naasm { event(:publish) { transitions to: :gone } }",
    ],
)
def test_the_states_of_aasm_are_stored_as_their_names(code: str) -> None:
    enum = enum_with(code)
    assert (enum.macro, enum.attribute, enum.storage) == ("aasm", "aasm_state", "string")
    assert enum.labels == DRAFT_AND_LIVE
    assert enum.default == "draft"


@pytest.mark.parametrize(
    ("head", "column"),
    [
        ("aasm", "aasm_state"),
        ("aasm column: :status", "status"),
        ('aasm column: "status"', "status"),
        ("aasm :work", "work"),
        ("aasm :work, column: :work_state", "work_state"),
    ],
)
def test_the_column_of_aasm(head: str, column: str) -> None:
    assert enum_with(f"{head} do\n  state :draft\nend").attribute == column


def test_a_state_that_is_marked_is_the_initial_one_of_aasm() -> None:
    enum = enum_with("aasm do\n  state :draft\n  state :live, initial: true\nend")
    assert enum.default == "live"


def test_words_in_callbacks_name_no_states() -> None:
    code = """
        aasm do
          state :draft, before_exit: -> { update(state: :x) }
          event :publish do
            after { state; note(state: :y) }
            transitions from: :draft, to: :draft
          end
        end
    """
    assert enum_with(code).labels == {"draft": "draft"}


def test_the_namespace_of_aasm_stands_before_its_methods() -> None:
    assert enum_with("aasm(namespace: :order) { state :live }").method_name("live") == "order_live"
    assert enum_with("aasm(:work, namespace: true) { state :on }").method_name("on") == "work_on"


def test_several_machines_have_a_column_each() -> None:
    enums = model_with("aasm { state :a }\naasm(:work) { state :b }").enums
    assert [(enum.attribute, tuple(enum.labels)) for enum in enums] == [
        ("aasm_state", ("a",)),
        ("work", ("b",)),
    ]


@pytest.mark.parametrize(
    "code",
    [
        "aasm { STATES.each { |name| state name } }",
        "aasm { state Config.first }",
        "aasm(column: name) { state :draft }",
        "aasm(column: :status, enum: true) { state :draft }",
        "state_machine { steps.each { |step| transition(step.merge(on: :next)) } }",
        "state_machine { event(:go) { transition any => target } }",
        "state_machine { event(:go) { transition(**steps) } }",
    ],
)
def test_a_machine_whose_states_are_computed_is_not_known(code: str) -> None:
    assert isinstance(enum_with(code).mapped, Unknown)


def test_aasm_without_states_declares_nothing() -> None:
    assert model_with("aasm.attribute_name\naasm { event :publish }").enums == ()


@pytest.mark.parametrize(
    "code",
    [
        "state_machine :state, initial: :draft do\n  state :live\nend",
        "state_machine initial: :draft do\n  event(:go) { transition draft: :live }\nend",
        "state_machine(initial: :draft) { event(:go) { transition %i[draft] => :live } }",
        "state_machine(initial: :draft) { event(:go) { transition from: :draft, to: :live } }",
        "state_machine(initial: :draft) { event(:go) { transition all - [:live] => :live } }",
        "state_machine(initial: :draft) { event(:go) { transition any => :live, if: :ready? } }",
        "state_machine(initial: :draft) { event(:go) { transition live: same } }",
        "state_machine(initial: :draft) { after_transition to: :live, do: :notify }",
        "state_machine(initial: :draft) { before_transition draft: :live, do: :check }",
        "state_machine(initial: :draft) { state(:live) { def late? = state == :x } }",
        "state_machine(initial: :draft) { state nil\n  other_states :live }",
    ],
)
def test_states_of_state_machines_are_those_that_anything_names(code: str) -> None:
    enum = enum_with(code)
    assert (enum.macro, enum.attribute) == ("state_machine", "state")
    assert enum.labels == DRAFT_AND_LIVE
    assert enum.default == "draft"


def test_a_state_may_have_a_value_of_its_own() -> None:
    code = "state_machine :status, initial: :draft do\n  state :draft, value: 1\n  state :live\nend"
    assert enum_with(code).labels == {"draft": 1, "live": "live"}


def test_a_machine_that_is_opened_again_keeps_the_values_of_its_states() -> None:
    again = "state_machine { event(:go) { transition draft: :live } }"
    code = f"state_machine {{ state :draft, value: 1 }}\n{again}"
    assert enum_with(code).labels == {"draft": 1, "live": "live"}


def test_a_lambda_as_value_leaves_the_other_states_known() -> None:
    enum = enum_with("state_machine { state :draft\n  state :live, value: -> { now } }")
    assert enum.stored == ("draft",)


def test_statesman_keeps_states_in_a_table_of_transitions() -> None:
    body = "include Statesman::Machine\nstate :draft, initial: true\nstate :live"
    enum = enum_with(body)
    assert (enum.macro, enum.attribute) == ("statesman", "to_state")
    assert enum.labels == DRAFT_AND_LIVE
    assert enum.default == "draft"


def test_a_method_of_that_name_elsewhere_is_no_state() -> None:
    assert model_with("state :draft").enums == ()


# Classes and concerns


def test_a_machine_in_a_concern_is_opened_again_by_the_class() -> None:
    shared = (
        "module Shared\n  extend ActiveSupport::Concern\n  included do\n"
        "    aasm { state :draft }\n  end\nend"
    )
    files = {
        "app/models/concerns/shared.rb": shared,
        ORDER: order("include Shared\naasm { state :live }"),
    }
    enum = change_set({}, files).head.models.enums["Order", "aasm_state"]
    assert enum.labels == DRAFT_AND_LIVE


def test_a_state_that_moves_from_the_parent_to_a_child_is_not_lost_to_the_child() -> None:
    both = "aasm { state :draft\n  state :live }"
    before = {
        ORDER: order(both),
        "app/models/gift.rb": "class Gift < Order\n  aasm { state :wrapped }\nend",
    }
    after = {
        ORDER: order("aasm { state :draft }"),
        "app/models/gift.rb": "class Gift < Order\n  aasm { state :live, :wrapped }\nend",
    }
    (change,) = enum_changes(before, after)
    assert change.name == "Order#aasm_state"


@pytest.mark.parametrize("machine", ["aasm column: :status, enum: true", "state_machine :status"])
def test_the_enum_of_rails_counts_where_a_machine_keeps_its_states_in_it(machine: str) -> None:
    body = f"enum :status, %i[draft live]\n{machine} do\n  state :draft, :live\nend"
    changes = change_set({}, {ORDER: order(body)})
    enum = changes.head.models.enums["Order", "status"]
    assert isinstance(enum, RailsEnum)
    assert changes.unreadable_enums == ()


def test_a_machine_that_cannot_be_read_is_listed() -> None:
    changes = change_set({}, {ORDER: order("aasm { STATES.each { |name| state name } }")})
    ((place, reason),) = changes.unreadable_enums
    assert place.source.path == ORDER
    assert reason == "the values of `Order#aasm_state` are computed: `STATES`"


# Changes


def test_a_state_that_is_gone_is_a_label_removed() -> None:
    (change,) = enum_changes(
        {ORDER: order("aasm { state :draft, :live }")}, {ORDER: order("aasm { state :draft }")}
    )
    assert change.kinds == ("label_removed",)
    assert [one.value for one in change.of_kind("label_removed")] == ["live"]


def test_a_renamed_state_is_lost_and_another_one_comes() -> None:
    (change,) = enum_changes(
        {ORDER: order("aasm { state :draft, :live }")},
        {ORDER: order("aasm { state :draft, :published }")},
    )
    assert change.kinds == ("label_removed", "label_added")


@pytest.mark.parametrize(
    "after",
    [
        "aasm { state :live\n  state :draft, initial: true }",
        "aasm { state :draft, :live\n  event(:go) { transitions from: :draft, to: :live } }",
        'enum :aasm_state, { draft: "draft", live: "live" }, prefix: true, default: :draft',
    ],
)
def test_the_same_states_however_written_are_no_change(after: str) -> None:
    assert enum_changes({ORDER: order("aasm { state :draft, :live }")}, {ORDER: order(after)}) == ()


def test_a_machine_that_becomes_an_enum_with_numbers_changes_the_storage() -> None:
    (change,) = enum_changes(
        {ORDER: order("state_machine(:status) { state :draft, :live }")},
        {ORDER: order("enum :status, %i[draft live]")},
    )
    assert change.storage_changed
