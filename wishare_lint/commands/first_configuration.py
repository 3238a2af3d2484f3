"""The text of a first `.wishare-lint.yml`: what is known of the app, and what can be said."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wishare_lint.changeset import ChangeSet
from wishare_lint.config import PROFILES
from wishare_lint.layout import STRONG_MIGRATIONS
from wishare_lint.output.tool import NAME, VERSION
from wishare_lint.output.visible import visible_line
from wishare_lint.project import Project

_TARGET = re.compile(
    r"^\s*StrongMigrations\.target(?:_\w+)?_version\s*=\s*[\"']?(\d+(?:\.\d+)*)", re.MULTILINE
)
_DUMPED_BY = re.compile(
    r"^-- (?:Dumped from database|Server) version\s+(\d+(?:\.\d+)*)", re.MULTILINE
)


@dataclass(frozen=True)
class ServerVersion:
    """The version of the database server, such as "16", and the file that tells it."""

    number: str
    told_by: str


def server_version(changes: ChangeSet) -> ServerVersion | None:
    """What strong_migrations is told, else what `structure.sql` was dumped from."""
    root = changes.project.root
    initializer = f"{root}/{STRONG_MIGRATIONS}" if root else STRONG_MIGRATIONS
    dump = changes.project.databases[0].schema_path or ""
    for path, pattern in ((initializer, _TARGET), (dump, _DUMPED_BY)):
        source = changes.head.source(path)
        found = pattern.findall(source.text) if source else ()
        if found:
            return ServerVersion(found[-1], path)
    return None


def newest_released(changes: Iterable[ChangeSet]) -> int | None:
    """The version of the newest migration of the base; without a base, of all there are."""
    sides = [each.base or each.head for each in changes]
    names = (path.rpartition("/")[2] for side in sides for path in side.project.migration_paths)
    return max((int(name.partition("_")[0]) for name in names), default=None)


def first_configuration(changes: tuple[ChangeSet, ...]) -> str:
    """The whole file."""
    lines = (*_head(), *_app(changes), *_migrations(changes), *_further())
    return "".join(f"{visible_line(line)}\n" for line in lines)


def _head() -> Iterator[str]:
    pin = ".".join(VERSION.split(".")[:2])
    yield f"# What this app says to {NAME}. `{NAME} config show` tells what counts, and why."
    yield ""
    yield "# Rules that come with a later version stay off until you raise this."
    yield f'version: "{pin}"'
    yield ""
    yield f"# Which rules run: {', '.join(PROFILES)}. Each holds those before it."
    yield f"# profile: {PROFILES[0]}"
    yield ""


def _app(changes: tuple[ChangeSet, ...]) -> Iterator[str]:
    if len(changes) > 1:
        return
    project = changes[0].project
    yield "# Read from your own files at each run. Say it here only where that is wrong."
    yield _database(project)
    yield _rails(project)
    yield ""
    yield from _server(changes[0])


def _server(changes: ChangeSet) -> Iterator[str]:
    """SQLite has no server: its version is that of a gem."""
    adapter = changes.project.databases[0].adapter
    if adapter == "sqlite":
        return
    server = server_version(changes)
    yield "# The database server of production. What a migration locks depends on it."
    if server is None:
        example = "8.4" if adapter == "mysql" else "16"
        yield f'# database_version: "{example}"   # no file tells it'
    else:
        yield f'database_version: "{server.number}"   # {server.told_by}'
    yield ""


def _database(project: Project) -> str:
    first = project.databases[0]
    if first.adapter is None:
        return "# database: postgresql   # no file tells it: please say it here"
    others = ", ".join(f"{d.name}: {d.adapter or 'unknown'}" for d in project.databases[1:])
    further = f"; {others}" if others else ""
    return f"# database: {first.adapter}   # {first.told_by}{further}"


def _rails(project: Project) -> str:
    if project.rails_version is None:
        return '# rails_version: "8.1"   # no file tells it'
    version = ".".join(map(str, project.rails_version))
    return f'# rails_version: "{version}"   # {project.rails_told_by}'


def _migrations(changes: tuple[ChangeSet, ...]) -> Iterator[str]:
    yield "# Released migrations have run: --all leaves those up to this version alone, too."
    newest = newest_released(changes)
    base = changes[0].selection.base
    where = "there is" if base is None else f"on {base.ref}"
    if newest is None:
        yield from ("# migrations:", "#   start_after: 20260101000000   # there is none yet", "")
    else:
        yield from ("migrations:", f"  start_after: {newest}   # the newest {where}", "")


def _further() -> Iterator[str]:
    yield "# Single rules, by id or by their name in another tool: off, error, warning or info."
    yield f"# `{NAME} rules` lists them, `{NAME} explain RULE` tells why."
    yield "# rules:"
    yield "#   drop-table: warning"
    yield ""
    yield "# The least severity that makes the exit code 1: error, warning, info or never."
    yield "# fail_on: error"
