"""A git repository that tests fill by hand, and in which they run programs."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path


class Repository:
    """A git repository that is filled by hand; nothing of the user's own git settings counts."""

    def __init__(self, root: Path, home: Path) -> None:
        self.root = root
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            **{f"GIT_{role}_NAME": "Ann" for role in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{role}_EMAIL": "ann@example.com" for role in ("AUTHOR", "COMMITTER")},
            "GIT_CONFIG_GLOBAL": os.devnull,
            "PRE_COMMIT_HOME": str(home / "pre-commit"),
            "PREK_HOME": str(home / "prek"),
        }
        root.mkdir(exist_ok=True)
        self.run("git", "init", "--quiet", "--initial-branch=main")

    def stage(self, files: Mapping[str, str]) -> None:
        for path, text in files.items():
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        self.run("git", "add", ".")

    def commit(self) -> str:
        """Commits what is staged; gives the commit's id."""
        self.run("git", "commit", "--quiet", "--no-verify", "--allow-empty", "--message=.")
        return self.head()

    def head(self) -> str:
        """The id of the commit that is checked out."""
        return self.run("git", "rev-parse", "HEAD").stdout.strip()

    def prefer(self, programs: Path) -> None:
        """From now on the programs of a folder are found first."""
        path = os.pathsep.join((str(programs), self.environment["PATH"]))
        self.environment = {**self.environment, "PATH": path}

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        done = self.attempt(*command)
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    def attempt(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.root,
            env=self.environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
        )
