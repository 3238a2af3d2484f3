"""`wishare-lint explain`: the page of a rule."""

import re
from textwrap import fill

import click

from wishare_lint import terminal
from wishare_lint.commands import options
from wishare_lint.output.rule_page import plain
from wishare_lint.packs import AnyRule, installed_rules, names


@options.command("explain")
@click.argument("rule", shell_complete=options.complete_rules)
def command(rule: str) -> int:
    """Show what a rule finds, why, and what to do instead.

    RULE is an id or an alias, such as Rails/NotNullColumn; an alias may stand for several rules.
    """
    rules = installed_rules()
    known = names(rules)
    meant = known.named(rule)
    if not meant:
        raise click.UsageError(known.unknown(rule))
    width = terminal.columns()
    pages = [_page(each, width) for each in rules if each.id in meant]
    terminal.write(f"\n{'-' * width}\n\n".join(pages))
    return 0


def _page(rule: AnyRule, width: int) -> str:
    head = f"{rule.id} ({rule.severity.value}, profile {rule.profile}, since {rule.since})"
    aliases = f"also: {', '.join(rule.aliases)}\n" if rule.aliases else ""
    return f"{head}\n{aliases}\n{_wrapped(plain(rule.info()), width)}\n"


def _wrapped(text: str, width: int) -> str:
    """The paragraphs in lines of that width; code, which is indented, as it is."""
    return re.sub(r"^\S.*$", lambda line: fill(line.group(), width), text, flags=re.MULTILINE)
