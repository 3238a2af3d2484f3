"""A tree of files to read from: a directory on disk, a commit, or the git index."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Protocol

SUFFIXES = (
    *(".rb", ".rake", ".sql", ".yml", ".yaml"),
    *(".erb", ".haml", ".slim", ".jbuilder"),
)
NAMES = frozenset({"Gemfile", "Gemfile.lock", "gems.locked"})

GENERATED = frozenset({"coverage", "log", "public", "storage", "tmp", "vendor"})
"""Folders at the top of an app that others fill: Rails, Bundler, uploads, reports. They can hold
more files than the app itself, and other people's migrations."""

CODE = frozenset({"app", "config", "db", "lib"})
"""Below these the author chose each name: `app/models/storage` is a namespace, not uploads."""

COLLECTIONS = frozenset({"components", "engines", "packages", "packs"})
"""Directly below these stand parts of an app under names of the author's: `packs/storage`."""


class TreeError(Exception):
    """A tree that cannot be read; the message is one line that says what to do."""


class Tree(Protocol):
    """Read-only files by their path: relative to the repository root, with forward slashes."""

    def paths(self) -> Sequence[str]:
        """Every file that may matter, sorted; links, ignored and generated folders are left out."""
        ...

    def read(self, path: str) -> bytes | None:
        """The bytes of one file, or None when the tree has no such file or it cannot be read."""
        ...

    def read_all(self, paths: Iterable[str]) -> Mapping[str, bytes]:
        """The bytes of several files, in one go where that is cheaper, without the missing ones."""
        ...


def matters(path: str) -> bool:
    """Whether a file may hold Rails facts: Ruby, views, SQL, YAML and its samples, locked gems."""
    folder, _, name = path.rpartition("/")
    return _is_known(name) and not is_left_out(folder)


def _is_known(name: str) -> bool:
    return name.endswith(SUFFIXES) or name in NAMES or ".yml." in name


@cache
def is_left_out(folder: str) -> bool:
    """Whether nothing below a folder matters; `folder` is relative to the root, which is ``""``.

    Hidden folders (`.git`, `.bundle`) and `node_modules` belong to tools wherever they stand.
    """
    names = folder.split("/")
    if any(name.startswith(".") or name == "node_modules" for name in names):
        return True
    code = next((place for place, name in enumerate(names) if name in CODE), len(names))
    above_code = pairwise(["", *names[:code]])
    return any(name in GENERATED and parent not in COLLECTIONS for parent, name in above_code)


def differing(base: Tree, head: Tree, paths: Iterable[str]) -> frozenset[str]:
    """Those of `paths` that only one tree lists, or that hold other text.

    Line ends do not count: with `core.autocrlf` the work tree has others than the commit.
    """
    candidates = frozenset(paths)
    old = base.read_all(candidates.intersection(base.paths()))
    new = head.read_all(candidates.intersection(head.paths()))
    alike = {path for path in old.keys() & new.keys() if _text(old[path]) == _text(new[path])}
    return frozenset((old.keys() | new.keys()) - alike)


def _text(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n")


@dataclass(frozen=True)
class DirectoryTree:
    """The files below a directory. It is listed once, and must not change while it is used."""

    root: Path

    def paths(self) -> Sequence[str]:
        """Every file that matters, sorted; neither links nor nested git repositories are entered.

        Raises TreeError when the root cannot be listed; an unreadable folder below it is empty.
        """
        return self._paths

    def read(self, path: str) -> bytes | None:
        """The bytes of one regular file; a link may lead to it, but never out of the root."""
        try:
            file = Path(os.path.realpath(self.root / path))
            inside = file.is_relative_to(self._real_root)
            return file.read_bytes() if inside and file.is_file() else None
        except (OSError, ValueError):  # ValueError: a NUL in the path
            return None

    def read_all(self, paths: Iterable[str]) -> Mapping[str, bytes]:
        contents = ((path, self.read(path)) for path in paths)
        return {path: data for path, data in contents if data is not None}

    @cached_property
    def _real_root(self) -> str:
        return os.path.realpath(self.root)

    @cached_property
    def _paths(self) -> tuple[str, ...]:
        found: list[str] = []
        folders = [""]
        while folders:
            folder = folders.pop()
            for entry in self._entries(folder):
                path = f"{folder}/{entry.name}" if folder else entry.name
                if entry.is_dir(follow_symlinks=False) and not is_left_out(path):
                    folders.append(path)
                elif _is_known(entry.name) and entry.is_file(follow_symlinks=False):
                    found.append(path)
        return tuple(sorted(found))

    def _entries(self, folder: str) -> Sequence[os.DirEntry[str]]:
        try:
            with os.scandir(self.root / folder) as listing:
                entries = list(listing)
        except OSError as error:
            if folder:
                return ()
            raise TreeError(f"{self.root}: cannot be listed: {error.strerror}") from error
        nested = folder and any(entry.name == ".git" for entry in entries)
        return () if nested else entries


@dataclass(frozen=True)
class OverlayTree:
    """A tree in which the bytes of some files are replaced, such as an editor's unsaved buffer."""

    tree: Tree
    files: Mapping[str, bytes]

    def paths(self) -> Sequence[str]:
        """The paths of the tree below, and each replaced file, whatever its name."""
        return self._paths

    def read(self, path: str) -> bytes | None:
        return self.files[path] if path in self.files else self.tree.read(path)

    def read_all(self, paths: Iterable[str]) -> Mapping[str, bytes]:
        wanted = frozenset(paths)
        replaced = {path: self.files[path] for path in wanted & self.files.keys()}
        return {**self.tree.read_all(wanted - replaced.keys()), **replaced}

    @cached_property
    def _paths(self) -> Sequence[str]:
        below = self.tree.paths()
        added = self.files.keys() - frozenset(below)
        return tuple(sorted({*below, *added})) if added else below


@dataclass(frozen=True, eq=False)
class KeptTree:
    """A tree whose files are read at most once; `contents` are known already, None for no file."""

    tree: Tree
    contents: dict[str, bytes | None] = field(default_factory=dict)

    def paths(self) -> Sequence[str]:
        return self.tree.paths()

    def read(self, path: str) -> bytes | None:
        return self.read_all((path,)).get(path)

    def read_all(self, paths: Iterable[str]) -> Mapping[str, bytes]:
        wanted = tuple(paths)
        missing = [path for path in wanted if path not in self.contents]
        if missing:
            read = self.tree.read_all(missing)
            self.contents.update((path, read.get(path)) for path in missing)
        kept = ((path, self.contents[path]) for path in wanted)
        return {path: data for path, data in kept if data is not None}
