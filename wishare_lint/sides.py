"""The sides that were read, so that trees which are nearly alike are read once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from wishare_lint.file_facts import Files
from wishare_lint.project import Project, ProjectSettings, read_project
from wishare_lint.side import Side
from wishare_lint.tree import Tree

_App: TypeAlias = tuple[str, ProjectSettings]
"""The folder of an app, and what the configuration says of it."""


class Sides:
    """The sides of change sets: one for each tree and app, which share the files that are equal."""

    def __init__(self) -> None:
        self._files = Files()
        self._known: dict[tuple[int, _App], Side] = {}
        self._projects: dict[_App, tuple[Project, _Watched]] = {}

    def of(self, tree: Tree, root: str, settings: ProjectSettings) -> Side:
        """The facts of the app in the folder `root` of a tree."""
        app = (root, settings)
        if (id(tree), app) not in self._known:
            self._known[id(tree), app] = Side(tree, self._project(tree, app), self._files)
        return self._known[id(tree), app]

    def keep(self, *trees: Tree | None) -> None:
        """Forgets the sides of all other trees, but not their files."""
        self._known = {
            key: side
            for key, side in self._known.items()
            if any(side.tree is tree for tree in trees)
        }

    def _project(self, tree: Tree, app: _App) -> Project:
        """The project that was read last, unless a file that it was read from has changed."""
        if app not in self._projects or not self._projects[app][1].looks_like(tree):
            watched = _Watched(tree)
            self._projects[app] = (read_project(watched, *app), watched)
        return self._projects[app][0]


@dataclass
class _Watched:
    """A tree that notes what is read of it."""

    tree: Tree
    seen: dict[str, bytes | None] = field(default_factory=dict)

    def paths(self) -> Sequence[str]:
        return self.tree.paths()

    def read(self, path: str) -> bytes | None:
        return self.read_all((path,)).get(path)

    def read_all(self, paths: Iterable[str]) -> Mapping[str, bytes]:
        wanted = tuple(paths)
        found = self.tree.read_all(wanted)
        self.seen.update((path, found.get(path)) for path in wanted)
        return found

    def looks_like(self, other: Tree) -> bool:
        """Whether another tree has the same paths, and the same text where this one was read."""
        if self.tree.paths() != other.paths():
            return False
        found = other.read_all(self.seen)
        return all(found.get(path) == data for path, data in self.seen.items())
