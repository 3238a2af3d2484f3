"""From what the user asks to the trees that are compared: the one deployed, and the one to come."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from wishare_lint.finding import Base
from wishare_lint.git import Repository
from wishare_lint.history import History
from wishare_lint.layout import APPLICATION
from wishare_lint.tree import DirectoryTree, OverlayTree, Tree, TreeError, differing

_APP_MARKS = (APPLICATION, "db/migrate", "db/schema.rb", "db/structure.sql")


@dataclass(frozen=True)
class Request:
    """What a user asks for. `start` is the folder to begin at; `paths` limit what is looked at.

    `base` is a ref or a folder. `staged`: the index is compared with HEAD. `everything`: what is
    released counts too. `buffer` is a file as the editor holds it, instead of the one on disk.
    """

    start: Path
    paths: tuple[Path, ...] = ()
    base: str | None = None
    staged: bool = False
    everything: bool = False
    buffer: tuple[Path, bytes] | None = None

    @property
    def named(self) -> tuple[Path, ...]:
        """All paths that the user names, the buffer's among them."""
        return (*self.paths, *((self.buffer[0],) if self.buffer else ()))


@dataclass(frozen=True)
class Comparison:
    """The two trees, and the paths that differ. Without a base there is nothing to compare.

    `root` is the folder of the head's tree: paths of facts are relative to it. `history` is that
    of the base, where git knows one.
    """

    head: Tree
    base: Tree | None = None
    described: Base | None = None
    changed: frozenset[str] = frozenset()
    root: Path = field(default_factory=Path)
    history: History | None = None


def start_of(paths: tuple[Path, ...], folder: Path) -> Path:
    """Where to begin: the folder that holds all named paths, else the working folder."""
    if not paths:
        return folder
    shared = Path(os.path.commonpath([_resolved(folder / path) for path in paths]))
    return shared if shared.is_dir() else shared.parent


def compare(request: Request, environment: Mapping[str, str]) -> Comparison:
    """The trees that a request means.

    The root is the top of the repository; without git, or next to a base that is a folder, it is
    the app around the start.

    Raises:
        TreeError: git refuses the repository, or a tree or the base cannot be read.
    """
    folder = Path(request.base) if request.base else None
    if folder is not None and folder.is_dir():
        return _with_folder(request, folder)
    repository = Repository.discover(request.start)
    if repository is not None:
        return _with_git(request, repository, environment)
    if request.staged:
        raise TreeError(f"{request.start} is not in a git repository, so nothing is staged")
    if request.base:
        raise TreeError(
            f"there is no folder {request.base!r} to compare with, and without git no such ref"
        )
    return _alone(request)


def relative(path: Path, root: Path) -> str:
    """A path on disk as a path of the tree at `root`; the root itself is "".

    Raises:
        TreeError: it lies outside.
    """
    try:
        found = _resolved(path).relative_to(root.resolve())
    except ValueError:
        raise TreeError(f"{path} lies outside of {root}") from None
    return "" if found == Path() else found.as_posix()


def _resolved(path: Path) -> Path:
    """The path without links in its folders; a file that is a link stays under its own name."""
    return path.resolve() if path.is_dir() else path.parent.resolve() / path.name


def app_around(start: Path) -> Path:
    """The nearest folder at or above `start` that looks like a Rails app, else `start`."""
    start = start.resolve()
    return next(filter(is_app, (start, *start.parents)), start)


def is_app(folder: Path) -> bool:
    """Whether a folder looks like a Rails app."""
    return any((folder / mark).exists() for mark in _APP_MARKS)


def _alone(request: Request) -> Comparison:
    """One tree without git, and nothing to compare it with."""
    for path in request.paths:
        inside = _resolved(path)
        if any((folder / ".git").exists() for folder in (inside, *inside.parents)):
            reason = "lies in a git repository of its own: check one repository at a time"
            raise TreeError(f"{path} {reason}")
    root = app_around(request.start)
    return Comparison(_head(request, root), root=root)


def _with_folder(request: Request, folder: Path) -> Comparison:
    root = app_around(request.start)
    head, base = _head(request, root), DirectoryTree(folder)
    changed = differing(base, head, {*base.paths(), *head.paths()})
    return Comparison(head, base, Base(str(request.base)), changed, root)


def _with_git(
    request: Request, repository: Repository, environment: Mapping[str, str]
) -> Comparison:
    if request.staged:
        return _staged(repository)
    head = _head(request, repository.root)
    revision = (
        repository.merge_base(request.base)
        if request.base
        else repository.default_base(environment)
    )
    if revision is None:
        return Comparison(head, root=repository.root)
    base = repository.commit_tree(revision.commit)
    described = Base(revision.ref, revision.commit)
    changed = repository.changed(base, head)
    return Comparison(
        head, base, described, changed, repository.root, repository.history(revision.commit)
    )


def _staged(repository: Repository) -> Comparison:
    """The index against HEAD; before the first commit, against nothing."""
    commit = repository.head()
    base = repository.commit_tree(commit) if commit else repository.empty_tree()
    described = Base("HEAD", commit) if commit else Base("no commit")
    index = repository.index_tree()
    changed = repository.changed(base, index)
    history = repository.history(commit) if commit else None
    return Comparison(index, base, described, changed, repository.root, history)


def _head(request: Request, root: Path) -> Tree:
    """The files on disk, with the editor's buffer, and with named files that are left out of it.

    Raises:
        TreeError: a named path does not exist, or lies outside.
    """
    tree = DirectoryTree(root)
    known = frozenset(tree.paths())
    added: dict[str, bytes] = {}
    for path in request.paths:
        place = relative(path, root)
        if not path.exists():
            raise TreeError(f"{path} does not exist")
        if path.is_file() and place not in known and path.suffix == ".rb":
            added[place] = path.read_bytes()
    if request.buffer is not None:
        path, data = request.buffer
        added[relative(path, root)] = data
    return OverlayTree(tree, added) if added else tree
