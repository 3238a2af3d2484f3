"""The databases that an app migrates, as far as its files tell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from posixpath import normpath

from wishare_lint.app_files import AppFiles
from wishare_lint.rails.adapter import family, family_of_dump, family_of_gems
from wishare_lint.rails.database_yml import DatabaseConfig, read_database_yml
from wishare_lint.rails.version import Version, parse_version

_SQL_FORMAT = re.compile(r"^[^#\n]*\bschema_format\s*=\s*:sql\b", re.MULTILINE)
_TARGET = re.compile(
    r"^[ \t]*StrongMigrations\.target_(?:(?P<adapter>\w+)_)?version"
    r"""\s*=\s*["']?(?P<version>[\d.]+)""",
    re.MULTILINE,
)
_OWN_FOLDER = re.compile(r"db/(\w+)_migrate/")


@dataclass(frozen=True)
class Database:
    """One database that the app migrates.

    `adapter` is `postgresql`, `mysql`, `sqlite`, or None when unknown; `version` is the server's as
    configured ("16"). Paths are those of the repository; `schema_path` is the dump if there is one,
    `told_by` the file that tells the adapter, "" if none does.
    """

    name: str
    adapter: str | None
    version: str | None
    migration_folders: tuple[str, ...]
    schema_path: str | None
    told_by: str = field(default="", compare=False)

    @property
    def server_version(self) -> Version | None:
        """The version of the server as numbers; None where nothing tells it."""
        return parse_version(self.version) if self.version else None


def read_databases(
    app: AppFiles, adapter: str | None = None, version: str | None = None
) -> tuple[Database, ...]:
    """The databases of an app; the first one is the primary to Rails, whatever its name.

    `adapter` outweighs what the files say of each of them; `version` is that of the server of the
    first one, and of the others with the same adapter. Without it, strong_migrations may tell.
    """
    first, *others = _configs(app)
    databases = [
        _database(app, first, "", adapter),
        *(_database(app, other, f"{other.name}_", adapter) for other in others),
    ]
    main = databases[0].adapter
    version = version or _target_version(app, main)
    return tuple(
        replace(database, version=version) if database.adapter == main else database
        for database in databases
    )


def _target_version(app: AppFiles, adapter: str | None) -> str | None:
    """The version of the server in production: `StrongMigrations.target_version = 15`."""
    for told in _TARGET.finditer(app.strong_migrations):
        if told["adapter"] is None or family(told["adapter"]) == adapter:
            return told["version"]
    return None


def _configs(app: AppFiles) -> Iterator[DatabaseConfig]:
    """Those of database.yml, or `primary`; and those that have folder and dump, but no entry."""
    configured = read_database_yml(app.database_yml)
    migrated = [config for config in configured if config.database_tasks]
    yield from migrated or [DatabaseConfig("primary")]
    known = {config.name for config in configured}
    found = {folder[1] for folder in map(_OWN_FOLDER.match, app.paths) if folder}
    for config in map(DatabaseConfig, sorted(found - known)):
        if _dump(app, config, f"{config.name}_"):
            yield config


def _database(
    app: AppFiles, config: DatabaseConfig, dump_prefix: str, adapter: str | None
) -> Database:
    dump = _dump(app, config, dump_prefix)
    known, told_by = (family(adapter), "") if adapter else _adapter(app, config, dump)
    return Database(
        name=config.name,
        adapter=known,
        version=None,
        migration_folders=tuple(
            normpath(app.in_repository(folder)) for folder in _folders(app, config)
        ),
        schema_path=app.in_repository(dump) if dump else None,
        told_by=told_by if known else "",
    )


def _adapter(app: AppFiles, config: DatabaseConfig, dump: str | None) -> tuple[str | None, str]:
    """The adapter, and the file that tells it."""
    if config.adapter:
        return family(config.adapter), app.database_yml_path
    locked = family_of_gems(app.locked_gems)
    if locked or dump is None:
        return locked, app.locked_gems_path
    return family_of_dump(app.text(dump)), app.in_repository(dump)


def _folders(app: AppFiles, config: DatabaseConfig) -> tuple[str, ...]:
    """As configured; else the folder under the database's own name if there is one; else Rails'."""
    own = f"db/{config.name}_migrate"
    has_own = any(path.startswith(f"{own}/") for path in app.paths)
    return config.migrations_paths or ((own,) if has_own else ("db/migrate",))


def _dump(app: AppFiles, config: DatabaseConfig, prefix: str) -> str | None:
    """The dump under the name that HashConfig#schema_dump of Active Record gives it, if present.

    Apps that changed the format may still hold a dump in the old one.
    """
    dumps = ("schema.rb", "structure.sql")
    if _SQL_FORMAT.search(app.application_rb):
        dumps = ("structure.sql", "schema.rb")
    names = [config.schema_dump] if config.schema_dump else [prefix + dump for dump in dumps]
    paths = (f"db/{name.removeprefix('db/')}" for name in names)
    return next((path for path in paths if path in app.paths), None)
