"""What a run loads, because hooks and editors wait for it: names are counted, never times."""

import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.rails_app import MIGRATION, NOT_NULL, RailsApp, python

THIRD_PARTY = {"click", "tree_sitter", "tree_sitter_ruby"}
OURS = {"wishare_lint", "wishare_lint_rules"}

HEAVY = {
    "asyncio",
    "concurrent",
    "ctypes",
    "difflib",
    "html",
    "http",
    "json",
    "logging",
    "multiprocessing",
    "sqlite3",
    "tomllib",
    "unittest",
    "xml",
}
"""Parts of the standard library that take milliseconds, and that a plain run does without."""

LISTING = (
    "import sys\n"
    "from wishare_lint.cli import program\n"
    "try:\n"
    "    program(sys.argv[1:])\n"
    "except SystemExit:\n"
    "    print(*sys.modules, file=sys.stderr)\n"
)


@pytest.fixture
def lone(tmp_path: Path) -> RailsApp:
    """An app without git and without configuration, and one migration in it."""
    app = RailsApp(tmp_path)
    app.write({MIGRATION: NOT_NULL})
    return app


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A path for Python that holds the project as an installation shows it: with entry points."""
    folder = tmp_path_factory.mktemp("site")
    metadata = folder / "wishare_lint_under_test-0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Name: wishare-lint-under-test\nVersion: 0\n")
    (metadata / "entry_points.txt").write_text(
        "[wishare_lint.rules]\nbuiltin = wishare_lint_rules\n"
    )
    return ":".join(map(str, (folder, ROOT, ROOT / "rules")))


def loaded(app: RailsApp, site: str, *arguments: str) -> set[str]:
    """The modules that a run of the linter has loaded in the end."""
    done = python("-c", LISTING, *arguments, folder=app.root, environment={"PYTHONPATH": site})
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


def test_one_migration_loads_three_packages_of_others(lone: RailsApp, site: str) -> None:
    found = {name.split(".")[0] for name in loaded(lone, site, "check", MIGRATION)}
    others = found - OURS - sys.stdlib_module_names - {"__main__"}
    # The installation's own start-up files, and what compiled packages register.
    others -= {"_distutils_hack", "cython_runtime", "_cython_3_1_4", "sitecustomize"}
    assert {name for name in others if not name.startswith("_virtualenv")} == THIRD_PARTY


def test_one_migration_loads_nothing_heavy(lone: RailsApp, site: str) -> None:
    found = loaded(lone, site, "check", MIGRATION)
    assert found & HEAVY == set()


def test_one_migration_loads_only_the_command_and_the_format_it_needs(
    lone: RailsApp, site: str
) -> None:
    found = loaded(lone, site, "check", MIGRATION)
    ours = {name for name in found if name.startswith("wishare_lint.")}
    commands = {name.split(".")[2] for name in ours if name.startswith("wishare_lint.commands.")}
    assert commands == {"check", "delivery", "options", "session"}
    assert not {name for name in ours if name.startswith("wishare_lint.inspection")}
    formats = {"json", "sarif", "github", "gitlab", "junit", "rdjsonl", "markdown"}
    assert not {f"wishare_lint.output.{name}" for name in formats} & ours


def test_each_format_loads_what_it_needs(lone: RailsApp, site: str) -> None:
    assert "json" in loaded(lone, site, "check", "--format", "json", MIGRATION)
    assert "sarif_om" in loaded(lone, site, "check", "--format", "sarif", MIGRATION)


def test_a_configuration_loads_yaml(lone: RailsApp, site: str) -> None:
    lone.write({".wishare-lint.yml": "profile: strict\n"})
    assert "yaml" in loaded(lone, site, "check", MIGRATION)


def test_the_help_loads_no_rule(lone: RailsApp, site: str) -> None:
    assert not {name for name in loaded(lone, site, "--help") if "wishare_lint_rules" in name}
