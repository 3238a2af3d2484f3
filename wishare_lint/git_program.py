"""The `git` program: run read-only, so that it starts no other program and no network traffic."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from wishare_lint.tree import TreeError

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

WHOLE_CLONE = "if this is a partial clone, run: git fetch --refetch --no-filter"


class Answer(NamedTuple):
    """How one call of git ended."""

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
class Git:
    """The git program, in one folder and with one environment."""

    folder: str
    environment: Mapping[str, str]

    def ask(self, *arguments: str, stdin: bytes = b"") -> Answer:
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
        return Answer(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))

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

    def is_shallow(self) -> bool:
        """Whether the history ends where the clone was cut off."""
        return self.read("rev-parse", "--is-shallow-repository").strip() == b"true"

    def without_filters(self) -> "Git":
        """Without the programs of `filter.*`, which git runs on files it has to hash."""
        listed = self.ask("config", "--null", "--name-only", "--get-regexp", r"^filter\.")
        settings = dict(self.environment)
        first = int(settings.get("GIT_CONFIG_COUNT") or 0)
        for number, key in enumerate(os.fsdecode(listed.output).split("\0")[:-1], first):
            settings |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": ""}
            settings["GIT_CONFIG_COUNT"] = str(number + 1)
        return Git(self.folder, settings)


def folder_of(start: Path) -> str:
    """Where to look from: the folder at or above `start`, unless the caller chose a repository."""
    if "GIT_DIR" in os.environ:
        return str(Path.cwd())
    path = start.absolute()
    return str(next(folder for folder in (path, *path.parents) if folder.is_dir()))


def safe_environment() -> Mapping[str, str]:
    """The caller's own, because a hook finds its index there, made safe."""
    named = {name: os.environ[name] for name in RELATIVE_TO_CALLER if name in os.environ}
    absolute = {name: str(Path(value).absolute()) for name, value in named.items()}
    return {**os.environ, **absolute, **SAFE_ENVIRONMENT}
