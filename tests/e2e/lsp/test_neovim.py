"""The editor server in a real Neovim without a screen."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.e2e.lsp.editor import SERVER
from tests.rails_app import MIGRATION, MODEL, NOT_NULL, RailsApp

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(shutil.which("nvim") is None, reason="Neovim is not installed"),
]

RAILS_7 = {"Gemfile.lock": "GEM\n  specs:\n    rails (7.0.8)\n"}
OLD_SYNTAX = "class User < ApplicationRecord\n  enum status: { active: 0, blocked: 1 }\nend\n"


def seen_in_neovim(app: RailsApp, path: str) -> dict[str, Any]:
    """What Neovim shows of a file, by the names that `neovim.lua` gives it."""
    seen = app.root.parent / "seen"
    script = Path(__file__).with_name("neovim.lua")
    done = subprocess.run(
        ["nvim", "--headless", "-u", "NONE", "-n", "-c", f"luafile {script}"],
        cwd=app.root,
        env={
            **os.environ,
            "FILE": path,
            "SEEN": str(seen),
            "SERVER": json.dumps(SERVER),
            "PYTHONPATH": str(ROOT),
            "XDG_STATE_HOME": str(app.root.parent / "state"),
        },
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert seen.exists(), done.stdout + done.stderr
    return dict(json.loads(line) for line in seen.read_text(encoding="utf-8").splitlines())


def test_a_migration_is_shown_its_page_and_a_comment_that_hides_it(app: RailsApp) -> None:
    app.write({MIGRATION: NOT_NULL})
    seen = seen_in_neovim(app, MIGRATION)
    assert seen["opened"] == ["add-not-null-no-default"]
    assert "# add-not-null-no-default" in seen["hover"]
    assert seen["lenses"] == ["rollback: exact", "locks users: blocks reads and writes"]
    assert seen["actions"] == [
        "Disable add-not-null-no-default on this line, with a reason",
        "Show what add-not-null-no-default is about",
    ]
    assert seen["text"][2].endswith("disable add-not-null-no-default -- why this is safe")
    assert seen["mended"] == []


def test_a_fix_is_applied_to_a_model(app: RailsApp) -> None:
    app.commit({**RAILS_7, MODEL: OLD_SYNTAX})
    seen = seen_in_neovim(app, MODEL)
    assert seen["opened"] == ["enum-keyword-syntax"]
    assert seen["actions"][0] == "Name the attribute first"
    assert seen["text"][1] == "  enum :status, { active: 0, blocked: 1 }"
    assert seen["mended"] == []
