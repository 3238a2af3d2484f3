"""The blocks in which a migration says what each direction does."""

from wishare_lint.rails.rollback.directions import both_ways, up_only


def test_one_line_stays_one_line() -> None:
    assert both_ways("go", "come back").split("\n") == [
        "reversible do |dir|",
        "  dir.up { go }",
        "  dir.down { come back }",
        "end",
    ]
    assert up_only("go") == "up_only { go }"


def test_several_lines_are_set_in() -> None:
    assert both_ways("go", "turn\ncome back").split("\n")[2:5] == [
        "  dir.down do",
        "    turn",
        "    come back",
    ]
    assert up_only("go do\n  it\nend") == "up_only do\n  go do\n    it\n  end\nend"
