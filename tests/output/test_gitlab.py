"""GitLab's Code Quality report."""

import json
from dataclasses import replace
from typing import Any

from tests.output.reports import (
    CLEAN,
    INDEX,
    MIGRATION_PATH,
    NOT_NULL,
    REPORT,
    ROLL_BACK,
    place,
)
from wishare_lint.finding import Report
from wishare_lint.output.gitlab import render


def issues(report: Report) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads(render(report))
    return read


def test_a_clean_report_is_an_empty_array() -> None:
    assert issues(CLEAN) == []


def test_an_issue_has_the_five_fields_that_gitlab_reads() -> None:
    (issue,) = issues(Report(findings=(ROLL_BACK,)))
    assert len(issue.pop("fingerprint")) == 64
    assert issue == {
        "description": "Removing `users.locale` loses what users chose. (when rolled back)",
        "check_name": "irreversible-change",
        "severity": "info",
        "location": {"path": MIGRATION_PATH, "lines": {"begin": 3, "end": 3}},
    }


def test_an_error_is_major_and_critical_where_data_is_lost() -> None:
    severities = {issue["check_name"]: issue["severity"] for issue in issues(REPORT)}
    assert severities == {
        "enum-array-reordered": "critical",
        "add-not-null-no-default": "major",
        "irreversible-change": "info",
        "add-index-blocks-writes": "minor",
    }


def test_equal_findings_have_different_fingerprints() -> None:
    found = issues(Report(findings=(INDEX, INDEX, NOT_NULL)))
    assert len({issue["fingerprint"] for issue in found}) == 3


def test_a_fingerprint_stays_when_the_line_moves() -> None:
    moved = replace(NOT_NULL, place=place("add_column", "\n\n\n    add_column :users\n"))
    before = issues(Report(findings=(NOT_NULL,)))
    after = issues(Report(findings=(moved,)))
    assert before[0]["fingerprint"] == after[0]["fingerprint"]
