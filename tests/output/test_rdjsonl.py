"""reviewdog's diagnostics."""

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.output.reports import (
    CLEAN,
    MIGRATION_PATH,
    MODEL_PATH,
    NOT_NULL,
    REORDERED,
    REPORT,
    location,
    place,
)
from wishare_lint.finding import Edit, Finding, Fix, Report
from wishare_lint.output.rdjsonl import render


def diagnostic(finding: Finding) -> dict[str, Any]:
    (line,) = render(Report(findings=(finding,))).splitlines()
    read: dict[str, Any] = json.loads(line)
    return read


def test_there_is_a_line_for_each_finding() -> None:
    assert len(render(REPORT).splitlines()) == 4
    assert render(CLEAN) == ""


def test_a_diagnostic_is_whole() -> None:
    assert diagnostic(REORDERED) == {
        "message": REORDERED.message,
        "location": {
            "path": MODEL_PATH,
            "range": {"start": {"line": 2, "column": 15}, "end": {"line": 2, "column": 40}},
        },
        "severity": "ERROR",
        "source": {"name": "wishare-lint"},
        "code": {"value": "enum-array-reordered"},
        "suggestions": [],
    }


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("drop :users, :x", (6, 12)),
        ("größe :users", (9, 15)),
        ("'名前' :users", (10, 16)),
        ("'🎉' :users", (8, 14)),
        ("\t:users", (2, 8)),
    ],
)
def test_columns_count_bytes(text: str, columns: tuple[int, int]) -> None:
    found = diagnostic(replace(REORDERED, place=place(":users", f"{text}\n")))
    span = found["location"]["range"]
    assert (span["start"]["column"], span["end"]["column"]) == columns
    start, end = columns
    assert text.encode()[start - 1 : end - 1] == b":users"


def test_the_way_out_is_a_block_of_code_after_the_message() -> None:
    message = diagnostic(NOT_NULL)["message"]
    assert message == f"{NOT_NULL.message}\n\nInstead:\n\n```ruby\n{NOT_NULL.instead}\n```"


def test_a_fix_of_one_edit_is_a_suggestion_in_bytes_too() -> None:
    fix = Fix("Drop", safe=True, edits=(Edit(location(MIGRATION_PATH, 1, 4, 1, 5), "ue"),))
    found = diagnostic(replace(REORDERED, place=place("rü", "rüß ö\n"), fixes=(fix,)))
    assert found["suggestions"] == [
        {
            "range": {"start": {"line": 1, "column": 6}, "end": {"line": 1, "column": 7}},
            "text": "ue",
        }
    ]


def test_a_fix_of_several_edits_or_of_another_file_is_none() -> None:
    here = Edit(location(MIGRATION_PATH, 1, 1, 1, 2), "")
    there = Edit(location(MODEL_PATH, 1, 1, 1, 2), "")
    fixes = tuple(Fix("Drop", safe=True, edits=edits) for edits in ((here, here), (there,), ()))
    assert diagnostic(replace(NOT_NULL, fixes=fixes))["suggestions"] == []
