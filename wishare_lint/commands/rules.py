"""`wishare-lint rules`: every installed rule."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from shutil import get_terminal_size
from textwrap import shorten

import click

from wishare_lint import terminal
from wishare_lint.commands import options
from wishare_lint.packs import AnyRule, installed_rules

UNLIMITED = 10_000
"""Columns for a reader that is not a terminal."""


@options.command("rules")
@options.option(
    "Output",
    "--format",
    "format_",
    type=click.Choice(("table", "json")),
    default="table",
    help="By default table.",
)
def command(format_: str) -> int:
    """List all rules by subject, each with its severity and the smallest profile that holds it."""
    rules = sorted(installed_rules(), key=_subject)
    terminal.write(_json(rules) if format_ == "json" else _table(rules))
    return 0


def _subject(rule: AnyRule) -> str:
    return rule.info().subject


def _table(rules: Sequence[AnyRule]) -> str:
    names = max(len(rule.id) for rule in rules)
    width = get_terminal_size((UNLIMITED, 0)).columns
    return "".join(f"{line.rstrip()}\n" for line in _lines(rules, names, width))


def _lines(rules: Sequence[AnyRule], names: int, width: int) -> Iterator[str]:
    for subject, group in groupby(rules, _subject):
        yield subject
        for rule in group:
            start = f"  {rule.id:{names}}  {rule.severity.value:7}  {rule.profile:11}  "
            yield start + shorten(rule.info().title, max(width - len(start), 3), placeholder="...")


def _json(rules: Sequence[AnyRule]) -> str:
    from json import dumps

    return dumps({"version": 1, "rules": [_described(rule) for rule in rules]}, indent=2) + "\n"


def _described(rule: AnyRule) -> dict[str, object]:
    info = rule.info()
    return {
        "id": info.id,
        "subject": info.subject,
        "severity": info.severity.value,
        "profile": rule.profile,
        "since": rule.since,
        "aliases": list(info.aliases),
        "tags": list(info.tags),
        "title": info.title,
        "why": info.why,
        "advice": info.advice,
    }
