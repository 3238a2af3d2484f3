"""The ways to install the project, and a rule pack from elsewhere, each in a real environment."""

import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.rails_app import MIGRATION, NOTE, RailsApp
from wishare_lint.packs import AnyRule

pytestmark = pytest.mark.e2e

PACK = {
    "pyproject.toml": """\
[project]
name = "house-rules"
version = "1.0"

[project.entry-points."wishare_lint.rules"]
house = "house_rules"

[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
""",
    "house_rules/__init__.py": '"""Rules of one house."""\n',
    "house_rules/py.typed": "",
    "house_rules/naming/__init__.py": '"""Rules about names."""\n',
    "house_rules/naming/column_called_note.py": '''\
"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import AddColumn, Context, Finding, Rule, Severity


class ColumnCalledNote(Rule[AddColumn]):
    """A column called `note` says little.

    Nobody knows what is in it.

    Find a better name.
    """

    id = "column-called-note"
    severity = Severity.ERROR
    bad = "add_column :users, :note, :text"
    good = "add_column :users, :remark, :text"

    def check(self, op: AddColumn, context: Context) -> Iterator[Finding]:
        if op.column.name == "note":
            yield self.finding(op, f"`{op.table}.note` says little")
''',
}


class Environment:
    """A virtual environment; programs in it run from the root folder, far from the project."""

    def __init__(self, folder: Path) -> None:
        self.programs = folder / "bin"
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)

    def run(self, program: str, *arguments: str, folder: Path = Path("/")) -> str:
        done = subprocess.run(
            [str(self.programs / program), *arguments],
            cwd=folder,
            capture_output=True,
            text=True,
        )
        assert done.returncode in (0, 1), done.stderr
        return done.stdout

    def pip(self, *arguments: str) -> None:
        self.run("python", "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments)

    def rules(self) -> set[str]:
        """The ids of the rules that the installed program lists."""
        listed = json.loads(self.run("wishare-lint", "rules", "--format", "json"))
        return {rule["id"] for rule in listed["rules"]}


@pytest.fixture(scope="module")
def with_dependencies(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    environment = Environment(tmp_path_factory.mktemp("environment"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    environment.pip("install", *project["dependencies"])
    return environment


@pytest.fixture
def environment(with_dependencies: Environment) -> Iterator[Environment]:
    """An environment with all that the project needs, and afterwards without the project."""
    yield with_dependencies
    with_dependencies.pip("uninstall", "--yes", "wishare-lint", "house-rules")


@pytest.fixture
def shipped(rules: tuple[AnyRule, ...]) -> set[str]:
    """The ids of the rules of this checkout."""
    return {rule.id for rule in rules}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as a fresh clone has it."""
    folder = tmp_path_factory.mktemp("clone") / "wishare-lint"
    left_out = shutil.ignore_patterns(".*", "__pycache__", "node_modules", "dist", "build")
    shutil.copytree(ROOT, folder, ignore=left_out)
    return folder


@pytest.fixture(scope="module")
def wheel(copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("build")
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(copy)]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_installed_from_a_folder(environment: Environment, copy: Path, shipped: set[str]) -> None:
    environment.pip("install", "--no-deps", str(copy))
    assert environment.rules() == shipped


def test_installed_as_editable(environment: Environment, copy: Path, shipped: set[str]) -> None:
    environment.pip("install", "--no-deps", "--editable", str(copy))
    assert environment.rules() == shipped


def test_installed_from_a_wheel(environment: Environment, wheel: Path, shipped: set[str]) -> None:
    environment.pip("install", "--no-deps", str(wheel))
    assert environment.rules() == shipped


def test_with_a_pack_from_elsewhere(
    environment: Environment, copy: Path, shipped: set[str], tmp_path: Path
) -> None:
    pack, app = RailsApp(tmp_path / "house-rules"), RailsApp(tmp_path / "shop")
    pack.write(PACK)
    environment.pip("install", "--no-deps", str(copy), str(pack.root))
    assert environment.rules() == {*shipped, "column-called-note"}
    app.write({MIGRATION: NOTE})
    found = environment.run("wishare-lint", "check", "--format", "concise", folder=app.root)
    assert "error[column-called-note] `users.note` says little" in found


def test_a_pack_from_elsewhere_is_checked_by_mypy(
    environment: Environment, copy: Path, tmp_path: Path
) -> None:
    pytest.importorskip("mypy")
    pack = RailsApp(tmp_path / "house-rules")
    pack.write({**PACK, "wrong.py": "from wishare_lint import Rule\n\nid: int = Rule.id\n"})
    environment.pip("install", "--no-deps", str(copy))
    python = str(environment.programs / "python")
    mypy = [sys.executable, "-m", "mypy", "--strict", "--python-executable", python]
    right = subprocess.run([*mypy, "house_rules"], cwd=pack.root, capture_output=True, text=True)
    assert right.stdout.startswith("Success"), right.stdout
    wrong = subprocess.run([*mypy, "wrong.py"], cwd=pack.root, capture_output=True, text=True)
    assert 'expression has type "str", variable has type "int"' in wrong.stdout


def test_a_pack_from_elsewhere_is_checked_by_pyright(
    environment: Environment, copy: Path, tmp_path: Path
) -> None:
    pytest.importorskip("pyright")
    pack = RailsApp(tmp_path / "house-rules")
    pack.write({**PACK, "wrong.py": "from wishare_lint import Rule\n\nid: int = Rule.id\n"})
    environment.pip("install", "--no-deps", str(copy))
    python = str(environment.programs / "python")
    pyright = [sys.executable, "-m", "pyright", "--pythonpath", python]
    right = subprocess.run([*pyright, "house_rules"], cwd=pack.root, capture_output=True, text=True)
    assert "0 errors" in right.stdout, right.stdout
    wrong = subprocess.run([*pyright, "wrong.py"], cwd=pack.root, capture_output=True, text=True)
    assert '"str" is not assignable to' in wrong.stdout
