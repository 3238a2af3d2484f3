"""Decides what is shown: comments, `safety_assured`, exclusions and the baseline."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from wishare_lint.baseline import KIND as BASELINE
from wishare_lint.config import Config
from wishare_lint.directives import (
    TRIGGERS,
    WORDS,
    Action,
    Directive,
    Span,
    read_directives,
    spans,
)
from wishare_lint.finding import Finding, Severity, Suppression
from wishare_lint.fingerprint import numbered
from wishare_lint.ruby.parser import comments
from wishare_lint.ruby.source import Place, SourceFile
from wishare_lint.rule_names import RuleNames
from wishare_lint.spelling import did_you_mean

HYGIENE = "suppression-hygiene"
"""The rule about comments that hide nothing. It is hidden only by its name, not by `all`."""

Comments: TypeAlias = Callable[[SourceFile], Iterable[Place]]


def suppress(
    findings: Iterable[Finding],
    sources: Iterable[SourceFile],
    *,
    names: RuleNames,
    ran: Collection[str],
    checked: Collection[str],
    config: Config,
    comments: Comments = comments,
) -> tuple[Finding, ...]:
    """All findings, each that is not to be shown with the reason in `suppressed`.

    `sources` are the files of the head, `checked` the paths of those that were looked at, and `ran`
    the ids of the rules that ran. Where `suppression-hygiene` ran, findings of it follow, about
    comments in checked files that hide nothing; a comment counts as unused only when every rule
    that it names ran. `comments` gives the comments of a Ruby file.
    """
    findings = tuple(findings)
    files = _Files(names, comments)
    hiding = [files.spans_on(finding) for finding in findings]
    judged = [_judged(*pair, config) for pair in zip(findings, hiding, strict=True)]
    if HYGIENE not in ran:
        return tuple(judged)
    run = _Run(names, frozenset(ran), {span.use for spans in hiding for span in spans})
    severity = config.rule(HYGIENE).severity or Severity.INFO
    complaints = numbered(
        Finding(HYGIENE, severity, message, directive.place)
        for source in sources
        if source.path in checked
        for directive, message in _complaints(files.read(source), run)
    )
    return (*judged, *(_judged(finding, files.spans_on(finding), config) for finding in complaints))


@dataclass(frozen=True)
class _Marked:
    """The directives of a file, and the lines on which they hide rules."""

    directives: tuple[Directive, ...] = ()
    spans: tuple[Span, ...] = ()


class _Files:
    """Reads the directives of each file once, and only of files that can hold any."""

    def __init__(self, names: RuleNames, comments: Comments) -> None:
        self._names = names
        self._comments = comments
        self._read: dict[tuple[str, bytes], _Marked] = {}

    def read(self, source: SourceFile) -> _Marked:
        key = (source.path, source.data)
        if key not in self._read:
            self._read[key] = self._marked(source)
        return self._read[key]

    def spans_on(self, finding: Finding) -> Sequence[Span]:
        """The spans that hide a finding: those of its rule that share a line with it."""
        place = finding.place
        first = place.source.position(place.start).line
        last = place.source.position(max(place.start, place.end - 1)).line
        return [
            span
            for span in self.read(place.source).spans
            if span.rule == finding.rule and span.first <= last and first <= span.last
        ]

    def _marked(self, source: SourceFile) -> _Marked:
        if not source.path.endswith((".rb", ".rake")):
            return _Marked()
        if not any(trigger in source.data for trigger in TRIGGERS):
            return _Marked()
        directives = read_directives(self._comments(source))
        return _Marked(directives, spans(directives, self._rules_of))

    def _rules_of(self, directive: Directive, name: str) -> Collection[str]:
        if directive.kind == "rubocop":
            return self._names.of_cop(name)
        return _rules_named(name, self._names)


def _rules_named(name: str, names: RuleNames) -> Collection[str]:
    """The ids that a name in one of our comments stands for: an id, an alias or `all`."""
    return names.ids - {HYGIENE} if name == "all" else names.named(name)


def _judged(finding: Finding, spans: Sequence[Span], config: Config) -> Finding:
    reason = (
        _by_directive("comment", spans)
        or _by_assurance(finding)
        or _by_directive("rubocop", spans)
        or _by_config(finding, config)
        or _by_baseline(finding, config)
    )
    return replace(finding, suppressed=reason) if reason else finding


def _by_directive(kind: str, spans: Iterable[Span]) -> Suppression | None:
    for span in spans:
        if span.directive.kind == kind:
            return Suppression(kind, span.directive.reason, span.directive.place.location)
    return None


def _by_assurance(finding: Finding) -> Suppression | None:
    return Suppression("safety_assured") if finding.assured else None


def _by_config(finding: Finding, config: Config) -> Suppression | None:
    pattern = config.excluded_by(finding.source.path, finding.rule)
    return Suppression("config", f"excluded by `{pattern}`") if pattern else None


def _by_baseline(finding: Finding, config: Config) -> Suppression | None:
    entry = config.baseline.entry(finding)
    return Suppression(BASELINE, entry.reason) if entry else None


@dataclass(frozen=True)
class _Run:
    """What happened: the rules that are known and that ran, and the names that hid something."""

    names: RuleNames
    ran: frozenset[str]
    used: Collection[tuple[Directive, str]]

    def unused(self, directive: Directive) -> list[str]:
        """The names in a directive that hid nothing, when every rule it names had its chance."""
        meant = {name: _rules_named(name, self.names) for name in directive.names}
        if not self.ran.issuperset(rule for rules in meant.values() for rule in rules):
            return []
        return [
            name
            for name, rules in meant.items()
            if rules and HYGIENE not in rules and (directive, name) not in self.used
        ]


def _complaints(file: _Marked, run: _Run) -> Iterator[tuple[Directive, str]]:
    for directive in file.directives:
        if directive.kind == "comment":
            for message in (*_faults(directive, run.names), *_idle(directive, file.spans, run)):
                yield directive, message


def _faults(directive: Directive, names: RuleNames) -> Iterator[str]:
    """What is wrong with a directive as it is written."""
    word = f"`{directive.word}`"
    if directive.action is None:
        yield f"{word} is not a directive{did_you_mean(directive.word, WORDS)}"
        return
    if not directive.names:
        yield f"{word} names no rule, so it does nothing"
    if directive.stray:
        yield f"`{directive.stray}` is not read: rules need a comma between them, a reason `--`"
    for name in directive.names:
        if not _rules_named(name, names):
            yield f"{word} names an {names.unknown(name)}"


def _idle(directive: Directive, spans: Iterable[Span], run: _Run) -> Iterator[str]:
    """What a directive says to no effect."""
    if directive.action is Action.ENABLE:
        ended = {span.rule for span in spans if span.last == directive.line}
        for name in directive.names:
            rules = _rules_named(name, run.names)
            if rules and ended.isdisjoint(rules):
                yield f"`enable {name}` ends no `disable`"
        return
    unused = run.unused(directive)
    if directive.action and unused:
        yield f"`{directive.word} {', '.join(unused)}` hides nothing; take it out"
