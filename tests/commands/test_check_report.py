"""`check`: which rules run, what is printed where, and with which code it ends."""

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import install
from tests.rails_app import HARMLESS, INDEX, MIGRATION, NOT_NULL, NOTE, RailsApp

pytestmark = pytest.mark.usefixtures("pack")

SECOND = "db/migrate/20260102000000_add_index_to_users.rb"
THIRD = "db/migrate/20260103000000_add_note_to_users.rb"


@pytest.fixture
def three(app: RailsApp) -> RailsApp:
    """The app with an error, a warning and an info."""
    app.write({MIGRATION: NOT_NULL, SECOND: INDEX, THIRD: NOTE})
    return app


def rules(app: RailsApp, *arguments: str) -> list[str]:
    """The ids of the rules that found something."""
    result = app.lint("check", "--format", "json", *arguments)
    return [finding["rule"] for finding in json.loads(result.stdout)["findings"]]


# Exit codes


@pytest.mark.parametrize(
    ("text", "fail_on", "code"),
    [
        (NOT_NULL, "error", 1),
        (NOT_NULL, "warning", 1),
        (NOT_NULL, "info", 1),
        (NOT_NULL, "never", 0),
        (INDEX, "error", 0),
        (INDEX, "warning", 1),
        (INDEX, "info", 1),
        (NOTE, "warning", 0),
        (NOTE, "info", 1),
        (HARMLESS, "info", 0),
    ],
)
def test_it_fails_from_the_named_severity_on(
    app: RailsApp, text: str, fail_on: str, code: int
) -> None:
    app.write({MIGRATION: text})
    assert app.lint("check", "--fail-on", fail_on).exit_code == code


def test_it_fails_on_errors_unless_it_is_told_otherwise(app: RailsApp) -> None:
    app.write({MIGRATION: INDEX})
    assert app.lint("check").exit_code == 0
    app.write({MIGRATION: NOT_NULL})
    assert app.lint("check").exit_code == 1


def test_the_configuration_says_what_fails_and_the_command_line_wins(app: RailsApp) -> None:
    app.write({MIGRATION: INDEX, ".wishare-lint.yml": "fail_on: warning\n"})
    assert app.lint("check").exit_code == 1
    assert app.lint("check", "--fail-on", "error").exit_code == 0
    assert app.lint("check", "--no-config").exit_code == 0


def test_what_is_left_out_does_not_fail(three: RailsApp) -> None:
    assert rules(three, "--min-severity", "warning") == ["not-null", "plain-index"]
    three.write({MIGRATION: HARMLESS})
    assert three.lint("check", "--min-severity", "error", "--fail-on", "info").exit_code == 0


def test_what_is_suppressed_does_not_fail(app: RailsApp) -> None:
    app.write({MIGRATION: f"# wishare-lint:disable-file not-null -- new app\n{NOT_NULL}"})
    assert app.lint("check").exit_code == 0


# Which rules run


def test_selected_rules_run_alone(three: RailsApp) -> None:
    assert rules(three, "--select", "plain-index") == ["plain-index"]


def test_rules_may_be_separated_by_commas_or_given_one_by_one(three: RailsApp) -> None:
    both = ["not-null", "note-column"]
    assert rules(three, "--select", "not-null, note-column") == both
    assert rules(three, "--select", "not-null", "--select", "note-column") == both
    assert rules(three, "--ignore", "not-null,note-column") == ["plain-index"]


def test_a_rule_answers_to_its_alias(three: RailsApp) -> None:
    assert rules(three, "--select", "Rails/NotNullColumn") == ["not-null"]
    assert rules(three, "--ignore", "strong_migrations/add_index") == ["not-null", "note-column"]


def test_an_alias_may_stand_for_several_rules(three: RailsApp) -> None:
    assert rules(three, "--select", "shared/columns") == ["not-null", "plain-index"]


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_rule_is_2_and_gets_a_hint(app: RailsApp, option: str) -> None:
    result = app.lint("check", option, "plain-indx")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"error: {option}: unknown rule `plain-indx`; did you mean `plain-index`?\n"
    )


