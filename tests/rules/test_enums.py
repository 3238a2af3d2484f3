"""What the rules about enums offer: code to paste, and edits that keep the meaning."""

import pytest
from wishare_lint_rules.enums.enum_array_syntax import EnumArraySyntax
from wishare_lint_rules.enums.enum_data_migration_stale_label import EnumDataMigrationStaleLabel
from wishare_lint_rules.enums.enum_label_conflict import EnumLabelConflict
from wishare_lint_rules.enums.enum_label_removed import EnumLabelRemoved
from wishare_lint_rules.enums.enum_label_renamed import EnumLabelRenamed
from wishare_lint_rules.enums.enum_removed import EnumRemoved
from wishare_lint_rules.enums.enum_storage_changed import EnumStorageChanged
from wishare_lint_rules.enums.enum_value_changed import EnumValueChanged

from tests.change_sets import MIGRATION, ORDER, migration, order
from wishare_lint.finding import Finding
from wishare_lint.packs import AnyRule
from wishare_lint.testing import check_trees


def only(rule: AnyRule, before: str, after: str, up: str = "") -> Finding:
    """The only finding about a change of `Order`."""
    head = {ORDER: order(after).encode()}
    if up:
        head[MIGRATION] = migration(up).encode()
    base = {ORDER: order(before).encode()}
    (finding,) = check_trees([rule], base, head).findings
    return finding


def instead(rule: AnyRule, before: str, after: str, up: str = "") -> str:
    return only(rule, before, after, up).instead


def fixed(body: str) -> str | None:
    """The class after the edit of `enum-array-syntax`; None where none is offered."""
    finding = only(EnumArraySyntax, "", body)
    if not finding.fixes:
        return None
    (fix,) = finding.fixes
    (edit,) = fix.edits
    assert fix.safe
    source, at = finding.source, edit.location.range
    lines = source.text.splitlines(keepends=True)
    head = "".join(lines[: at.start.line - 1]) + lines[at.start.line - 1][: at.start.column - 1]
    tail = lines[at.end.line - 1][at.end.column - 1 :] + "".join(lines[at.end.line :])
    return head + edit.text + tail


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("enum :s, %i[a b], prefix: true", "enum :s, { a: 0, b: 1 }, prefix: true"),
        ("enum s: ['a', 'b c'].freeze", 'enum s: { a: 0, "b c": 1 }.freeze'),
        ("  enum(:s, [:a])", "  enum(:s, { a: 0 })"),
        ("  enum :s, %w[\n    a\n    b\n  ]", "  enum :s, {\n    a: 0,\n    b: 1,\n  }"),
    ],
)
def test_an_array_is_replaced_by_the_hash_that_means_the_same(body: str, expected: str) -> None:
    assert fixed(body) == order(expected)


@pytest.mark.parametrize(
    "body",
    ["S = %i[a b]\nenum :s, S", "enum :s, [\n:a, # the first\n:b\n]", "enum :s, %i[a] + %i[b]"],
)
def test_no_edit_is_offered_that_would_lose_something(body: str) -> None:
    assert fixed(body) is None


def test_the_old_numbers_come_with_a_free_one_for_the_new_label() -> None:
    text = instead(EnumValueChanged, "enum :s, %i[a b c]", "enum :s, %i[a x b c], prefix: true")
    assert text.splitlines() == [
        "# stored | was | is",
        "# 1      | b   | x",
        "# 2      | c   | b",
        "enum :s, { a: 0, b: 1, c: 2, x: 3 }, prefix: true",
    ]


def test_methods_with_the_old_name_are_written_out() -> None:
    text = instead(EnumLabelRenamed, "enum :s, { a: 0, b: 1 }", "enum :s, { a: 0, c: 1 }")
    assert "scope :b, -> { c }\nalias_method :b?, :c?\nalias_method :b!, :c!" in text
    assert text.endswith("enum :s, { a: 0, b: 1, c: 2 }")


def test_only_methods_that_the_enum_has_are_written_out() -> None:
    options = "scopes: false, instance_methods: false"
    text = instead(
        EnumLabelRenamed, f"enum :s, {{ a: 0 }}, {options}", f"enum :s, {{ c: 0 }}, {options}"
    )
    assert "scope " not in text
    assert "alias_method" not in text


def test_a_label_is_retired_by_its_stored_value_which_every_release_understands() -> None:
    text = instead(EnumLabelRemoved, "enum :s, { a: 0, b: 1 }", "enum :s, { a: 0 }")
    assert "Order.where(s: 1).in_batches.update_all(s: :…)" in text
    assert "Order.where(s: 1).count" in text


def test_the_new_text_of_a_label_is_where_its_rows_should_go() -> None:
    text = instead(EnumLabelRemoved, 'enum :s, { a: "a" }', 'enum :s, { b: "b" }')
    assert 'Order.where(s: "a").in_batches.update_all(s: :b)' in text
    assert text.startswith('enum :s, { a: "a", b: "b" }')


def test_a_second_column_takes_values_of_another_kind() -> None:
    text = instead(EnumStorageChanged, "enum :s, { a: 0 }", 'enum :s, { a: "a" }')
    assert "add_column :orders, :s_string, :string" in text


def test_an_enum_comes_back_as_it_was_or_its_column_is_ignored() -> None:
    text = instead(EnumRemoved, "enum :s, %i[a b]", "has_many :items")
    assert "enum :s, { a: 0, b: 1 }" in text
    assert "self.ignored_columns += %w[s]" in text


def test_a_prefix_is_shown_with_the_methods_that_it_makes() -> None:
    text = instead(EnumLabelConflict, "", "enum :s, { new: 0 }")
    assert text == "enum :s, { new: 0 }, prefix: true\n# Order.s_new, s_new?"


@pytest.mark.parametrize(
    ("up", "expected"),
    [
        ("Order.where(s: :gone).update_all(s: 'a')", "Order.where(s: 1).update_all(s: 'a')"),
        ("Order.gone.update_all(s: :a)", "Order.where(s: 1).update_all(s: :a)"),
        ("Order.where(s: :gone).find_each { |o| o.update!(s: :a) }", "# rows with `gone` hold 1"),
    ],
)
def test_stale_labels_are_replaced_by_what_rows_hold(up: str, expected: str) -> None:
    before, after = "enum :s, { a: 0, gone: 1 }", "enum :s, { a: 0 }"
    assert instead(EnumDataMigrationStaleLabel, before, after, up) == expected


def test_a_finding_survives_edits_around_its_enum() -> None:
    before, after = "enum :s, { a: 0, b: 1 }", "enum :s, { a: 0 }"
    first = only(EnumLabelRemoved, before, after)
    second = only(EnumLabelRemoved, before, f"# a comment\n\n{after}")
    assert first.fingerprint == second.fingerprint
