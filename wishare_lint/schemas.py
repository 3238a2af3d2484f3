"""The database just before each migration of a change set."""

from collections.abc import Collection, Mapping, Sequence

from wishare_lint.project import Database
from wishare_lint.rails.migrations.migration import Migration
from wishare_lint.rails.schema.schema import Schema
from wishare_lint.side import Side


def schemas_before(
    migrations: Sequence[Migration], head: Side, base: Side | None
) -> Mapping[str, Schema]:
    """The schema by the path of the migration.

    With a base, which lacks all of them, its schema and these migrations tell; else all migrations
    up to the last.
    """
    schemas: dict[str, Schema] = {}
    for database in head.project.databases:
        paths = head.paths_of(database)
        wanted = [migration for migration in migrations if migration.path in set(paths)]
        if wanted:
            schemas |= _schemas_of(database, wanted, paths, head, base)
    return schemas


def _schemas_of(
    database: Database,
    wanted: list[Migration],
    paths: Collection[str],
    head: Side,
    base: Side | None,
) -> dict[str, Schema]:
    from wishare_lint.rails.migrations.playback import play_on

    if base is not None:
        schema, played = _base_schema(database, head, base), wanted
    else:
        last = max(int(migration.version or 0) for migration in wanted)
        everything = head.migrations(paths)
        played = [m for m in everything if int(m.version or 0) <= last]
        schema = head.first_schema(database)
    schemas: dict[str, Schema] = {}
    for migration in played:
        schemas[migration.path] = schema
        schema = play_on(migration.up.operations, schema)
    return schemas


def _base_schema(database: Database, head: Side, base: Side) -> Schema:
    databases = base.project.databases
    known = next((other for other in databases if other.name == database.name), None)
    return head.replayed(()) if known is None else base.schema(known)
