"""Workflow commands, from which GitHub makes annotations on the lines of a pull request."""

from collections.abc import Iterator, Mapping

from wishare_lint.finding import Finding, Report, Severity
from wishare_lint.output.summary import verdict
from wishare_lint.output.tool import NAME
from wishare_lint.output.visible import joined_line, visible
from wishare_lint.output.wording import remark, where
from wishare_lint.ruby.source import Range

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report) -> str:
    """One command for each finding, the worst first, then the notices and the verdict.

    GitHub shows ten annotations of a kind for each step, so the order decides which.
    """
    findings = sorted(report.listed, key=lambda finding: finding.severity.rank)
    lines = [_annotation(finding) for finding in findings]
    lines += [_command("notice", {"title": NAME}, notice) for notice in report.notices]
    return "\n".join([*lines, verdict(report)]) + "\n"


def _annotation(finding: Finding) -> str:
    properties = {
        "file": finding.location.path,
        **_span(finding.location.range),
        "title": finding.rule,
    }
    return _command(_COMMANDS[finding.severity], properties, "\n".join(_lines(finding)))


def _span(span: Range) -> dict[str, str]:
    """The lines, and the columns where there is one line: GitHub reads them only there."""
    lines = {"line": str(span.start.line), "endLine": str(span.end.line)}
    if span.start.line != span.end.line:
        return lines
    return lines | {"col": str(span.start.column), "endColumn": str(span.end.column)}


def _lines(finding: Finding) -> Iterator[str]:
    yield f"{joined_line(finding.message)}{remark(finding)}"
    for related in finding.related:
        yield f"See {where(related.location)}: {joined_line(related.message)}"
    if finding.instead:
        yield "Instead:"
        yield finding.instead.strip("\n")


def _command(name: str, properties: Mapping[str, str], message: str) -> str:
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {written}::{_data(message)}"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
