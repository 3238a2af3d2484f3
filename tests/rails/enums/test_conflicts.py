"""Labels with which Rails refuses to load a class, by version and options."""

import pytest

from tests.rails.model_code import enum_with, model_with
from wishare_lint.rails.enums.conflicts import enum_clashes, enum_clashes_between
from wishare_lint.rails.version import Version


def refused(code: str, version: Version | None = (8, 0)) -> list[str]:
    """The methods at fault."""
    return [clash.method for clash in enum_clashes(enum_with(f"enum :x, {code}"), version)]


@pytest.mark.parametrize("label", ["private", "public", "new", "all", "none", "create", "select"])
def test_names_of_class_methods_are_refused_because_of_the_scope(label: str) -> None:
    (clash,) = enum_clashes(enum_with(f"enum :x, {{ {label}: 0 }}"), (8, 0))
    assert (clash.kind, clash.method, clash.owner) == ("class", label, "Active Record")


@pytest.mark.parametrize(("label", "method"), [("valid", "valid?"), ("save", "save!")])
def test_names_of_instance_methods_are_refused_because_of_those(label: str, method: str) -> None:
    (clash,) = enum_clashes(enum_with(f"enum :x, {{ {label}: 0 }}"), (8, 0))
    assert (clash.kind, clash.method) == ("instance", method)


def test_names_of_relations_are_refused_too() -> None:
    (clash,) = enum_clashes(enum_with("enum :x, { records: 0 }"), (8, 0))
    assert clash.owner == "ActiveRecord::Relation"


def test_other_words_of_ruby_are_accepted() -> None:
    assert refused("{ hash: 0, class: 1, open: 2, default: 3, nil: 4, end: 5, test: 6 }") == []


def test_a_prefix_or_a_suffix_frees_a_label() -> None:
    assert refused("{ private: 0, valid: 1 }, prefix: true") == []
    assert refused("{ private: 0, valid: 1 }, suffix: :one") == []


def test_a_prefix_can_make_a_name_that_is_refused() -> None:
    assert refused("{ record: 0 }, prefix: :new") == ["new_record?"]


def test_without_scopes_only_instance_methods_count() -> None:
    assert refused("{ new: 0, valid: 1 }, scopes: false") == ["valid?"]


def test_without_instance_methods_only_scopes_count_from_rails_7_1_on() -> None:
    code = "{ new: 0, valid: 1 }, instance_methods: false"
    assert refused(code, (7, 1)) == ["new"]
    assert refused(code, (7, 0)) == ["new", "valid?"]


@pytest.mark.parametrize(
    ("label", "version", "refuses"),
    [
        ("then", (7, 2), False),
        ("then", (8, 0), True),
        ("with", (7, 0), False),
        ("with", (7, 1), True),
        ("partial_writes", (7, 0), True),
        ("partial_writes", (7, 1), False),
        ("private", (5, 2), True),
        ("records", (5, 2), False),
        ("partial_writes", (5, 2), False),
        ("private", (9, 0), True),
    ],
)
def test_the_version_decides(label: str, version: Version, refuses: bool) -> None:
    assert bool(refused(f"{{ {label}: 0 }}", version)) is refuses


def test_without_a_version_only_what_every_version_refuses_counts() -> None:
    assert refused("{ then: 0, partial_writes: 1, private: 2 }", None) == ["private"]


def test_two_enums_of_a_class_cannot_share_a_label() -> None:
    first, second = model_with("enum :a, %i[x y]\nenum :b, %i[y z]").enums
    (clash,) = enum_clashes_between(second, [first], (8, 0))
    assert (clash.label, clash.method, clash.owner) == ("y", "y?", "Order#a")


def test_two_enums_with_another_prefix_share_no_method() -> None:
    first, second = model_with("enum :a, %i[x]\nenum :b, %i[x], prefix: true").enums
    assert list(enum_clashes_between(second, [first], (8, 0))) == []


def test_a_prefix_may_lead_to_the_label_of_another_enum() -> None:
    first, second = model_with("enum :a, %i[b_x]\nenum :b, %i[x], prefix: true").enums
    assert [clash.method for clash in enum_clashes_between(second, [first], (8, 0))] == ["b_x?"]
