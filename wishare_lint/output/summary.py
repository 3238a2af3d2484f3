"""What a report says as a whole, in sentences: what was checked, what was found, what was read."""

from collections.abc import Iterator

from wishare_lint.finding import Report, Severity
from wishare_lint.output.visible import joined_line
from wishare_lint.output.wording import counted, where

_PLACES_LISTED = 5
"""Places not analysed that are listed; the others are counted."""


def verdict(report: Report) -> str:
    """What was checked against what, and the counts of what was found, in one sentence."""
    scope = joined_line(report.scope).rstrip(".")
    found = ", ".join(_counts(report))
    return _capitalised(f"{scope}: {found}." if scope else f"{found}.")


def coverage(report: Report) -> Iterator[str]:
    """How much was read, as a sentence, then the places that were not, a line each."""
    operations = counted(report.coverage.operations, "operation")
    enums = counted(report.coverage.enums, "enum")
    read = _capitalised(f"{operations} and {enums} read")
    missing = report.coverage.not_analysed
    if not missing:
        yield f"{read}."
        return
    yield f"{read}, {counted(len(missing), 'place')} not analysed:"
    for place in missing[:_PLACES_LISTED]:
        yield f"  {where(place.location)}: {joined_line(place.reason)}"
    if len(missing) > _PLACES_LISTED:
        yield f"  and {len(missing) - _PLACES_LISTED} more (--format json lists them all)"


def _counts(report: Report) -> Iterator[str]:
    if not report.shown:
        yield "nothing found"
    for severity in Severity:
        if number := report.count(severity):
            yield counted(number, severity.value)
    if report.hidden:
        yield f"{len(report.hidden)} suppressed"
    if report.errors:
        yield f"{counted(len(report.errors), 'rule')} failed"


def _capitalised(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
