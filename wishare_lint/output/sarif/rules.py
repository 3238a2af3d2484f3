"""Rules as SARIF's reporting descriptors, complete with their help."""

from collections.abc import Mapping

import sarif_om as om

from wishare_lint.finding import RuleInfo, Severity
from wishare_lint.output import rule_page
from wishare_lint.output.visible import joined_line

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

_PROBLEM_SEVERITIES = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "recommendation",
}

_PRECISION = "high"
"""GitHub sorts and filters by it. Rules speak only where all they need could be evaluated."""

_DESCRIPTION_LIMIT = 1024
"""Characters of a description that GitHub takes."""

_TAGS_LIMIT = 10
"""Tags of a rule that GitHub keeps."""


def rules(infos: Mapping[str, RuleInfo]) -> list[om.ReportingDescriptor]:
    """All rules that ran, in the order of their ids, so that two runs have the same list."""
    return [_rule(info) for _, info in sorted(infos.items())]


def rule_indexes(infos: Mapping[str, RuleInfo]) -> dict[str, int]:
    """The position of each rule in that list, by id."""
    return {rule: index for index, rule in enumerate(sorted(infos))}


def descriptor(identifier: str, title: str, description: str, level: str) -> om.ReportingDescriptor:
    """What GitHub asks of a rule, and the validator of a notification; `help` is the description.

    The name is the id in Pascal case.
    """
    return om.ReportingDescriptor(
        id=identifier,
        name="".join(word.capitalize() for word in identifier.split("-")),
        short_description=om.MultiformatMessageString(text=_cut(title)),
        full_description=om.MultiformatMessageString(text=_cut(description)),
        help=om.MultiformatMessageString(text=description),
        default_configuration=om.ReportingConfiguration(level=level),
    )


def _rule(info: RuleInfo) -> om.ReportingDescriptor:
    """A rule as GitHub shows it beside its alerts.

    No `security-severity` and no tag `security`: they would make each alert a vulnerability.
    """
    description = f"{info.title} {info.why}".rstrip()
    rule = descriptor(info.id, info.title, description, LEVELS[info.severity])
    rule.help = om.MultiformatMessageString(
        text=rule_page.plain(info), markdown=rule_page.markdown(info)
    )
    rule.properties = {
        "precision": _PRECISION,
        "problem.severity": _PROBLEM_SEVERITIES[info.severity],
        "tags": _tags(info),
    }
    return rule


def _tags(info: RuleInfo) -> list[str]:
    tags = dict.fromkeys(tag for tag in ("rails", info.subject, *info.tags) if tag)
    return list(tags)[:_TAGS_LIMIT]


def _cut(text: str) -> str:
    line = joined_line(text)
    if len(line) <= _DESCRIPTION_LIMIT:
        return line
    return f"{line[: _DESCRIPTION_LIMIT - 3].rstrip()}..."
