"""What a finding is known by from one run to the next, wherever its line moves."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256

from wishare_lint.finding import Finding


def numbered(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings with fingerprints; the second of two equal subjects gets another than the first.

    The line is no part of it, so that it survives edits elsewhere in the file.
    """
    seen: dict[tuple[str, str, str], int] = {}
    for finding in findings:
        subject = finding.fingerprint or " ".join(finding.place.text.split())
        path = "" if "#" in subject else finding.source.path
        key = (finding.rule, path, subject)
        seen[key] = seen.get(key, 0) + 1
        text = "\0".join((*key, str(seen[key])))
        yield replace(finding, fingerprint=sha256(text.encode()).hexdigest()[:32])