def test_a_profile_adds_its_rules(app: RailsApp) -> None:
    app.write({MIGRATION: HARMLESS})
    assert rules(app) == []
    assert rules(app, "--profile", "strict") == ["strict-only"]


# Configuration


def test_the_nearest_configuration_counts(app: RailsApp) -> None:
    app.write({MIGRATION: NOT_NULL, ".wishare-lint.yml": "rules:\n  not-null: off\n"})
    assert rules(app) == []
    app.write({"db/.wishare-lint.yml": "rules:\n  not-null: warning\n"})
    assert rules(app, "db") == ["not-null"]


def test_another_configuration_may_be_named_or_none(app: RailsApp) -> None:
    app.write({MIGRATION: NOT_NULL, ".wishare-lint.yml": "rules:\n  not-null: off\n"})
    app.write({"config/lint.yml": "rules:\n  not-null: info\n"})
    assert app.lint("check", "--config", "config/lint.yml", "--fail-on", "info").exit_code == 1
    assert app.lint("check", "--config", "config/lint.yml").exit_code == 0
    assert app.lint("check", "--no-config").exit_code == 1


def test_every_mistake_in_the_configuration_is_a_line_with_its_place(app: RailsApp) -> None:
    app.write({".wishare-lint.yml": "profil: strict\nrules:\n  not-nul: off\n"})
    result = app.lint("check")
    assert (result.exit_code, result.stdout) == (2, "")
    first, second = result.stderr.splitlines()
    assert first.startswith("error: .wishare-lint.yml:1: ")
    assert "did you mean `profile`?" in first
    assert second.startswith("error: .wishare-lint.yml:3: ")
    assert "did you mean `not-null`?" in second


def test_a_named_configuration_that_is_not_there_is_2(app: RailsApp) -> None:
    result = app.lint("check", "--config", "gone.yml")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: Invalid value for '--config': File 'gone.yml'")


def test_a_configuration_cannot_be_named_and_refused(app: RailsApp) -> None:
    app.write({"lint.yml": ""})
    result = app.lint("check", "--config", "lint.yml", "--no-config")
    assert result.stderr == "error: --config and --no-config exclude each other\n"


# A rule that fails


def test_a_rule_that_raises_is_named_and_the_others_go_on(
    app: RailsApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, "tests.pack", "tests.broken_pack")
    app.write({MIGRATION: NOT_NULL})
    result = app.lint("check")
    assert result.exit_code == 2
    assert result.stdout.startswith("error[not-null]")
    assert "1 error, 1 rule failed." in result.stdout
    assert result.stderr == (
        f"error: rule always-fails failed on {MIGRATION}: LookupError: no luck with users\n"
    )


# Formats and files


def test_the_report_goes_into_files_as_well(app: RailsApp, tmp_path: Path) -> None:
    app.write({MIGRATION: NOT_NULL})
    sarif, concise = tmp_path / "a.sarif", tmp_path / "a.txt"
    result = app.lint("check", "--output", f"sarif={sarif}", "--output", f"concise={concise}")
    assert result.stdout.startswith("error[not-null]")
    assert json.loads(sarif.read_text())["version"] == "2.1.0"
    assert concise.read_text().startswith(f"{MIGRATION}:3:5: error[not-null]")


@pytest.mark.parametrize("value", ["report.sarif", "xml=report.xml", "sarif="])
def test_a_file_needs_a_format(app: RailsApp, value: str) -> None:
    result = app.lint("check", "--output", value)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"error: --output {value}: write FORMAT=FILE")


def test_a_file_that_cannot_be_written_is_2(app: RailsApp) -> None:
    result = app.lint("check", "--output", "json=gone/report.json")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: Could not open file 'gone/report.json'")


@pytest.mark.parametrize("name", ["json", "sarif", "gitlab"])
def test_formats_for_machines_are_whole_even_when_nothing_is_found(
    app: RailsApp, name: str
) -> None:
    json.loads(app.lint("check", "--format", name).stdout)


# Colours


