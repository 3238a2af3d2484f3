"""One line for each finding, as quickfix lists and `errorformat` read it."""

from wishare_lint.finding import Finding, Report
from wishare_lint.output.visible import joined_line
from wishare_lint.output.wording import remark, where


def render(report: Report) -> str:
    """`path:line:column: severity[rule] message`, a line each; empty when nothing is listed."""
    return "".join(f"{_line(finding)}\n" for finding in report.listed)


def _line(finding: Finding) -> str:
    head = f"{where(finding.location)}: {finding.severity.value}[{finding.rule}]"
    return f"{head} {joined_line(finding.message)}{remark(finding)}"
