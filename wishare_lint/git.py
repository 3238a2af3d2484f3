"""Read-only access to a repository by the `git` program, which never writes, fetches or asks."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from wishare_lint.tree import OverlayTree, Tree, TreeError, differing, matters

TIMEOUT = 300
"""Seconds until one call of git counts as hung."""

SAFE_OPTIONS = ("--no-pager", "-c", "core.fsmonitor=false")
"""`core.fsmonitor` may name a program, which even `git diff-index --cached` would run."""

SAFE_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",  # forbids every fetch where git is too old for GIT_NO_LAZY_FETCH
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}

RELATIVE_TO_CALLER = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR")
"""What a hook gets relative to its working directory. GIT_INDEX_FILE, which names what is being
committed, is relative to the top of the work tree, and that is where git runs here."""

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

WHOLE_CLONE = "if this is a partial clone, run: git fetch --refetch --no-filter"
HISTORY = "fetch-depth: 0 in actions/checkout, GIT_DEPTH: 0 in GitLab, or git fetch --unshallow"


class Revision(NamedTuple):
    """A commit id, and the ref by which it was found."""

    ref: str
    commit: str


class _Answer(NamedTuple):
    code: int
    output: bytes
    errors: str

    @property
    def complaint(self) -> str:
        """The line that says why git gave up; warnings may stand before it."""
        lines = self.errors.splitlines() or [f"exit code {self.code}"]
        fatal = (line for line in lines if line.startswith(("fatal: ", "error: ")))
        return next(fatal, lines[0]).removeprefix("fatal: ").removeprefix("error: ")


@dataclass(frozen=True)
class _Git:
    """The git program, in one folder and with one environment."""

    folder: str
    environment: Mapping[str, str]

    def ask(self, *arguments: str, stdin: bytes = b"") -> _Answer:
        """What git says, whether it fails or not. Raises OSError when there is no git."""
        from subprocess import TimeoutExpired, run

        command = ["git", *SAFE_OPTIONS, "-C", self.folder, *arguments]
        try:
            done = run(
                command,
                input=stdin,
                env=self.environment,
                capture_output=True,
                timeout=TIMEOUT,
                check=False,
            )
        except TimeoutExpired as error:
            raise TreeError(f"git {arguments[0]} gave no answer in {TIMEOUT} seconds") from error
        return _Answer(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))

    def read(self, *arguments: str, stdin: bytes = b"") -> bytes:
        """The output of git. Raises TreeError with git's own reason when it fails."""
        answer = self.ask(*arguments, stdin=stdin)
        if answer.code != 0:
            raise TreeError(f"git {arguments[0]} failed in {self.folder}: {answer.complaint}")
        return answer.output

    def entries(self, *arguments: str) -> Sequence[str]:
        """What a command lists, decoded as Python decodes the names of files."""
        return os.fsdecode(self.read(arguments[0], "-z", *arguments[1:])).split("\0")[:-1]

    def contents(self, blobs: Iterable[str]) -> Mapping[str, bytes]:
        """The bytes of blobs by id. Raises TreeError when a partial clone lacks one."""
        # Asked for by id, because a path may hold the newline that ends a request.
        requests = "".join(f"{blob}\n" for blob in blobs).encode("ascii")
        answer = self.ask("cat-file", "--batch", stdin=requests)
        found: dict[str, bytes] = {}
        start = 0
        while start < len(answer.output):
            end = answer.output.index(b"\n", start)
            blob, *header = answer.output[start:end].decode("ascii").split(" ")
            if header == ["missing"]:
                raise TreeError(f"git has no content for {blob}; {WHOLE_CLONE}")
            start = end + 1
            end = start + int(header[1])
            found[blob] = answer.output[start:end]
            start = end + 1
        if answer.code != 0:
            raise TreeError(f"git cannot read: {answer.complaint}; {WHOLE_CLONE}")
        return found

    def without_filters(self) -> "_Git":
        """Without the programs of `filter.*`, which git runs on files it has to hash."""
        listed = self.ask("config", "--null", "--name-only", "--get-regexp", r"^filter\.")
        settings = dict(self.environment)
        first = int(settings.get("GIT_CONFIG_COUNT") or 0)
        for number, key in enumerate(os.fsdecode(listed.output).split("\0")[:-1], first):
            settings |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": ""}
            settings["GIT_CONFIG_COUNT"] = str(number + 1)
        return _Git(self.folder, settings)


@dataclass(frozen=True, eq=False)
class GitTree:
    """The files of a commit or of the index, by path their blob id; no links, no submodules."""

    blobs: Mapping[str, str]
    git: _Git
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
    git: _Git

    @classmethod
    def discover(cls, start: Path) -> "Repository | None":
        """The repository around `start`, or None when there is none, or no git program.

        Raises TreeError when git refuses the repository, or when it has no work tree.
        """
        git = _Git(_folder(start), _environment())
        try:
            answer = git.ask("rev-parse", "--is-bare-repository", "--show-toplevel")
        except OSError:
            return None
        if answer.complaint.startswith("not a git repository (or any"):
            return None
        if answer.code != 0:
            raise TreeError(f"{git.folder}: {_refusal(answer)}")
        root = os.fsdecode(answer.output.removeprefix(b"false\n").removesuffix(b"\n"))
        return cls(Path(root), _Git(root, git.environment).without_filters())

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
        if self._is_shallow():
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
        cure = f"{HISTORY} origin {wanted}" if self._is_shallow() else f"git fetch origin {wanted}"
        raise TreeError(f"unknown ref {ref!r}; if the remote has it, fetch it: {cure}")

    def _is_shallow(self) -> bool:
        return self.git.read("rev-parse", "--is-shallow-repository").strip() == b"true"


def _folder(start: Path) -> str:
    """Where to look from: the folder at or above `start`, unless the caller chose a repository."""
    if "GIT_DIR" in os.environ:
        return str(Path.cwd())
    path = start.absolute()
    return str(next(folder for folder in (path, *path.parents) if folder.is_dir()))


def _environment() -> Mapping[str, str]:
    """The caller's own, because a hook finds its index there, made safe."""
    named = {name: os.environ[name] for name in RELATIVE_TO_CALLER if name in os.environ}
    absolute = {name: str(Path(value).absolute()) for name, value in named.items()}
    return {**os.environ, **absolute, **SAFE_ENVIRONMENT}


def _refusal(answer: _Answer) -> str:
    if answer.output.startswith(b"true"):
        return "a bare repository has no files to lint; run: git worktree add <path>"
    cure = next((line for line in answer.errors.splitlines() if "--add safe.directory" in line), "")
    if cure:
        return f"another user owns this repository; if you trust it, run: {cure.strip()}"
    return answer.complaint
