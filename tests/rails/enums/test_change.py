"""How two versions of an enum differ, and what that means for the rows."""

import pytest

from tests.rails.model_code import enum_with
from wishare_lint.rails.enums.change import ArrayEdit, EnumChange, Reader, compare

Told = list[tuple[str, str, object]]


def change(before: str, after: str) -> EnumChange | None:
    old, new = (enum_with(f"enum :status, {labels}") for labels in (before, after))
    return compare(old, new, (Reader("Order", "orders"),))


def changed(before: str, after: str) -> EnumChange:
    found = change(before, after)
    assert found is not None
    return found


def told(found: EnumChange) -> Told:
    return [(one.kind, one.label, one.was) for one in found.labels]


def meanings(found: EnumChange) -> list[tuple[object, str, str | None]]:
    return [(one.stored, one.was, one.now) for one in found.meanings]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("%i[a b]", "{ a: 0, b: 1 }"),
        ("%i[a b]", "{ b: 1, a: 0 }"),
        ("{ a: :a }", '{ a: "a" }'),
        ("%i[a b].index_with(&:to_s)", '{ "a" => "a", "b" => "b" }'),
        ("{ a: 0 }, validate: true", "{ a: 0 }"),
        ("{ a: 0, b: Limits.b }", "{ a: 0, b: Limits.other }"),
        ("Setting.states", "%i[a b]"),
        ("%i[a b]", "Setting.states"),
    ],
)
def test_what_means_the_same_or_is_not_known_is_no_change(before: str, after: str) -> None:
    assert change(before, after) is None


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("{ a: 0 }", "{ a: 0, b: 1 }", [("label_added", "b", None)]),
        ("{ a: 0, b: 1 }", "{ a: 0 }", [("label_removed", "b", None)]),
        ("{ a: 0, b: 1 }", "{ a: 0, c: 1 }", [("label_renamed", "c", "b")]),
        ("{ a: 0, b: 1 }", "{ a: 0, b: 2 }", [("value_changed", "b", 1)]),
        ("%i[a b]", "%i[a x b]", [("value_changed", "b", 1), ("label_added", "x", None)]),
        ("%i[a b c]", "%i[a c]", [("label_removed", "b", None), ("value_changed", "c", 2)]),
        ("%i[a b]", "%i[b a]", [("value_changed", "a", 0), ("value_changed", "b", 1)]),
        (
            '{ a: "a", b: "b" }',
            '{ a: "a", c: "c" }',
            [("label_removed", "b", None), ("label_added", "c", None)],
        ),
        ("{ a: 0, old: 0 }", "{ a: 0 }", [("label_renamed", "a", "old")]),
        ("{ a: 0 }", "{ b: 0, a: 0 }", [("label_renamed", "b", "a")]),
        ("{ a: 0 }", "{ a: 0, b: 0 }", [("label_added", "b", None)]),
    ],
)
def test_each_label_has_one_change(before: str, after: str, expected: Told) -> None:
    assert told(changed(before, after)) == expected


def test_the_meaning_of_rows_is_told_by_what_they_hold() -> None:
    assert meanings(changed("%i[a b c]", "%i[a x b c]")) == [(1, "b", "x"), (2, "c", "b")]
    assert meanings(changed("%i[a b c]", "%i[a c]")) == [(1, "b", "c"), (2, "c", None)]
    assert meanings(changed("{ a: 0 }", "{ a: 0, b: 1 }")) == []


def test_another_kind_of_value_is_one_change_of_storage() -> None:
    found = changed("{ a: 0, b: 1 }", '{ a: "a", b: "b" }')
    assert found.kinds == ("storage_changed",)
    assert meanings(found) == [(0, "a", None), (1, "b", None)]


def test_a_changed_option_is_named() -> None:
    found = changed("{ a: 0 }, prefix: true", "{ a: 0 }, suffix: :x, default: :a")
    assert found.options_changed == ("prefix", "suffix", "default")
    assert found.kinds == ("options_changed",)


@pytest.mark.parametrize(
    ("before", "after", "edit"),
    [
        ("%i[a b]", "%i[a x b]", ArrayEdit(("x",), (), False)),
        ("%i[a b c]", "%i[a c]", ArrayEdit((), ("b",), False)),
        ("%i[a b]", "%i[b a]", ArrayEdit((), (), True)),
        ("%i[a b c]", "%i[x c a y]", ArrayEdit(("x",), ("b",), True)),
        ("%i[a b]", "%i[a b x]", ArrayEdit((), (), False)),
    ],
)
def test_the_edit_of_an_array_is_told(before: str, after: str, edit: ArrayEdit) -> None:
    assert changed(before, after).array_edit == edit


def test_a_hash_has_no_edit_of_an_array() -> None:
    assert changed("%i[a b]", "{ a: 1, b: 2 }").array_edit is None


@pytest.mark.parametrize(
    ("before", "after", "stable"),
    [
        ("%i[a b c]", "%i[a x b c]", {"a": 0, "b": 1, "c": 2, "x": 3}),
        ("%i[a b c]", "%i[x y c]", {"a": 0, "b": 1, "c": 2, "x": 3, "y": 4}),
        ("{ a: 0, b: 1 }", "{ a: 0, c: 7 }", {"a": 0, "b": 1, "c": 7}),
        ("{ a: 0, b: 1 }", "{ a: 0, c: 1 }", {"a": 0, "b": 1, "c": 2}),
        ('{ a: "a" }', '{ c: "c" }', {"a": "a", "c": "c"}),
        ('{ a: "x" }', '{ c: "x" }', {"a": "x", "c": "c"}),
        ("{ a: 0 }", '{ a: "a", c: "c" }', {"a": 0, "c": 1}),
    ],
)
def test_a_stable_mapping_keeps_old_values_and_gives_free_ones_to_new_labels(
    before: str, after: str, stable: dict[str, object]
) -> None:
    assert dict(changed(before, after).stable) == stable


def test_the_name_is_that_of_the_only_class_or_of_the_declaration() -> None:
    old, new = enum_with("enum :status, %i[a]"), enum_with("enum :status, %i[b]")
    one, several = (Reader("Invoice", "invoices"),), (Reader("A", "as"), Reader("B", "bs"))
    for readers, name in ((one, "Invoice#status"), (several, "Order#status"), ((), "Order#status")):
        found = compare(old, new, readers)
        assert found is not None
        assert found.name == name
