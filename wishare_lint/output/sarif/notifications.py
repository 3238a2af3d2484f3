"""What the run could not do, as SARIF notifications."""

from collections.abc import Iterator
from dataclasses import dataclass

import sarif_om as om

from wishare_lint.finding import NotAnalysed, Report, RuleError
from wishare_lint.output.sarif.locations import artifact, physical
from wishare_lint.output.sarif.results import MAXIMUM_RESULTS
from wishare_lint.output.sarif.rules import descriptor, rule_indexes
from wishare_lint.output.visible import joined_line


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of notification, and how readers are told of it."""

    id: str
    level: str
    title: str
    meaning: str


_NOT_ANALYSED = _Kind(
    "not-analysed",
    "note",
    "A place could not be analysed.",
    "What it does is known only when it runs, so no rule has looked at it. Look at it yourself.",
)
_NOT_CHECKED = _Kind(
    "not-checked",
    "note",
    "Something could not be checked.",
    "The run lacked what a rule needs, such as a base to compare with.",
)
_RESULTS_CUT = _Kind(
    "results-cut",
    "warning",
    "Results were left out.",
    "Code scanning takes no more of them in one run. Cure the worst ones, or write a baseline.",
)
_RULE_FAILED = _Kind(
    "rule-failed",
    "error",
    "A rule failed.",
    "The rule has a mistake. All other rules ran. Please report it.",
)
_KINDS = (_NOT_ANALYSED, _NOT_CHECKED, _RESULTS_CUT, _RULE_FAILED)


def descriptors() -> list[om.ReportingDescriptor]:
    """The kinds of notifications; they do not depend on the run."""
    return [
        descriptor(kind.id, kind.title, f"{kind.title} {kind.meaning}", kind.level)
        for kind in _KINDS
    ]


def notifications(report: Report) -> Iterator[om.Notification]:
    """Rules that failed, places not analysed, notices, and how many results were left out."""
    indexes = rule_indexes(report.rules)
    for error in report.errors:
        yield _rule_failed(error, indexes.get(error.rule, -1))
    for missing in report.coverage.not_analysed:
        yield _not_analysed(missing)
    for notice in report.notices:
        yield _notification(_NOT_CHECKED, notice)
    cut = len(report.listed) - MAXIMUM_RESULTS
    if cut > 0:
        yield _notification(_RESULTS_CUT, f"Left out, the least severe ones: {cut}")


def _rule_failed(error: RuleError, index: int) -> om.Notification:
    notification = _notification(_RULE_FAILED, f"{error.rule} failed: {error.error}")
    file = om.PhysicalLocation(artifact_location=artifact(error.path))
    notification.locations = [om.Location(physical_location=file)]
    notification.associated_rule = om.ReportingDescriptorReference(id=error.rule, index=index)
    return notification


def _not_analysed(missing: NotAnalysed) -> om.Notification:
    notification = _notification(_NOT_ANALYSED, f"Not analysed: {missing.reason}")
    notification.locations = [om.Location(physical_location=physical(missing.location))]
    return notification


def _notification(kind: _Kind, text: str) -> om.Notification:
    return om.Notification(
        descriptor=om.ReportingDescriptorReference(id=kind.id, index=_KINDS.index(kind)),
        level=kind.level,
        message=om.Message(text=f"{joined_line(text).rstrip('.')}."),
    )
