"""Enums as Ruby code to paste: what is written reads back as the same."""

import pytest

from tests.rails.model_code import enum_with
from wishare_lint.rails.enums.source import enum_declaration, enum_hash, positional_call


def declared(code: str) -> str:
    enum = enum_with(code)
    return enum_declaration(enum, tuple(enum.labels.items()))


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("enum :status, %i[draft live]", "enum :status, { draft: 0, live: 1 }"),
        (
            "enum :status, %i[draft], prefix: true, default: :draft",
            "enum :status, { draft: 0 }, prefix: true, default: :draft",
        ),
        (
            "enum status: %i[draft], _suffix: :state, _scopes: false",
            "enum status: { draft: 0 }, _suffix: :state, _scopes: false",
        ),
        ('enum :status, { "in-progress" => "x" }', 'enum :status, { "in-progress": "x" }'),
        ("enum :status, { none: nil, yes: true }", "enum :status, { none: nil, yes: true }"),
    ],
)
def test_the_syntax_and_the_options_stay(code: str, written: str) -> None:
    assert declared(code) == written


@pytest.mark.parametrize(
    "code",
    [
        "enum :status, %i[draft live], prefix: :is, validate: { allow_nil: true }",
        "enum status: { a: 'A b', b: \"c\" }, _prefix: true",
        "enum :x, { 'a b': 1, c: 2.5 }",
    ],
)
def test_what_is_written_reads_back_as_the_same(code: str) -> None:
    before, after = enum_with(code), enum_with(declared(code))
    assert after.mapped == before.mapped
    assert after.options == before.options
    assert after.attribute == before.attribute


def test_many_labels_are_written_below_each_other() -> None:
    labels = tuple((f"a_rather_long_label_{number}", number) for number in range(6))
    lines = enum_hash(labels).splitlines()
    assert lines[0] == "{"
    assert lines[1] == "  a_rather_long_label_0: 0,"
    assert lines[-1] == "}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("enum status: { a: 0 }", "enum :status, { a: 0 }"),
        ("enum(status: %i[a b])", "enum(:status, %i[a b])"),
        ("enum :status => STATUSES", "enum :status, STATUSES"),
        (
            "enum status: {\n  a: 0,\n}, _prefix: true, _default: :a",
            "enum :status, {\n  a: 0,\n}, prefix: true, default: :a",
        ),
    ],
)
def test_the_positional_call_keeps_everything_but_the_syntax(old: str, new: str) -> None:
    assert positional_call(old) == new


@pytest.mark.parametrize("call", ["status_enum :status", "enum _prefix: true, status: [:a]"])
def test_a_call_that_does_not_begin_with_the_attribute_is_left_alone(call: str) -> None:
    assert positional_call(call) is None


@pytest.mark.parametrize(
    "code",
    [
        "aasm do\n  state :draft, initial: true\n  state :live\n  # …\nend",
        "aasm column: :status do\n  state :live, initial: true\n  # …\nend",
        "state_machine :status, initial: :a do\n  state :a\n  state :b, value: 2\n  # …\nend",
        "enumerize :status, in: %i[draft live], default: :draft",
        "enumerize :status, in: { draft: 1, live: 2 }",
    ],
)
def test_the_macro_of_a_gem_is_written_as_the_gem_takes_it(code: str) -> None:
    assert declared(code) == code
