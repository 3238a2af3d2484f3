"""The JSON of `check`, version 1: fields may be added to it, and never change their meaning."""

from wishare_lint.finding import (
    Base,
    Coverage,
    Edit,
    Finding,
    Fix,
    NotAnalysed,
    Related,
    Report,
    Severity,
    Suppression,
)
from wishare_lint.output.tool import NAME, VERSION
from wishare_lint.ruby.source import Location, Position


def render(report: Report) -> str:
    """The report as one JSON object in ASCII, so that no text in it can act on a terminal."""
    from json import dumps

    return dumps(_report(report), indent=2) + "\n"


def _report(report: Report) -> dict[str, object]:
    return {
        "version": 1,
        "tool": {"name": NAME, "version": VERSION},
        "base": _base(report.base),
        "findings": [_finding(finding) for finding in report.listed],
        "coverage": _coverage(report.coverage),
        "summary": {
            **{severity.value: report.count(severity) for severity in Severity},
            "suppressed": len(report.hidden),
        },
        "notices": list(report.notices),
        "errors": [
            {"rule": error.rule, "path": error.path, "error": error.error}
            for error in report.errors
        ],
    }


def _base(base: Base | None) -> dict[str, object] | None:
    return None if base is None else {"ref": base.ref, "commit": base.commit}


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "aliases": list(finding.aliases),
        "message": finding.message,
        "instead": finding.instead,
        **_place(finding.location),
        "direction": finding.direction,
        "conditional": finding.conditional,
        "fingerprint": finding.fingerprint,
        "related": [_related(related) for related in finding.related],
        "fixes": [_fix(fix) for fix in finding.fixes],
        "suppressed": _suppressed(finding.suppressed),
    }


def _related(related: Related) -> dict[str, object]:
    return {**_place(related.location), "message": related.message}


def _fix(fix: Fix) -> dict[str, object]:
    return {"title": fix.title, "safe": fix.safe, "edits": [_edit(edit) for edit in fix.edits]}


def _edit(edit: Edit) -> dict[str, object]:
    return {**_place(edit.location), "text": edit.text}


def _suppressed(suppression: Suppression | None) -> dict[str, object] | None:
    if suppression is None:
        return None
    return {"kind": suppression.kind, "reason": suppression.reason}


def _coverage(coverage: Coverage) -> dict[str, object]:
    return {
        "migrations": coverage.migrations,
        "operations": coverage.operations,
        "models": coverage.models,
        "enums": coverage.enums,
        "not_analysed": [_not_analysed(missing) for missing in coverage.not_analysed],
    }


def _not_analysed(missing: NotAnalysed) -> dict[str, object]:
    return {**_place(missing.location), "reason": missing.reason}


def _place(location: Location) -> dict[str, object]:
    return {
        "path": location.path,
        "range": {
            "start": _position(location.range.start),
            "end": _position(location.range.end),
        },
    }


def _position(position: Position) -> dict[str, object]:
    return {"line": position.line, "column": position.column}
