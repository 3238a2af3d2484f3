"""What a file held before: its versions on the main line of a git history, the newest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

from wishare_lint.git_program import Git

VERSIONS = 200
"""How many commits to a file are looked at."""

RENAMES = 3
"""How often a file is followed to the name that it had before."""

_FORM = ("-z", "--raw", "--no-abbrev")
_LOG = (
    *("log", *_FORM, "--first-parent", "-m", "--root", "--no-renames", "--no-show-signature"),
    "--format=%x01%H %cI",
)
"""`--first-parent` leaves out what only a branch had: it was never deployed. `-m` shows what a
merge brought; git before 2.31 needs it."""


@dataclass(frozen=True)
class FormerFile:
    """What a file held until a commit changed it; `date` is the day of that commit (ISO 8601)."""

    commit: str
    date: str
    data: bytes


class History(Protocol):
    """Where a tree comes from."""

    @property
    def is_cut(self) -> bool:
        """Whether the clone lacks a part of the history."""
        ...

    def former(self, path: str) -> Sequence[FormerFile]:
        """The former versions of a file, the newest first."""
        ...


class _Edit(NamedTuple):
    """A commit to a file, and the blob that it replaced; "" where it added the file."""

    commit: str
    date: str
    replaced: str


@dataclass(frozen=True)
class CommitHistory:
    """The history of a commit. A file is followed through renames that keep most of its text."""

    git: Git
    commit: str

    @cached_property
    def is_cut(self) -> bool:
        partial = self.git.ask("config", "--get-regexp", r"^remote\..*\.promisor$")
        return self.git.is_shallow() or partial.code == 0

    def former(self, path: str) -> Sequence[FormerFile]:
        """By a call of git for each name of the file. Raises TreeError when a blob is missing."""
        edits = [edit for edit in self._edits(path) if edit.replaced]
        contents = self.git.contents({edit.replaced for edit in edits}) if edits else {}
        return tuple(FormerFile(e.commit, e.date, contents[e.replaced]) for e in edits)

    def _edits(self, path: str) -> Iterator[_Edit]:
        start = self.commit
        for _ in range(RENAMES + 1):
            edits = self._log(start, path)
            yield from edits
            if not edits or edits[-1].replaced:
                return
            start = f"{edits[-1].commit}^"
            found = self._before_rename(edits[-1], start, path)
            if found is None:
                return
            path, edit = found
            yield edit

    def _log(self, start: str, path: str) -> Sequence[_Edit]:
        limit = f"--max-count={VERSIONS}"
        log = self.git.read(*_LOG, limit, start, "--", f":(literal){path}").decode(
            "utf-8", "replace"
        )
        entries = (entry.split("\0") for entry in log.split("\x01")[1:])
        return [_edit(fields[0], fields[1]) for fields in entries if len(fields) > 2]

    def _before_rename(self, added: _Edit, parent: str, path: str) -> tuple[str, _Edit] | None:
        """The name that an added file had before, and what it held; None for a new file."""
        found = self.git.ask(
            "diff-tree", *_FORM, "-r", "-M", "--diff-filter=R", parent, added.commit
        )
        fields = found.output.decode("utf-8", "surrogateescape").split("\0")[:-1]
        for line, old, new in zip(fields[::3], fields[1::3], fields[2::3], strict=False):
            if new == path:
                return old, added._replace(replaced=line.split(" ")[2])
        return None


def _edit(head: str, line: str) -> _Edit:
    """From the log: `<commit> <date>`, and the raw line `:100644 100644 <old> <new> M`."""
    commit, time = head.split(" ")
    old = line.split(" ")[2]
    return _Edit(commit, time[:10], old if old.strip("0") else "")
