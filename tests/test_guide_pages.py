"""The pages of the guide show what the program writes, and name what it has."""

import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.rails_app import RailsApp

PAGES = sorted((ROOT / "docs").glob("*.md"))
STARTED = (ROOT / "docs/getting-started.md").read_text(encoding="utf-8")
COMMAND = re.compile(r"\bwishare-lint((?: [a-z]+)*)((?: (?:--?[a-z][\w-]*|[\w./]+))*)")


def commands(page: Path) -> set[tuple[str, str]]:
    """Each command line in code on the page: the words after the program, and an option."""
    text = page.read_text(encoding="utf-8")
    code = [
        *re.findall(r"^\$ (.*)", text, re.MULTILINE),
        *re.findall(r"`(wishare-lint[^`]*)`", text),
    ]
    return {
        (words.strip(), option)
        for line in code
        for words, rest in COMMAND.findall(line)
        for option in re.findall(r" (--[a-z-]+)", rest) or [""]
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_commands_and_options_exist(page: Path, app: RailsApp) -> None:
    for words, option in commands(page):
        names = words.split()[: 2 if words.startswith(("baseline", "config")) else 1]
        result = app.lint(*names, "--help")
        assert result.exit_code == 0, words
        assert option in result.stdout, f"{words} {option}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_link_leads_to_a_heading_or_a_file(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^):]+)\)", text):
        path, _, anchor = target.partition("#")
        file = (page.parent / path) if path else page
        assert file.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {_slug(heading) for heading in headings}, target


def test_commands_are_found_on_the_pages() -> None:
    assert sum(bool(commands(page)) for page in PAGES) > len(PAGES) / 2


def _slug(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-")


def test_the_first_file_is_what_init_writes(app: RailsApp) -> None:
    app.git("switch", "--quiet", "main")
    app.git("rm", "-r", "--quiet", ".")
    shutil.copytree(ROOT / "fixtures/demo/before", app.root, dirs_exist_ok=True)
    app.commit({})
    assert app.lint("init").exit_code == 0
    (shown,) = re.findall(r"```yaml\n(.*?)```", STARTED, re.DOTALL)
    assert (app.root / ".wishare-lint.yml").read_text(encoding="utf-8") == shown
