"""What an app is: its folder, databases, Rails version, migrations, models and inflections."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from wishare_lint import layout
from wishare_lint.app_files import AppFiles
from wishare_lint.databases import Database, read_databases
from wishare_lint.globs import matches
from wishare_lint.rails.models.inflections_rb import read_inflector
from wishare_lint.rails.models.inflector import Inflector
from wishare_lint.rails.version import (
    Version,
    dumped_version,
    locked_version,
    parse_version,
    required_version,
)
from wishare_lint.tree import Tree

__all__ = ["Database", "Project", "ProjectSettings", "Version", "find_roots", "read_project"]


@dataclass(frozen=True)
class Project:
    """One app, or the engines of a repository that lie outside of every app.

    `root` is its folder, "" for the top. All paths are those of the repository, sorted. There is at
    least one database. `rails_version` is None when nothing in the tree tells it; `rails_told_by`
    is the file that does, or "".
    """

    root: str
    databases: tuple[Database, ...]
    rails_version: Version | None
    migration_paths: tuple[str, ...]
    data_migration_paths: tuple[str, ...]
    model_paths: tuple[str, ...]
    task_paths: tuple[str, ...]
    inflector: Inflector
    rails_told_by: str = field(default="", compare=False)

    def database_of(self, migration_path: str) -> Database:
        """The database that a migration runs on: that of the innermost folder, else the first."""
        owners = (
            (len(folder), database)
            for database in self.databases
            for folder in database.migration_folders
            if migration_path.startswith(f"{folder}/")
        )
        return max(owners, key=lambda owner: owner[0], default=(0, self.databases[0]))[1]


@dataclass(frozen=True)
class ProjectSettings:
    """What the configuration says of an app, each as written there.

    Path patterns (`wishare_lint.globs`) are relative to the repository.
    """

    database: str | None = None
    database_version: str | None = None
    rails_version: str | None = None
    migration_paths: tuple[str, ...] = ()
    model_paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


_NO_SETTINGS = ProjectSettings()


def find_roots(tree: Tree) -> tuple[str, ...]:
    """The folders of the apps in a repository, sorted; "" is the top.

    The top also stands for engines outside of every app, when they have migrations or models.
    """
    roots = set(layout.app_roots(tree.paths()))
    if any(_holds_facts(path) for path in AppFiles(tree, "").paths):
        roots.add("")
    return tuple(sorted(roots))


def read_project(tree: Tree, root: str = "", settings: ProjectSettings = _NO_SETTINGS) -> Project:
    """The app in the folder `root`, with its engines and packs, without the apps that lie deeper.

    Fixture apps such as `spec/dummy` are no part of it, but may be the root themselves.
    """
    app = AppFiles(tree, root)
    databases = read_databases(app, settings.database, settings.database_version)
    folders = [folder for database in databases for folder in database.migration_folders]
    ruby = [path for path in app.paths if path.endswith(".rb")]
    checked = [path for path in ruby if not _matches(app.in_repository(path), settings.exclude)]
    migrations = [path for path in checked if layout.is_named_as_migration(path)]
    version, told_by = _rails_version(app, settings.rails_version)
    return Project(
        root=root,
        databases=databases,
        rails_version=version,
        migration_paths=_in_folders(
            app, migrations, layout.is_in_migration_folder, [*folders, *settings.migration_paths]
        ),
        data_migration_paths=_in_folders(app, migrations, layout.is_in_data_migration_folder, []),
        model_paths=_in_folders(app, checked, layout.is_in_model_folder, settings.model_paths),
        task_paths=_in_folders(app, app.paths, layout.is_task_file, []),
        inflector=read_inflector(app.inflections),
        rails_told_by=told_by,
    )


def _holds_facts(path: str) -> bool:
    if layout.is_in_migration_folder(path):
        return layout.is_named_as_migration(path)
    return path.endswith(".rb") and layout.is_in_model_folder(path)


def _rails_version(app: AppFiles, configured: str | None) -> tuple[Version | None, str]:
    """The version, and the file that tells it."""
    if configured:
        return parse_version(configured), ""
    told = ((version, path) for version, path in _told_versions(app) if version)
    return next(told, (None, ""))


def _told_versions(app: AppFiles) -> Iterator[tuple[Version | None, str]]:
    yield locked_version(app.locked_gems), app.locked_gems_path
    yield required_version(app.required_gems), app.in_repository("Gemfile")
    yield dumped_version(app.text("db/schema.rb")), app.in_repository("db/schema.rb")


def _in_folders(
    app: AppFiles,
    paths: Iterable[str],
    is_in_folder: Callable[[str], bool],
    patterns: Sequence[str],
) -> tuple[str, ...]:
    """Those of `paths` that lie in the usual folders or match a pattern, as repository paths."""
    places = ((path, app.in_repository(path)) for path in paths)
    return tuple(place for path, place in places if is_in_folder(path) or _matches(place, patterns))


def _matches(path: str, patterns: Iterable[str]) -> bool:
    return any(matches(path, pattern) for pattern in patterns)
