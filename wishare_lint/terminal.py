"""Standard output and standard error: what goes where, in which colours, and when to be quiet."""

import io
import os
import sys
from collections.abc import Mapping
from dataclasses import replace

from wishare_lint.output.style import COLOUR, PLAIN, Style
from wishare_lint.output.visible import visible_line

WIDEST = 110
"""Columns of a line of text; longer ones are hard to read."""


def write(text: str) -> None:
    """Writes to standard output. A reader that has seen enough, such as `head`, is no error."""
    stream = sys.stdout
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        # Python flushes once more at its end, and would complain then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def say(kind: str, message: str) -> None:
    """Writes `kind: …` to standard error, each line of the message by itself."""
    for line in message.splitlines():
        sys.stderr.write(f"{kind}: {visible_line(line)}\n")


def style(choice: str, environment: Mapping[str, str]) -> Style:
    """The style of standard output: its colours by `always`, `never`, or `auto`, which asks the
    user's environment; its width is that of the terminal, if it is one."""
    coloured = choice == "always" or (choice == "auto" and _wants_colour(environment))
    look = COLOUR if coloured else PLAIN
    return replace(look, width=columns()) if sys.stdout.isatty() else look


def columns() -> int:
    """How wide a line of text may be: as the terminal, but no wider than people can read."""
    from shutil import get_terminal_size

    return min(get_terminal_size().columns, WIDEST)


def _wants_colour(environment: Mapping[str, str]) -> bool:
    """By no-color.org, force-color.org and CLICOLOR, in this order; else only on a terminal."""
    if environment.get("NO_COLOR"):
        return False
    forced = environment.get("FORCE_COLOR") or environment.get("CLICOLOR_FORCE")
    if forced:
        return forced != "0"
    if environment.get("CLICOLOR") == "0" or environment.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty()
