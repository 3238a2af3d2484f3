"""The wordings that the formats share: places, remarks and counts in a few words."""

from collections.abc import Iterator

from wishare_lint.finding import Finding
from wishare_lint.output.visible import joined_line, visible_line
from wishare_lint.ruby.source import Location


def where(location: Location) -> str:
    """`path:line:column`, as terminals and editors turn it into a link."""
    start = location.range.start
    return f"{visible_line(location.path)}:{start.line}:{start.column}"


def remark(finding: Finding) -> str:
    """What else to know about a finding, in brackets after a space; often empty."""
    remarks = ", ".join(_remarks(finding))
    return f" ({remarks})" if remarks else ""


def suppression(finding: Finding) -> str:
    """Such as "suppressed by a comment: table is empty"; empty if the finding is not."""
    if finding.suppressed is None:
        return ""
    reason = f": {finding.suppressed.reason}" if finding.suppressed.reason else ""
    return joined_line(f"suppressed by {finding.suppressed.kind}{reason}")


def counted(number: int, noun: str) -> str:
    """Such as "no enums", "1 enum" or "2 enums"."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def _remarks(finding: Finding) -> Iterator[str]:
    if finding.direction == "down":
        yield "when rolled back"
    if finding.conditional:
        yield "under a condition"
    if finding.suppressed:
        yield suppression(finding)
