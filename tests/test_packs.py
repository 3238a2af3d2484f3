"""Rules come from packs; a pack that cannot be used is named, with the reason."""

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import built_in_rules
from wishare_lint import AddColumn, Rule
from wishare_lint.config import Config, RuleSetting
from wishare_lint.output.tool import VERSION
from wishare_lint.packs import PackError, held_back, in_profile, names, rules_of, running
from wishare_lint.rule import subjects

RULE = '''
from wishare_lint import AddColumn, RemoveColumn, Rule, Severity

class {name}(Rule[{subject}]):
    """Harm.

    Why.

    Advice.
    """
    id = "{id}"
    severity = Severity.INFO
    aliases = ("acme/other-name",)
    bad = good = ""

    def check(self, subject, context):
        yield from ()
'''


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """An importable package without any rule in it."""
    folder = tmp_path / f"acme_{abs(hash(request.node.name))}"
    folder.mkdir()
    (folder / "__init__.py").write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return folder


def add(folder: Path, file: str, **fields: str) -> None:
    values = {"name": "Found", "subject": "AddColumn", "id": "acme-rule", **fields}
    (folder / file).write_text(RULE.format(**values), encoding="utf-8")


def test_a_rule_is_found_in_any_module_of_the_pack(pack: Path) -> None:
    (pack / "deep").mkdir()
    (pack / "deep" / "__init__.py").write_text("", encoding="utf-8")
    add(pack / "deep", "one.py")
    assert [rule.id for rule in rules_of([("acme", pack.name)])] == ["acme-rule"]


def test_a_module_may_be_a_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    add(tmp_path, "acme_single.py")
    assert [rule.id for rule in rules_of([("acme", "acme_single")])] == ["acme-rule"]
    sys.modules.pop("acme_single")


def test_a_rule_that_is_only_imported_counts_once(pack: Path) -> None:
    add(pack, "one.py")
    (pack / "two.py").write_text(f"from {pack.name}.one import Found\n", encoding="utf-8")
    assert len(rules_of([("acme", pack.name)])) == 1


def test_a_pack_that_raises_is_named(pack: Path) -> None:
    (pack / "broken.py").write_text("1 / 0\n", encoding="utf-8")
    with pytest.raises(PackError, match=r"acme .*cannot be loaded: division by zero"):
        rules_of([("acme", pack.name)])


def test_a_pack_that_does_not_exist_is_named() -> None:
    with pytest.raises(PackError, match="acme"):
        rules_of([("acme", "no_such_package_at_all")])


def test_two_rules_of_one_id_are_both_named(pack: Path) -> None:
    add(pack, "one.py")
    add(pack, "two.py", name="Other")
    with pytest.raises(PackError, match=r"one\.Found and .*two\.Other"):
        rules_of([("acme", pack.name)])


def test_a_rule_without_brackets_is_refused(pack: Path) -> None:
    text = RULE.format(name="Found", subject="AddColumn", id="acme-rule")
    (pack / "one.py").write_text(text.replace("Rule[AddColumn]", "Rule"), encoding="utf-8")
    with pytest.raises(PackError, match="does not say what it looks at"):
        rules_of([("acme", pack.name)])


def test_no_rules_at_all_is_never_a_silent_pass(pack: Path) -> None:
    with pytest.raises(PackError, match="no rules are installed"):
        rules_of([("acme", pack.name)])


def test_a_rule_may_look_at_several_types(pack: Path) -> None:
    add(pack, "one.py", subject="AddColumn | RemoveColumn")
    (rule,) = rules_of([("acme", pack.name)])
    assert [kind.__name__ for kind in subjects(rule)] == ["AddColumn", "RemoveColumn"]


def test_the_names_of_rules_include_their_aliases(pack: Path) -> None:
    add(pack, "one.py")
    known = names(rules_of([("acme", pack.name)]))
    assert known.named("acme/other-name") == {"acme-rule"}


def test_each_profile_holds_those_before_it() -> None:
    for rule in built_in_rules():
        assert issubclass(rule, Rule)
        assert in_profile(rule, "all")
        assert in_profile(rule, "recommended") == (rule.profile == "recommended")


# The version that a team has pinned


class Old(Rule[AddColumn]):
    """Harm."""

    id = "old-rule"


class New(Old):
    """Harm."""

    id = "new-rule"
    since = "0.3.1"


def ran(version: str | None, **settings: Any) -> list[str]:
    return [rule.id for rule in running((Old, New), Config(version=version, **settings))]


@pytest.mark.parametrize("version", [None, "0.3.1", "0.3", "0.4", "1"])
def test_a_rule_runs_from_its_version_on(version: str | None) -> None:
    assert ran(version) == ["old-rule", "new-rule"]
    assert held_back((Old, New), Config(version=version)) == ()


@pytest.mark.parametrize("version", ["0.3.0", "0.2.9", "0.2"])
def test_a_rule_that_is_newer_than_the_pinned_version_stays_off(version: str) -> None:
    assert ran(version, profile="all") == ["old-rule"]
    assert held_back((Old, New), Config(version=version)) == (New,)


def test_a_newer_rule_that_is_named_runs() -> None:
    assert ran("0.1", rules={"new-rule": RuleSetting(enabled=True)}) == ["old-rule", "new-rule"]
    assert ran("0.1", select=frozenset({"new-rule"})) == ["new-rule"]


def test_a_newer_rule_that_would_not_run_anyway_is_not_held_back() -> None:
    assert held_back((Old, New), Config(version="0.1", ignore=frozenset({"new-rule"}))) == ()


def test_no_shipped_rule_is_newer_than_the_linter() -> None:
    assert held_back(built_in_rules(), Config(version=VERSION, profile="all")) == ()
