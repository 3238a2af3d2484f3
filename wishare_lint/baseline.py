"""The baseline: findings that a team puts up with for now, known again by their fingerprints."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from wishare_lint.finding import Finding

FILE_NAME = ".wishare-lint-baseline.yml"
KIND = "baseline"
"""The kind of suppression."""


@dataclass(frozen=True)
class Entry:
    """An accepted finding. `message` is an excerpt for people, `reason` says why it is accepted.

    `path` is relative to the root of the repository.
    """

    rule: str
    path: str
    message: str
    fingerprint: str
    reason: str = ""


@dataclass(frozen=True)
class Baseline:
    """The accepted findings, and the file that holds them; `path` is None without a file."""

    path: Path | None = None
    entries: tuple[Entry, ...] = ()

    def entry(self, finding: Finding) -> Entry | None:
        """The entry that accepts a finding."""
        return self._by_fingerprint.get(finding.fingerprint)

    def stale(
        self, findings: Iterable[Finding], is_judged: Callable[[Entry], bool]
    ) -> tuple[Entry, ...]:
        """The entries that hide none of the findings, though the run judged what they are about."""
        used = {finding.fingerprint for finding in findings if _is_hidden_here(finding)}
        return tuple(
            entry for entry in self.entries if entry.fingerprint not in used and is_judged(entry)
        )

    @cached_property
    def _by_fingerprint(self) -> Mapping[str, Entry]:
        return {entry.fingerprint: entry for entry in self.entries}


def accepted(findings: Iterable[Finding], known: Iterable[Entry], reason: str) -> list[Entry]:
    """An entry for each finding that nothing else hides; what is known keeps its reason."""
    reasons = {entry.fingerprint: entry.reason for entry in known}
    return [
        Entry(
            finding.rule,
            finding.source.path,
            " ".join(finding.message.split()),
            finding.fingerprint,
            reasons.get(finding.fingerprint) or reason,
        )
        for finding in findings
        if finding.suppressed is None or _is_hidden_here(finding)
    ]


def _is_hidden_here(finding: Finding) -> bool:
    return finding.suppressed is not None and finding.suppressed.kind == KIND
