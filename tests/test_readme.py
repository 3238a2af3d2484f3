"""The README shows what the program prints, and names what it has."""

import re
from functools import cache

import pytest
import yaml

from docs.draw import PICTURE, drawn
from tests.conftest import ROOT, built_in_rules
from tests.demo import lint_demo

README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


@cache
def demo() -> str:
    return lint_demo().stdout


@pytest.mark.parametrize("screen", blocks("text"))
def test_a_screen_is_what_the_demo_prints(screen: str) -> None:
    """Line for line; `...` on a line of its own stands for what is left out."""
    rest = demo()
    for part in screen.split("\n...\n"):
        before, found, rest = rest.partition(part.strip("\n"))
        assert found, f"not printed there:\n{part}\n--- but:\n{before}"


def test_the_picture_is_what_the_demo_prints() -> None:
    assert f"]({PICTURE})" in README
    assert (ROOT / PICTURE).read_text(encoding="utf-8") == drawn(), "run `make docs`"


def test_the_picture_fetches_nothing() -> None:
    assert "url(http" not in drawn()


@pytest.mark.parametrize("rule", [rule.id for rule in built_in_rules()])
def test_a_rule_stands_in_the_table(rule: str) -> None:
    assert f"| [{rule}](docs/rules/{rule}.md) |" in README


def test_a_link_leads_to_a_file() -> None:
    targets = re.findall(r"\]\(([^):]+)\)", README)
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_an_option_exists() -> None:
    listed = lint_demo("--help").stdout
    used = set(re.findall(r"wishare-lint (?:check )?(--[a-z-]+)", README))
    assert used
    assert [option for option in used if option not in listed] == []


@pytest.mark.parametrize("block", blocks("yaml"))
def test_yaml_is_valid(block: str) -> None:
    assert yaml.safe_load(block)
