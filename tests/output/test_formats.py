"""The door to the formats: every name has its module, and only what is asked for is loaded."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.output.reports import CLEAN, REPORT
from wishare_lint.output import COLOUR, FORMATS, render
from wishare_lint.output.tool import NAME, VERSION

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_ends_its_last_line(name: str) -> None:
    assert render(name, REPORT).endswith("\n")


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_is_rendered_the_same_each_time(name: str) -> None:
    assert render(name, REPORT) == render(name, REPORT)


@pytest.mark.parametrize("name", FORMATS)
def test_suppressed_findings_are_listed_only_on_request(name: str) -> None:
    reason = "the table is empty"
    listed = render(name, REPORT.with_suppressed())
    assert (reason in render(name, REPORT), reason in listed) == (False, True)


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "text"])
def test_only_text_has_colours(name: str) -> None:
    assert render(name, REPORT, COLOUR) == render(name, REPORT)


@pytest.mark.parametrize("name", FORMATS)
def test_a_clean_report_can_be_written_in_every_format(name: str) -> None:
    render(name, CLEAN)


def test_writing_text_loads_no_other_format_and_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "from tests.output.reports import REPORT\n"
        "from wishare_lint.output import render\n"
        "render('text', REPORT)\n"
        "print(*sys.modules)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(run.stdout.split())
    assert "wishare_lint.output.text" in loaded
    heavy = {"json", "attr", "sarif_om", "xml.etree.ElementTree"}
    assert not loaded & heavy
    assert not loaded & {f"wishare_lint.output.{name}" for name in FORMATS if name != "text"}


def test_name_and_version_are_those_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert (project["name"], project["version"]) == (NAME, VERSION)
