"""`wishare-lint check`: looks for dangers, writes what it finds, and tells with its exit code."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from os import environ
from pathlib import Path
from typing import Any

import click

from wishare_lint import terminal
from wishare_lint.check import check_all
from wishare_lint.commands import options
from wishare_lint.commands.delivery import Delivery, destination
from wishare_lint.commands.session import Session, begin, described
from wishare_lint.comparison import Request, start_of
from wishare_lint.config import FAIL_ON, PROFILES, Config
from wishare_lint.finding import Report, Severity
from wishare_lint.output import FORMATS
from wishare_lint.packs import running

FILES, RULES, OUTPUT = "What is checked", "Which rules, and how strictly", "What is printed"
SEVERITIES = tuple(severity.value for severity in Severity)
STANDARD_INPUT = Path("-")

EXAMPLES = """\b
Examples:
  wishare-lint                             what this branch changes
  wishare-lint --staged                    what the next commit changes
  wishare-lint --base origin/main          what CI should check
  wishare-lint --all --statistics          a first look at an app
  wishare-lint --output sarif=lint.sarif   text here, SARIF into a file
"""


@dataclass(frozen=True)
class Options:
    """The command line of `check`, as its options are documented there."""

    paths: tuple[Path, ...]
    base: str | None
    staged: bool
    everything: bool
    stdin_filename: Path | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    profile: str | None
    min_severity: str | None
    fail_on: str | None
    config_file: Path | None
    no_config: bool
    format_: str
    output: tuple[str, ...]
    statistics: bool
    show_suppressed: bool
    color: str
    quiet: bool
    verbose: bool


def _rules(name: str, text: str) -> Callable[[options.Decorated], options.Decorated]:
    return options.option(
        *(RULES, name),
        multiple=True,
        metavar="RULE[,RULE]",
        help=text,
        shell_complete=options.complete_rules,
    )


@options.command("check", EXAMPLES)
@options.paths
@options.base(FILES)
@options.option(FILES, "--staged", is_flag=True, help="Compare what is staged with HEAD.")
@options.option(
    FILES,
    "--all",
    "everything",
    is_flag=True,
    help="Check every migration newer than `migrations.start_after`, and every model.",
)
@options.option(
    FILES,
    "--stdin-filename",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Read the file of this path from standard input; the argument is then `-`.",
)
@_rules("--select", "Run only these rules, by id or alias.")
@_rules("--ignore", "Do not run these rules.")
@options.option(
    RULES,
    "--profile",
    type=click.Choice(PROFILES),
    metavar="PROFILE",
    help=f"Run the rules of this one: {', '.join(PROFILES)}; by default the first.",
)
@options.option(
    RULES,
    "--min-severity",
    type=click.Choice(SEVERITIES),
    metavar="SEVERITY",
    help="Leave out what is less bad; it does not count for the exit code either.",
)
@options.option(
    RULES,
    "--fail-on",
    type=click.Choice(FAIL_ON),
    metavar="SEVERITY",
    help="End with 1 from this severity on; by default error; never is one, too.",
)
@options.configuration(RULES)
@options.option(
    OUTPUT,
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="text",
    metavar="FORMAT",
    help=f"Print one of {', '.join(FORMATS)}; by default the first.",
)
@options.option(
    OUTPUT,
    "--output",
    multiple=True,
    metavar="FORMAT=FILE",
    help="Write the report into a file as well; may be given several times.",
)
@options.option(
    OUTPUT, "--statistics", is_flag=True, help="Count the findings of each rule, do not list them."
)
@options.option(
    OUTPUT, "--show-suppressed", is_flag=True, help="List suppressed findings too, with the reason."
)
@options.colour(OUTPUT)
@options.option(OUTPUT, "-q", "--quiet", is_flag=True, help="Print findings and errors only.")
@options.option(
    OUTPUT, "-v", "--verbose", is_flag=True, help="Tell what was read, and all that was not."
)
def command(**given: Any) -> int:
    """Find dangers in Rails migrations and models.

    Checks the files and folders in PATHS; without any, what is not yet released: all that differs
    from the branch that this one will be merged into.

    Ends with 0 when nothing is as bad as --fail-on, with 1 when something is, and with 2 when it
    could not check.
    """
    chosen = Options(**given)
    _refuse_contradictions(chosen)
    delivery = _delivery(chosen)
    session = begin(_request(chosen), chosen.config_file, chosen.no_config)
    config = session.config.merge(
        session.names, _words(chosen.select), _words(chosen.ignore), chosen.profile
    )
    report = _report(chosen, session, config)
    delivery.send(report)
    if report.errors:
        return 2
    return int(report.fails(_threshold(chosen, config)))


def _words(given: Iterable[str]) -> tuple[str, ...]:
    """What is separated by commas, or given by several options."""
    words = (word.strip() for option in given for word in option.split(","))
    return tuple(word for word in words if word)


_CONTRADICTIONS = (
    ("--staged", "--base"),
    ("--staged", "--all"),
    ("--staged", "--stdin-filename"),
    ("--config", "--no-config"),
    ("--quiet", "--verbose"),
)


def _refuse_contradictions(chosen: Options) -> None:
    given = {
        "--staged": chosen.staged,
        "--base": chosen.base,
        "--all": chosen.everything,
        "--stdin-filename": chosen.stdin_filename,
        "--config": chosen.config_file,
        "--no-config": chosen.no_config,
        "--quiet": chosen.quiet,
        "--verbose": chosen.verbose,
    }
    for one, other in _CONTRADICTIONS:
        if given[one] and given[other]:
            raise click.UsageError(f"{one} and {other} exclude each other")
    if (chosen.paths == (STANDARD_INPUT,)) is not bool(chosen.stdin_filename):
        raise click.UsageError("--stdin-filename PATH and the one argument `-` need each other")


def _request(chosen: Options) -> Request:
    here = Path.cwd()
    if chosen.stdin_filename is None:
        start = start_of(chosen.paths, here)
        return Request(start, chosen.paths, chosen.base, chosen.staged, chosen.everything)
    buffer = (chosen.stdin_filename, sys.stdin.buffer.read())
    start = start_of((chosen.stdin_filename,), here)
    return Request(start, (), chosen.base, everything=chosen.everything, buffer=buffer)


def _report(chosen: Options, session: Session, config: Config) -> Report:
    change_sets = session.change_sets
    rules = running(session.rules, config)
    if chosen.verbose:
        for line in described(change_sets, rules, config):
            terminal.say("note", line)
    report = check_all(change_sets, rules, session.rules, config)
    if chosen.min_severity:
        report = report.at_least(Severity(chosen.min_severity))
    return report.with_suppressed() if chosen.show_suppressed else report


def _threshold(chosen: Options, config: Config) -> Severity | None:
    if chosen.fail_on is None:
        return config.fail_on
    return None if chosen.fail_on == "never" else Severity(chosen.fail_on)


def _delivery(chosen: Options) -> Delivery:
    if chosen.statistics and chosen.format_ != "text":
        raise click.UsageError(f"--statistics is for text, not for --format {chosen.format_}")
    return Delivery(
        chosen.format_,
        terminal.style(chosen.color, environ),
        tuple(map(destination, chosen.output)),
        chosen.statistics,
        chosen.quiet,
        chosen.verbose,
    )
