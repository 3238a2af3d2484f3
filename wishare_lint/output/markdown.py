"""The report in Markdown, for the summary page of a CI job."""

from collections.abc import Iterator

from wishare_lint.finding import Finding, Report
from wishare_lint.output.markup import code_block, code_span, escaped
from wishare_lint.output.summary import coverage, verdict
from wishare_lint.output.tool import NAME
from wishare_lint.output.visible import joined_line, visible
from wishare_lint.output.wording import counted, remark, where

LIMIT = 900_000
"""Bytes of a page; GitHub refuses a job summary of more than 1 MiB."""


def render(report: Report) -> str:
    """The verdict, then the findings as far as they fit into `LIMIT`, then what was read."""
    head = [f"## {NAME}", f"**{escaped(verdict(report))}**"]
    head += [escaped(joined_line(notice)) for notice in report.notices]
    tail = code_block("\n".join(coverage(report)), "text")
    sections = [_section(finding) for finding in report.listed]
    fitting = _fitting(sections, LIMIT - _size([*head, tail]))
    if left_out := len(sections) - fitting:
        tail = f"{counted(left_out, 'finding')} left out: this page is full.\n\n{tail}"
    return "\n\n".join([*head, *sections[:fitting], tail]) + "\n"


def _section(finding: Finding) -> str:
    return "\n\n".join(_paragraphs(finding))


def _paragraphs(finding: Finding) -> Iterator[str]:
    yield f"### {finding.severity.value}: {code_span(finding.rule)}"
    yield f"{code_span(where(finding.location))}{escaped(remark(finding))}"
    yield escaped(joined_line(finding.message))
    for related in finding.related:
        yield f"- {code_span(where(related.location))}: {escaped(joined_line(related.message))}"
    if finding.instead:
        yield f"Instead:\n\n{code_block(visible(finding.instead))}"


def _fitting(sections: list[str], room: int) -> int:
    """How many of the sections fit, from the first on."""
    for number, section in enumerate(sections):
        room -= _size([section])
        if room < 0:
            return number
    return len(sections)


def _size(parts: list[str]) -> int:
    """Bytes, with the blank line after each part."""
    return sum(len(part.encode()) + 2 for part in parts)
