"""The code frame: what is shown of a place, and where the mark stands."""

from tests.output.reports import place
from wishare_lint.output.frame import WIDTH, FrameLine, frame
from wishare_lint.ruby.source import Place, SourceFile


def only(marked: str, text: str) -> FrameLine:
    """The only line shown of the place where `marked` stands."""
    (line,) = frame(place(marked, text))
    return line


def drawn(line: FrameLine) -> str:
    """What stands above the mark, for text of which each character takes one column."""
    return line.text[line.mark_start : line.mark_start + line.mark_width]


def test_the_mark_stands_under_the_code() -> None:
    line = only(":users", "  drop_table :users, force: true\n")
    assert line == FrameLine(1, "  drop_table :users, force: true", 13, 6)


def test_tabs_take_four_columns_before_and_within_the_mark() -> None:
    line = only("t.string\t:name", "\t\tt.string\t:name\n")
    assert line == FrameLine(1, "        t.string    :name", 8, 17)


def test_wide_characters_take_two_columns() -> None:
    line = only("名前", 'rename_column :t, "番号", "名前"\n')
    assert line == FrameLine(1, 'rename_column :t, "番号", "名前"', 27, 4)


def test_combining_characters_take_none() -> None:
    line = only(":ok", 'say "e\u0301te\u0301" if :ok\n')
    assert line == FrameLine(1, 'say "e\u0301te\u0301" if :ok', 13, 3)


def test_escaped_characters_take_the_columns_of_their_escapes() -> None:
    line = only(":ok", 'say "\x1b", :ok\n')
    assert line == FrameLine(1, r'say "\x1b", :ok', 12, 3)


def test_carriage_returns_are_not_part_of_a_line() -> None:
    lines = list(frame(place("add_index :a,\r\n  :b", "add_index :a,\r\n  :b\r\n")))
    assert [line.text for line in lines] == ["add_index :a,", "  :b"]
    assert drawn(lines[0]) == "add_index :a,"


def test_at_most_three_lines_are_shown_and_only_the_first_is_marked() -> None:
    block = "create_table :a do |t|\n  t.string :b\n  t.string :c\n  t.string :d\nend"
    lines = list(frame(place(block, f"{block}\n")))
    assert [line.text for line in lines] == [
        "create_table :a do |t|",
        "  t.string :b",
        "  t.string :c",
    ]
    assert [line.mark_width for line in lines] == [22, 0, 0]


def test_a_place_that_ends_at_a_line_start_does_not_show_that_line() -> None:
    lines = list(frame(place("drop_table :a\n", "drop_table :a\ndrop_table :b\n")))
    assert [line.text for line in lines] == ["drop_table :a"]


def test_a_place_without_length_is_marked_by_one_column() -> None:
    source = SourceFile("a.rb", b"drop_table :a\n")
    (line,) = frame(Place(source, 11, 11))
    assert (line.mark_start, line.mark_width) == (11, 1)


def test_a_blank_line_has_no_frame() -> None:
    assert list(frame(SourceFile("empty.rb", b"\n").whole)) == []


def test_a_long_line_is_cut_after_its_mark() -> None:
    line = only(":users", "drop_table :users, " + "x" * 200)
    assert line.text == "drop_table :users, " + "x" * 81 + "..."
    assert drawn(line) == ":users"


def test_a_mark_far_to_the_right_is_shown_with_what_stands_before_it() -> None:
    line = only(":users", "a" * 150 + " :users " + "b" * 150)
    assert line.text == "..." + "a" * 19 + " :users " + "b" * 73 + "..."
    assert drawn(line) == ":users"


def test_a_mark_longer_than_the_screen_is_cut_with_the_line() -> None:
    line = only("m" * 300, "x = " + "m" * 300)
    assert line.text == "x = " + "m" * 96 + "..."
    assert drawn(line) == "m" * 96


def test_a_line_that_just_fits_is_whole() -> None:
    assert only("x" * WIDTH, "x" * WIDTH) == FrameLine(1, "x" * WIDTH, 0, WIDTH)
