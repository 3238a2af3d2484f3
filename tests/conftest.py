"""What all tests share: the rules of this checkout, an app in git, and a pack for tests."""

import importlib.metadata
import os
import tomllib
from pathlib import Path

import pytest

from tests.rails_app import APP, RailsApp
from wishare_lint.packs import GROUP, AnyRule, rules_of

ROOT = Path(__file__).parent.parent


def built_in_rules() -> tuple[AnyRule, ...]:
    """The rules that pyproject.toml declares."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return rules_of(project["entry-points"][GROUP].items())


@pytest.fixture(scope="session")
def rules() -> tuple[AnyRule, ...]:
    return built_in_rules()


@pytest.fixture
def app(tmp_path: Path, git_alone: None) -> RailsApp:
    """A small app, committed on main, and then on a branch of its own."""
    root = tmp_path / "shop"
    root.mkdir()
    app = RailsApp(root)
    app.git("init", "--quiet")
    app.commit(APP)
    app.branch()
    return app


@pytest.fixture
def git_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Git without the settings of the user, and no CI that names a base."""
    for name in os.environ:
        if name.startswith(("GIT_", "GITHUB_", "CI_", "PRE_COMMIT_")):
            monkeypatch.delenv(name)
    settings = tmp_path / "gitconfig"
    settings.write_text(
        "[user]\nname = Test\nemail = test@example.org\n[init]\ndefaultBranch = main\n"
        '[protocol "file"]\nallow = always\n'
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def pack(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules of `tests.pack`, as if nothing else were installed."""
    install(monkeypatch, "tests.pack")


def install(monkeypatch: pytest.MonkeyPatch, *packages: str) -> None:
    """Makes these packages the installed rule packs."""
    points = [importlib.metadata.EntryPoint(name, name, GROUP) for name in packages]
    monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: points)
