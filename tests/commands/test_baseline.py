"""`baseline`: what is there is accepted, and what is new is told."""

import json
from pathlib import Path

import pytest

from tests.rails_app import APP, HARMLESS, INDEX, MIGRATION, MODEL, NOT_NULL, NOTE, RailsApp

pytestmark = pytest.mark.usefixtures("pack")

FILE = ".wishare-lint-baseline.yml"
LATER = "db/migrate/20260102000000_add_index_to_users.rb"
RENAMED = "class User < ApplicationRecord\n  enum :status, { enabled: 0, blocked: 1 }\nend\n"


@pytest.fixture
def old(app: RailsApp) -> RailsApp:
    """The app with a finding that is accepted."""
    app.write({MIGRATION: NOT_NULL})
    assert app.lint("baseline", "create", "--reason", "it ran in May").exit_code == 0
    return app


def findings(app: RailsApp, *arguments: str) -> list[dict[str, object]]:
    report = json.loads(app.lint("check", "--all", "--format", "json", *arguments).stdout)
    found: list[dict[str, object]] = report["findings"]
    return found


def notices(app: RailsApp, *arguments: str) -> list[str]:
    report = json.loads(app.lint("check", "--format", "json", *arguments).stdout)
    found: list[str] = report["notices"]
    return found


def rules(app: RailsApp) -> list[object]:
    return [finding["rule"] for finding in findings(app)]


def text(app: RailsApp) -> str:
    return (app.root / FILE).read_text(encoding="utf-8")


# What is accepted


def test_what_is_in_the_baseline_is_hidden_with_its_reason(old: RailsApp) -> None:
    assert findings(old) == []
    (finding,) = findings(old, "--show-suppressed")
    assert finding["suppressed"] == {"kind": "baseline", "reason": "it ran in May"}
    assert old.lint("check").exit_code == 0


def test_what_is_new_is_told(old: RailsApp) -> None:
    old.write({LATER: INDEX})
    assert rules(old) == ["plain-index"]


def test_a_second_finding_of_the_same_kind_in_the_same_file_is_told(old: RailsApp) -> None:
    line = "    add_column :users, :name, :string, null: false\n"
    old.write({MIGRATION: NOT_NULL.replace(line, line + line)})
    assert rules(old) == ["not-null"]


def test_a_finding_stays_accepted_when_its_line_moves(old: RailsApp) -> None:
    old.write({MIGRATION: f"# frozen_string_literal: true\n\n{NOT_NULL}"})
    assert findings(old) == []


def test_without_configuration_there_is_no_baseline(old: RailsApp) -> None:
    assert len(findings(old, "--no-config")) == 1


def test_the_baseline_counts_in_every_folder_of_the_app(old: RailsApp) -> None:
    assert old.lint("check", "--all", folder="app/models").exit_code == 0


def test_the_configuration_may_name_the_file(app: RailsApp) -> None:
    app.write({MIGRATION: NOT_NULL, ".wishare-lint.yml": "baseline: config/accepted.yml\n"})
    assert rules(app) == ["not-null"]
    app.lint("baseline", "create")
    assert (app.root / "config/accepted.yml").is_file()
    assert rules(app) == []


def test_sarif_leaves_accepted_findings_out(old: RailsApp) -> None:
    (run,) = json.loads(old.lint("check", "--all", "--format", "sarif").stdout)["runs"]
    assert run["results"] == []


def test_a_broken_baseline_is_told_and_2(old: RailsApp) -> None:
    old.write({FILE: "findings: {}\n"})
    result = old.lint("check")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"error: {FILE}:1: `findings` must be a list, not a mapping\n"


# create


def test_create_writes_rule_path_message_fingerprint_and_reason(old: RailsApp) -> None:
    assert f"""\
- rule: not-null
  path: {MIGRATION}
  message: '`users.name` is NOT NULL'
""" in text(old)
    assert "  reason: it ran in May\n" in text(old)


def test_create_says_what_it_did(app: RailsApp) -> None:
    app.write({MIGRATION: NOT_NULL, LATER: INDEX})
    result = app.lint("baseline", "create")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"note: {FILE}: 2 findings accepted; 2 without a reason\n"


def test_create_overwrites_nothing(old: RailsApp) -> None:
    before = text(old)
    result = old.lint("baseline", "create")
    assert result.exit_code == 2
    assert result.stderr == f"error: {FILE} is there already; `baseline update` adds to it\n"
    assert text(old) == before


def test_create_writes_beside_the_configuration(app: RailsApp) -> None:
    app.write({MIGRATION: NOT_NULL, ".wishare-lint.yml": ""})
    app.lint("baseline", "create", folder="db/migrate")
    assert (app.root / FILE).is_file()


def test_a_folder_that_is_missing_is_told_and_2(app: RailsApp) -> None:
    app.write({MIGRATION: NOT_NULL, ".wishare-lint.yml": "baseline: lint/accepted.yml\n"})
    result = app.lint("baseline", "create")
    assert result.exit_code == 2
    assert "lint/accepted.yml" in result.stderr
    assert result.stderr.count("\n") == 1


def test_create_accepts_all_apps_beside_the_configuration(app: RailsApp) -> None:
    other = {f"admin/{path}": text for path, text in APP.items()}
    app.commit({**other, f"admin/{MIGRATION}": NOT_NULL, MIGRATION: NOT_NULL})
    app.write({".wishare-lint.yml": ""})
    app.lint("baseline", "create", folder="admin")
    assert f"path: admin/{MIGRATION}\n" in text(app)
    assert f"path: {MIGRATION}\n" in text(app)


