"""Places are byte-exact inside; lines and columns count from 1, columns in code points."""

from tests.ruby.reading import ruby
from wishare_lint.ruby import syntax
from wishare_lint.ruby.parser import comments, parse
from wishare_lint.ruby.source import MAXIMUM_BYTES, Position, SourceFile


def test_columns_count_code_points_not_bytes() -> None:
    (call,) = ruby('ä = "😀"; x\n').body[1:]
    assert call.place.location.range.start == Position(1, 10)
    assert call.place.text == "x"


def test_the_end_is_exclusive_and_may_lie_on_a_later_line() -> None:
    (call,) = ruby("foo(1,\n    2)\n").body
    assert call.place.location.range.end == Position(2, 7)


def test_windows_line_ends_are_no_part_of_a_line() -> None:
    source = SourceFile("a.rb", b"one\r\ntwo\r\n")
    assert source.line(1) == "one"
    assert source.line(2) == "two"
    assert source.line(9) == ""


def test_bytes_that_are_not_utf8_become_replacement_characters() -> None:
    source = SourceFile("a.rb", b'x = "\xff\xfe"\n')
    assert source.line(1) == 'x = "\ufffd\ufffd"'
    assert parse(source).body


def test_a_file_that_is_not_ruby_names_the_places_at_fault_and_keeps_the_rest() -> None:
    file = ruby("class A\n  x = = 1\nend\nfoo(2)\n")
    assert file.errors
    assert any(isinstance(node, syntax.Call) and node.method == "foo" for node in file.body)


def test_a_file_that_is_too_large_is_not_parsed() -> None:
    file = parse(SourceFile("a.rb", b"a(b)\n" * (MAXIMUM_BYTES // 5 + 1)))
    assert file.body == ()
    assert file.errors


def test_deep_nesting_is_left_opaque_and_reported() -> None:
    depth = 3_000
    file = ruby("x = " + "[" * depth + "]" * depth)
    assert file.errors


def test_a_long_chain_does_not_exhaust_the_stack() -> None:
    assert ruby("x = " + " + ".join(["1"] * 5_000)).body
    assert ruby("x" + ".y" * 5_000).body


def test_comments_are_told_from_text_that_looks_like_one() -> None:
    found = comments(SourceFile("a.rb", b'x = "# no" # yes\n# also\n'))
    assert [place.text for place in found] == ["# yes", "# also"]


def test_an_empty_file_has_no_body() -> None:
    assert ruby("").body == ()
