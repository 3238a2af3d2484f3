"""`init`: a first configuration from what the app tells, and how to go on."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.rails_app import HARMLESS, MIGRATION, MODEL, NOT_NULL, RailsApp
from wishare_lint.commands import snippets

pytestmark = pytest.mark.usefixtures("pack")

FILE = ".wishare-lint.yml"
INITIALIZER = "config/initializers/strong_migrations.rb"


def written(app: RailsApp, folder: str = "") -> str:
    result = app.lint("init", folder=folder)
    assert result.exit_code == 0, result.stderr
    return (app.root / FILE).read_text(encoding="utf-8")


# The file


def test_the_file_is_a_configuration_that_changes_no_verdict(app: RailsApp) -> None:
    app.write({MIGRATION: NOT_NULL})
    before = app.lint("check").stdout
    written(app)
    assert app.lint("check").stdout == before


def test_the_version_is_pinned(app: RailsApp) -> None:
    assert 'version: "0.1"\n' in written(app)


def test_what_the_app_tells_stands_there_as_a_comment_with_its_file(app: RailsApp) -> None:
    app.write({"Gemfile.lock": "    rails (8.1.2)\n"})
    text = written(app)
    assert "# database: postgresql   # config/database.yml\n" in text
    assert '# rails_version: "8.1"   # Gemfile.lock\n' in text


def test_what_nothing_tells_is_asked_for(app: RailsApp) -> None:
    app.write({"config/database.yml": ""})
    assert "# database: postgresql   # no file tells it: please say it here\n" in written(app)


def test_several_databases_are_named(app: RailsApp) -> None:
    databases = "production:\n  main: {adapter: pg}\n  cache: {adapter: sqlite3}\n"
    app.write({"config/database.yml": databases})
    assert "# database: postgresql   # config/database.yml; cache: sqlite\n" in written(app)


def test_the_start_is_the_newest_migration_of_the_base(app: RailsApp) -> None:
    app.write({MIGRATION: HARMLESS})
    assert "  start_after: 20250101000000   # the newest on main\n" in written(app)


def test_without_git_the_start_is_the_newest_migration(
    app: RailsApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    (app.root / ".git").rename(app.root / "no-git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(app.root.parent))
    assert "  start_after: 20250101000000   # the newest there is\n" in written(app)


def test_without_migrations_there_is_no_start(app: RailsApp) -> None:
    app.git("rm", "-r", "--quiet", "db/migrate")
    app.git("commit", "--quiet", "--message=gone")
    app.git("branch", "--force", "main")
    assert yaml.safe_load(written(app)) == {"version": "0.1"}
    assert app.lint("check").exit_code == 0


@pytest.mark.parametrize(
    "line",
    [
        'StrongMigrations.target_version = "13"',
        "StrongMigrations.target_version = 13",
        'StrongMigrations.target_postgresql_version = "13"',
    ],
)
def test_the_server_is_what_strong_migrations_is_told(app: RailsApp, line: str) -> None:
    app.write({INITIALIZER: f"{line}\n"})
    assert f'database_version: "13"   # {INITIALIZER}\n' in written(app)


@pytest.mark.parametrize(
    ("header", "version"),
    [
        ("-- Dumped from database version 16.3 (Debian 16.3-1)", "16.3"),
        ("-- Server version\t8.0.35", "8.0.35"),
    ],
)
def test_the_server_is_what_the_dump_was_made_from(
    app: RailsApp, header: str, version: str
) -> None:
    (app.root / "db/schema.rb").unlink()
    app.write({"db/structure.sql": f"{header}\n"})
    assert f'database_version: "{version}"   # db/structure.sql\n' in written(app)


def test_sqlite_has_no_server(app: RailsApp) -> None:
    app.write({"config/database.yml": "production: {adapter: sqlite3}\n"})
    assert "database_version" not in written(app)


def test_it_is_written_into_the_folder_of_the_app(app: RailsApp) -> None:
    assert written(app, folder="app/models")


def test_each_line_that_is_commented_out_can_be_used(app: RailsApp) -> None:
    lines = written(app).splitlines()
    keys = ("# profile:", "# database", "# rails_version:", "# rules:", "#   ", "# fail_on:")
    used = [line[2:] if line.startswith(keys) else line for line in lines]
    app.write({FILE: "\n".join(used).replace("drop-table", "not-null")})
    assert app.lint("check").stderr == ""


def test_a_name_in_the_app_can_neither_add_lines_nor_act_on_the_terminal(app: RailsApp) -> None:
    name = '"ca\\nprofile: all\\e[2J"'
    databases = f"production:\n  main: {{adapter: pg}}\n  {name}: {{adapter: sqlite3}}\n"
    app.write({"config/database.yml": databases})
    result = app.lint("init")
    assert "\x1b" not in result.stdout
    assert set(yaml.safe_load((app.root / FILE).read_text())) == {"version", "migrations"}


# What it leaves alone


@pytest.mark.parametrize("name", [".wishare-lint.yml", ".wishare-lint.yaml"])
def test_an_existing_file_stays_as_it_is(app: RailsApp, name: str) -> None:
    app.write({name: "profile: strict\n"})
    result = app.lint("init")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"error: {name} is there already, and stays as it is; "
        "`wishare-lint init --dry-run` prints a new one\n"
    )
    assert app.git("status", "--porcelain") == f"?? {name}"


def test_nothing_but_the_file_is_written(app: RailsApp) -> None:
    app.write({"lefthook.yml": "{}\n", ".github/workflows/ci.yml": "{}\n"})
    app.commit({})
    written(app)
    assert app.git("status", "--porcelain") == f"?? {FILE}"


def test_a_dry_run_prints_the_file_and_writes_nothing(app: RailsApp) -> None:
    result = app.lint("init", "--dry-run")
    assert app.git("status", "--porcelain") == ""
    assert result.stdout.startswith(written(app))


def test_a_link_is_not_followed(app: RailsApp, tmp_path: Path) -> None:
    (app.root / FILE).symlink_to(tmp_path / "elsewhere.yml")
    assert app.lint("init").exit_code == 2
    assert not (tmp_path / "elsewhere.yml").exists()


def test_without_an_app_nothing_is_written(app: RailsApp, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = app.lint("init", folder="../empty")
    assert result.exit_code == 2
    assert "no migrations and no models here" in result.stderr


# Hooks and CI


@pytest.mark.parametrize(
    ("mark", "shown"),
    [
        (".pre-commit-config.yaml", "For .pre-commit-config.yaml, under `repos:`:"),
        ("lefthook.yml", "For lefthook.yml:"),
        (".lefthook.yaml", "For lefthook.yml:"),
        (".husky/_/h", "For .husky/pre-commit:"),
        (".overcommit.yml", "For .overcommit.yml:"),
        ("config/ci.rb", 'step "Database: wishare-lint", "wishare-lint --base main"'),
        (".github/workflows/ci.yml", "For .github/workflows/wishare-lint.yml, a new file:"),
        (".gitlab-ci.yml", "For .gitlab-ci.yml:"),
    ],
)
def test_it_shows_what_fits_the_hooks_and_the_ci(app: RailsApp, mark: str, shown: str) -> None:
    assert shown not in app.lint("init", "--dry-run").stdout
    app.write({mark: ""})
    assert shown in app.lint("init", "--dry-run").stdout


def test_without_a_hook_manager_it_shows_the_hook_of_git(app: RailsApp) -> None:
    assert "For .git/hooks/pre-commit" in app.lint("init", "--dry-run").stdout
    app.write({"lefthook.yml": ""})
    assert "For .git/hooks/pre-commit" not in app.lint("init", "--dry-run").stdout


@pytest.mark.parametrize(
    "snippet",
    [
        snippets.PRE_COMMIT,
        snippets.LEFTHOOK,
        snippets.OVERCOMMIT,
        snippets.GITHUB,
        snippets.GITLAB,
    ],
)
def test_a_snippet_is_yaml(snippet: snippets.Snippet) -> None:
    assert yaml.safe_load(snippet.text)


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`wishare-lint` on the path; it knows the shipped rules."""
    file = tmp_path / "bin" / "wishare-lint"
    file.parent.mkdir()
    file.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m wishare_lint "$@"\n')
    file.chmod(0o755)
    monkeypatch.setenv("PATH", str(file.parent), prepend=":")


