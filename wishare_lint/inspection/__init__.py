"""The facts of change sets as they were read: what `inspect` shows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wishare_lint.changeset import ChangeSet
from wishare_lint.coverage import coverage
from wishare_lint.finding import NotAnalysed
from wishare_lint.rails.costs import Cost, costs
from wishare_lint.rails.enums.change import EnumChange
from wishare_lint.rails.enums.enum import Enum
from wishare_lint.rails.migrations.migration import Migration
from wishare_lint.rails.migrations.playback import Playback
from wishare_lint.rails.models.model import Model
from wishare_lint.rails.operations import Operation
from wishare_lint.rails.rollback.rollback import Rollback, rollback
from wishare_lint.rails.schema.schema import Schema
from wishare_lint.rails.version import Version

FORMATS = ("text", "json")
"""Names of the formats; each is also the name of its module here."""


@dataclass(frozen=True)
class InspectedMigration:
    """A migration with the verdict on its roll-back, and each operation with its cost, None where
    that is not known."""

    migration: Migration
    rollback: Rollback
    up: tuple[tuple[Operation, Cost | None], ...]
    down: tuple[tuple[Operation, Cost | None], ...]


@dataclass(frozen=True)
class InspectedModel:
    """A class or concern with its table, None where it has none of its own."""

    model: Model
    table: str | None


@dataclass(frozen=True)
class Inspection:
    """Migrations, models, and what could not be read.

    `enum_changes` and `enums_added` are None where there is no base.
    """

    migrations: tuple[InspectedMigration, ...]
    models: tuple[InspectedModel, ...]
    enum_changes: tuple[EnumChange, ...] | None
    enums_added: tuple[Enum, ...] | None
    not_analysed: tuple[NotAnalysed, ...]


def inspect(change_sets: Sequence[ChangeSet]) -> Inspection:
    """The facts of the files that are asked for."""
    compared = any(changes.base is not None for changes in change_sets)
    return Inspection(
        migrations=tuple(found for changes in change_sets for found in _migrations(changes)),
        models=tuple(model for changes in change_sets for model in _models(changes)),
        enum_changes=tuple(_enum_changes(change_sets)) if compared else None,
        enums_added=tuple(_enums_added(change_sets)) if compared else None,
        not_analysed=tuple(
            place for changes in change_sets for place in coverage(changes).not_analysed
        ),
    )


def _migrations(changes: ChangeSet) -> Iterator[InspectedMigration]:
    for migration in changes.migrations:
        if changes.selection.reports(migration.path):
            verdict = rollback(migration, changes.schema_before(migration))
            version = changes.project.database_of(migration.path).server_version
            yield InspectedMigration(
                migration,
                verdict,
                _with_costs(migration.up, migration.adapter, version, verdict.up.before),
                _with_costs(migration.down, migration.adapter, version, verdict.down.before),
            )


def _with_costs(
    played: Playback, adapter: str | None, version: Version | None, before: Schema
) -> tuple[tuple[Operation, Cost | None], ...]:
    found = costs(played.operations, adapter, version, before)
    return tuple(zip(played.operations, found, strict=True))


def _models(changes: ChangeSet) -> Iterable[InspectedModel]:
    for model in changes.models:
        if changes.selection.reports(model.path):
            has_table = not model.is_module and not model.abstract
            yield InspectedModel(model, changes.head.models.table(model) if has_table else None)


def _enum_changes(change_sets: Iterable[ChangeSet]) -> Iterable[EnumChange]:
    for changes in change_sets:
        for change in changes.enum_changes:
            if changes.selection.reports(change.place.source.path):
                yield change


def _enums_added(change_sets: Iterable[ChangeSet]) -> Iterable[Enum]:
    """The enums of changed files that the base has not; a change of a class's name is one too."""
    for changes in change_sets:
        if changes.base is None or not changes.models:
            continue
        known = changes.base.models.enums
        heirs = {change.after.place for change in changes.enum_changes if change.after}
        for key, enum in changes.head.models.enums.items():
            path = enum.place.source.path
            is_new = key not in known and enum.place not in heirs
            if is_new and path in changes.selection.changed and changes.selection.reports(path):
                yield enum
