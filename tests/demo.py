"""The demo app, as `make demo` lints it."""

import subprocess
import sys

from tests.conftest import ROOT

APP = ROOT / "fixtures/demo/after"
COMMAND = ("check", "--base", "../before")


def lint_demo(*options: str) -> subprocess.CompletedProcess[str]:
    """The linter over the demo app, with further options, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "wishare_lint", *COMMAND, *options],
        cwd=APP,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
