"""Runs rules over a change set: facts in, report out. No input or output of its own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from wishare_lint.changeset import ChangeSet
from wishare_lint.config import Config
from wishare_lint.coverage import coverage
from wishare_lint.finding import Finding, Report, RuleError, merged, order
from wishare_lint.fingerprint import numbered
from wishare_lint.packs import AnyRule
from wishare_lint.packs import names as names_of
from wishare_lint.rails.rollback.rollback import rollback
from wishare_lint.rails.schema.created import Created
from wishare_lint.ruby.source import Place
from wishare_lint.rule import Context, Fact, Rule, subjects
from wishare_lint.scope import scope
from wishare_lint.suppression import suppress
from wishare_lint.upkeep import upkeep


def check(
    changes: ChangeSet, rules: Sequence[AnyRule], known: Sequence[AnyRule], config: Config
) -> Report:
    """The report about one change set.

    `rules` are those that run, `known` all that are installed: a comment may name any of them.
    """
    run = _Run(rules)
    found = list(run.over(_subjects(changes)))
    found = [_configured(finding, config) for finding in found]
    judged = suppress(
        numbered(found),
        changes.sources,
        names=names_of(known),
        ran={rule.id for rule in rules},
        checked={source.path for source in changes.sources},
        config=config,
    )
    selection = changes.selection
    return Report(
        findings=tuple(sorted((f for f in judged if selection.reports(f.source.path)), key=order)),
        coverage=coverage(changes),
        base=selection.base,
        scope=scope((selection,)),
        rules={rule.id: rule.info() for rule in rules},
        errors=tuple(run.errors),
        notices=changes.notices,
    )


def check_all(
    change_sets: Sequence[ChangeSet],
    rules: Sequence[AnyRule],
    known: Sequence[AnyRule],
    config: Config,
) -> Report:
    """One report about the change sets of several apps; arguments as for `check`."""
    reports = [check(changes, rules, known, config) for changes in change_sets]
    report = merged(reports, scope([changes.selection for changes in change_sets]))
    notices = upkeep(report, change_sets, known, config)
    return replace(report, notices=(*report.notices, *notices))


@dataclass
class _Subject:
    """A fact, and what surrounds it."""

    fact: Any
    context: Context


class _Run:
    """The rules by the type that they look at, and the errors that they raised."""

    def __init__(self, rules: Iterable[AnyRule]) -> None:
        self._rules: list[tuple[tuple[type, ...], Rule[Any]]] = [
            (subjects(rule), rule()) for rule in rules
        ]
        self.errors: list[RuleError] = []

    def over(self, facts: Iterable[_Subject]) -> Iterator[Finding]:
        for subject in facts:
            for kinds, rule in self._rules:
                if isinstance(subject.fact, kinds):
                    yield from self._ask(rule, subject)

    def _ask(self, rule: Rule[Any], subject: _Subject) -> Iterator[Finding]:
        """What one rule finds; a rule that raises is noted, and the others go on."""
        try:
            yield from rule.check(subject.fact, subject.context)
        except Exception as error:
            path = _path(subject.fact, subject.context)
            self.errors.append(RuleError(rule.id, path, f"{type(error).__name__}: {error}"))


def _path(fact: Fact | ChangeSet, context: Context) -> str:
    place = getattr(fact, "place", None)
    return place.source.path if isinstance(place, Place) else context.project.root


def _subjects(changes: ChangeSet) -> Iterator[_Subject]:
    """Every fact to look at, with its context."""
    context = Context(changes.project, changes)
    yield from _migration_subjects(changes, context)
    for model in changes.models:
        yield _Subject(model, context)
    for enum in changes.enums:
        yield _Subject(enum, context)
    for change in changes.enum_changes:
        yield _Subject(change, context)
    yield _Subject(changes, context)


def _migration_subjects(changes: ChangeSet, context: Context) -> Iterator[_Subject]:
    created = Created()
    for migration in changes.migrations:
        if not changes.selection.released_together:
            created = Created()
        schema = changes.schema_before(migration)
        around = replace(context, migration=migration, schema=schema, created=created)
        yield _Subject(migration, around)
        yield _Subject(rollback(migration, schema), around)
        for operation in migration.up.operations:
            yield _Subject(operation, replace(around, schema=schema, created=created))
            created = created.after(operation)
            applied = operation.apply(schema)
            schema = applied if isinstance(applied, type(schema)) else schema


def _configured(finding: Finding, config: Config) -> Finding:
    severity = config.rule(finding.rule).severity
    return finding if severity is None else replace(finding, severity=severity)
