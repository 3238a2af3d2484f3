"""All work trees that the editor has files of: several apps, several workspace folders."""

from collections.abc import Sequence
from pathlib import Path

from wishare_lint.comparison import app_around, is_app
from wishare_lint.git import Repository
from wishare_lint.lsp.work_tree import WorkTree
from wishare_lint.packs import AnyRule


class WorkTrees:
    """The work trees by their root, each read when the first of its files is opened."""

    def __init__(self, rules: Sequence[AnyRule], base: str | None) -> None:
        self._rules = rules
        self._base = base
        self._roots: dict[Path, Path | None] = {}
        self._trees: dict[Path, WorkTree] = {}

    def around(self, file: Path) -> WorkTree | None:
        """The one that holds a file; None for a file outside of git and of every app.

        Raises:
            TreeError: git refuses the repository, or the base cannot be read.
        """
        folder = file.parent
        if folder not in self._roots:
            self._roots[folder] = _root(folder)
        root = self._roots[folder]
        if root is None:
            return None
        if root not in self._trees:
            self._trees[root] = WorkTree(root, self._rules, self._base)
        return self._trees[root]

    def refresh(self) -> bool:
        """Looks at the disk and at git; says whether anything is otherwise than it was.

        Raises:
            TreeError: as above.
        """
        self._roots.clear()
        differs = [tree.refresh() for tree in self._trees.values()]
        return any(differs)


def _root(folder: Path) -> Path | None:
    repository = Repository.discover(folder)
    if repository is not None:
        return repository.root
    root = app_around(folder)
    return root if is_app(root) else None
