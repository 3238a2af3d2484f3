"""A Rails app in a git repository, and this project as a repository to take hooks from."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.e2e.hooks.app import DEPLOYED, MODEL
from tests.e2e.repository import Repository

SHIPPED = (
    ".pre-commit-hooks.yaml",
    "LICENSE",
    "README.md",
    "pyproject.toml",
    "rules",
    "wishare_lint",
)
"""What a hook repository needs: what is installed, and what pyproject.toml names."""


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
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
    """A Rails app with a commit, in a shell that finds the wishare-lint under test."""
    repository = Repository(tmp_path / "app", home)
    repository.prefer(Path(sys.executable).parent)
    repository.stage({"config/application.rb": "", MODEL: DEPLOYED})
    repository.commit()
    return repository
