"""`wishare-lint init`: a first configuration, made from what the app itself tells."""

from collections.abc import Iterator
from pathlib import Path
from textwrap import indent

import click

from wishare_lint import terminal
from wishare_lint.changeset import ChangeSet
from wishare_lint.commands import options
from wishare_lint.commands.first_configuration import first_configuration
from wishare_lint.commands.session import Session, begin
from wishare_lint.commands.snippets import PLACEHOLDERS, fitting
from wishare_lint.comparison import Request
from wishare_lint.config import FILE_NAMES
from wishare_lint.output.visible import visible_line
from wishare_lint.output.wording import counted

NEXT = """\
Next:

  wishare-lint                   what this branch changes
  wishare-lint --all             what it says about all models
  wishare-lint baseline create   accept that, to be told only what is new
"""


@options.command("init")
@options.option("Options", "--dry-run", is_flag=True, help="Print the file, and write nothing.")
def command(dry_run: bool) -> int:
    """Write a first configuration file.

    Looks at the databases, versions, migrations, hooks and CI of the app in this folder, and shows
    what to paste where. Writes `.wishare-lint.yml`, never over an existing one, and no other file.
    """
    session = begin(Request(Path.cwd()), None, no_config=True)
    changes = session.change_sets
    if not any((*c.project.migration_paths, *c.project.model_paths) for c in changes):
        raise click.UsageError("there are no migrations and no models here; go to your Rails app")
    folder = _folder(session, changes)
    text = first_configuration(changes)
    if not dry_run:
        _write(folder / FILE_NAMES[0], text)
    done = text if dry_run else f"{FILE_NAMES[0]} is written.\n"
    terminal.write("\n".join((done, *_found(changes), "", NEXT)))
    terminal.write("".join(_snippets(session, folder)))
    return 0


def _folder(session: Session, changes: tuple[ChangeSet, ...]) -> Path:
    """That of the app; where there are several, the one the user stands in."""
    if len(changes) > 1:
        return session.request.start
    return session.comparison.root / changes[0].project.root


def _write(path: Path, text: str) -> None:
    existing = next((name for name in FILE_NAMES if path.with_name(name).exists()), None)
    if existing:
        raise click.UsageError(
            f"{existing} is there already, and stays as it is; "
            "`wishare-lint init --dry-run` prints a new one"
        )
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise click.FileError(str(path), error.strerror) from error


def _found(changes: tuple[ChangeSet, ...]) -> Iterator[str]:
    """The facts that the file goes by, a line for each app."""
    for project in (each.project for each in changes):
        version = ".".join(map(str, project.rails_version or ())) or "of unknown version"
        databases = ", ".join(f"{d.name} ({d.adapter or 'unknown'})" for d in project.databases)
        migrations = counted(len(project.migration_paths), "migration")
        models = counted(len(project.model_paths), "model file")
        app = project.root or "the app"
        found = f"Found {app}: Rails {version}; {databases}; {migrations}; {models}."
        yield visible_line(found)


def _snippets(session: Session, folder: Path) -> Iterator[str]:
    base = session.comparison.described
    texts = []
    for place, text in fitting(folder, base.ref if base else None):
        texts.append(text)
        yield f"\nFor {place}:\n\n{indent(text, '  ')}\n"
    for name, meaning in PLACEHOLDERS.items():
        if any(name in text for text in texts):
            yield f"\n{name} {meaning}.\n"
