"""The hooks, as the real pre-commit and the real prek install and run them from a repository."""

import sys
from dataclasses import dataclass
from subprocess import CompletedProcess

import pytest

from tests.e2e.hooks.app import EXTENDED, MODEL, RENAMED
from tests.e2e.repository import Repository

pytestmark = pytest.mark.e2e


@dataclass(frozen=True)
class Hooks:
    """A program that runs the hooks of an app; `module` is the Python module that holds it."""

    module: str
    app: Repository

    def run(self, *arguments: str) -> CompletedProcess[str]:
        return self.app.attempt(sys.executable, "-m", self.module, *arguments)


@pytest.fixture(params=["pre_commit", "prek"])
def hooks(request: pytest.FixtureRequest, app: Repository) -> Hooks:
    return Hooks(request.param, app)


def test_a_renamed_enum_label_blocks_the_commit(hooks: Hooks, project: Repository) -> None:
    hooks.app.stage({MODEL: RENAMED})
    tried = hooks.run("try-repo", str(project.root), "wishare-lint")
    assert tried.returncode == 1
    assert "enum-label-renamed" in tried.stdout
    assert f"{MODEL}:2:" in tried.stdout


def test_a_safe_change_passes(hooks: Hooks, project: Repository) -> None:
    hooks.app.stage({MODEL: EXTENDED})
    tried = hooks.run("try-repo", str(project.root), "wishare-lint")
    assert "Passed" in tried.stdout
    assert tried.returncode == 0


def configure(app: Repository, project: Repository, hook: str) -> str:
    """Commits a configuration with one hook of the project; gives the commit's id."""
    revision = project.run("git", "rev-parse", "HEAD").stdout.strip()
    repo = f"repos:\n- repo: {project.root}\n  rev: {revision}\n  hooks:\n  - id: {hook}\n"
    app.stage({".pre-commit-config.yaml": repo})
    return app.commit()


def test_git_commit_goes_through_the_installed_hook(hooks: Hooks, project: Repository) -> None:
    app = hooks.app
    deployed = configure(app, project, "wishare-lint")
    assert hooks.run("install").returncode == 0

    app.stage({MODEL: RENAMED})
    blocked = app.attempt("git", "commit", "--message=Rename a label")
    assert blocked.returncode == 1
    assert "enum-label-renamed" in blocked.stdout + blocked.stderr
    assert app.head() == deployed

    app.stage({MODEL: EXTENDED})
    app.run("git", "commit", "--message=Add a label")
    assert app.head() != deployed


def test_the_branch_hook_compares_with_where_the_run_starts(
    hooks: Hooks, project: Repository
) -> None:
    deployed = configure(hooks.app, project, "wishare-lint-all")
    hooks.app.stage({MODEL: RENAMED})
    changed = hooks.app.commit()
    tried = hooks.run("run", "--from-ref", deployed, "--to-ref", changed)
    assert tried.returncode == 1
    assert "enum-label-renamed" in tried.stdout
