"""Attributes of the gem enumerize: which values rows of a column may hold."""

import pytest

from tests.rails.model_code import enum_with
from wishare_lint.ruby.values import Unknown


@pytest.mark.parametrize(
    ("given", "labels"),
    [
        ("in: %i[draft live]", {"draft": "draft", "live": "live"}),
        ("in: %w[draft live].freeze, default: :draft", {"draft": "draft", "live": "live"}),
        ("in: { draft: 1, live: 2 }", {"draft": 1, "live": 2}),
        ("in: [:draft, [:live, 2]]", {"draft": "draft", "live": 2}),
        ("in: STATES", {"draft": "draft", "live": "live"}),
        (":in => [:draft]", {"draft": "draft"}),
    ],
)
def test_values_without_one_of_their_own_are_stored_as_text(
    given: str, labels: dict[str, object]
) -> None:
    enum = enum_with(f"STATES = %i[draft live]\nenumerize :status, {given}")
    assert (enum.macro, enum.attribute, enum.form) == ("enumerize", "status", "hash")
    assert enum.labels == labels


@pytest.mark.parametrize("given", ["in: states", "in: %i[a b], multiple: true", "**options"])
def test_what_is_computed_or_holds_several_values_is_not_known(given: str) -> None:
    assert isinstance(enum_with(f"enumerize :status, {given}").mapped, Unknown)


def test_predicates_may_have_a_prefix() -> None:
    enum = enum_with("enumerize :status, in: [:live], predicates: { prefix: true }")
    assert enum.method_name("live") == "status_live"


def test_the_default_is_one_of_the_values() -> None:
    assert enum_with("enumerize :status, in: { a: 1, b: 2 }, default: :b").default == "b"
