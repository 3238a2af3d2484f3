"""From what the user asks to change sets: which trees, which base, which files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from wishare_lint.changeset import ChangeSet, Selection
from wishare_lint.config import Config
from wishare_lint.finding import Base
from wishare_lint.git import Repository
from wishare_lint.project import Project, ProjectSettings, find_roots, read_project
from wishare_lint.side import Side
from wishare_lint.tree import DirectoryTree, OverlayTree, Tree, TreeError, differing

NO_BASE = "there is no base to compare with, so differences (of enums, for one) were not checked"


@dataclass(frozen=True)
class Request:
    """What a user asks for. `start` is the folder to begin at; `paths` limit what is reported.

    `base` is a ref or a folder. `buffer` is a file as the editor holds it, instead of the one on
    disk.
    """

    start: Path
    paths: tuple[Path, ...] = ()
    base: str | None = None
    staged: bool = False
    everything: bool = False
    buffer: tuple[Path, bytes] | None = None


@dataclass(frozen=True)
class Comparison:
    """The two trees, and the paths that differ. Without a base there is nothing to compare."""

    head: Tree
    base: Tree | None = None
    described: Base | None = None
    changed: frozenset[str] = frozenset()


def root_of(start: Path) -> Path:
    """The top of the git repository around a folder; without git, of the app around it.

    Raises:
        TreeError: git refuses the repository.
    """
    repository = Repository.discover(start)
    return repository.root if repository else _app_root(start)


def change_sets(
    request: Request, config: Config, environment: Mapping[str, str]
) -> tuple[ChangeSet, ...]:
    """The change sets that are asked for: one for each app.

    Raises:
        TreeError: a tree or the base cannot be read, or a path does not exist.
    """
    root, comparison = _compared(request, environment)
    wanted = _wanted(request, root, comparison.head)
    return tuple(
        change_set_between(request, config, comparison, project_root, wanted)
        for project_root in _project_roots(comparison.head, root, request.start)
    )


# Trees


def _compared(request: Request, environment: Mapping[str, str]) -> tuple[Path, Comparison]:
    """The root of all paths, and what is compared with what."""
    folder = Path(request.base) if request.base else None
    if folder is not None and folder.is_dir():
        root = _app_root(request.start)
        head = _with_buffer(DirectoryTree(root), request, root)
        base = DirectoryTree(folder)
        changed = differing(base, head, {*base.paths(), *head.paths()})
        return root, Comparison(head, base, Base(str(request.base)), changed)
    repository = Repository.discover(request.start)
    if repository is None:
        if request.base or request.staged:
            raise TreeError(f"{request.start} is not in a git repository, and there is no base")
        root = _app_root(request.start)
        return root, Comparison(_with_buffer(DirectoryTree(root), request, root))
    return repository.root, _compared_by_git(repository, request, environment)


def _compared_by_git(
    repository: Repository, request: Request, environment: Mapping[str, str]
) -> Comparison:
    if request.staged:
        commit = repository.head()
        base = repository.commit_tree(commit) if commit else repository.empty_tree()
        staged = repository.index_tree()
        changed = repository.changed(base, staged)
        return Comparison(staged, base, Base("HEAD" if commit else "nothing", commit), changed)
    head = _with_buffer(DirectoryTree(repository.root), request, repository.root)
    revision = (
        repository.merge_base(request.base)
        if request.base
        else repository.default_base(environment)
    )
    if revision is None:
        return Comparison(head)
    base = repository.commit_tree(revision.commit)
    described = Base(revision.ref, revision.commit)
    return Comparison(head, base, described, repository.changed(base, head))


def _with_buffer(tree: DirectoryTree, request: Request, root: Path) -> Tree:
    if request.buffer is None:
        return tree
    path, data = request.buffer
    return OverlayTree(tree, {_relative(path, root): data})


def _app_root(start: Path) -> Path:
    """The nearest folder around `start` that looks like a Rails app, else `start`."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if any((folder / mark).exists() for mark in _APP_MARKS):
            return folder
    return start


_APP_MARKS = ("config/application.rb", "db/migrate", "db/schema.rb", "db/structure.sql")


def _project_roots(tree: Tree, root: Path, start: Path) -> tuple[str, ...]:
    """The apps to check: that around `start`, or, from above them, all."""
    roots = find_roots(tree)
    place = _relative(start, root)
    around = [app for app in roots if app and f"{place}/".startswith(f"{app}/")]
    if around:
        return (max(around, key=len),)
    inside = tuple(app for app in roots if place in ("", ".") or f"{app}/".startswith(f"{place}/"))
    return inside or roots or ("",)


