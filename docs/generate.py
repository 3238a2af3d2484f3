"""Writes the rule pages, and the tables of rules and peers, from the rules: `make docs`."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from wishare_lint.output.rule_page import markdown
from wishare_lint.packs import AnyRule, installed_rules

ROOT = Path(__file__).parent.parent
PAGES = "docs/rules"
README = "README.md"
PEERS = "docs/peers.md"
CHECKS_OF_PEERS = ROOT / "docs/peers.yml"


def files(rules: Iterable[AnyRule], readme: str, peers: str) -> Mapping[str, str]:
    """The text of every generated file, by its path; `readme` and `peers` are those as now."""
    by_subject = sorted(rules, key=lambda rule: (rule.info().subject, rule.id))
    pages = {f"{PAGES}/{rule.id}.md": _page(rule) for rule in by_subject}
    table = _folded(_table(by_subject, f"{PAGES}/"), f"All {len(by_subject)} rules")
    return {
        **pages,
        f"{PAGES}/README.md": f"# Rules\n\n{_table(by_subject, '')}\n",
        README: _with_block(readme, "rules", table),
        PEERS: _with_block(peers, "peers", _peers(by_subject)),
    }


def _with_block(page: str, name: str, text: str) -> str:
    """The page with another text between the two comments of that name."""
    begin, end = f"<!-- {name}: written by `make docs` -->", f"<!-- end of {name} -->"
    before, _, rest = page.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}\n\n{text}\n\n{end}{after}"


def checks_of_peers() -> tuple[str, ...]:
    """The checks of other tools, as `tool/check`."""
    tools = yaml.safe_load(CHECKS_OF_PEERS.read_text(encoding="utf-8"))
    return tuple(f"{tool}/{check}" for tool, checks in tools.items() for check in checks)


def _peers(rules: Iterable[AnyRule]) -> str:
    by_alias: dict[str, list[str]] = {}
    for rule in rules:
        for alias in rule.aliases:
            by_alias.setdefault(alias, []).append(f"[{rule.id}](rules/{rule.id}.md)")
    known = checks_of_peers()
    rows = (f"| `{one}` | {', '.join(by_alias[one])} |" for one in known if one in by_alias)
    missing = ", ".join(f"`{one}`" for one in known if one not in by_alias)
    return "\n".join(("| there | here |", "|---|---|", *rows, "", f"Not here yet: {missing}."))


def _page(rule: AnyRule) -> str:
    return "\n\n".join(
        (
            f"# {rule.id}",
            _facts(rule),
            markdown(rule.info()),
            "## To accept it at one place",
            f"```ruby\n# wishare-lint:disable-next-line {rule.id} -- why it is safe here\n```",
            "More ways are in [the configuration](../configuration.md).\n",
        )
    )


def _facts(rule: AnyRule) -> str:
    facts = f"Severity: **{rule.severity.value}**. Profile: {rule.profile}."
    if not rule.aliases:
        return facts
    aliases = ", ".join(f"`{alias}`" for alias in rule.aliases)
    return f"{facts} Also answers to {aliases}."


def _table(rules: Iterable[AnyRule], folder: str) -> str:
    heads = ("| rule | severity | profile | what goes wrong |", "|---|---|---|---|")
    return "\n".join((*heads, *(_row(rule, folder) for rule in rules)))


def _row(rule: AnyRule, folder: str) -> str:
    name = f"[{rule.id}]({folder}{rule.id}.md)"
    return f"| {name} | {rule.severity.value} | {rule.profile} | {_harm(rule)} |"


def _harm(rule: AnyRule) -> str:
    return rule.info().title.replace("|", "\\|")


def _folded(text: str, summary: str) -> str:
    return f"<details>\n<summary>{summary}</summary>\n\n{text}\n\n</details>"


def main() -> None:
    """Writes what has changed, and takes away the pages of rules that are gone."""
    now = ((ROOT / path).read_text(encoding="utf-8") for path in (README, PEERS))
    wanted = files(installed_rules(), *now)
    (ROOT / PAGES).mkdir(exist_ok=True)
    for path, text in wanted.items():
        (ROOT / path).write_text(text, encoding="utf-8")
    for page in (ROOT / PAGES).glob("*.md"):
        if f"{PAGES}/{page.name}" not in wanted:
            page.unlink()


if __name__ == "__main__":
    main()
