"""Literals become plain Python values; what cannot be known is Unknown with its source."""

import pytest

from tests.ruby.reading import value
from wishare_lint.ruby.values import Code, PartialText, Range, Symbol, Unknown, Value, to_source


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (":status", "status"),
        (':"in-progress"', "in-progress"),
        ("'single'", "single"),
        ('"double"', "double"),
        ("%q(a (nested) one)", "a (nested) one"),
        ("%Q[x]", "x"),
        ("?a", "a"),
        ("42", 42),
        ("1_000_000", 1_000_000),
        ("0x1f", 31),
        ("017", 15),
        ("-3", -3),
        ("2.5", 2.5),
        ("true", True),
        ("false", False),
        ("nil", None),
        ("[]", ()),
        ("[1, :a, 'b', nil]", (1, "a", "b", None)),
        ("[*[1, 2], 3]", (1, 2, 3)),
        ("[*1..3]", (1, 2, 3)),
        ("%w[draft live]", ("draft", "live")),
        ("%i[draft live]", ("draft", "live")),
        ("{ draft: 0, 'live' => 1 }", {"draft": 0, "live": 1}),
        ('{ "a b": 1 }', {"a b": 1}),
        ("{ a: 1, **{ b: 2 } }", {"a": 1, "b": 2}),
        ("x = 1\n{ x: }", {"x": 1}),
        ("(1..3)", Range(1, 3, False)),
        ("(1...3)", Range(1, 3, True)),
        ("(1..)", Range(1, None, False)),
        ("'a' 'b'", "ab"),
        ("'a' + 'b'", "ab"),
        ("'a' \\\n'b'", "ab"),
        ("%w[a b].freeze", ("a", "b")),
        (":a.to_s", "a"),
        ("'a'.to_sym", "a"),
    ],
)
def test_a_literal(code: str, expected: Value) -> None:
    assert value(code) == expected


def test_a_symbol_is_told_apart_from_a_string() -> None:
    assert isinstance(value(":a"), Symbol)
    assert isinstance(value("%i[a]"), tuple)
    assert not isinstance(value("'a'"), Symbol)
    assert isinstance(value("'a'.to_sym"), Symbol)
    assert not isinstance(value(":a.to_s"), Symbol)


def test_true_is_not_one() -> None:
    assert value("1 == true") is False
    assert value("'a' == :a") is False


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (r'"tab\tend\n"', "tab\tend\n"),
        (r'"quote \" and \\"', 'quote " and \\'),
        (r'"\u00e9\u{1F600}"', "é😀"),
        (r'"\x41\e"', "A\x1b"),
        (r"'it\'s \n'", r"it's \n"),
    ],
)
def test_escapes(code: str, expected: str) -> None:
    assert value(code) == expected


def test_interpolation_of_known_parts_is_known() -> None:
    assert value('name = :users\n"index_#{name}_#{1 + 1}"') == "index_users_2"


def test_interpolation_of_an_unknown_part_is_unknown_as_a_whole() -> None:
    assert isinstance(value('"index_#{name}"'), Unknown)


def test_interpolation_of_an_unknown_part_keeps_the_known_ones() -> None:
    parts = ("index_", Unknown("name"))
    assert value('"index_#{name}"') == PartialText('"index_#{name}"', parts)
    assert value('"index_#{name}".squish.freeze') == PartialText('"index_#{name}"', parts)
    assert value('"#{"index_#{name}"}"') == PartialText('"#{"index_#{name}"}"', parts)


def test_a_question_to_an_unknown_value_has_no_known_answer() -> None:
    assert isinstance(value("name.nil?"), Unknown)
    assert isinstance(value("name.to_s"), Unknown)
    assert isinstance(value("name == 1"), Unknown)


def test_a_squiggly_heredoc_loses_its_margin() -> None:
    assert value("x = <<~SQL\n    SELECT 1\n      FROM t\n  SQL\nx") == "SELECT 1\n  FROM t\n"


def test_a_dashed_heredoc_keeps_its_margin() -> None:
    assert value("x = <<-SQL\n    SELECT 1\n  SQL\nx") == "    SELECT 1\n"


def test_a_raw_heredoc_keeps_its_escapes() -> None:
    assert value("x = <<~'SQL'\n  a\\nb #{c}\nSQL\nx") == "a\\nb #{c}\n"


def test_two_heredocs_on_a_line_keep_their_order() -> None:
    assert value("x = [<<~A, <<~B]\n  one\nA\n  two\nB\nx") == ("one\n", "two\n")


def test_a_heredoc_may_be_sent_a_method() -> None:
    assert value("x = <<~SQL.squish\n  a\n    b\nSQL\nx") == "a b"


def test_a_heredoc_with_known_interpolation_is_known() -> None:
    assert value("t = 'users'\nx = <<~SQL\n  UPDATE #{t}\n  SET a = 1\nSQL\nx") == (
        "UPDATE users\nSET a = 1\n"
    )


def test_what_needs_a_running_program_is_unknown_with_its_source() -> None:
    assert value("Time.now.year") == Unknown("Time.now.year")
    assert value("[1, compute]") == (1, Unknown("compute"))
    assert value("{ a: compute }") == {"a": Unknown("compute")}
    assert value("[*compute]") == Unknown("[*compute]")
    assert value("{ **compute }") == Unknown("{ **compute }")


def test_values_are_written_as_ruby_would() -> None:
    source = to_source({Symbol("a"): (1, None, True), "b c": "x\n"})
    assert source == '{ a: [1, nil, true], "b c" => "x\\n" }'
    assert to_source(Code("-> { now }")) == "-> { now }"
    assert to_source(Range(1, None, True)) == "1...nil"
