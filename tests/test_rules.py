"""Every rule, by its own examples: `bad` is found, `good` is clean under all rules."""

import inspect
import re
from pathlib import Path

import pytest

from tests.conftest import built_in_rules
from wishare_lint.packs import AnyRule, in_profile
from wishare_lint.testing import check_example

RULES = built_in_rules()


all_rules = pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])


@all_rules
def test_the_bad_example_is_found(rule: AnyRule) -> None:
    found = check_example(RULES, rule.bad, rule.bad_before, past=rule.past)
    assert rule.id in {finding.rule for finding in found}


@all_rules
def test_the_good_example_is_clean_under_all_rules(rule: AnyRule) -> None:
    """Beside itself, but for notes: the profile `all` has rules that find no fault."""
    faults = [other for other in RULES if in_profile(other, "strict") or other is rule]
    found = check_example(faults, rule.good, rule.good_before, past=rule.past)
    assert [(finding.rule, finding.message) for finding in found] == []


@all_rules
def test_the_page_says_the_harm_the_reason_and_the_cure(rule: AnyRule) -> None:
    info = rule.info()
    assert info.title.endswith(".")
    assert info.why
    assert info.advice


@all_rules
def test_the_file_is_named_after_the_rule_and_stays_small(rule: AnyRule) -> None:
    path = Path(inspect.getfile(rule))
    assert path.stem == rule.id.replace("-", "_")
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.id)
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 100
