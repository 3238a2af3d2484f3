"""What is shown above a migration and above an enum, whether anything is wrong with it or not."""

from collections.abc import Iterator

from lsprotocol import types as lsp

from wishare_lint.changeset import ChangeSet
from wishare_lint.lsp.positions import Positions
from wishare_lint.rails.costs import costs
from wishare_lint.rails.enums.enum import Enum
from wishare_lint.rails.migrations.migration import Migration
from wishare_lint.rails.rollback.rollback import rollback
from wishare_lint.ruby.source import Place


def lenses(changes: ChangeSet, path: str, positions: Positions) -> Iterator[lsp.CodeLens]:
    """Those of one file."""
    for migration in changes.migrations:
        if migration.path == path:
            yield from _at(migration.place, _about_migration(migration, changes), positions)
    for enum in changes.enums:
        if enum.place.source.path == path:
            yield from _at(enum.place, _about_enum(enum, changes), positions)


def _about_migration(migration: Migration, changes: ChangeSet) -> Iterator[str]:
    undone = rollback(migration, changes.schema_before(migration))
    yield f"rollback: {undone.verdict}"
    version = changes.project.database_of(migration.path).server_version
    for cost in costs(undone.up.operations, migration.adapter, version, undone.up.before):
        if cost is not None and cost.is_noticed:
            yield f"locks {', '.join(map(str, cost.tables))}: blocks {cost.blocks}"


def _about_enum(enum: Enum, changes: ChangeSet) -> Iterator[str]:
    for column in changes.head.columns_of(enum):
        kind = f" ({column.column.type})" if column.column else ": no such column"
        yield f"{column.name}{kind}"


def _at(place: Place, titles: Iterator[str], positions: Positions) -> Iterator[lsp.CodeLens]:
    # A command without a name is shown, and cannot be clicked.
    span = positions.range(place.location)
    for title in dict.fromkeys(titles):
        yield lsp.CodeLens(range=span, command=lsp.Command(title, ""))
