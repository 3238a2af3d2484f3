"""`wishare-lint inspect`: shows the facts that rules go by."""

from os import environ
from pathlib import Path

import click

from wishare_lint import terminal
from wishare_lint.commands import options
from wishare_lint.commands.session import begin
from wishare_lint.comparison import Request, start_of
from wishare_lint.inspection import FORMATS, inspect
from wishare_lint.selection import exactly_named

FILES, OUTPUT = "What is shown", "What is printed"


@options.command("inspect")
@options.paths
@options.base(FILES)
@options.option(
    FILES, "--all", "everything", is_flag=True, help="Show every migration and every model."
)
@options.configuration(FILES)
@options.option(
    OUTPUT,
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="text",
    help="By default text.",
)
@options.colour(OUTPUT)
def command(
    paths: tuple[Path, ...],
    base: str | None,
    everything: bool,
    config_file: Path | None,
    no_config: bool,
    format_: str,
    color: str,
) -> int:
    """Show migrations and models as they were read.

    For the files and folders in PATHS; without any, for what is not yet released. Of a migration:
    the operations in both directions, and what a roll-back restores. Of a model: its table, its
    enums, and, where there is a base, how the enums have changed.
    """
    request = Request(start_of(paths, Path.cwd()), paths, base, everything=everything)
    session = begin(request, config_file, no_config)
    inspection = inspect([exactly_named(changes) for changes in session.change_sets])
    if format_ == "json":
        from wishare_lint.inspection import json

        terminal.write(json.render(inspection))
        return 0
    from wishare_lint.inspection import text

    terminal.write(text.render(inspection, terminal.style(color, environ)))
    return 0
