"""What the files of a Rails app are, told by their paths alone, which are relative to the app."""

import re
from collections.abc import Iterable
from itertools import pairwise

from wishare_lint.tree import COLLECTIONS

APPLICATION = "config/application.rb"
STRONG_MIGRATIONS = "config/initializers/strong_migrations.rb"

DATABASE_YML = tuple(
    f"config/database{ending}"
    for ending in (
        *(".yml", ".yml.sample", ".yml.example", ".yml.ci", ".yml.erb", ".yml.dist"),
        *(".yml.template", ".sample.yml", ".example.yml", ".ci.yml"),
    )
)
"""Where databases are configured; the first file counts. Many apps commit no more than a sample."""

SET_ASIDE = frozenset(
    {
        *("dummy", "example", "examples", "features", "fixtures", "sandbox", "spec"),
        *("templates", "test", "tests", "vendor"),
    }
)
"""Folders whose apps, migrations and models are fixtures, or come from others."""

_MIGRATION_NAME = re.compile(r"[0-9]+_[_a-z0-9]*\.?[_a-z0-9]*\.rb")
_MIGRATION_FOLDER = re.compile(r"(?!data_)(?:.+/)?[^/]*migrate/")
_DATA_MIGRATION_FOLDER = re.compile(r"data(?:_migrat\w*)?/")
_USES_MODELS = re.compile(
    r"/(?:app|lib|spec|test|features)/.*\.(?:rb|rake|erb|haml|slim|jbuilder)$"
    r"|/config/.*\.(?:rb|ya?ml)$|/db/seeds\b"
)
_DATA = re.compile(r"/(?:app|config|data|db|lib)/(?!locales/).*\.(?:ya?ml|json)$")
_INFLECTIONS = re.compile(r"(?:.+/)?\w*inflections?\w*\.rb")


def app_roots(paths: Iterable[str]) -> tuple[str, ...]:
    """The folders that hold a `config/application.rb`; "" is the top."""
    applications = (path for path in paths if f"/{path}".endswith(f"/{APPLICATION}"))
    roots = (path.removesuffix(APPLICATION).rstrip("/") for path in applications)
    return tuple(root for root in roots if not _is_set_aside(root))


def is_named_as_migration(path: str) -> bool:
    """Whether the name alone makes it a migration, once its folder is one of migrations.

    The pattern is ActiveRecord::Migration's `MigrationFilenameRegexp`.
    """
    return _MIGRATION_NAME.fullmatch(path.rpartition("/")[2]) is not None


def is_in_migration_folder(path: str) -> bool:
    """Whether it lies in or below a folder such as `db/migrate` or `db/cache_migrate`."""
    inside = _below("db", path)
    return inside is not None and _MIGRATION_FOLDER.match(inside) is not None


def is_in_data_migration_folder(path: str) -> bool:
    """Whether it lies in or below `db/data` or another folder of a gem that migrates data only."""
    inside = _below("db", path)
    return inside is not None and _DATA_MIGRATION_FOLDER.match(inside) is not None


def is_task_file(path: str) -> bool:
    """Whether it holds tasks that somebody runs by hand: of rake, or of maintenance_tasks."""
    if path.endswith(".rake"):
        return _below("lib/tasks", path) is not None
    return path.endswith(".rb") and _below("app/tasks", path) is not None


def is_in_model_folder(path: str) -> bool:
    """Whether it lies below an `app/models`, be it of the app, of an engine or of a pack."""
    return _below("app/models", path) is not None


def may_use_models(path: str) -> bool:
    """Whether it is Ruby, a view or a translation of the app or its tests; migrations are not."""
    return _USES_MODELS.search(f"/{path}") is not None


def is_inflections_rb(path: str) -> bool:
    """Whether it is an initialiser that adds inflections."""
    inside = _below("config", path)
    return inside is not None and _INFLECTIONS.fullmatch(inside) is not None


def _below(folder: str, path: str) -> str | None:
    """The path from inside the first such folder; None without one, or when that is set aside."""
    before, found, inside = f"/{path}".partition(f"/{folder}/")
    return inside if found and not _is_set_aside(before) else None


def _is_set_aside(folder: str) -> bool:
    names = ["", *folder.split("/")]
    return any(name in SET_ASIDE and above not in COLLECTIONS for above, name in pairwise(names))


def may_hold_values(path: str) -> bool:
    """Whether it is a data file such as code may load its constants from; no translations."""
    return _DATA.search(f"/{path}") is not None