def _relative(path: Path, root: Path) -> str:
    """A path on disk as a path of the tree.

    Raises:
        TreeError: it lies outside.
    """
    absolute = path if path.is_absolute() else Path.cwd() / path
    resolved = absolute.parent.resolve() / absolute.name
    try:
        relative = resolved.relative_to(root.resolve())
    except ValueError:
        raise TreeError(f"{path} lies outside of {root}") from None
    return "" if relative == Path() else relative.as_posix()


# Files


def _wanted(request: Request, root: Path, head: Tree) -> frozenset[str] | None:
    """The files that the user names, folders with all that is in them; None for no names.

    Raises:
        TreeError: there is no such file.
    """
    named = (*request.paths, *((request.buffer[0],) if request.buffer else ()))
    if not named:
        return None
    known = head.paths()
    found: set[str] = set()
    for path in named:
        relative = _relative(path, root)
        matching = {p for p in known if p == relative or p.startswith(f"{relative}/") or not relative}
        if not matching and not request.staged and not path.exists():
            raise TreeError(f"{path} does not exist")
        found |= matching
    return frozenset(found)


def settings(config: Config) -> ProjectSettings:
    """What the configuration says of the app."""
    return ProjectSettings(
        config.database,
        config.database_version,
        config.rails_version,
        config.migration_paths,
        config.model_paths,
        config.exclude,
    )


def change_set_between(
    request: Request,
    config: Config,
    comparison: Comparison,
    root: str = "",
    wanted: frozenset[str] | None = None,
) -> ChangeSet:
    """The change set of one app between two trees."""
    project = read_project(comparison.head, root, settings(config))
    base = None
    if comparison.base is not None:
        base = Side(comparison.base, read_project(comparison.base, root, settings(config)))
    selection = _selection(request, config, comparison, project, wanted)
    return ChangeSet(Side(comparison.head, project), base, selection)


def _selection(
    request: Request,
    config: Config,
    comparison: Comparison,
    project: Project,
    wanted: frozenset[str] | None,
) -> Selection:
    changed = Selection(
        migrations=_newer(project.migration_paths, config, comparison.changed),
        models=_among(project.model_paths, comparison.changed),
        base=comparison.described,
        changed=comparison.changed,
        released_together=comparison.base is not None,
        notices=() if comparison.base is not None else (NO_BASE,),
        reported=wanted,
    )
    if request.everything or (comparison.base is None and wanted is None):
        every = frozenset((*project.migration_paths, *project.model_paths))
        return _described(_exactly(changed, project, _after_start(every, config), None))
    old = wanted is not None and not set(_named(project, wanted)) <= set(changed.migrations)
    if wanted is not None and not (request.staged or request.base) and (
        old or set(_among(project.model_paths, wanted)) - set(changed.models)
    ):
        return _described(_exactly(changed, project, wanted, wanted))
    return _described(changed)


def _named(project: Project, wanted: frozenset[str]) -> tuple[str, ...]:
    return _among(project.migration_paths, wanted)


def _exactly(
    changed: Selection,
    project: Project,
    files: frozenset[str],
    reported: frozenset[str] | None,
) -> Selection:
    """These files, each migration by itself, whether new or not."""
    migrations = _among(project.migration_paths, files)
    together = bool(migrations) and set(migrations) <= set(changed.migrations)
    return replace(
        changed,
        migrations=changed.migrations if together else migrations,
        models=_among(project.model_paths, files),
        released_together=together and changed.released_together,
        reported=reported,
    )


def _among(paths: Iterable[str], chosen: frozenset[str]) -> tuple[str, ...]:
    return tuple(path for path in paths if path in chosen)


def _newer(paths: Iterable[str], config: Config, changed: frozenset[str]) -> tuple[str, ...]:
    return _among(paths, _after_start(changed, config))


def _after_start(paths: frozenset[str], config: Config) -> frozenset[str]:
    """Without the migrations up to `start_after`."""
    if config.start_after is None:
        return paths
    return frozenset(path for path in paths if (_version(path) or 1 << 99) > config.start_after)


def _version(path: str) -> int | None:
    """The version of a migration file; None for any other file."""
    digits = path.rpartition("/")[2].partition("_")[0]
    return int(digits) if digits.isdigit() else None


def _described(selection: Selection) -> Selection:
    migrations, models = len(selection.migrations), len(selection.models)
    kinds = ("new", "changed") if selection.released_together else ("", "")
    parts = (
        f"{migrations} {kinds[0]} {_plural('migration', migrations)}",
        f"{models} {kinds[1]} {_plural('model', models)}",
    )
    text = f"checked {parts[0]} and {parts[1]}".replace("  ", " ")
    base = selection.base
    if base is not None:
        commit = f" ({base.commit[:7]})" if base.commit else ""
        text += f" against {base.ref}{commit}"
    return replace(selection, described_as=text)


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"
