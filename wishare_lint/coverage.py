"""How much of a change set was read, and which places were not, with the reason."""

from collections.abc import Iterator
from typing import TypeAlias

from wishare_lint.changeset import ChangeSet
from wishare_lint.finding import Coverage, NotAnalysed
from wishare_lint.rails.models.model import is_worth_parsing
from wishare_lint.ruby.parser import parse
from wishare_lint.ruby.source import MAXIMUM_BYTES, Place, SourceFile

Unread: TypeAlias = tuple[Place, str]


def coverage(changes: ChangeSet) -> Coverage:
    """What was read; where the user names files, only of these."""
    wanted = changes.selection.reports
    migrations = [migration for migration in changes.migrations if wanted(migration.path)]
    models = [model for model in changes.models if wanted(model.path)]
    return Coverage(
        migrations=len(migrations),
        operations=sum(len(migration.up.operations) for migration in migrations),
        models=len(models),
        enums=sum(len(model.enums) for model in models),
        not_analysed=tuple(NotAnalysed(*unread) for unread in dict.fromkeys(_unread(changes))),
    )


def _unread(changes: ChangeSet) -> Iterator[Unread]:
    """Places with reasons; of a file that is not read at all, one."""
    whole = {place.source.path: (place, reason) for place, reason in _unread_files(changes)}
    yield from whole.values()
    for place, reason in _unread_parts(changes):
        path = place.source.path
        if path not in whole and changes.selection.reports(path):
            yield place, reason


def _unread_files(changes: ChangeSet) -> Iterator[Unread]:
    selection = changes.selection
    for path in filter(selection.reports, (*selection.migrations, *selection.models)):
        source = changes.head.source(path)
        reason = "this file cannot be opened" if source is None else _unfit(source)
        if reason:
            yield (source or SourceFile(path, b"")).whole, reason
    for migration in changes.unreadable_migrations:
        if not _unfit(migration.place.source) and selection.reports(migration.place.source.path):
            yield migration.place, migration.reason
    yield from _broken_models(changes)


def _unfit(source: SourceFile) -> str | None:
    """Why a file is no Ruby source, told by its bytes."""
    if len(source.data) > MAXIMUM_BYTES:
        return f"too large to read: {len(source.data)} bytes, and the limit is {MAXIMUM_BYTES}"
    try:
        source.data.decode("utf-8")
    except UnicodeDecodeError:
        return "this file is not UTF-8, so its text may be misread"
    return None


def _broken_models(changes: ChangeSet) -> Iterator[Unread]:
    """Files of models from which not even a class could be read."""
    paths = tuple(filter(changes.selection.reports, changes.selection.models))
    known = {model.path for model in changes.head.models.by_class.values()} if paths else ()
    for path in paths:
        source = changes.head.source(path)
        if source is None or path in known or not is_worth_parsing(source.data):
            continue
        if not _unfit(source) and parse(source).errors:
            yield source.whole, "this is not valid Ruby"


def _unread_parts(changes: ChangeSet) -> Iterator[Unread]:
    for migration in changes.migrations:
        yield from migration.up.unreadable
        yield from migration.down.unreadable
    for model in changes.models:
        yield from model.unreadable
    yield from changes.unreadable_enums
