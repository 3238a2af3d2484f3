"""From two trees to change sets: which apps are checked, and which of their files."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from wishare_lint import layout
from wishare_lint.changeset import ChangeSet
from wishare_lint.chosen import Selection
from wishare_lint.comparison import Comparison, Request, relative
from wishare_lint.config import Config, strong_migrations_start_after
from wishare_lint.project import Project, ProjectSettings, find_roots
from wishare_lint.side import Side
from wishare_lint.sides import Sides
from wishare_lint.tree import Tree

NO_BASE = "there is no base to compare with, so differences (of enums, for one) were not checked"
NO_APP = "there are no migrations and no models here"
NONE_NAMED = "no named file is a migration or a model, by its folder and name or by its class"


_MIGRATION_CLASS = re.compile(rb"^\s*class\b.*<\s*(?:::)?ActiveRecord::Migration\b", re.MULTILINE)
_MODEL_CLASS = re.compile(
    rb"^\s*class\b.*<\s*(?:::)?(?:ApplicationRecord|ActiveRecord::Base)\b", re.MULTILINE
)


def change_sets(
    request: Request, comparison: Comparison, config: Config, sides: Sides | None = None
) -> tuple[ChangeSet, ...]:
    """The change sets that are asked for: one for each app, and at least one.

    `sides` are those that earlier requests have read.

    Raises:
        TreeError: a path lies outside of the tree.
    """
    wanted = _wanted(request, comparison)
    start = relative(request.start, comparison.root)
    found = [
        change_set_between(request, config, comparison, root, wanted, sides)
        for root in _apps(comparison.head, start, wanted)
    ]
    notices = tuple(_notices(comparison, found, wanted))
    return tuple(_with_notices(changes, notices) for changes in found)


def change_set_between(
    request: Request,
    config: Config,
    comparison: Comparison,
    root: str = "",
    wanted: frozenset[str] | None = None,
    sides: Sides | None = None,
) -> ChangeSet:
    """The change set of one app; `wanted` are the files that the user names, None for no names."""
    settings = _settings(config, request, comparison)
    sides = sides or Sides()
    head = sides.of(comparison.head, root, settings)
    base = sides.of(comparison.base, root, settings) if comparison.base is not None else None
    hint = start_hint(config, head) if request.everything else None
    start_after = config.start_after if hint is None else hint
    released = (base or head).project.migration_paths
    left_out = frozenset(() if start_after is None else _up_to(start_after, released))
    selection = _selection(request, left_out, comparison, head.project, wanted)
    changes = ChangeSet(head, base, selection, comparison.history)
    if hint is None:
        return changes
    return _with_notices(
        changes, (f"migrations up to {hint} are left out: {layout.STRONG_MIGRATIONS}",)
    )


def exactly_named(changes: ChangeSet) -> ChangeSet:
    """All the named files, whether they have changed or not; without names, what has changed."""
    selection = changes.selection
    if selection.reported is None:
        return changes
    return replace(changes, selection=_exactly(selection, changes.project, selection.reported))


# Apps


def _apps(tree: Tree, start: str, wanted: Collection[str] | None) -> tuple[str, ...]:
    """The folders of the apps to check: those of the named files, else that around the start, else,
    from above them, all."""
    marked = {p.removesuffix(layout.APPLICATION).rstrip("/") for p in tree.paths() if _is_mark(p)}
    if wanted is not None:
        return tuple(sorted({_innermost(path, marked) for path in wanted})) or ("",)
    around = _innermost(f"{start}/", marked)
    if around:
        return (around,)
    below = tuple(root for root in find_roots(tree) if _is_below(f"{root}/", start))
    return below or ("",)


def _is_mark(path: str) -> bool:
    return f"/{path}".endswith(f"/{layout.APPLICATION}")


def _innermost(path: str, roots: Iterable[str]) -> str:
    """The deepest of the folders that holds a path; "" when none does."""
    return max((root for root in roots if _is_below(path, root)), key=len, default="")


def _is_below(path: str, folder: str) -> bool:
    return not folder or path.startswith(f"{folder}/")


def _settings(config: Config, request: Request, comparison: Comparison) -> ProjectSettings:
    """What the configuration says of the app; and a file that is named is what its class says."""
    named = [relative(path, comparison.root) for path in request.named]
    unknown = [path for path in named if path.endswith(".rb") and not _has_usual_place(path)]
    files = comparison.head.read_all(unknown)
    migrations = [path for path, data in files.items() if _MIGRATION_CLASS.search(data)]
    models = [path for path, data in files.items() if _MODEL_CLASS.search(data)]
    return ProjectSettings(
        config.database,
        config.database_version,
        config.rails_version,
        (*config.migration_paths, *migrations),
        (*config.model_paths, *models),
        config.exclude,
    )


def _has_usual_place(path: str) -> bool:
    """Whether the folder of a file says what it is."""
    return layout.is_in_migration_folder(path) or layout.is_in_model_folder(path)


def start_hint(config: Config, head: Side) -> int | None:
    """The version that strong_migrations starts after, where the configuration names none.

    It counts in a run over everything.
    """
    if config.start_after is not None:
        return None
    root = head.project.root
    initializer = head.source(
        f"{root}/{layout.STRONG_MIGRATIONS}" if root else layout.STRONG_MIGRATIONS
    )
    return strong_migrations_start_after(initializer.text) if initializer else None


# Files


def _wanted(request: Request, comparison: Comparison) -> frozenset[str] | None:
    """The files that the user names, folders with all that is in them; None for no names."""
    if not request.named:
        return None
    named = [relative(path, comparison.root) for path in request.named]
    return frozenset(
        path
        for path in comparison.head.paths()
        if any(path == name or _is_below(path, name) for name in named)
    )


def _selection(
    request: Request,
    left_out: frozenset[str],
    comparison: Comparison,
    project: Project,
    wanted: frozenset[str] | None,
) -> Selection:
    new = Selection(
        migrations=_among(project.migration_paths, comparison.changed - left_out),
        models=_among(project.model_paths, comparison.changed),
        data_migrations=_among(project.data_migration_paths, comparison.changed),
        tasks=_among(project.task_paths, comparison.changed),
        base=comparison.described,
        changed=comparison.changed,
        released_together=comparison.base is not None,
        reported=wanted,
    )
    facts = frozenset((*project.migration_paths, *project.model_paths))
    named = facts if wanted is None else facts & wanted
    if request.everything or (comparison.base is None and wanted is None):
        return _exactly(new, project, named - left_out)
    if wanted is None or request.staged or request.base or named <= {*new.migrations, *new.models}:
        return new
    return _exactly(new, project, named)


def _exactly(new: Selection, project: Project, files: Collection[str]) -> Selection:
    """These files, each migration by itself; but those of one release belong together."""
    migrations = _among(project.migration_paths, files)
    together = new.released_together and set(migrations) <= set(new.migrations)
    return replace(
        new,
        migrations=new.migrations if together and migrations else migrations,
        models=_among(project.model_paths, files),
        released_together=together,
    )


def _among(paths: Iterable[str], chosen: Collection[str]) -> tuple[str, ...]:
    return tuple(path for path in paths if path in chosen)


def _up_to(version: int, paths: Iterable[str]) -> Iterator[str]:
    """The released migrations that `migrations.start_after` leaves out.

    One that is new is none of them, whatever its version: its branch may be older than what has
    been merged since.
    """
    for path in paths:
        digits = path.rpartition("/")[2].partition("_")[0]
        if digits.isdecimal() and int(digits) <= version:
            yield path


# Notices


def _notices(
    comparison: Comparison, found: Iterable[ChangeSet], wanted: frozenset[str] | None
) -> Iterator[str]:
    projects = [changes.project for changes in found]
    facts = {path for p in projects for path in (*p.migration_paths, *p.model_paths)}
    if not facts:
        yield NO_APP
    elif wanted is not None and not facts & wanted:
        yield NONE_NAMED
    elif comparison.base is None:
        yield NO_BASE


def _with_notices(changes: ChangeSet, notices: Iterable[str]) -> ChangeSet:
    selection = changes.selection
    return replace(changes, selection=replace(selection, notices=(*selection.notices, *notices)))
