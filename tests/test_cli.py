"""The program around the commands: which one is meant, and how it ends."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT, install
from tests.rails_app import MIGRATION, NOT_NULL, RailsApp, migration, python
from wishare_lint.commands import check as check_module
from wishare_lint.output.tool import VERSION

pytestmark = pytest.mark.usefixtures("pack")


# Which command


def test_without_a_command_it_checks(app: RailsApp) -> None:
    app.write({MIGRATION: NOT_NULL})
    assert app.lint().stdout == app.lint("check").stdout
    assert "error[not-null]" in app.lint().stdout


def test_without_a_command_paths_are_checked(app: RailsApp) -> None:
    app.write({MIGRATION: NOT_NULL})
    assert app.lint(MIGRATION).stdout == app.lint("check", MIGRATION).stdout


def test_without_a_command_options_are_those_of_check(app: RailsApp) -> None:
    app.write({MIGRATION: NOT_NULL})
    assert app.lint("--format", "concise").stdout.startswith(f"{MIGRATION}:3:5: error[not-null]")


def test_a_mistyped_command_is_told(app: RailsApp) -> None:
    result = app.lint("explian", "not-null")
    assert result.exit_code == 2
    assert result.stderr == (
        "error: there is no command and no file `explian`; did you mean `explain`?\n"
    )


def test_a_file_may_be_called_like_a_command(app: RailsApp) -> None:
    app.write({"db/migrate/rules/20260101000000_add_name.rb": NOT_NULL})
    assert "error[not-null]" in app.lint("./rules", folder="db/migrate").stdout
    assert "error[not-null]" not in app.lint("rules", folder="db/migrate").stdout


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_names_the_commands_and_the_options_of_check(app: RailsApp, option: str) -> None:
    result = app.lint(option)
    assert result.exit_code == 0
    for name in ("check", "inspect", "explain", "rules", "--staged", "--output", "--version"):
        assert name in result.stdout


@pytest.mark.parametrize("command", ["check", "inspect", "explain", "rules"])
def test_every_command_has_help_that_fits_a_terminal(app: RailsApp, command: str) -> None:
    result = app.lint(command, "--help")
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_the_version(app: RailsApp, option: str) -> None:
    assert app.lint(option).stdout == f"wishare-lint {VERSION}\n"


# How it ends


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--colour"], "error: No such option '--colour'."),
        (["--format", "xml"], "error: Invalid value for '--format': 'xml' is not one of"),
        (["explain"], "error: Missing argument 'RULE'."),
        (["rules", "--format", "xml"], "error: Invalid value for '--format'"),
    ],
)
def test_wrong_usage_is_one_line_and_2(app: RailsApp, arguments: list[str], message: str) -> None:
    result = app.lint(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(message)
    assert result.stderr.count("\n") == 1


def test_a_pack_that_cannot_be_loaded_is_one_line_and_2(
    app: RailsApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, "tests.no_such_pack")
    result = app.lint()
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error: the rule pack tests.no_such_pack ")


def test_an_interruption_is_130(app: RailsApp, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(check_module, "check_all", interrupted)
    result = app.lint()
    assert (result.exit_code, result.stdout) == (130, "")


def test_a_bug_is_one_line_that_says_where(app: RailsApp, monkeypatch: pytest.MonkeyPatch) -> None:
    def buggy(*arguments: object) -> None:
        raise ZeroDivisionError("two\nlines")

    monkeypatch.setattr(check_module, "check_all", buggy)
    result = app.lint()
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error: internal error at test_cli.py:")
    assert "ZeroDivisionError: two lines" in result.stderr
    assert result.stderr.count("\n") == 1


# In a process of its own

WITH_TEST_PACK = (
    "import importlib.metadata as m; from wishare_lint.cli import main; "
    "m.entry_points = lambda group: [m.EntryPoint('t', 'tests.pack', group)]; main()"
)


def start(app: RailsApp, *arguments: str) -> "subprocess.Popen[str]":
    """The program as a process, with the rules of the test pack."""
    return subprocess.Popen(
        [sys.executable, "-c", WITH_TEST_PACK, *arguments],
        cwd=app.root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_exit_code_reaches_the_shell(app: RailsApp) -> None:
    app.write({MIGRATION: NOT_NULL})
    with start(app) as process:
        stdout, stderr = process.communicate(timeout=60)
    assert (process.returncode, stderr) == (1, "")
    assert stdout.startswith("error[not-null]")


def test_a_reader_that_goes_away_is_no_error_and_changes_no_verdict(app: RailsApp) -> None:
    app.write({MIGRATION: NOT_NULL})
    with start(app) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        stderr = process.stderr.read()
    assert (process.returncode, stderr) == (1, "")


def test_it_writes_to_an_output_that_knows_ascii_only(app: RailsApp) -> None:
    app.write({MIGRATION: migration("add_column :users, :größe, :string, null: false")})
    done = python(
        *("-c", WITH_TEST_PACK),
        folder=app.root,
        environment={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"},
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert "`users.gr\\xf6\\xdfe` is NOT NULL" in done.stdout


def test_python_runs_the_package(app: RailsApp) -> None:
    done = python(
        *("-m", "wishare_lint", "--version"),
        folder=app.root,
        environment={"PYTHONPATH": str(ROOT)},
    )
    assert (done.returncode, done.stdout) == (0, f"wishare-lint {VERSION}\n")
