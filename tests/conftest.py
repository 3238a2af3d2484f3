"""What all tests share: the rules of this checkout, whatever else is installed."""

import tomllib
from pathlib import Path

import pytest

from wishare_lint.packs import GROUP, AnyRule, rules_of

ROOT = Path(__file__).parent.parent


def built_in_rules() -> tuple[AnyRule, ...]:
    """The rules that pyproject.toml declares."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return rules_of(project["entry-points"][GROUP].items())


@pytest.fixture(scope="session")
def rules() -> tuple[AnyRule, ...]:
    return built_in_rules()
