"""The format that people read: each finding with its code and the way out, then a summary."""

from collections.abc import Iterable, Iterator

from wishare_lint.finding import Finding, Report
from wishare_lint.output.frame import FrameLine, frame
from wishare_lint.output.style import PLAIN, Style, paint
from wishare_lint.output.summary import coverage, verdict
from wishare_lint.output.visible import joined_line, visible
from wishare_lint.output.wording import remark, where


def render(report: Report, style: Style = PLAIN) -> str:
    """The findings in blocks, in the order of the report, then what was checked and read."""
    return _joined([*_blocks(report, style), _summary(report, style)])


def render_findings(report: Report, style: Style = PLAIN) -> str:
    """The findings alone; empty without any."""
    return _joined(_blocks(report, style)) if report.listed else ""


def render_statistics(report: Report, style: Style = PLAIN) -> str:
    """How many findings each rule has, the most first, instead of the findings; then the rest."""
    from collections import Counter

    counts = Counter((finding.severity, finding.rule) for finding in report.listed)
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0][0].rank, row[0][1]))
    width = len(str(rows[0][1])) if rows else 0
    table = [
        f"{number:>{width}} {paint(f'{severity.value}[{rule}]', style.of(severity))}"
        for (severity, rule), number in rows
    ]
    return _joined([*([table] if table else []), _summary(report, style)])


def _blocks(report: Report, style: Style) -> list[Iterable[str]]:
    return [_finding(finding, style) for finding in report.listed]


def _joined(blocks: Iterable[Iterable[str]]) -> str:
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _finding(finding: Finding, style: Style) -> Iterator[str]:
    code = list(frame(finding.place))
    margin = " " * (len(str(code[-1].number)) if code else 1)
    yield from _heading(finding, style)
    yield f"{margin}{paint('-->', style.faint)} {where(finding.location)}{remark(finding)}"
    yield from _framed(code, margin, style.of(finding.severity), style.faint)
    for related in finding.related:
        place = f"{where(related.location)}: {joined_line(related.message)}"
        first, *rest = _wrapped(place, style, f"{margin}     ", f"{margin} see ")
        yield first.replace("see", paint("see", style.faint), 1)
        yield from rest
    if finding.instead:
        yield f"{margin} {paint('instead:', style.good)}"
        yield from _indented(visible(finding.instead), f"{margin}     ")


def _heading(finding: Finding, style: Style) -> Iterator[str]:
    name = f"{finding.severity.value}[{finding.rule}]"
    first, *rest = _wrapped(f"{name}: {joined_line(finding.message)}", style, "  ")
    start = paint(name, style.of(finding.severity))
    yield f"{start}: {paint(first.removeprefix(f'{name}: '), style.strong)}"
    yield from (paint(line, style.strong) for line in rest)


def _wrapped(sentence: str, style: Style, indent: str, start: str = "") -> list[str]:
    """The sentence in lines of the style's width: the first behind `start`, the others indented."""
    if style.width is None or len(start + sentence) <= style.width:
        return [start + sentence]
    from textwrap import TextWrapper

    wrapper = TextWrapper(
        style.width,
        initial_indent=start,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return wrapper.wrap(sentence)


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
        yield from _wrapped(f"Note: {joined_line(notice)}", style, "  ")
    yield from (paint(line, style.strong) for line in _wrapped(verdict(report), style, "  "))
    for line in coverage(report):
        yield from _wrapped(line, style, "    ")
