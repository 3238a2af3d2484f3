"""reviewdog's diagnostics, a JSON object per line; its columns count bytes of UTF-8."""

from wishare_lint.finding import Finding, Report
from wishare_lint.output.markup import code_block
from wishare_lint.output.tool import NAME
from wishare_lint.output.visible import joined_line, visible, visible_line
from wishare_lint.output.wording import remark
from wishare_lint.ruby.source import Position, Range, SourceFile


def render(report: Report) -> str:
    """One line for each finding; empty when nothing is listed."""
    from json import dumps

    return "".join(f"{dumps(_diagnostic(finding))}\n" for finding in report.listed)


def _diagnostic(finding: Finding) -> dict[str, object]:
    return {
        "message": _message(finding),
        "location": {
            "path": visible_line(finding.location.path),
            "range": _range(finding.location.range, finding.source),
        },
        "severity": finding.severity.value.upper(),
        "source": {"name": NAME},
        "code": {"value": finding.rule},
        "suggestions": _suggestions(finding),
    }


def _message(finding: Finding) -> str:
    """Markdown, as reviewdog's comments are."""
    message = f"{joined_line(finding.message)}{remark(finding)}"
    if not finding.instead:
        return message
    return f"{message}\n\nInstead:\n\n{code_block(visible(finding.instead))}"


def _suggestions(finding: Finding) -> list[dict[str, object]]:
    """The fixes of a single edit in the finding's file: a suggestion is one range in that file."""
    return [
        {"range": _range(fix.edits[0].location.range, finding.source), "text": fix.edits[0].text}
        for fix in finding.fixes
        if [edit.location.path for edit in fix.edits] == [finding.location.path]
    ]


def _range(span: Range, source: SourceFile) -> dict[str, object]:
    return {"start": _position(span.start, source), "end": _position(span.end, source)}


def _position(position: Position, source: SourceFile) -> dict[str, int]:
    before = source.line(position.line)[: position.column - 1]
    return {"line": position.line, "column": len(before.encode()) + 1}
