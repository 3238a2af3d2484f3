"""Tools that are installed beside this Python, run on this project's own files."""

import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT


def run(*command: str | Path) -> None:
    """Runs one of them; it must have nothing to say."""
    program, *arguments = command
    done = subprocess.run(
        [Path(sys.executable).parent / program, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
