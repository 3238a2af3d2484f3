"""Workflow commands of GitHub Actions."""

import re
from dataclasses import replace

from tests.output.reports import FAILED, INDEX, NOT_NULL, REORDERED, REPORT, place
from wishare_lint.finding import Finding, Report
from wishare_lint.output.github import render


def read(line: str) -> tuple[str, dict[str, str], str]:
    """A command as the runner reads it: its name, its properties, its message."""
    match = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
    assert match
    name, properties, message = match.groups()
    pairs = (pair.split("=", 1) for pair in properties.split(","))
    return name, {key: _decoded(value) for key, value in pairs}, _decoded(message)


def _decoded(text: str) -> str:
    for code, char in (("%3A", ":"), ("%2C", ","), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, char)
    return text


def command(finding: Finding) -> tuple[str, dict[str, str], str]:
    return read(render(Report(findings=(finding,))).splitlines()[0])


def test_a_finding_is_a_command_with_its_place_title_and_message() -> None:
    line, _ = render(Report(findings=(REORDERED,))).splitlines()
    assert line == (
        "::error file=app/models/user.rb,line=2,endLine=2,col=15,endColumn=40,"
        "title=enum-array-reordered::"
        "`User.role`: stored 1 meant `admin`, and means `owner` now."
    )


def test_the_message_goes_on_with_related_places_and_the_way_out() -> None:
    _, _, message = command(NOT_NULL)
    assert message == (
        f"{NOT_NULL.message}\n"
        "See app/models/user.rb:1:1: `User` writes this table\n"
        "Instead:\n"
        f"{NOT_NULL.instead}"
    )


def test_a_finding_of_several_lines_has_no_columns() -> None:
    _, properties, _ = command(INDEX)
    assert (properties["line"], properties["endLine"]) == ("4", "5")
    assert not {"col", "endColumn"} & properties.keys()


def test_the_worst_come_first_because_github_shows_ten_of_a_kind() -> None:
    *commands, summary = render(REPORT).splitlines()
    names = [read(line)[0] for line in commands]
    assert names == ["error", "error", "warning", "notice"]
    assert summary.endswith(": 2 errors, 1 warning, 1 info, 1 suppressed.")


def test_notices_are_annotations_without_a_place() -> None:
    first, summary = render(FAILED).splitlines()
    assert read(first) == ("notice", {"title": "wishare-lint"}, FAILED.notices[0])
    assert summary == "Checked 3 new migrations: nothing found, 1 rule failed."


def test_nothing_in_a_finding_can_start_a_command_of_its_own() -> None:
    hostile = replace(
        NOT_NULL,
        place=place("drop", "drop\n", "db/a,line=9::b%\n::error::c.rb"),
        message="100%\n::add-mask::x\r\n",
        instead="drop\n::stop-commands::x",
        related=(),
    )
    lines = render(Report(findings=(hostile,))).splitlines()
    assert len(lines) == 2
    _, properties, message = read(lines[0])
    assert properties["file"] == "db/a,line=9::b%\n::error::c.rb"
    assert properties["line"] == "1"
    assert message == "100% ::add-mask::x\nInstead:\ndrop\n::stop-commands::x"
