"""The comment that hides one finding on its line, with a reason for the user to write."""

from dataclasses import dataclass

from wishare_lint.directives import WORDS, Action, read_directives
from wishare_lint.finding import Finding
from wishare_lint.ruby.parser import comments
from wishare_lint.ruby.source import SourceFile

REASON = "why this is safe"
"""Stands where the user writes the reason."""

_WORD = {action: word for word, action in WORDS.items()}


@dataclass(frozen=True)
class Insertion:
    """Text to insert: before and after the reason, at a 1-based line and column."""

    line: int
    column: int
    before: str
    after: str


def insertion(finding: Finding) -> Insertion | None:
    """At the end of the finding's first line, or else on a line of its own above it.

    None where neither is a comment, such as within a text of several lines.
    """
    line = finding.location.range.start.line
    code = finding.source.line(line)
    margin = code[: len(code) - len(code.lstrip())]
    same = Insertion(line, len(code) + 1, f" {_directive(Action.DISABLE, finding)}", "")
    above = Insertion(line, 1, f"{margin}{_directive(Action.DISABLE_NEXT_LINE, finding)}", "\n")
    return next((found for found in (same, above) if _is_comment(found, finding.source)), None)


def _directive(action: Action, finding: Finding) -> str:
    return f"# wishare-lint:{_WORD[action]} {finding.rule} -- "


def _is_comment(insertion: Insertion, source: SourceFile) -> bool:
    """Whether Ruby would read it as a comment, and everything else as it did."""
    lines = source.text.split("\n")
    number, column = insertion.line - 1, insertion.column - 1
    written = f"{insertion.before}{REASON}{insertion.after}"
    lines[number] = f"{lines[number][:column]}{written}{lines[number][column:]}"
    edited = SourceFile(source.path, "\n".join(lines).encode())
    directives = read_directives(comments(edited))
    return any(d.line == insertion.line and d.reason.startswith(REASON) for d in directives)
