"""The format that people read: each finding with its code and the way out, then a summary."""

from collections.abc import Iterator

from wishare_lint.finding import Finding, Report
from wishare_lint.output.frame import FrameLine, frame
from wishare_lint.output.style import PLAIN, Style, paint
from wishare_lint.output.summary import coverage, verdict
from wishare_lint.output.visible import joined_line, visible
from wishare_lint.output.wording import remark, where


def render(report: Report, style: Style = PLAIN) -> str:
    """The findings in blocks, in the order of the report, then what was checked and read."""
    blocks = [_finding(finding, style) for finding in report.listed]
    blocks.append(_summary(report, style))
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _finding(finding: Finding, style: Style) -> Iterator[str]:
    code = list(frame(finding.place))
    margin = " " * (len(str(code[-1].number)) if code else 1)
    yield _heading(finding, style)
    yield f"{margin}{paint('-->', style.faint)} {where(finding.location)}{remark(finding)}"
    yield from _framed(code, margin, style.of(finding.severity), style.faint)
    for related in finding.related:
        place = f"{where(related.location)}: {joined_line(related.message)}"
        yield f"{margin} {paint('see', style.faint)} {place}"
    if finding.instead:
        yield f"{margin} {paint('instead:', style.good)}"
        yield from _indented(visible(finding.instead), f"{margin}     ")


def _heading(finding: Finding, style: Style) -> str:
    name = paint(f"{finding.severity.value}[{finding.rule}]", style.of(finding.severity))
    return f"{name}: {paint(joined_line(finding.message), style.strong)}"


def _framed(code: list[FrameLine], margin: str, mark: str, faint: str) -> Iterator[str]:
    bar = paint(f"{margin} |", faint)
    if code:
        yield bar
    for line in code:
        yield f"{paint(f'{line.number:>{len(margin)}} |', faint)} {line.text}".rstrip()
        if line.mark_width:
            yield f"{bar} {' ' * line.mark_start}{paint('^' * line.mark_width, mark)}"
    if code:
        yield bar


def _indented(text: str, indent: str) -> Iterator[str]:
    for line in text.rstrip("\n").split("\n"):
        yield f"{indent}{line}".rstrip()


def _summary(report: Report, style: Style) -> Iterator[str]:
    for notice in report.notices:
        yield f"Note: {joined_line(notice)}"
    yield paint(verdict(report), style.strong)
    yield from coverage(report)
