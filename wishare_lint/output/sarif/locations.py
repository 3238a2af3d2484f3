"""Where something is, in SARIF's terms: percent-encoded paths below the root, and regions."""

from urllib.parse import quote

import sarif_om as om

from wishare_lint.finding import Finding
from wishare_lint.ruby.source import Location, Position, Range

ROOT = "%SRCROOT%"
"""The name of the repository root; whoever reads the log knows where it is."""


def physical(location: Location) -> om.PhysicalLocation:
    """A range in a file."""
    return om.PhysicalLocation(
        artifact_location=artifact(location.path), region=region(location.range)
    )


def artifact(path: str) -> om.ArtifactLocation:
    """A file by its path from the repository root; bytes that are not UTF-8 stay what they are."""
    return om.ArtifactLocation(uri=quote(path, errors="surrogateescape"), uri_base_id=ROOT)


def region(span: Range) -> om.Region:
    """Lines and columns from 1, the end excluded, columns in code points."""
    return om.Region(
        start_line=span.start.line,
        start_column=span.start.column,
        end_line=span.end.line,
        end_column=span.end.column,
    )


def primary(finding: Finding) -> om.PhysicalLocation:
    """The first line of a finding: an alert is shown only if the change holds all of its lines."""
    start, end = finding.location.range.start, finding.location.range.end
    line = finding.source.line(start.line)
    if end.line > start.line:
        end = Position(start.line, len(line) + 1)
    location = physical(Location(finding.location.path, Range(start, end)))
    location.region.snippet = om.ArtifactContent(text=line[start.column - 1 : end.column - 1])
    return location
