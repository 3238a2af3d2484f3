"""The formats as the libraries of their own world read or write them."""

import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from junitparser import Failure, JUnitXml, Skipped
from markdown_it import MarkdownIt

from tests import node_tools
from tests.output.reports import NOT_NULL, REPORT, place
from tests.output.test_github import read
from wishare_lint.finding import Finding, Report
from wishare_lint.output import github, junit, markdown

HOSTILE = replace(
    NOT_NULL,
    place=place("drop", "drop\n", "db/a,line=9::b%.rb"),
    message="100% <b>of</b> `rows`, [all](x) *of* them | and ::error::more",
    instead="drop_table :users # ``` and\n::stop-commands::x",
    related=(),
)
"""What must reach the reader as text."""


@node_tools.needed
@pytest.mark.parametrize("finding", [*REPORT.listed, HOSTILE], ids=lambda finding: finding.rule)
def test_an_annotation_is_what_githubs_own_library_would_write(finding: Finding) -> None:
    line = github.render(Report(findings=(finding,))).splitlines()[0]
    name, properties, message = read(line)
    done = subprocess.run(
        ["node", Path(__file__).parent / "github_command.cjs"],
        env={**os.environ, "NODE_PATH": str(node_tools.DIRECTORY)},
        input=json.dumps({"name": name, "properties": properties, "message": message}),
        capture_output=True,
        text=True,
    )
    assert done.stdout == f"{line}\n", done.stderr


def test_junit_is_read_with_the_same_counts() -> None:
    report = REPORT.with_suppressed()
    suites = JUnitXml.fromstring(junit.render(report).encode())
    results = [result for suite in suites for case in suite for result in case.result]
    assert (suites.tests, suites.failures, suites.skipped) == (5, 4, 1)
    assert sum(isinstance(result, Failure) for result in results) == 4
    assert sum(isinstance(result, Skipped) for result in results) == 1


def test_a_message_in_the_summary_is_text_and_never_markup() -> None:
    page = MarkdownIt().enable("table").render(markdown.render(Report(findings=(HOSTILE,))))
    assert "<b>" not in page
    assert "<em>" not in page
    assert "<a " not in page
    assert "100% &lt;b&gt;of&lt;/b&gt;" in page


def test_code_in_the_summary_stays_in_its_block() -> None:
    tokens = MarkdownIt().parse(markdown.render(Report(findings=(HOSTILE,))))
    blocks = [token.content for token in tokens if token.type == "fence"]
    assert f"{HOSTILE.instead}\n" in blocks