def shown_for(app: RailsApp, place: str) -> str:
    """The text that is shown for a place."""
    rest = app.lint("init", "--dry-run").stdout.partition(f"For {place}")[2].partition(":\n\n")[2]
    lines = rest.split("\n\n")[0].splitlines()
    return "\n".join(line.removeprefix("  ") for line in lines) + "\n"


def refused(app: RailsApp) -> str:
    """What git says to a commit of a model that breaks the rows."""
    app.write(
        {MODEL: "class User < ApplicationRecord\n  enum :status, { on: 0, blocked: 1 }\nend\n"}
    )
    app.git("add", "--all")
    done = subprocess.run(
        ["git", "commit", "--message=no"], cwd=app.root, capture_output=True, text=True
    )
    assert done.returncode == 1
    return done.stdout + done.stderr


@pytest.mark.usefixtures("program")
def test_the_hook_of_git_stops_a_commit(app: RailsApp) -> None:
    hook = app.root / ".git/hooks/pre-commit"
    hook.write_text(shown_for(app, ".git/hooks/pre-commit"))
    hook.chmod(0o755)
    assert "error[enum-label-renamed]" in refused(app)


@pytest.mark.usefixtures("program")
def test_the_snippet_for_pre_commit_stops_a_commit(app: RailsApp) -> None:
    app.write({".pre-commit-config.yaml": "repos:\n"})
    snippet = shown_for(app, ".pre-commit-config.yaml")
    app.commit({".pre-commit-config.yaml": f"repos:\n{snippet}"})
    subprocess.run(
        [sys.executable, "-m", "pre_commit", "install"],
        cwd=app.root,
        check=True,
        capture_output=True,
    )
    assert "error[enum-label-renamed]" in refused(app)