@pytest.mark.parametrize(
    ("arguments", "environment", "coloured"),
    [
        ([], {}, False),
        (["--color", "always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "0"}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ([], {"CLICOLOR_FORCE": "1"}, True),
        ([], {"CLICOLOR": "1"}, False),
    ],
)
def test_when_text_is_coloured(
    app: RailsApp,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    environment: dict[str, str],
    coloured: bool,
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    app.write({MIGRATION: NOT_NULL})
    result = app.lint("check", *arguments, environment=environment)
    assert ("\x1b[" in result.stdout) is coloured


def test_files_are_never_coloured(app: RailsApp, tmp_path: Path) -> None:
    app.write({MIGRATION: NOT_NULL})
    file = tmp_path / "report"
    app.lint("check", "--color", "always", "--output", f"text={file}")
    assert "\x1b" not in file.read_text()


# How much is said


def test_quiet_prints_findings_only(app: RailsApp) -> None:
    assert app.lint("check", "-q").output == ""
    app.write({MIGRATION: NOT_NULL})
    text = app.lint("check", "--quiet").stdout
    assert text.startswith("error[not-null]")
    assert "Checked" not in text


def test_quiet_leaves_notes_out(app: RailsApp) -> None:
    shutil.rmtree(app.root / ".git")
    assert app.lint("check", "-q", "--format", "json").stderr == ""


def test_verbose_tells_what_the_run_goes_by(app: RailsApp) -> None:
    app.write({".wishare-lint.yml": "profile: strict\n", MIGRATION: ""})
    result = app.lint("check", "--verbose")
    rules = "enum-moved, not-null, note-column, plain-index, strict-only"
    assert result.stderr.splitlines() == [
        f"note: configuration: {app.root / '.wishare-lint.yml'}",
        f"note: 5 rules of the profile strict: {rules}",
        "note: app .: Rails 8.0; primary (postgresql); 2 migrations; 1 model file",
        f"note: not analysed: {MIGRATION}:1:1: this file defines no class",
    ]


def test_statistics_count_the_findings_of_each_rule(three: RailsApp) -> None:
    three.write({"db/migrate/20260104000000_add_age.rb": NOT_NULL.replace("name", "age")})
    first, *_ = three.lint("check", "--statistics").stdout.split("\n\n")
    assert first.splitlines() == [
        "2 error[not-null]",
        "1 warning[plain-index]",
        "1 info[note-column]",
    ]


def test_statistics_are_text(app: RailsApp) -> None:
    result = app.lint("check", "--statistics", "--format", "json")
    assert result.exit_code == 2
    assert result.stderr == "error: --statistics is for text, not for --format json\n"


def test_suppressed_findings_are_shown_on_request(app: RailsApp) -> None:
    app.write({MIGRATION: f"# wishare-lint:disable-file not-null -- new app\n{NOT_NULL}"})
    assert "not-null" not in app.lint("check").stdout
    shown = app.lint("check", "--show-suppressed").stdout
    assert "error[not-null]" in shown
    assert "suppressed by comment: new app" in shown


# The contract of the JSON


def test_the_json_is_what_the_design_promises(app: RailsApp) -> None:
    app.write({MIGRATION: NOT_NULL})
    report = json.loads(app.lint("check", "--format", "json").stdout)
    (finding,) = report["findings"]
    main = app.git("rev-parse", "main")
    assert finding.pop("fingerprint")
    assert report == {
        "version": 1,
        "tool": {"name": "wishare-lint", "version": report["tool"]["version"]},
        "base": {"ref": "main", "commit": main},
        "findings": [
            {
                "rule": "not-null",
                "severity": "error",
                "aliases": ["Rails/NotNullColumn", "shared/columns"],
                "message": "`users.name` is NOT NULL",
                "instead": "",
                "path": MIGRATION,
                "range": {
                    "start": {"line": 3, "column": 5},
                    "end": {"line": 3, "column": 51},
                },
                "direction": "up",
                "conditional": False,
                "related": [],
                "fixes": [],
                "suppressed": None,
            }
        ],
        "coverage": {
            "migrations": 1,
            "operations": 1,
            "models": 0,
            "enums": 0,
            "not_analysed": [],
        },
        "summary": {"error": 1, "warning": 0, "info": 0, "suppressed": 0},
        "notices": [],
        "errors": [],
    }
