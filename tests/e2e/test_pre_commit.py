"""The hook, as the real pre-commit installs and runs it from a clone of this project."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.e2e

SHIPPED = (
    ".pre-commit-hooks.yaml",
    "LICENSE",
    "README.md",
    "pyproject.toml",
    "rules",
    "wishare_lint",
)
"""What a hook repository needs: what is installed, and what pyproject.toml names."""

MODEL = "app/models/wishlist.rb"
DEPLOYED = """\
class Wishlist < ApplicationRecord
  enum :visibility, { private_list: 0, partner_only: 1 }
end
"""
RENAMED = DEPLOYED.replace("partner_only", "shared")
EXTENDED = DEPLOYED.replace("1 }", "1, publicly_visible: 2 }")


class Repository:
    """A git repository that is filled by hand; nothing of the user's own git settings counts."""

    def __init__(self, root: Path, home: Path) -> None:
        self.root = root
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            **{f"GIT_{role}_NAME": "Ann" for role in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{role}_EMAIL": "ann@example.com" for role in ("AUTHOR", "COMMITTER")},
            "GIT_CONFIG_GLOBAL": os.devnull,
            "PRE_COMMIT_HOME": str(home),
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
        self.run("git", "commit", "--quiet", "--no-verify", "--message=.")
        return self.run("git", "rev-parse", "HEAD").stdout.strip()

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

    def pre_commit(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return self.attempt(sys.executable, "-m", "pre_commit", *arguments)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, home: Path) -> Repository:
    """This project as a commit, whatever is committed in the checkout."""
    repository = Repository(tmp_path_factory.mktemp("project"), home)
    caches = shutil.ignore_patterns("__pycache__")
    for name in SHIPPED:
        source, target = ROOT / name, repository.root / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=caches)
        else:
            shutil.copyfile(source, target)
    repository.run("git", "add", ".")
    repository.commit()
    return repository


@pytest.fixture
def app(tmp_path: Path, home: Path) -> Repository:
    """A Rails app with a commit."""
    repository = Repository(tmp_path / "app", home)
    repository.stage({"config/application.rb": "", MODEL: DEPLOYED})
    repository.commit()
    return repository


def test_a_renamed_enum_label_blocks_the_commit(app: Repository, project: Repository) -> None:
    app.stage({MODEL: RENAMED})
    tried = app.pre_commit("try-repo", project.root, "wishare-lint")
    assert tried.returncode == 1
    assert "enum-label-renamed" in tried.stdout
    assert f"{MODEL}:2:" in tried.stdout


def test_a_safe_change_passes(app: Repository, project: Repository) -> None:
    app.stage({MODEL: EXTENDED})
    tried = app.pre_commit("try-repo", project.root, "wishare-lint")
    assert "Passed" in tried.stdout
    assert tried.returncode == 0


def configure(app: Repository, project: Repository, hook: str) -> str:
    """Commits a configuration with one hook of the project; gives the commit's id."""
    revision = project.run("git", "rev-parse", "HEAD").stdout.strip()
    repo = f"repos:\n- repo: {project.root}\n  rev: {revision}\n  hooks:\n  - id: {hook}\n"
    app.stage({".pre-commit-config.yaml": repo})
    return app.commit()


def test_git_commit_goes_through_the_installed_hook(app: Repository, project: Repository) -> None:
    deployed = configure(app, project, "wishare-lint")
    assert app.pre_commit("install").returncode == 0

    app.stage({MODEL: RENAMED})
    blocked = app.attempt("git", "commit", "--message=Rename a label")
    assert blocked.returncode == 1
    assert "enum-label-renamed" in blocked.stdout + blocked.stderr
    assert app.run("git", "rev-parse", "HEAD").stdout.strip() == deployed

    app.stage({MODEL: EXTENDED})
    app.run("git", "commit", "--message=Add a label")
    assert app.run("git", "rev-parse", "HEAD").stdout.strip() != deployed


def test_the_branch_hook_compares_with_where_pre_commit_starts(
    app: Repository, project: Repository
) -> None:
    deployed = configure(app, project, "wishare-lint-all")
    app.stage({MODEL: RENAMED})
    changed = app.commit()
    tried = app.pre_commit("run", "--from-ref", deployed, "--to-ref", changed)
    assert tried.returncode == 1
    assert "enum-label-renamed" in tried.stdout
