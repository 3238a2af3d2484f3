"""Nothing from a linted file acts on a terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wishare_lint.output.visible import joined_line, visible, visible_line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, äöü, 名前, 🎉", "plain, äöü, 名前, 🎉"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("line\x9b2J", r"line\x9b2J"),
        ("a\r\nb", r"a\x0d\x0ab"),
        ("\u202edesrever", r"\u202edesrever"),
        ("\u2066isolated\u2069", r"\u2066isolated\u2069"),
        ("\ufeffmarked", r"\ufeffmarked"),
        ("caf\udce9.rb", r"caf\udce9.rb"),
    ],
)
def test_active_characters_are_spelt_out(text: str, shown: str) -> None:
    assert visible_line(text) == shown


def test_text_of_several_lines_keeps_its_lines_and_its_tabs_as_spaces() -> None:
    assert visible("up do\n\tdrop\x07\nend") == "up do\n    drop\\x07\nend"


def test_text_of_several_lines_can_be_joined_to_one() -> None:
    assert joined_line("  First\n  and\tsecond.\n") == "First and second."


@given(st.text(st.characters(exclude_categories=[])))
def test_no_control_character_gets_through(text: str) -> None:
    shown = visible_line(text)
    assert not [char for char in shown if unicodedata.category(char) in ("Cc", "Cs")]
    assert not [char for char in shown if unicodedata.bidirectional(char) in _TURNING]


_TURNING = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
