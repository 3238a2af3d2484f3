"""How a command shows its options, and those that several commands have."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Option(click.Option):
    """An option that stands under the heading `section` in the help."""

    def __init__(self, *arguments: Any, section: str, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.section = section


class Command(click.Command):
    """A command whose help shows the options in sections, in the order of the first of each."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_sections(self.get_params(ctx), ctx, formatter)


def write_sections(
    parameters: Iterable[click.Parameter], context: click.Context, formatter: click.HelpFormatter
) -> None:
    """Writes the help of options under their headings; those without one come last."""
    sections: dict[str, list[tuple[str, str]]] = {}
    for parameter in parameters:
        record = parameter.get_help_record(context)
        if record is not None and isinstance(parameter, click.Option):
            sections.setdefault(getattr(parameter, "section", "Other"), []).append(record)
    for section, records in sections.items():
        with formatter.section(section):
            formatter.write_dl(records)


def command(name: str, epilog: str = "") -> Callable[[Callable[..., int]], Command]:
    """Makes a command of a function that gives an exit code."""
    return click.command(name, cls=Command, context_settings=CONTEXT, epilog=epilog)


def option(section: str, *names: str, **settings: Any) -> Callable[[Decorated], Decorated]:
    """An option in a section of the help."""
    return click.option(*names, cls=Option, section=section, **settings)


def complete_rules(
    context: click.Context,  # noqa: ARG001  # as click calls it
    parameter: click.Parameter,  # noqa: ARG001
    incomplete: str,
) -> list[CompletionItem]:
    """The rules that a shell offers, after a comma as well; aliases too, once one is begun."""
    from wishare_lint.packs import installed_rules

    listed, comma, begun = incomplete.rpartition(",")
    return [
        CompletionItem(f"{listed}{comma}{name}", help=rule.info().title)
        for rule in installed_rules()
        for name in (rule.id, *(rule.aliases if begun else ()))
        if name.startswith(begun)
    ]


def paths(function: Decorated) -> Decorated:
    """The files and folders to look at; `-` stands for standard input."""
    kind = click.Path(path_type=Path, allow_dash=True)
    return click.argument("paths", nargs=-1, type=kind)(function)


def base(section: str) -> Callable[[Decorated], Decorated]:
    """What to compare with."""
    return option(
        section,
        "--base",
        metavar="REF|DIR",
        help="Compare with the merge base of this ref, or with the tree in this folder.",
    )


def configuration_file(section: str) -> Callable[[Decorated], Decorated]:
    """The configuration file that counts."""
    return option(
        section,
        "--config",
        "config_file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Read this file instead of the nearest .wishare-lint.yml.",
    )


def configuration(section: str) -> Callable[[Decorated], Decorated]:
    """Which configuration file counts, or that none does."""
    file = configuration_file(section)
    none = option(section, "--no-config", is_flag=True, help="Read no configuration file.")
    return lambda function: file(none(function))


def colour(section: str) -> Callable[[Decorated], Decorated]:
    """When text is coloured."""
    return option(
        section,
        "--color",
        type=click.Choice(("auto", "always", "never")),
        default="auto",
        metavar="WHEN",
        help="Colour text: auto (by the terminal, NO_COLOR, FORCE_COLOR), always or never.",
    )
