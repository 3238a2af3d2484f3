"""Findings as SARIF results: with fingerprints, related places, fixes and suppressions."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import sarif_om as om

from wishare_lint.finding import Edit, Finding, Fix, Report, Suppression
from wishare_lint.output.line_hash import line_hashes
from wishare_lint.output.sarif.locations import artifact, physical, primary, region
from wishare_lint.output.sarif.messages import message
from wishare_lint.output.sarif.rules import LEVELS, rule_indexes
from wishare_lint.output.visible import joined_line
from wishare_lint.ruby.source import SourceFile

MAXIMUM_RESULTS = 25_000
"""GitHub refuses a run with more, and keeps the 5,000 worst."""

_IN_SOURCE = ("comment", "safety_assured", "rubocop")
"""Kinds of suppression that stand in the linted code; the others stand in files beside it."""

_LineHashes = Mapping[SourceFile, Mapping[int, str]]


def results(report: Report) -> list[om.Result]:
    """The listed findings, the worst first, up to `MAXIMUM_RESULTS`."""
    findings = sorted(report.listed, key=lambda finding: finding.severity.rank)[:MAXIMUM_RESULTS]
    hashes = _line_hashes(findings)
    indexes = rule_indexes(report.rules)
    listed = [_result(finding, indexes, hashes) for finding in findings]
    if any(finding.suppressed for finding in findings):
        # Either all results of a run have `suppressions`, or none has (SARIF 3.27.23).
        for result, finding in zip(listed, findings, strict=True):
            result.suppressions = _suppressions(finding.suppressed)
    return listed


def _result(finding: Finding, indexes: Mapping[str, int], hashes: _LineHashes) -> om.Result:
    return om.Result(
        rule_id=finding.rule,
        rule_index=indexes.get(finding.rule, -1),
        level=LEVELS[finding.severity],
        message=om.Message(text=message(finding)),
        locations=[om.Location(physical_location=primary(finding))],
        related_locations=_related(finding) or None,
        fixes=[_fix(fix) for fix in finding.fixes] or None,
        partial_fingerprints=dict(_fingerprints(finding, hashes)),
    )


def _related(finding: Finding) -> list[om.Location]:
    """The related places, numbered as the links of the message are."""
    return [
        om.Location(
            id=number,
            physical_location=physical(related.location),
            message=om.Message(text=joined_line(related.message)),
        )
        for number, related in enumerate(finding.related, start=1)
    ]


def _fix(fix: Fix) -> om.Fix:
    changes: defaultdict[str, list[Edit]] = defaultdict(list)
    for edit in fix.edits:
        changes[edit.location.path].append(edit)
    return om.Fix(
        description=om.Message(text=f"{joined_line(fix.title).rstrip('.')}."),
        artifact_changes=[
            om.ArtifactChange(
                artifact_location=artifact(path),
                replacements=[_replacement(edit) for edit in edits],
            )
            for path, edits in changes.items()
        ],
    )


def _replacement(edit: Edit) -> om.Replacement:
    return om.Replacement(
        deleted_region=region(edit.location.range),
        inserted_content=om.ArtifactContent(text=edit.text),
    )


def _suppressions(suppression: Suppression | None) -> list[om.Suppression]:
    if suppression is None:
        return []
    place = suppression.location
    return [
        om.Suppression(
            kind="inSource" if suppression.kind in _IN_SOURCE else "external",
            state="accepted",
            justification=joined_line(suppression.reason) or None,
            location=om.Location(physical_location=physical(place)) if place else None,
        )
    ]


def _fingerprints(finding: Finding, hashes: _LineHashes) -> Iterator[tuple[str, str]]:
    yield "primaryLocationLineHash", hashes[finding.source][finding.location.range.start.line]
    if finding.fingerprint:
        yield "wishareLint/v1", finding.fingerprint


def _line_hashes(findings: Sequence[Finding]) -> _LineHashes:
    """For each file the hashes of the lines on which findings start, in one pass."""
    wanted: defaultdict[SourceFile, set[int]] = defaultdict(set)
    for finding in findings:
        wanted[finding.source].add(finding.location.range.start.line)
    return {source: line_hashes(source.text, lines) for source, lines in wanted.items()}
