"""The rule that docs/writing-rules.md shows is a rule."""

import re
import sys
import types

import pytest

from tests.conftest import ROOT, built_in_rules
from wishare_lint.packs import AnyRule, in_profile
from wishare_lint.testing import check_example

PAGE = (ROOT / "docs/writing-rules.md").read_text(encoding="utf-8")
RULE, TEST = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def rule(monkeypatch: pytest.MonkeyPatch) -> AnyRule:
    """The rule, in a module as a pack has it."""
    pack = types.ModuleType("house_rules")
    exec(RULE, pack.__dict__)
    monkeypatch.setitem(sys.modules, "house_rules", pack)
    made: AnyRule = pack.DropAuditTable
    return made


def test_its_examples_hold(rule: AnyRule) -> None:
    assert [found.rule for found in check_example([rule], rule.bad)] == [rule.id]
    faults = [other for other in built_in_rules() if in_profile(other, "strict")]
    assert check_example([*faults, rule], rule.good) == ()


def test_its_page_has_a_harm_a_reason_and_a_way_out(rule: AnyRule) -> None:
    info = rule.info()
    assert (info.title, info.advice) == (
        "The audit tables are kept by law.",
        "Rename the table to `archived_…`, and tell the data protection officer.",
    )


def test_the_test_of_the_page_passes(rule: AnyRule) -> None:
    namespace: dict[str, object] = {}
    exec(TEST, namespace)
    test = namespace["test_an_audit_table_is_kept"]
    assert callable(test)
    test()
