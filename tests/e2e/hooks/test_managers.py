"""The snippets of docs/hooks.md, in the hook managers that they are for."""

import re
from pathlib import Path

import pytest
import yaml

from tests import node_tools
from tests.conftest import ROOT
from tests.e2e.hooks.app import DEPLOYED, EXTENDED, MODEL, RENAMED
from tests.e2e.repository import Repository

pytestmark = [pytest.mark.e2e, node_tools.needed]

PAGE = (ROOT / "docs/hooks.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE))


def snippets(section: str) -> list[str]:
    """The code under a heading of the page."""
    return re.findall(r"```\w+\n(.*?)```", SECTIONS[section], re.DOTALL)


def with_lefthook(app: Repository) -> None:
    (settings,) = snippets("lefthook")
    app.stage({"lefthook.yml": settings})
    app.run(node_tools.program("lefthook"), "install")


def with_husky(app: Repository) -> None:
    hook, settings = snippets("husky with lint-staged")
    (app.root / "node_modules").symlink_to(node_tools.DIRECTORY)
    app.stage({".gitignore": "node_modules\n.husky/_\n", "package.json": settings})
    app.run(node_tools.program("husky"))
    app.stage({".husky/pre-commit": hook})


def with_git_alone(app: Repository) -> None:
    (hook,) = snippets("git alone")
    file = app.root / ".git/hooks/pre-commit"
    file.parent.mkdir(exist_ok=True)
    file.write_text(hook, encoding="utf-8")
    file.chmod(0o755)


@pytest.fixture(params=[with_lefthook, with_husky, with_git_alone])
def hooked(request: pytest.FixtureRequest, app: Repository) -> Repository:
    """The app, with the hook installed and its settings committed."""
    request.param(app)
    app.commit()
    return app


def test_a_renamed_label_is_not_committed(hooked: Repository) -> None:
    before = hooked.head()
    hooked.stage({MODEL: RENAMED})
    tried = hooked.attempt("git", "commit", "--message=Rename a label")
    assert tried.returncode == 1
    assert "enum-label-renamed" in tried.stdout + tried.stderr
    assert hooked.head() == before


def test_a_safe_change_is_committed(hooked: Repository) -> None:
    before = hooked.head()
    hooked.stage({MODEL: EXTENDED})
    hooked.run("git", "commit", "--message=Add a label")
    assert hooked.head() != before


def test_what_is_staged_counts_and_not_what_lies_in_the_folder(hooked: Repository) -> None:
    hooked.stage({MODEL: RENAMED})
    (hooked.root / MODEL).write_text(DEPLOYED, encoding="utf-8")
    tried = hooked.attempt("git", "commit", "--message=Rename a label")
    assert "enum-label-renamed" in tried.stdout + tried.stderr


def test_overcommit_finds_the_command_and_the_folders() -> None:
    """Overcommit itself is a gem, and in no package of Debian: its file is only read."""
    (settings,) = snippets("overcommit")
    hook = yaml.safe_load(settings)["PreCommit"]["WishareLint"]
    assert hook["command"] == ["wishare-lint", "check", "--staged"]
    assert all(Path(MODEL).match(pattern) is not None for pattern in hook["include"])
