"""Read-only access to a repository: the files of a commit or of the index, and what has changed."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from wishare_lint.git_program import Answer, Git, folder_of, safe_environment
from wishare_lint.history import CommitHistory
from wishare_lint.tree import OverlayTree, Tree, TreeError, differing, matters

CI_BASES = (
    ("GITHUB_BASE_REF", "origin/{}"),
    ("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "{}"),  # only in pipelines for merged results
    ("CI_MERGE_REQUEST_DIFF_BASE_SHA", "{}"),
    ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "origin/{}"),
    ("PRE_COMMIT_FROM_REF", "{}"),
)
"""Variables of CI systems and pre-commit that name a base, and the ref that each one means."""

REMOTE, LOCAL = "refs/remotes/", "refs/heads/"
DEFAULT_BRANCHES = (
    *(f"{REMOTE}origin/{name}" for name in ("HEAD", "main", "master")),
    *(f"{LOCAL}{name}" for name in ("main", "master")),
)

REGULAR = "100"
"""How the mode of a regular file begins; a link has 120000, a submodule 160000."""

HISTORY = "fetch-depth: 0 in actions/checkout, GIT_DEPTH: 0 in GitLab, or git fetch --unshallow"
CUT_HISTORY = (
    "whether new values of enums had other labels once was not checked, because this clone lacks "
    f"history: {HISTORY}"
)
"""What a shallow or partial clone leaves open."""


class Revision(NamedTuple):
    """A commit id, and the ref by which it was found."""

    ref: str
    commit: str


@dataclass(frozen=True, eq=False)
class GitTree:
    """The files of a commit or of the index, by path their blob id; no links, no submodules."""

    blobs: Mapping[str, str]
    git: Git
    work_tree_diff: Sequence[str]
    """The git command that lists at least the tracked paths which the work tree has otherwise."""

    def paths(self) -> Sequence[str]:
        return self._paths

    def read(self, path: str) -> bytes | None:
        return self.read_all((path,)).get(path)

    def read_all(self, paths: Iterable[str]) -> Mapping[str, bytes]:
        """All by one call of git. Raises TreeError when a partial clone lacks one of them."""
        wanted = {path: self.blobs[path] for path in paths if path in self.blobs}
        contents = self.git.contents(frozenset(wanted.values())) if wanted else {}
        return {path: contents[blob] for path, blob in wanted.items()}

    @cached_property
    def _paths(self) -> tuple[str, ...]:
        return tuple(sorted(self.blobs))


@dataclass(frozen=True)
class Repository:
    """A git repository with a work tree; `root` is the top of it, with links resolved."""

    root: Path
    git: Git

    @classmethod
    def discover(cls, start: Path) -> "Repository | None":
        """The repository around `start`, or None when there is none, or no git program.

        Raises TreeError when git refuses the repository, or when it has no work tree.
        """
        git = Git(folder_of(start), safe_environment())
        try:
            answer = git.ask("rev-parse", "--is-bare-repository", "--show-toplevel")
        except OSError:
            return None
        if answer.complaint.startswith("not a git repository (or any"):
            return None
        if answer.code != 0:
            raise TreeError(f"{git.folder}: {_refusal(answer)}")
        root = os.fsdecode(answer.output.removeprefix(b"false\n").removesuffix(b"\n"))
        return cls(Path(root), Git(root, git.environment).without_filters())

    def head(self) -> str | None:
        """The id of the commit that is checked out; None before the first one."""
        return self._commit("HEAD")

    def commit_tree(self, ref: str) -> GitTree:
        """The files of a commit. Raises TreeError when the ref is unknown here."""
        commit = self._known(ref)
        entries = (entry.split("\t", 1) for entry in self.git.entries("ls-tree", "-r", commit))
        blobs = {
            path: fields.split(" ")[2]
            for fields, path in entries
            if fields.startswith(REGULAR) and matters(path)
        }
        diff = ("diff-index", "--name-only", "--ignore-submodules=all", commit)
        return GitTree(blobs, self.git, diff)

    def index_tree(self) -> GitTree:
        """The files as staged; after `git add -N`, or with a merge conflict, a file is not."""
        nothing = self.git.read("hash-object", "-t", "tree", "--stdin").decode("ascii").strip()
        raw = ("diff-index", "--cached", "--raw", "--no-abbrev")
        entries = self.git.entries(*raw, "--ita-invisible-in-index", nothing)
        blobs = {
            path: fields.split(" ")[3]
            for fields, path in zip(entries[::2], entries[1::2], strict=True)
            if fields.startswith(f":000000 {REGULAR}") and matters(path)
        }
        return GitTree(blobs, self.git, ("ls-files",))

    def empty_tree(self) -> GitTree:
        """No file at all: the base of a first commit."""
        return GitTree({}, self.git, ("ls-files",))

    def history(self, commit: str) -> CommitHistory:
        """What files held before a commit."""
        return CommitHistory(self.git, commit)

    def changed(self, base: GitTree, head: Tree) -> frozenset[str]:
        """The paths that were added, modified or deleted; a rename is both of its paths.

        `head` is another tree of this repository, the DirectoryTree at `root`, or an OverlayTree
        over one of them. Only the content counts, and of files that git does not ignore.
        """
        if isinstance(head, GitTree):
            return frozenset(path for path, _ in base.blobs.items() ^ head.blobs.items())
        if isinstance(head, OverlayTree):
            return differing(base, head, self.changed(base, head.tree) | head.files.keys())
        # Git goes by time stamps here, which a copied work tree has lost: so look at the content.
        untracked = self.git.entries("ls-files", "--others", "--exclude-standard")
        return differing(base, head, {*self.git.entries(*base.work_tree_diff), *untracked})

    def merge_base(self, ref: str) -> Revision:
        """The newest common ancestor of `ref` and HEAD.

        Raises TreeError when the ref is unknown here, or when there is no such ancestor.
        """
        answer = self.git.ask("merge-base", self._known(ref), "HEAD")
        if answer.code == 0:
            return Revision(ref, answer.output.decode("ascii").strip())
        if answer.code != 1:
            raise TreeError(f"git merge-base failed in {self.root}: {answer.complaint}")
        if self.git.is_shallow():
            raise TreeError(
                f"{ref} and HEAD do not meet in this shallow clone; fetch more: {HISTORY}"
            )
        raise TreeError(f"{ref} and HEAD have no common ancestor; choose another base")

    def default_base(self, environment: Mapping[str, str]) -> Revision | None:
        """Where HEAD left the branch that it will be merged into, or None when nothing tells.

        The branch is what the CI's variables in `environment` name, else the remote's default
        branch, else the local one: on that branch itself, only what is not committed is new.
        Raises TreeError when the CI names a base that is not here.
        """
        if self.head() is None:
            return None
        named = [form.format(environment[name]) for name, form in CI_BASES if environment.get(name)]
        known = (ref for ref in named if self._commit(ref))
        ref = next(known, None) or next(iter(named), None) or self._default_branch()
        return self.merge_base(ref) if ref else None

    def _default_branch(self) -> str | None:
        listing = self.git.read("for-each-ref", "--format=%(refname) %(symref)", *DEFAULT_BRANCHES)
        targets = dict(line.split(" ") for line in os.fsdecode(listing).splitlines())
        names = (targets[name] or name for name in DEFAULT_BRANCHES if name in targets)
        return next((name.removeprefix(REMOTE).removeprefix(LOCAL) for name in names), None)

    def _commit(self, ref: str) -> str | None:
        if ref.startswith(("-", "^")):  # git would take it for an option, or for "all but"
            return None
        answer = self.git.ask("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
        return answer.output.decode("ascii").strip() if answer.code == 0 else None

    def _known(self, ref: str) -> str:
        commit = self._commit(ref)
        if commit:
            return commit
        branch = ref.removeprefix("origin/")
        wanted = ref if branch == ref else f"{branch}:{REMOTE}{ref}"
        cure = (
            f"{HISTORY} origin {wanted}" if self.git.is_shallow() else f"git fetch origin {wanted}"
        )
        raise TreeError(f"unknown ref {ref!r}; if the remote has it, fetch it: {cure}")


def _refusal(answer: Answer) -> str:
    if answer.output.startswith(b"true"):
        return "a bare repository has no files to lint; run: git worktree add <path>"
    cure = next((line for line in answer.errors.splitlines() if "--add safe.directory" in line), "")
    if cure:
        return f"another user owns this repository; if you trust it, run: {cure.strip()}"
    return answer.complaint
