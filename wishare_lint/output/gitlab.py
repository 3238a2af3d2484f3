"""GitLab's Code Quality report: the widget of a merge request, and marks in its diff."""

from collections import Counter
from hashlib import sha256

from wishare_lint.finding import Finding, Report, Severity
from wishare_lint.output.visible import joined_line, visible_line
from wishare_lint.output.wording import remark

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report) -> str:
    """A JSON array in ASCII, one object for each finding."""
    from json import dumps

    seen: Counter[str] = Counter()
    issues = []
    for finding in report.listed:
        identity = "\0".join((finding.rule, finding.location.path, finding.fingerprint))
        seen[identity] += 1
        issues.append(_issue(finding, _severity(finding, report), f"{identity}\0{seen[identity]}"))
    return dumps(issues, indent=2) + "\n"


def _issue(finding: Finding, severity: str, identity: str) -> dict[str, object]:
    """GitLab drops an issue whose fingerprint it has seen, so the identity holds an ordinal."""
    span = finding.location.range
    return {
        "description": f"{joined_line(finding.message)}{remark(finding)}",
        "check_name": finding.rule,
        "fingerprint": sha256(identity.encode(errors="surrogateescape")).hexdigest(),
        "severity": severity,
        "location": {
            "path": visible_line(finding.location.path),
            "lines": {"begin": span.start.line, "end": span.end.line},
        },
    }


def _severity(finding: Finding, report: Report) -> str:
    rule = report.rules.get(finding.rule)
    if finding.severity is Severity.ERROR and rule and "data-loss" in rule.tags:
        return "critical"
    return _SEVERITIES[finding.severity]
