"""Findings as diagnostics, and what the editor shows where the pointer rests on one."""

from lsprotocol import types as lsp

from wishare_lint.finding import Finding, Severity
from wishare_lint.lsp.pages import Pages
from wishare_lint.lsp.positions import Positions
from wishare_lint.output.markup import code_block, escaped
from wishare_lint.output.tool import NAME
from wishare_lint.output.wording import remark
from wishare_lint.suppression import HYGIENE

SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}


def diagnostic(finding: Finding, positions: Positions, pages: Pages) -> lsp.Diagnostic:
    """A finding for the editor's list, and to underline."""
    return lsp.Diagnostic(
        range=positions.range(finding.location),
        message=f"{finding.message}{remark(finding)}",
        severity=SEVERITIES[finding.severity],
        code=finding.rule,
        code_description=lsp.CodeDescription(pages.uri(finding.rule)),
        source=NAME,
        # A comment that hides nothing can go: editors show it faded.
        tags=[lsp.DiagnosticTag.Unnecessary] if finding.rule == HYGIENE else None,
        related_information=[
            lsp.DiagnosticRelatedInformation(positions.location(other.location), other.message)
            for other in finding.related
        ],
    )


def hover(finding: Finding, pages: Pages) -> str:
    """What to do instead, and the rule's page, in Markdown."""
    advice = f"Instead:\n\n{code_block(finding.instead)}\n\n" if finding.instead else ""
    message = escaped(f"{finding.message}{remark(finding)}")
    return f"{message}\n\n{advice}---\n\n{pages.text(finding.rule)}"
