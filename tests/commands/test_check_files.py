"""`check`: which files are looked at, and what they are compared with."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.rails_app import APP, HARMLESS, INDEX, MIGRATION, MODEL, NOT_NULL, RailsApp, migration

pytestmark = pytest.mark.usefixtures("pack")

RENAMED = "class User < ApplicationRecord\n  enum :status, { enabled: 0, blocked: 1 }\nend\n"
OLD = "db/migrate/20250201000000_add_age_to_users.rb"
LATER = "db/migrate/20260102000000_add_index_to_users.rb"
ENGINE = "engines/shop/db/migrate/20260103000000_add_price.rb"


def rules(app: RailsApp, *arguments: str, folder: str = "") -> list[str]:
    """The rules that found something, with the file, in the order of the report."""
    result = app.lint("check", "--format", "concise", *arguments, folder=folder)
    assert result.exit_code in (0, 1), result.stderr
    lines = (line.split(" ")[:2] for line in result.stdout.splitlines())
    return [f"{place.split(':')[0]} {rule}" for place, rule in lines]


def verdict(app: RailsApp, *arguments: str, folder: str = "") -> str:
    """The sentence that says what was checked against what."""
    result = app.lint("check", *arguments, folder=folder)
    return next(line for line in result.stdout.splitlines() if line.startswith("Checked "))


# The base


def test_by_default_what_the_branch_changes(app: RailsApp) -> None:
    app.commit({MIGRATION: NOT_NULL})
    app.write({MODEL: RENAMED})
    assert rules(app) == [f"{MODEL} error[enum-moved]", f"{MIGRATION} error[not-null]"]
    short = app.git("rev-parse", "main")[:7]
    assert verdict(app) == (
        f"Checked 1 new migration and 1 changed model against main ({short}): 2 errors."
    )


def test_models_that_are_all_checked_are_not_called_changed(app: RailsApp) -> None:
    app.write({".wishare-lint.yml": "migrations:\n  start_after: 20260000000000\n"})
    assert verdict(app, "--all").startswith("Checked no migrations and 1 model against main (")


def test_nothing_new_is_said_as_such(app: RailsApp) -> None:
    short = app.git("rev-parse", "main")[:7]
    assert verdict(app) == (
        f"Checked no new migrations and no changed models against main ({short}): nothing found."
    )


def test_the_base_is_where_the_branch_left_not_what_came_later(app: RailsApp) -> None:
    app.commit({MIGRATION: HARMLESS})
    app.git("switch", "--quiet", "main")
    app.commit({MODEL: RENAMED})
    app.git("switch", "--quiet", "feature")
    assert rules(app) == []


def test_a_ref_as_base(app: RailsApp) -> None:
    first = app.git("rev-parse", "HEAD")
    app.commit({MIGRATION: NOT_NULL})
    assert rules(app, "--base", "HEAD") == []
    assert rules(app, "--base", "HEAD~1") == [f"{MIGRATION} error[not-null]"]
    assert f"against {first}: 1 error." in verdict(app, "--base", first)


def test_a_folder_as_base(app: RailsApp, tmp_path: Path) -> None:
    deployed = RailsApp(tmp_path / "deployed")
    deployed.write(APP)
    app.write({MODEL: RENAMED})
    assert rules(app, "--base", "../deployed") == [f"{MODEL} error[enum-moved]"]
    assert "against ../deployed:" in verdict(app, "--base", "../deployed")


def test_a_folder_as_base_needs_no_git(app: RailsApp, tmp_path: Path) -> None:
    deployed = RailsApp(tmp_path / "deployed")
    deployed.write(APP)
    shutil.rmtree(app.root / ".git")
    app.write({MIGRATION: NOT_NULL})
    assert rules(app, "--base", str(deployed.root)) == [f"{MIGRATION} error[not-null]"]


def test_an_unknown_base_is_told_with_a_cure(app: RailsApp) -> None:
    result = app.lint("check", "--base", "origin/main")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "error: unknown ref 'origin/main'; if the remote has it, fetch it: "
        "git fetch origin main:refs/remotes/origin/main\n"
    )


def test_an_unknown_base_without_git_is_told(app: RailsApp) -> None:
    shutil.rmtree(app.root / ".git")
    result = app.lint("check", "--base", "main")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "error: there is no folder 'main' to compare with, and without git no such ref\n"
    )


def test_a_shallow_clone_is_told_what_to_fetch(app: RailsApp, tmp_path: Path) -> None:
    app.commit({MIGRATION: NOT_NULL})
    app.git("clone", "--quiet", "--depth=1", app.root.as_uri(), str(tmp_path / "clone"))
    clone = RailsApp(tmp_path / "clone")
    result = clone.lint("check", environment={"GITHUB_BASE_REF": "main"})
    assert (result.exit_code, result.stdout) == (2, "")
    assert "fetch-depth: 0" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_repository_that_git_distrusts_is_told_with_a_cure(
    app: RailsApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    result = app.lint("check")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"git config --global --add safe.directory {app.root}" in result.stderr
    assert result.stderr.count("\n") == 1


def test_without_git_everything_is_checked_and_the_lack_is_told(app: RailsApp) -> None:
    shutil.rmtree(app.root / ".git")
    app.write({MIGRATION: NOT_NULL, MODEL: RENAMED})
    assert rules(app) == [f"{MIGRATION} error[not-null]"]
    result = app.lint("check")
    assert "Note: there is no base to compare with" in result.stdout
    assert "Checked 2 migrations and 1 model: 1 error." in result.stdout


def test_without_git_machines_are_told_on_standard_error(app: RailsApp) -> None:
    shutil.rmtree(app.root / ".git")
    result = app.lint("check", "--format", "json")
    assert result.stderr.startswith("note: there is no base to compare with")


def test_before_the_first_commit_everything_is_checked(app: RailsApp) -> None:
    shutil.rmtree(app.root / ".git")
    app.git("init", "--quiet")
    app.write({MIGRATION: NOT_NULL})
    assert rules(app) == [f"{MIGRATION} error[not-null]"]


# What is staged


def test_only_what_is_staged(app: RailsApp) -> None:
    app.write({MIGRATION: NOT_NULL})
    assert rules(app, "--staged") == []
    app.git("add", MIGRATION)
    assert rules(app, "--staged") == [f"{MIGRATION} error[not-null]"]
    assert "1 new migration and no changed models against HEAD (" in verdict(app, "--staged")


def test_a_partly_staged_file_is_read_as_staged(app: RailsApp) -> None:
    app.write({MIGRATION: NOT_NULL})
    app.git("add", MIGRATION)
    app.write({MIGRATION: HARMLESS})
    assert rules(app, "--staged") == [f"{MIGRATION} error[not-null]"]
    app.git("add", MIGRATION)
    app.write({MIGRATION: NOT_NULL})
    assert rules(app, "--staged") == []


def test_named_files_limit_what_is_staged(app: RailsApp) -> None:
    app.write({MIGRATION: NOT_NULL, LATER: INDEX})
    app.git("add", "--all")
    assert rules(app, "--staged", MIGRATION) == [f"{MIGRATION} error[not-null]"]


def test_a_hook_may_name_a_file_that_is_deleted(app: RailsApp) -> None:
    app.git("rm", "--quiet", MODEL)
    assert rules(app, "--staged", MODEL) == []


def test_staged_without_git_is_told(app: RailsApp) -> None:
    shutil.rmtree(app.root / ".git")
    result = app.lint("check", "--staged")
    assert result.exit_code == 2
    assert result.stderr.endswith("is not in a git repository, so nothing is staged\n")


@pytest.mark.parametrize("other", [["--base", "main"], ["--all"], ["--stdin-filename", "x.rb"]])
def test_staged_excludes_other_choices(app: RailsApp, other: list[str]) -> None:
    result = app.lint("check", "--staged", *other)
    assert result.exit_code == 2
    assert result.stderr == f"error: --staged and {other[0]} exclude each other\n"


# All


def test_all_means_what_is_released_too(app: RailsApp) -> None:
    app.git("switch", "--quiet", "main")
    app.commit({OLD: NOT_NULL})
    assert rules(app) == []
    assert rules(app, "--all") == [f"{OLD} error[not-null]"]
    assert verdict(app, "--all").startswith("Checked 2 migrations and 1 model against main (")


def test_all_may_be_limited_to_files(app: RailsApp) -> None:
    app.write({OLD: NOT_NULL, MIGRATION: NOT_NULL})
    assert rules(app, "--all", OLD) == [f"{OLD} error[not-null]"]


def release(app: RailsApp, files: Mapping[str, str]) -> None:
    """Commits on main, and goes on from there."""
    app.git("switch", "--quiet", "main")
    app.commit(files)
    app.git("switch", "--quiet", "--create", "next")


def test_all_begins_after_the_configured_version(app: RailsApp) -> None:
    release(app, {OLD: NOT_NULL, MIGRATION: NOT_NULL})
    app.write({".wishare-lint.yml": "migrations:\n  start_after: 20250301000000\n"})
    assert rules(app, "--all") == [f"{MIGRATION} error[not-null]"]


def test_what_is_new_is_checked_though_its_version_is_before_the_start(app: RailsApp) -> None:
    """Such as on a branch that is older than what has been merged since."""
    app.write({OLD: NOT_NULL})
    app.write({".wishare-lint.yml": "migrations:\n  start_after: 20250301000000\n"})
    assert rules(app) == rules(app, "--all") == [f"{OLD} error[not-null]"]


def test_a_released_migration_before_the_start_is_left_alone_when_it_is_edited(
    app: RailsApp,
) -> None:
    app.git("switch", "--quiet", "main")
    app.commit({OLD: HARMLESS})
    app.write({OLD: NOT_NULL})
    assert rules(app) == [f"{OLD} error[not-null]"]
    app.write({".wishare-lint.yml": "migrations:\n  start_after: 20250301000000\n"})
    assert rules(app) == []


def test_all_begins_where_strong_migrations_does(app: RailsApp) -> None:
    initializer = "config/initializers/strong_migrations.rb"
    release(app, {OLD: NOT_NULL, MIGRATION: NOT_NULL})
    app.write({initializer: "StrongMigrations.start_after = 20250301000000\n"})
    assert rules(app, "--all") == [f"{MIGRATION} error[not-null]"]
    note = f"Note: migrations up to 20250301000000 are left out: {initializer}"
    assert note in app.lint("check", "--all").stdout


# Named files


def test_a_named_file_is_checked_though_it_is_released(app: RailsApp) -> None:
    app.git("switch", "--quiet", "main")
    app.commit({OLD: NOT_NULL})
    assert rules(app, OLD) == [f"{OLD} error[not-null]"]
    assert verdict(app, OLD).startswith("Checked 1 migration and no models against main (")


def test_only_named_files_are_reported_and_counted(app: RailsApp) -> None:
    app.write({MIGRATION: NOT_NULL, LATER: INDEX})
    assert rules(app, LATER) == [f"{LATER} warning[plain-index]"]
    assert verdict(app, LATER).startswith("Checked 1 new migration and no changed models")


def test_a_folder_stands_for_all_in_it(app: RailsApp) -> None:
    app.write({MIGRATION: NOT_NULL, LATER: INDEX, MODEL: RENAMED})
    assert rules(app, "db") == [f"{MIGRATION} error[not-null]", f"{LATER} warning[plain-index]"]


def test_an_absolute_path_and_another_working_folder_change_nothing(app: RailsApp) -> None:
    app.write({MIGRATION: NOT_NULL})
    found = [f"{MIGRATION} error[not-null]"]
    assert rules(app, str(app.root / MIGRATION)) == found
    assert rules(app, "../db/migrate", folder="app") == found
    assert RailsApp(Path("/")).lint(str(app.root / MIGRATION)).exit_code == 1


def test_a_path_may_hold_anything(app: RailsApp) -> None:
    path = f"engines/größer, -x \n/{MIGRATION}"
    app.write({path: NOT_NULL})
    result = app.lint("check", "--format", "concise", path)
    assert result.stdout.startswith(f"engines/größer, -x \\x0a/{MIGRATION}:3:5: error[not-null]")


def test_a_path_may_begin_with_a_dash(app: RailsApp) -> None:
    path = f"-odd/{MIGRATION}"
    app.write({path: NOT_NULL})
    assert rules(app, "--", path) == [f"{path} error[not-null]"]


def test_a_path_may_lead_through_a_link(app: RailsApp, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(app.root)
    app.write({MIGRATION: NOT_NULL})
    found = [f"{MIGRATION} error[not-null]"]
    assert rules(app, str(tmp_path / "link" / MIGRATION)) == found
    assert rules(RailsApp(tmp_path / "link"), "db/") == found


def test_a_folder_above_the_repository_is_2(app: RailsApp) -> None:
    result = app.lint("check", "..", MODEL)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1


def test_a_file_that_does_not_exist_is_2(app: RailsApp) -> None:
    result = app.lint("check", "db/migrate/20990101000000_gone.rb")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "error: db/migrate/20990101000000_gone.rb does not exist\n"


def test_a_path_of_another_repository_is_2(app: RailsApp, tmp_path: Path) -> None:
    other = RailsApp(tmp_path / "other")
    other.write({MIGRATION: NOT_NULL})
    other.git("init", "--quiet")
    result = app.lint("check", MODEL, str(other.root / MIGRATION))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"error: {MODEL} lies in a git repository of its own: check one repository at a time\n"
    )


def test_a_file_that_holds_no_facts_is_0_with_a_note(app: RailsApp) -> None:
    app.write({"README.md": "Shop\n"})
    result = app.lint("check", "README.md")
    assert result.exit_code == 0
    assert "Note: no named file is a migration or a model" in result.stdout


def test_a_named_file_is_what_its_class_says(tmp_path: Path) -> None:
    lone = RailsApp(tmp_path / "elsewhere")
    lone.write({"20260101000000_add_name.rb": NOT_NULL})
    assert rules(lone, "20260101000000_add_name.rb") == [
        "20260101000000_add_name.rb error[not-null]"
    ]


def test_a_named_file_of_a_folder_that_is_left_out_is_checked(app: RailsApp) -> None:
    vendored = f"vendor/engine/{MIGRATION}"
    app.commit({vendored: NOT_NULL})
    assert rules(app) == []
    assert rules(app, vendored) == [f"{vendored} error[not-null]"]


def test_a_folder_without_an_app_is_0_with_a_note(tmp_path: Path) -> None:
    result = RailsApp(tmp_path).lint("check")
    assert result.exit_code == 0
    assert "Note: there are no migrations and no models here" in result.stdout


# Several apps


def second_app(app: RailsApp) -> None:
    """Moves the app into a folder, and puts another one beside it."""
    for name in ("app", "config", "db"):
        app.git("mv", name, f"first-{name}")
    app.commit({f"{name}/{path}": text for name in ("one", "two") for path, text in APP.items()})


def test_all_apps_of_a_repository_make_one_report(app: RailsApp) -> None:
    second_app(app)
    app.git("branch", "--force", "main")
    app.write({f"{name}/{MIGRATION}": NOT_NULL for name in ("two", "one")})
    assert rules(app) == [f"{name}/{MIGRATION} error[not-null]" for name in ("one", "two")]
    assert "2 new migrations and no changed models in 2 apps against main" in verdict(app)


def test_from_inside_an_app_only_that_one_is_checked(app: RailsApp) -> None:
    second_app(app)
    app.git("branch", "--force", "main")
    app.write({f"{name}/{MIGRATION}": NOT_NULL for name in ("two", "one")})
    assert rules(app, folder="two/app") == [f"two/{MIGRATION} error[not-null]"]


def test_named_files_choose_their_app(app: RailsApp) -> None:
    second_app(app)
    app.git("branch", "--force", "main")
    app.write({f"{name}/{MIGRATION}": NOT_NULL for name in ("two", "one")})
    assert rules(app, f"one/{MIGRATION}") == [f"one/{MIGRATION} error[not-null]"]


def test_an_engine_belongs_to_its_app(app: RailsApp) -> None:
    app.write({ENGINE: NOT_NULL})
    assert rules(app) == [f"{ENGINE} error[not-null]"]


def test_a_fixture_app_is_checked_from_inside(app: RailsApp) -> None:
    dummy = {f"spec/dummy/{path}": text for path, text in APP.items()}
    app.commit({**dummy, f"spec/dummy/{MIGRATION}": NOT_NULL})
    assert rules(app) == []
    assert rules(app, folder="spec/dummy") == [f"spec/dummy/{MIGRATION} error[not-null]"]


# What an editor holds


def from_editor(app: RailsApp, path: str, text: str) -> list[str]:
    arguments = ("check", "--format", "concise", "--stdin-filename", path, "-")
    lines = app.lint(*arguments, stdin=text).stdout.splitlines()
    return [f"{line.split(':')[0]} {line.split(' ')[1]}" for line in lines]


def test_the_buffer_counts_and_not_the_file(app: RailsApp) -> None:
    app.write({MIGRATION: HARMLESS})
    assert from_editor(app, MIGRATION, NOT_NULL) == [f"{MIGRATION} error[not-null]"]
    assert from_editor(app, MIGRATION, HARMLESS) == []


def test_the_file_of_a_buffer_need_not_exist(app: RailsApp) -> None:
    path = "engines/new/db/migrate/20260101000000_add_name.rb"
    assert from_editor(app, path, NOT_NULL) == [f"{path} error[not-null]"]


def test_a_model_in_a_buffer_is_compared_with_the_base(app: RailsApp) -> None:
    assert from_editor(app, MODEL, RENAMED) == [f"{MODEL} error[enum-moved]"]


def test_other_files_are_not_reported_with_a_buffer(app: RailsApp) -> None:
    app.write({MIGRATION: NOT_NULL})
    assert from_editor(app, LATER, INDEX) == [f"{LATER} warning[plain-index]"]


@pytest.mark.parametrize(
    "arguments", [["-"], ["--stdin-filename", MODEL], ["--stdin-filename", MODEL, "-", "db"]]
)
def test_a_buffer_needs_its_name_and_the_dash(app: RailsApp, arguments: list[str]) -> None:
    result = app.lint("check", *arguments, stdin="")
    assert result.exit_code == 2
    assert result.stderr == (
        "error: --stdin-filename PATH and the one argument `-` need each other\n"
    )


# Files that cannot be read


def not_analysed(app: RailsApp) -> list[str]:
    """The lines of the summary about places that could not be read."""
    result = app.lint("check")
    assert result.exit_code == 0, result.output
    return [line.strip() for line in result.stdout.splitlines() if line.startswith("  ")]


def test_a_migration_that_is_no_ruby_is_told(app: RailsApp) -> None:
    app.write({MIGRATION: "class AddName < ActiveRecord::Migration[8.0]\n  def change\n    ((\n"})
    assert any(f"{MIGRATION}:" in line and "not valid Ruby" in line for line in not_analysed(app))


def test_a_model_that_is_no_ruby_is_told(app: RailsApp) -> None:
    app.write({MODEL: "enum ) ( ] [\n"})
    assert any(f"{MODEL}:" in line and "not valid Ruby" in line for line in not_analysed(app))


def test_a_file_that_is_not_utf_8_is_told(app: RailsApp) -> None:
    app.write({MIGRATION: HARMLESS.replace("name", "gr\xf6\xdfe").encode("latin-1")})
    assert not_analysed(app) == [
        f"{MIGRATION}:1:1: this file is not UTF-8, so its text may be misread"
    ]


@pytest.mark.parametrize("path", [MIGRATION, MODEL])
def test_a_file_that_is_too_large_is_told_once(app: RailsApp, path: str) -> None:
    app.write({path: HARMLESS + "# enum\n" * 300_000})
    (line,) = not_analysed(app)
    assert line.startswith(f"{path}:1:1: too large to read: 21")


def test_an_empty_migration_is_told(app: RailsApp) -> None:
    app.write({MIGRATION: ""})
    assert not_analysed(app) == [f"{MIGRATION}:1:1: this file defines no class"]


def test_a_dump_in_sql_is_read(app: RailsApp) -> None:
    app.git("rm", "--quiet", "db/schema.rb")
    app.commit({"db/structure.sql": "CREATE TABLE users ();\n"})
    app.write({MIGRATION: HARMLESS})
    assert not_analysed(app) == []


def test_links_in_a_loop_are_no_trap(app: RailsApp) -> None:
    (app.root / "app/models/loop").symlink_to(app.root / "app")
    (app.root / "app/models/self.rb").symlink_to("self.rb")
    app.write({MIGRATION: NOT_NULL})
    assert rules(app) == [f"{MIGRATION} error[not-null]"]


def test_a_name_from_a_file_cannot_act_on_the_terminal(app: RailsApp) -> None:
    app.write({MIGRATION: migration('add_column :users, "a\x1b[2Jb", :string, null: false')})
    result = app.lint("check", "--color", "always")
    assert "\x1b[2J" not in result.stdout
    assert "a\\x1b[2Jb" in result.stdout
