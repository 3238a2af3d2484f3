"""What a run has found, and what it could not look at: the values that all formats read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from wishare_lint.ruby.source import Location, Place, SourceFile


class Severity(Enum):
    """How bad it is: `error` breaks the app or loses data, `warning` risks it, `info` advises."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)

    def at_least(self, other: "Severity") -> bool:
        """Whether this is as bad as `other`, or worse."""
        return self.rank <= other.rank


@dataclass(frozen=True)
class Related:
    """Another place that belongs to a finding, such as the model that uses a dropped column."""

    location: Location
    message: str


@dataclass(frozen=True)
class Edit:
    """Replace the text at `location` with `text`."""

    location: Location
    text: str


@dataclass(frozen=True)
class Fix:
    """Edits that cure a finding. `safe`: the meaning of the program stays the same."""

    title: str
    safe: bool
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class Suppression:
    """Why a finding is not shown.

    `kind` is `comment`, `safety_assured`, `rubocop`, `config` or `baseline`.
    """

    kind: str
    reason: str = ""
    location: Location | None = None


@dataclass(frozen=True)
class Finding:
    """One thing that a rule has to say about one place.

    `direction` is `up` or `down` where the finding is about a migration's operation, else None.
    `conditional`: the operation runs only under a condition that could not be decided.
    `assured`: the operation stands inside `safety_assured`.
    `fingerprint` stays the same while the code that the finding is about stays the same, wherever
    its line moves.
    """

    rule: str
    severity: Severity
    message: str
    place: Place
    instead: str = ""
    aliases: tuple[str, ...] = ()
    direction: str | None = None
    conditional: bool = False
    assured: bool = False
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()
    fingerprint: str = ""
    suppressed: Suppression | None = None

    @property
    def location(self) -> Location:
        return self.place.location

    @property
    def source(self) -> SourceFile:
        return self.place.source


@dataclass(frozen=True)
class NotAnalysed:
    """A place that could not be read, and the reason, in a few words."""

    place: Place
    reason: str

    @property
    def location(self) -> Location:
        return self.place.location


@dataclass(frozen=True)
class Coverage:
    """How much was read. Silence about anything counted here means "looked at and fine"."""

    migrations: int = 0
    operations: int = 0
    models: int = 0
    enums: int = 0
    not_analysed: tuple[NotAnalysed, ...] = ()


@dataclass(frozen=True)
class Base:
    """The tree that the head was compared with: a ref with its commit, or a directory."""

    ref: str
    commit: str | None = None


@dataclass(frozen=True)
class RuleError:
    """A rule that raised: which one, on which file, and the exception in one line."""

    rule: str
    path: str
    error: str


@dataclass(frozen=True)
class RuleInfo:
    """A rule as its page tells it. `title` is one sentence, `why` and `advice` are paragraphs.

    `bad` and `good` are Ruby; a line `# app/models/order.rb` starts a further file in them.
    `bad_before` and `good_before` hold the deployed code, where the rule looks at a difference;
    `past` what was deployed before that, where it looks at the history.
    """

    id: str
    severity: Severity
    title: str
    why: str
    advice: str
    bad: str
    good: str
    past: str = ""
    bad_before: str = ""
    good_before: str = ""
    aliases: tuple[str, ...] = ()
    subject: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """The result of a run.

    `findings` are sorted by place and rule and hold the suppressed ones too (those have
    `suppressed` set); `rules` are all rules that ran, by id; `notices` are sentences about what
    could not be done, such as "no base to compare with". `lists_suppressed`: the formats list the
    suppressed findings as well, marked as such.
    """

    findings: tuple[Finding, ...] = ()
    coverage: Coverage = field(default_factory=Coverage)
    base: Base | None = None
    scope: str = ""
    rules: Mapping[str, RuleInfo] = field(default_factory=dict)
    errors: tuple[RuleError, ...] = ()
    notices: tuple[str, ...] = ()
    lists_suppressed: bool = False

    @property
    def listed(self) -> tuple[Finding, ...]:
        """The findings that a format lists: those shown, and the suppressed ones if asked for."""
        return self.findings if self.lists_suppressed else self.shown

    @property
    def shown(self) -> tuple[Finding, ...]:
        """The findings that nothing suppresses."""
        return tuple(finding for finding in self.findings if finding.suppressed is None)

    @property
    def hidden(self) -> tuple[Finding, ...]:
        """The suppressed findings."""
        return tuple(finding for finding in self.findings if finding.suppressed is not None)

    def count(self, severity: Severity) -> int:
        """How many of the shown findings have this severity."""
        return sum(finding.severity is severity for finding in self.shown)

    def fails(self, threshold: Severity | None) -> bool:
        """Whether anything shown is as bad as the threshold; None is never reached."""
        return threshold is not None and any(f.severity.at_least(threshold) for f in self.shown)

    def with_suppressed(self) -> "Report":
        """The same report, in which formats list the suppressed findings as well."""
        return replace(self, lists_suppressed=True)

    def at_least(self, severity: Severity) -> "Report":
        """The same report without the findings that are less bad."""
        findings = tuple(f for f in self.findings if f.severity.at_least(severity))
        return replace(self, findings=findings)


def order(finding: Finding) -> tuple[object, ...]:
    """What reports sort findings by: their place, then their rule."""
    return (finding.location, finding.rule, finding.message)


def merged(reports: Sequence[Report], scope: str) -> Report:
    """One report from those of several apps, which ran the same rules against the same base."""
    coverages = [report.coverage for report in reports]
    return Report(
        findings=tuple(sorted((f for report in reports for f in report.findings), key=order)),
        coverage=Coverage(
            migrations=sum(coverage.migrations for coverage in coverages),
            operations=sum(coverage.operations for coverage in coverages),
            models=sum(coverage.models for coverage in coverages),
            enums=sum(coverage.enums for coverage in coverages),
            not_analysed=tuple(place for c in coverages for place in c.not_analysed),
        ),
        base=reports[0].base,
        scope=scope,
        rules=reports[0].rules,
        errors=tuple(error for report in reports for error in report.errors),
        notices=tuple(dict.fromkeys(notice for report in reports for notice in report.notices)),
    )
