"""JUnit's XML, which test reports of Jenkins, GitLab and others show: a test case per finding."""

from collections.abc import Sequence
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from wishare_lint.finding import Finding, Report
from wishare_lint.output.tool import NAME
from wishare_lint.output.visible import joined_line, visible, visible_line
from wishare_lint.output.wording import remark, suppression, where


def render(report: Report) -> str:
    """A suite for each file with findings; one test that passes where there are none."""
    root = Element("testsuites", {"name": NAME, **_counts(report.listed)})
    by_path = sorted(report.listed, key=_path)
    for path, findings in groupby(by_path, _path):
        root.append(_suite(path, list(findings)))
    if not report.listed:
        root.append(_passing())
    indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n'


def _suite(path: str, findings: Sequence[Finding]) -> Element:
    suite = Element("testsuite", {"name": visible_line(path), **_counts(findings)})
    suite.extend([_case(finding) for finding in findings])
    return suite


def _passing() -> Element:
    """Readers take a report without any test for a broken one."""
    suite = Element("testsuite", {"name": NAME, **_counts([])})
    SubElement(suite, "testcase", name="nothing found", classname=NAME)
    return suite


def _case(finding: Finding) -> Element:
    start = finding.location.range.start
    path = visible_line(finding.location.path)
    name = f"{finding.rule} at {start.line}:{start.column}"
    case = Element("testcase", name=name, classname=path, file=path, line=str(start.line))
    if finding.suppressed:
        SubElement(case, "skipped", message=suppression(finding))
        return case
    message = f"{joined_line(finding.message)}{remark(finding)}"
    failure = SubElement(case, "failure", type=finding.severity.value, message=message)
    failure.text = _text(finding)
    return case


def _text(finding: Finding) -> str:
    place = f"{where(finding.location)}: {joined_line(finding.message)}"
    return f"{place}\n\n{visible(finding.instead)}".rstrip()


def _counts(findings: Sequence[Finding]) -> dict[str, str]:
    skipped = sum(finding.suppressed is not None for finding in findings)
    return {  # without findings, one test that passes
        "tests": str(max(1, len(findings))),
        "failures": str(len(findings) - skipped),
        "skipped": str(skipped),
    }


def _path(finding: Finding) -> str:
    return finding.location.path
