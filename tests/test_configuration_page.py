"""`docs/configuration.md` says what the code does."""

import re
from pathlib import Path

from tests.conftest import ROOT, built_in_rules
from wishare_lint.baseline import FILE_NAME
from wishare_lint.config import DATABASES, FAIL_ON, PROFILES, json_schema, load
from wishare_lint.config.baseline_file import HEAD, read, render
from wishare_lint.directives import WORDS
from wishare_lint.output import FORMATS
from wishare_lint.packs import names

PAGE = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
NAMES = names(built_in_rules())


EXAMPLE, IN_THE_EDITOR, BASELINE = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


def test_the_example_is_a_configuration(tmp_path: Path) -> None:
    shared = tmp_path / "config/wishare-lint-shared.yml"
    shared.parent.mkdir()
    shared.write_text("profile: strict\n", encoding="utf-8")
    file = tmp_path / ".wishare-lint.yml"
    file.write_text(EXAMPLE, encoding="utf-8")
    config = load(file, NAMES)
    assert config.profile == "recommended"
    assert config.rule("drop-table").enabled is False
    assert config.start_after == 20250101000000


def test_the_example_has_every_key() -> None:
    properties = json_schema(NAMES)["properties"]
    inner = {key for name in ("migrations", "models") for key in properties[name]["properties"]}
    keys = set(re.findall(r"^ *(\w+):", EXAMPLE, re.MULTILINE))
    assert properties.keys() | inner <= keys


def test_the_file_with_a_schema_is_a_configuration(tmp_path: Path) -> None:
    file = tmp_path / ".wishare-lint.yml"
    file.write_text(IN_THE_EDITOR, encoding="utf-8")
    assert load(file, NAMES).profile == "strict"


def test_the_baseline_is_one(tmp_path: Path) -> None:
    file = tmp_path / FILE_NAME
    file.write_text(BASELINE, encoding="utf-8")
    baseline = read(file)
    assert render(baseline.entries) == HEAD + BASELINE
    assert {entry.rule for entry in baseline.entries} <= NAMES.ids


def test_every_word_that_can_be_chosen_is_named() -> None:
    for word in (*DATABASES, *FAIL_ON, *PROFILES, *FORMATS):
        assert word in PAGE, word


def test_every_comment_is_explained() -> None:
    assert set(re.findall(r"# wishare-lint:([\w-]+)", PAGE)) == set(WORDS)
