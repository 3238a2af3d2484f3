"""What the editor offers at a finding: apply its fix, hide it with a reason, show its rule."""

from collections.abc import Iterator
from dataclasses import dataclass

from lsprotocol import types as lsp

from wishare_lint.finding import Finding, Fix
from wishare_lint.lsp.positions import Positions
from wishare_lint.lsp.suppressing import REASON, Insertion, insertion
from wishare_lint.ruby.source import Location, Position, Range

SHOW_RULE = "wishare-lint.showRule"
"""The command that shows the page of a rule; its one argument is the rule's id."""


@dataclass(frozen=True)
class Editor:
    """What the client can do, and the version of each document that it has open."""

    document_changes: bool
    snippets: bool
    versions: dict[str, int | None]


def actions(
    finding: Finding, diagnostic: lsp.Diagnostic, positions: Positions, editor: Editor
) -> Iterator[lsp.CodeAction]:
    """The fixes first; then the comment; then the page."""
    for fix in finding.fixes:
        yield lsp.CodeAction(
            title=fix.title,
            kind=lsp.CodeActionKind.QuickFix,
            diagnostics=[diagnostic],
            is_preferred=fix.safe,
            edit=_workspace_edit(_edits(fix, positions), editor),
        )
    comment = insertion(finding)
    if comment:
        yield lsp.CodeAction(
            title=f"Disable {finding.rule} on this line, with a reason",
            kind=lsp.CodeActionKind.QuickFix,
            diagnostics=[diagnostic],
            edit=_workspace_edit(_inserted(comment, finding, positions, editor), editor),
        )
    yield lsp.CodeAction(
        title=f"Show what {finding.rule} is about",
        kind=lsp.CodeActionKind.QuickFix,
        diagnostics=[diagnostic],
        command=lsp.Command(f"Show {finding.rule}", SHOW_RULE, arguments=[finding.rule]),
    )


_Edits = dict[str, list[lsp.TextEdit | lsp.AnnotatedTextEdit | lsp.SnippetTextEdit]]


def _edits(fix: Fix, positions: Positions) -> _Edits:
    found: _Edits = {}
    for edit in fix.edits:
        replaced = lsp.TextEdit(positions.range(edit.location), edit.text)
        found.setdefault(positions.uri(edit.location.path), []).append(replaced)
    return found


def _inserted(comment: Insertion, finding: Finding, positions: Positions, editor: Editor) -> _Edits:
    here = Position(comment.line, comment.column)
    path = finding.source.path
    span = positions.range(Location(path, Range(here, here)))
    uri = positions.uri(path)
    if editor.snippets:
        before, after = (_escaped(text) for text in (comment.before, comment.after))
        snippet = lsp.StringValue(f"{before}${{1:{REASON}}}{after}")
        return {uri: [lsp.SnippetTextEdit(span, snippet)]}
    return {uri: [lsp.TextEdit(span, f"{comment.before}{REASON}{comment.after}")]}


def _escaped(text: str) -> str:
    """A text that means itself in a snippet."""
    return text.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}")


def _workspace_edit(edits: _Edits, editor: Editor) -> lsp.WorkspaceEdit:
    """For these versions only, where the client can tell."""
    if editor.document_changes:
        return lsp.WorkspaceEdit(
            document_changes=[
                lsp.TextDocumentEdit(
                    lsp.OptionalVersionedTextDocumentIdentifier(uri, editor.versions.get(uri)),
                    found,
                )
                for uri, found in edits.items()
            ]
        )
    plain = {uri: [e for e in found if isinstance(e, lsp.TextEdit)] for uri, found in edits.items()}
    return lsp.WorkspaceEdit(changes=plain)
