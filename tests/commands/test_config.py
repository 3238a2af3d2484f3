"""`config`: what counts, where it was said, and the JSON Schema of what may be said."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rails_app import MIGRATION, MODEL, NOT_NULL, RailsApp

pytestmark = pytest.mark.usefixtures("pack")

CONFIG = """\
version: "0.1"
inherit_from: config/shared.yml
exclude: [db/old, vendor]
rules:
  not-null: off
  plain-index: {severity: info, exclude: [db/migrate/2026*]}
fail_on: never
"""
SHARED = """\
fail_on: warning
profile: strict
migrations:
  start_after: 20240101000000
"""


@pytest.fixture
def set_up(app: RailsApp) -> RailsApp:
    app.write({".wishare-lint.yml": CONFIG, "config/shared.yml": SHARED, MIGRATION: NOT_NULL})
    return app


def shown(app: RailsApp, *arguments: str) -> dict[str, tuple[str, str]]:
    """Values and origins by key; of several values the first."""
    lines = app.lint("config", "show", *arguments).stdout.split("\n\n")[0].splitlines()
    split = (line.split("  ") for line in lines if not line.startswith(" "))
    columns = [[word.strip() for word in words if word.strip()] for words in split]
    return {key: (value, origin) for key, value, origin in columns}


def verdict(app: RailsApp, *arguments: str) -> list[str]:
    result = app.lint("config", "show", *arguments)
    assert result.exit_code == 0, result.stderr
    return result.stdout.split("\n\n")[1].splitlines()


# show


def test_without_a_file_all_is_default_or_found_in_the_app(app: RailsApp) -> None:
    app.write({"Gemfile.lock": "    rails (8.1.2)\n"})
    settings = shown(app)
    assert settings["database"] == ("postgresql", "config/database.yml")
    assert settings["rails_version"] == ("8.1", "Gemfile.lock")
    assert settings["profile"] == ("recommended", "default")
    assert settings["migrations.paths"] == ("db/migrate", "default")
    assert settings["baseline"] == ("none", "default")
    assert settings["fail_on"] == ("error", "default")


def test_each_setting_tells_the_file_and_line_that_set_it_last(set_up: RailsApp) -> None:
    settings = shown(set_up)
    assert settings["version"] == ("0.1", ".wishare-lint.yml:1")
    assert settings["profile"] == ("strict", "config/shared.yml:2")
    assert settings["fail_on"] == ("never", ".wishare-lint.yml:7")
    assert settings["migrations.start_after"] == ("20240101000000", "config/shared.yml:4")
    assert settings["rules.not-null"] == ("off", ".wishare-lint.yml:5")


def test_further_values_stand_below_the_first(set_up: RailsApp) -> None:
    text = set_up.lint("config", "show").stdout
    assert "exclude                 db/old" in text
    assert "\n                        vendor\n" in text
    assert "\n                        not in db/migrate/2026*\n" in text


def test_a_configured_database_is_told_as_such(app: RailsApp) -> None:
    app.write({".wishare-lint.yml": "database: trilogy\nrails_version: 7.10\n"})
    settings = shown(app)
    assert settings["database"] == ("mysql", ".wishare-lint.yml:1")
    assert settings["rails_version"] == ("7.10", ".wishare-lint.yml:2")


def test_several_databases_are_named(app: RailsApp) -> None:
    databases = "production:\n  main: {adapter: pg}\n  cache: {adapter: sqlite3}\n"
    app.write({"config/database.yml": databases})
    text = app.lint("config", "show").stdout
    assert "postgresql (main)" in text
    assert "sqlite (cache)" in text


def test_the_start_of_strong_migrations_is_told(app: RailsApp) -> None:
    initializer = "config/initializers/strong_migrations.rb"
    app.write({initializer: "StrongMigrations.start_after = 20240101000000\n"})
    assert shown(app)["migrations.start_after"] == ("20240101000000 with --all", initializer)


def test_the_baseline_is_counted(app: RailsApp) -> None:
    app.write({MIGRATION: NOT_NULL})
    app.lint("baseline", "create")
    assert shown(app)["baseline"] == (".wishare-lint-baseline.yml (1 finding)", "default")


def test_without_configuration_only_the_app_counts(set_up: RailsApp) -> None:
    assert shown(set_up, "--no-config")["profile"] == ("recommended", "default")


def test_the_rules_that_run_are_counted(app: RailsApp) -> None:
    app.write({".wishare-lint.yml": "rules: {not-null: off}\n"})
    assert verdict(app) == ["3 of 5 rules run."]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (MIGRATION, f"{MIGRATION} is a migration of `primary`."),
        (MODEL, f"{MODEL} is a model."),
        ("config/application.rb", "is neither a migration nor a model, so it is not checked."),
    ],
)
def test_of_a_file_it_tells_whether_it_is_checked(set_up: RailsApp, path: str, words: str) -> None:
    assert any(line.endswith(words) for line in verdict(set_up, path))


def test_of_a_file_it_tells_the_rules_that_are_excluded(set_up: RailsApp) -> None:
    assert verdict(set_up, MIGRATION)[-1] == "Rules that do not look at it: plain-index."


def test_an_excluded_file_is_told_with_the_pattern(app: RailsApp) -> None:
    app.write({MIGRATION: NOT_NULL, ".wishare-lint.yml": "exclude: [db/migrate]\n"})
    assert verdict(app, MIGRATION)[-1] == (f"{MIGRATION} is not checked: excluded by `db/migrate`.")


def test_a_file_that_is_not_there_is_2(app: RailsApp) -> None:
    result = app.lint("config", "show", "nope.rb")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "error: nope.rb does not exist\n"


def test_a_broken_configuration_is_2(app: RailsApp) -> None:
    app.write({".wishare-lint.yml": "profil: strict\n"})
    assert app.lint("config", "show").exit_code == 2


# schema


def check_jsonschema(schema: Path, file: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), str(file)],
        capture_output=True,
        text=True,
    )


def test_check_jsonschema_takes_the_schema_and_judges_by_it(set_up: RailsApp) -> None:
    schema = set_up.root / "schema.json"
    schema.write_text(set_up.lint("config", "schema").stdout)
    file = set_up.root / ".wishare-lint.yml"
    assert check_jsonschema(schema, file).stdout == "ok -- validation done\n"
    file.write_text("profil: strict\n")
    refused = check_jsonschema(schema, file)
    assert refused.returncode == 1
    assert "'profil' was unexpected" in refused.stdout


def test_check_jsonschema_takes_the_schema_for_a_schema(app: RailsApp) -> None:
    schema = app.root / "schema.json"
    schema.write_text(app.lint("config", "schema").stdout)
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--check-metaschema", str(schema)],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


def test_the_schema_knows_the_installed_rules(app: RailsApp) -> None:
    properties = json.loads(app.lint("config", "schema").stdout)["properties"]
    assert "not-null" in properties["rules"]["properties"]


# Without a subcommand


@pytest.mark.parametrize("group", ["config", "baseline"])
def test_a_group_alone_shows_its_help_and_is_2(app: RailsApp, group: str) -> None:
    result = app.lint(group)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"Usage: wishare-lint {group} ")


def test_a_mistyped_subcommand_is_told(app: RailsApp) -> None:
    result = app.lint("baseline", "crate")
    assert result.exit_code == 2
    assert "create" in result.stderr
