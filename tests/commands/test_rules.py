"""`rules`: the list of all installed rules."""

import json

import pytest

from tests.conftest import install
from tests.rails_app import RailsApp


@pytest.mark.usefixtures("pack")
def test_the_table_has_severity_profile_and_harm(app: RailsApp) -> None:
    assert (
        app.lint("rules").stdout
        == """\
tests
  enum-moved   error    recommended  An enum that changes means something else to the rows.
  not-null     error    recommended  A column that must have a value breaks the running code.
  note-column  info     recommended  A column called `note` says little.
  plain-index  warning  recommended  Building an index stops every write.
  strict-only  info     strict       A column was added.
"""
    )


@pytest.mark.usefixtures("pack")
def test_the_table_fits_the_terminal(app: RailsApp) -> None:
    lines = app.lint("rules", environment={"COLUMNS": "80"}).stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[2].endswith("A column that must have a value breaks...")


@pytest.mark.usefixtures("pack")
def test_the_json_has_the_page_of_each_rule(app: RailsApp) -> None:
    listed = json.loads(app.lint("rules", "--format", "json").stdout)
    assert listed["version"] == 1
    assert [rule["id"] for rule in listed["rules"]][:2] == ["enum-moved", "not-null"]
    assert listed["rules"][1] == {
        "id": "not-null",
        "subject": "tests",
        "severity": "error",
        "profile": "recommended",
        "since": "0.1.0",
        "aliases": ["Rails/NotNullColumn", "shared/columns"],
        "tags": [],
        "title": "A column that must have a value breaks the running code.",
        "why": "It does not write the column.",
        "advice": "Add it so that it takes NULL.",
    }


def test_the_shipped_rules_are_grouped_by_subject(
    app: RailsApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, "wishare_lint_rules")
    listed = json.loads(app.lint("rules", "--format", "json").stdout)["rules"]
    assert [rule["subject"] for rule in listed] == sorted(rule["subject"] for rule in listed)
    assert "nullability" in {rule["subject"] for rule in listed}
