"""Completion in real shells: the TAB key in bash and zsh, and what fish would offer."""

import os
import pty
import re
import select
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT

PROMPT = "ready> "
PATIENCE = 60
"""Seconds until a shell that says nothing is given up."""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """With the program on the path, and without settings of the user."""
    program = tmp_path / "bin" / "wishare-lint"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m wishare_lint "$@"\n')
    program.chmod(0o755)
    return {
        **{name: os.environ[name] for name in ("LANG", "LC_ALL") if name in os.environ},
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path),
        "TERM": "dumb",
        "PS1": PROMPT,
    }


def needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(shell) is None, reason=f"{shell} is not installed")


class Terminal:
    """A shell at a terminal, at which somebody types."""

    def __init__(self, command: list[str], folder: Path, environment: dict[str, str]) -> None:
        self._screen, line = pty.openpty()
        self._shell = subprocess.Popen(
            command,
            stdin=line,
            stdout=line,
            stderr=line,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
        os.close(line)
        self._shown = ""

    def type(self, keys: str) -> None:
        self._shown = ""
        os.write(self._screen, keys.encode())

    def shows(self, pattern: str) -> bool:
        """Waits for a text."""
        end = time.monotonic() + PATIENCE
        while not re.search(pattern, self._shown) and time.monotonic() < end:
            if select.select([self._screen], [], [], 0.1)[0]:
                self._shown += os.read(self._screen, 4096).decode(errors="replace")
        return re.search(pattern, self._shown) is not None

    def close(self) -> None:
        self._shell.kill()
        self._shell.wait()
        os.close(self._screen)


@pytest.mark.parametrize(
    ("command", "set_up"),
    [
        pytest.param(["bash", "--norc", "--noprofile", "-i"], "", id="bash", marks=needs("bash")),
        pytest.param(
            ["zsh", "-f", "-i"],
            "autoload -Uz compinit && compinit -u; ",
            id="zsh",
            marks=needs("zsh"),
        ),
    ],
)
def test_the_tab_key_completes(
    tmp_path: Path, environment: dict[str, str], command: list[str], set_up: str
) -> None:
    (tmp_path / "migrations").mkdir()
    shell = Terminal(command, tmp_path, environment)
    try:
        assert shell.shows(PROMPT)
        script = f'eval "$(wishare-lint completions {command[0]})"'
        shell.type(f"{set_up}{script}; echo set-''up\n")
        assert shell.shows("set-up")
        for typed, completed in (
            ("expl", "wishare-lint explain "),
            ("--stag", "wishare-lint --staged "),
            ("migr", "wishare-lint migrations/"),
            ("explain drop-ta", "wishare-lint explain drop-table "),
            ("--select rename-t", "wishare-lint --select rename-table "),
        ):
            shell.type(f"\x15wishare-lint {typed}\t")
            assert shell.shows(re.escape(completed)), typed
    finally:
        shell.close()


@needs("fish")
def test_fish_offers_commands_options_and_rules(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    def offers(line: str) -> str:
        script = f"wishare-lint completions fish | source; complete --do-complete {line!r}"
        done = subprocess.run(
            ["fish", "--no-config", "--command", script],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        return done.stdout

    assert "explain\tShow what a rule finds" in offers("wishare-lint expl")
    assert "--staged\tCompare what is staged" in offers("wishare-lint --stag")
    assert "drop-table\tDropping a table destroys" in offers("wishare-lint explain drop-ta")