def test_create_writes_into_the_folder_of_the_app(app: RailsApp) -> None:
    app.lint("baseline", "create", folder="app/models")
    assert (app.root / FILE).is_file()


def test_what_a_comment_hides_is_not_accepted_twice(app: RailsApp) -> None:
    app.write({MIGRATION: f"# wishare-lint:disable-file not-null -- new app\n{NOT_NULL}"})
    app.lint("baseline", "create")
    assert text(app).endswith("findings: []\n")


@pytest.mark.parametrize("name", ["../accepted.yml", "link.yml"])
def test_nothing_is_written_outside_of_the_repository(
    app: RailsApp, tmp_path: Path, name: str
) -> None:
    (app.root / "link.yml").symlink_to(tmp_path / "accepted.yml")
    app.write({".wishare-lint.yml": f"baseline: {name}\n"})
    result = app.lint("baseline", "create")
    assert result.exit_code == 2
    assert f"`baseline`: `{name}` is outside the repository" in result.stderr
    assert not (tmp_path / "accepted.yml").exists()


def test_a_link_is_not_followed_out_of_the_repository(app: RailsApp, tmp_path: Path) -> None:
    (app.root / FILE).symlink_to(tmp_path / "accepted.yml")
    assert app.lint("baseline", "create").exit_code == 2
    (tmp_path / "accepted.yml").write_text("findings: []\n")
    assert app.lint("baseline", "update").exit_code == 2
    assert (tmp_path / "accepted.yml").read_text() == "findings: []\n"


# update


def test_update_adds_what_is_new_and_keeps_reasons(old: RailsApp) -> None:
    old.write({LATER: INDEX})
    result = old.lint("baseline", "update", "--reason", "next week")
    assert "note: 1 added, none taken out\n" in result.stderr
    assert "reason: it ran in May\n" in text(old)
    assert "reason: next week\n" in text(old)
    assert findings(old) == []


def test_update_takes_out_what_is_gone(old: RailsApp) -> None:
    old.write({MIGRATION: NOTE})
    assert "note: 1 added, 1 taken out\n" in old.lint("baseline", "update").stderr
    assert "rule: note-column\n" in text(old)
    assert "rule: not-null\n" not in text(old)


def test_update_keeps_what_rules_say_that_do_not_run(old: RailsApp) -> None:
    old.write({".wishare-lint.yml": "ignore: [not-null]\n"})
    old.lint("baseline", "update")
    assert "rule: not-null\n" in text(old)


def test_update_from_a_folder_looks_at_the_whole_app(old: RailsApp) -> None:
    before = text(old)
    old.lint("baseline", "update", folder="app/models")
    assert text(old) == before


@pytest.mark.parametrize("subcommand", ["update", "prune"])
def test_without_a_baseline_create_is_named(app: RailsApp, subcommand: str) -> None:
    result = app.lint("baseline", subcommand)
    assert result.exit_code == 2
    assert "`wishare-lint baseline create` makes it" in result.stderr


# Entries that are out of date


def test_an_entry_that_hides_nothing_is_told_and_pruned(old: RailsApp) -> None:
    old.write({MIGRATION: HARMLESS, LATER: INDEX})
    (notice,) = notices(old)
    assert notice == (
        f"out of date in the baseline: not-null in {MIGRATION}; "
        "`wishare-lint baseline prune` takes out what hides nothing any more"
    )
    assert "note: none added, 1 taken out\n" in old.lint("baseline", "prune").stderr
    assert "rule: plain-index\n" not in text(old)
    assert notices(old) == []


def test_an_entry_about_a_file_that_is_gone_is_out_of_date(old: RailsApp) -> None:
    (old.root / MIGRATION).unlink()
    assert len(notices(old)) == 1


def test_an_entry_of_a_rule_that_is_gone_is_out_of_date(old: RailsApp) -> None:
    entry = "{rule: no-such-rule, path: a.rb, message: x, fingerprint: f}"
    old.write({FILE: f"{text(old)}- {entry}\n"})
    (notice,) = notices(old)
    assert "in the baseline: no-such-rule in a.rb;" in notice


def test_of_a_file_that_is_not_checked_nothing_is_said(old: RailsApp) -> None:
    old.commit({})
    old.git("switch", "--quiet", "main")
    old.git("merge", "--quiet", "feature")
    old.git("switch", "--quiet", "--create", "next")
    old.write({MIGRATION: HARMLESS})
    old.commit({})
    old.git("branch", "--force", "main")
    assert notices(old) == []
    assert notices(old, MODEL) == []
    assert len(notices(old, "--all")) == 1


def test_of_a_rule_that_does_not_run_nothing_is_said(old: RailsApp) -> None:
    old.write({MIGRATION: HARMLESS})
    assert notices(old, "--ignore", "not-null") == []


# The version that a team has pinned


def test_a_version_that_is_newer_than_the_linter_is_an_error(app: RailsApp) -> None:
    app.write({".wishare-lint.yml": 'version: "99.1"\n'})
    result = app.lint("check")
    assert result.exit_code == 2
    assert "`version` is 99.1, but this is wishare-lint " in result.stderr


def test_rules_that_are_held_back_are_named(app: RailsApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.pack.NotNull.since", "0.2.0")
    app.write({".wishare-lint.yml": "version: 0.1\n", MIGRATION: NOT_NULL})
    assert rules(app) == []
    assert notices(app) == ["1 rule is newer than `version: 0.1`, so off: not-null"]
