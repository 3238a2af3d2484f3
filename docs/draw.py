"""Draws the pictures of the README from what the program prints about the demo app: `make docs`."""

import subprocess
import sys
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parent.parent
DEMO = ROOT / "fixtures/demo/after"
PICTURE = "docs/pictures/demo.svg"
COLUMNS = 110
RULES = "enum-label-renamed,add-not-null-no-default,missing-down"
"""Three findings of different kinds; all of them would make a poster."""

FRAME = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"
     aria-label="What wishare-lint prints about three dangers">
<style>
.{unique_id}-matrix {{
  font: {char_height}px/{line_height}px ui-monospace, Menlo, Consolas, monospace;
}}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
"""Rich's own frame fetches a font from elsewhere."""


def drawn() -> str:
    """The picture, as SVG."""
    command = ["check", "--base", "../before", "--select", RULES, "--color", "always"]
    printed = subprocess.run(
        [sys.executable, "-m", "wishare_lint", *command],
        cwd=DEMO,
        check=False,  # it ends with 1, because it finds something
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    console = Console(record=True, width=COLUMNS, file=StringIO())
    console.print(Text.from_ansi(f"$ wishare-lint\n{printed.stdout}"))
    return console.export_svg(title="wishare-lint", code_format=FRAME, unique_id="demo")


def main() -> None:
    (ROOT / PICTURE).parent.mkdir(exist_ok=True)
    (ROOT / PICTURE).write_text(drawn(), encoding="utf-8")


if __name__ == "__main__":
    main()
