"""The JSON contract, version 1."""

import json
from dataclasses import replace

from tests.output.reports import (
    CLEAN,
    MIGRATION_PATH,
    MODEL_PATH,
    NOT_NULL,
    REPORT,
    SUPPRESSED,
)
from wishare_lint.finding import Base, Report, RuleError
from wishare_lint.output.json import render
from wishare_lint.output.tool import VERSION


def span(line: int, column: int, end_line: int, end_column: int) -> dict[str, object]:
    return {
        "start": {"line": line, "column": column},
        "end": {"line": end_line, "column": end_column},
    }


def test_a_whole_report() -> None:
    report = replace(REPORT, findings=(NOT_NULL, SUPPRESSED))
    assert json.loads(render(report)) == {
        "version": 1,
        "tool": {"name": "wishare-lint", "version": VERSION},
        "base": {"ref": "origin/main", "commit": "4f2c1a9d0e"},
        "findings": [
            {
                "rule": "add-not-null-no-default",
                "severity": "error",
                "aliases": ["Rails/NotNullColumn"],
                "message": NOT_NULL.message,
                "instead": NOT_NULL.instead,
                "path": MIGRATION_PATH,
                "range": span(3, 5, 3, 53),
                "direction": "up",
                "conditional": False,
                "fingerprint": "5f1c0d",
                "related": [
                    {
                        "path": MODEL_PATH,
                        "range": span(1, 1, 1, 31),
                        "message": "`User` writes this table",
                    }
                ],
                "fixes": [
                    {
                        "title": "Add the column nullable",
                        "safe": True,
                        "edits": [
                            {"path": MIGRATION_PATH, "range": span(3, 40, 3, 53), "text": ""}
                        ],
                    }
                ],
                "suppressed": None,
            }
        ],
        "coverage": {
            "migrations": 3,
            "operations": 17,
            "models": 2,
            "enums": 4,
            "not_analysed": [
                {
                    "path": MIGRATION_PATH,
                    "range": span(5, 7, 5, 12),
                    "reason": "dynamic table name",
                }
            ],
        },
        "summary": {"error": 1, "warning": 0, "info": 0, "suppressed": 1},
        "notices": [],
        "errors": [],
    }


def test_a_rule_that_failed_and_what_could_not_be_done_are_told() -> None:
    errors = (RuleError("drop-table", "db/migrate/1_a.rb", "KeyError: 'x'"),)
    report = json.loads(render(replace(CLEAN, errors=errors, notices=("no base",))))
    assert report["notices"] == ["no base"]
    assert report["errors"] == [
        {"rule": "drop-table", "path": "db/migrate/1_a.rb", "error": "KeyError: 'x'"}
    ]


def test_a_clean_report_has_every_key() -> None:
    assert json.loads(render(CLEAN)).keys() == json.loads(render(REPORT)).keys()


def test_a_suppressed_finding_says_how_and_why_and_counts_as_suppressed_only() -> None:
    report = json.loads(render(Report(findings=(NOT_NULL, SUPPRESSED)).with_suppressed()))
    assert [finding["suppressed"] for finding in report["findings"]] == [
        None,
        {"kind": "comment", "reason": "the table is empty"},
    ]
    assert report["summary"] == {"error": 1, "warning": 0, "info": 0, "suppressed": 1}


def test_without_a_base_it_is_null() -> None:
    assert json.loads(render(replace(CLEAN, base=None)))["base"] is None


def test_a_directory_as_base_has_no_commit() -> None:
    report = replace(CLEAN, base=Base("../deployed"))
    assert json.loads(render(report))["base"] == {"ref": "../deployed", "commit": None}


def test_texts_come_back_as_they_were_and_travel_in_ascii() -> None:
    message = "\x1b[31m `prüfung` \u202e 🎉"
    text = render(Report(findings=(replace(NOT_NULL, message=message),)))
    assert text.isascii()
    assert "\x1b" not in text
    assert json.loads(text)["findings"][0]["message"] == message
