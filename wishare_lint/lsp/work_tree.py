"""One repository, or one app without git, as the editor has it: buffers over files on disk."""

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from wishare_lint.changeset import ChangeSet
from wishare_lint.check import check_all
from wishare_lint.comparison import Comparison, Request, compare, relative, start_of
from wishare_lint.config import Config, find, load
from wishare_lint.finding import Report
from wishare_lint.git import Repository
from wishare_lint.packs import AnyRule, names, running
from wishare_lint.selection import change_sets
from wishare_lint.sides import Sides
from wishare_lint.tree import KeptTree, OverlayTree, differing

Stamps = Mapping[str, tuple[int, int, int]]
"""By path what tells that a file has been written: time, size and inode."""


@dataclass(frozen=True)
class Checked:
    """What a check of one file has found, and the facts that it found it by."""

    report: Report
    change_sets: tuple[ChangeSet, ...]


class WorkTree:
    """The facts of a work tree, kept while files are edited: only what has changed is read again.

    `start` is a folder in it, `base` what to compare with; None means what `check` would choose,
    else HEAD. Not safe for several threads at once.

    Raises:
        TreeError: git refuses the repository, or the base cannot be read.
    """

    def __init__(self, start: Path, rules: Sequence[AnyRule], base: str | None = None) -> None:
        self._rules = rules
        self._request = Request(start, base=base)
        self._sides = Sides()
        self._configs: dict[Path, Config] = {}
        self._buffers: dict[str, bytes] = {}
        self._disk = _kept(self._compared_on_disk())
        self._stamps = _stamps(self._disk)
        self._comparison = self._disk

    @property
    def root(self) -> Path:
        """The top of the repository; without git, the folder of the app."""
        return self._disk.root

    def edit(self, path: Path, text: str | None) -> None:
        """Puts a buffer over a file; None takes it away again."""
        place = relative(path, self.root)
        data = None if text is None else text.encode("utf-8", "surrogatepass")
        if self._buffers.get(place) == data:
            return
        if data is None:
            del self._buffers[place]
        else:
            self._buffers[place] = data
        self._lay_over()

    def refresh(self) -> bool:
        """Looks at the disk and at git; says whether anything is otherwise than it was.

        Raises TreeError as the constructor does.
        """
        old, written = self._disk, self._stamps
        disk = self._compared_on_disk()
        stamps = _stamps(disk)
        if _commit(disk) == _commit(old) and (stamps, disk.changed) == (written, old.changed):
            return False
        self._disk, self._stamps = _kept(disk, old, _alike(stamps, written)), stamps
        self._configs.clear()
        self._lay_over()
        return True

    def check(self, path: Path) -> Checked:
        """Checks one file, as `check --stdin-filename PATH -` does.

        Raises:
            ConfigError: the configuration is wrong.
            TreeError: the file lies outside, or git cannot give its base.
        """
        start = start_of((path,), self.root)
        config = self._config(start)
        request = Request(start, (path,))
        found = change_sets(request, self._comparison, config, self._sides)
        report = check_all(found, running(self._rules, config), self._rules, config)
        return Checked(report, found)

    def read(self, path: str) -> str | None:
        """The text of a file as the editor has it; `path` is relative to the root."""
        data = self._comparison.head.read(path)
        return None if data is None else data.decode("utf-8", "replace")

    def _config(self, start: Path) -> Config:
        if start not in self._configs:
            path = find(start, self.root)
            self._configs[start] = load(path, names(self._rules), self.root) if path else Config()
        return self._configs[start]

    def _compared_on_disk(self) -> Comparison:
        """What `check` would compare; where nothing tells the base, it is HEAD."""
        found = compare(self._request, os.environ)
        if found.base is not None:
            return found
        repository = Repository.discover(found.root)
        if repository is None or repository.head() is None:
            return found
        return compare(replace(self._request, base="HEAD"), os.environ)

    def _lay_over(self) -> None:
        disk, buffers = self._disk, dict(self._buffers)
        head = OverlayTree(disk.head, buffers) if buffers else disk.head
        changed = disk.changed
        if disk.base is not None:
            changed = (changed - buffers.keys()) | differing(disk.base, head, buffers)
        self._comparison = replace(disk, head=head, changed=changed)
        self._sides.keep(disk.base, head)


def _kept(
    disk: Comparison, old: Comparison | None = None, alike: Collection[str] = ()
) -> Comparison:
    """The trees, their files read once; of `old` the same base, and the files that are `alike`."""
    base = None if disk.base is None else KeptTree(disk.base)
    if old is None:
        return replace(disk, head=KeptTree(disk.head), base=base)
    read = old.head.contents if isinstance(old.head, KeptTree) else {}
    head = KeptTree(disk.head, {path: data for path, data in read.items() if path in alike})
    return replace(disk, head=head, base=old.base if _commit(disk) == _commit(old) else base)


def _commit(disk: Comparison) -> str | None:
    """The commit of the base."""
    return disk.described.commit if disk.described else None


def _stamps(disk: Comparison) -> Stamps:
    """Those of all files on disk."""
    found = {}
    for path in disk.head.paths():
        try:
            status = (disk.root / path).stat()
        except OSError:
            continue
        found[path] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return found


def _alike(one: Stamps, other: Stamps) -> frozenset[str]:
    """The files that have not been written in between."""
    return frozenset(path for path, _ in one.items() & other.items())
