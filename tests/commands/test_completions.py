"""`completions`: the script for a shell, and what the program answers to it."""

import pytest

from tests.rails_app import RailsApp

pytestmark = pytest.mark.usefixtures("pack")


def offered(app: RailsApp, line: str) -> list[str]:
    """What bash is told about a line that is not finished."""
    words = line.split(" ")
    environment = {
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
        "_WISHARE_LINT_COMPLETE": "bash_complete",
    }
    result = app.lint(environment=environment)
    assert (result.exit_code, result.stderr) == (0, "")
    return [item.removeprefix("plain,") for item in result.stdout.splitlines()]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_asks_the_program(app: RailsApp, shell: str) -> None:
    script = app.lint("completions", shell).stdout
    assert f"_WISHARE_LINT_COMPLETE={shell}_complete" in script


def test_an_unknown_shell_is_2(app: RailsApp) -> None:
    assert app.lint("completions", "tcsh").exit_code == 2


def test_first_a_command_or_a_file(app: RailsApp) -> None:
    found = offered(app, "wishare-lint ")
    assert found[0] == "file,"
    assert {"check", "explain", "baseline", "completions"} <= set(found)
    assert offered(app, "wishare-lint expl") == ["file,expl", "explain"]


def test_options_of_check_need_no_command(app: RailsApp) -> None:
    assert {"--staged", "--format", "--version"} <= set(offered(app, "wishare-lint --"))
    assert offered(app, "wishare-lint --stag") == ["--staged"]


def test_the_options_and_subcommands_of_a_command(app: RailsApp) -> None:
    assert offered(app, "wishare-lint baseline c") == ["create"]
    assert offered(app, "wishare-lint baseline create --r") == ["--reason"]


def test_the_words_of_an_option(app: RailsApp) -> None:
    assert offered(app, "wishare-lint --format s") == ["sarif"]
    assert offered(app, "wishare-lint check --profile ") == ["recommended", "strict", "all"]


@pytest.mark.parametrize("line", ["explain", "--select", "check --ignore"])
def test_rules_by_their_ids(app: RailsApp, line: str) -> None:
    assert offered(app, f"wishare-lint {line} no") == ["not-null", "note-column"]
    assert "Rails/NotNullColumn" not in offered(app, f"wishare-lint {line} ")


def test_rules_by_a_name_in_another_tool(app: RailsApp) -> None:
    assert offered(app, "wishare-lint explain Rails/") == ["Rails/NotNullColumn"]


def test_a_further_rule_after_a_comma(app: RailsApp) -> None:
    assert offered(app, "wishare-lint --select not-null,pl") == ["not-null,plain-index"]


def test_a_mistyped_command_is_no_reason_to_speak(app: RailsApp) -> None:
    assert offered(app, "wishare-lint explian ") == ["file,"]
