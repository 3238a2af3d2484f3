"""The documentation as a site: it builds, and no link of it is broken."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.e2e


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The sources of the site, where it can be built."""
    shutil.copyfile(ROOT / "zensical.toml", tmp_path / "zensical.toml")
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    return tmp_path


def build(folder: Path) -> subprocess.CompletedProcess[str]:
    zensical = Path(sys.executable).parent / "zensical"
    return subprocess.run(
        [zensical, "build", "--strict"], cwd=folder, capture_output=True, text=True
    )


def test_it_builds_without_a_warning(copy: Path) -> None:
    built = build(copy)
    assert built.returncode == 0, built.stdout + built.stderr
    site = copy / "build/site"
    assert (site / "rules/enum-label-renamed/index.html").is_file()
    assert not (site / "generate.py").exists()


def test_a_broken_link_is_an_error(copy: Path) -> None:
    with (copy / "docs/index.md").open("a", encoding="utf-8") as page:
        page.write("\n[nowhere](nowhere.md)\n")
    built = build(copy)
    assert built.returncode != 0
    assert "page does not exist" in built.stderr


def test_nothing_is_fetched_from_elsewhere(copy: Path) -> None:
    build(copy)
    page = (copy / "build/site/index.html").read_text(encoding="utf-8")
    assert 'src="http' not in page
    assert 'rel="stylesheet" href="http' not in page


def test_every_page_can_be_reached() -> None:
    menu = (ROOT / "zensical.toml").read_text(encoding="utf-8")
    pages = [page.name for page in (ROOT / "docs").glob("*.md")]
    assert [page for page in pages if f'"{page}"' not in menu] == []
