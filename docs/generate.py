"""Writes the rule pages and the tables of rules from the rules themselves: `make docs`."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from wishare_lint.output.rule_page import markdown
from wishare_lint.packs import AnyRule, installed_rules

ROOT = Path(__file__).parent.parent
PAGES = "docs/rules"
README = "README.md"
BEGIN, END = "<!-- rules: written by `make docs` -->", "<!-- end of rules -->"


def files(rules: Iterable[AnyRule], readme: str) -> Mapping[str, str]:
    """The text of every generated file, by its path; `readme` is the README as it is now."""
    by_subject = sorted(rules, key=lambda rule: (rule.info().subject, rule.id))
    pages = {f"{PAGES}/{rule.id}.md": _page(rule) for rule in by_subject}
    index = f"# Rules\n\n{_table(by_subject, '')}\n"
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    table = _folded(_table(by_subject, f"{PAGES}/"), f"All {len(by_subject)} rules")
    return {
        **pages,
        f"{PAGES}/README.md": index,
        README: f"{before}{BEGIN}\n\n{table}\n\n{END}{after}",
    }


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
    wanted = files(installed_rules(), (ROOT / README).read_text(encoding="utf-8"))
    (ROOT / PAGES).mkdir(exist_ok=True)
    for path, text in wanted.items():
        (ROOT / path).write_text(text, encoding="utf-8")
    for page in (ROOT / PAGES).glob("*.md"):
        if f"{PAGES}/{page.name}" not in wanted:
            page.unlink()


if __name__ == "__main__":
    main()
