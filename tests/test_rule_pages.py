"""The rule pages, the table in the README and that of the peers say what the rules say."""

from docs.generate import PAGES, PEERS, README, checks_of_peers, files
from tests.conftest import ROOT, built_in_rules

RULES = built_in_rules()


def test_every_page_is_up_to_date() -> None:
    wanted = files(RULES, *((ROOT / path).read_text(encoding="utf-8") for path in (README, PEERS)))
    stale = [
        path
        for path, text in wanted.items()
        if not (ROOT / path).is_file() or (ROOT / path).read_text(encoding="utf-8") != text
    ]
    assert stale == [], "run `make docs`"


def test_no_page_is_left_of_a_rule_that_is_gone() -> None:
    pages = {page.stem for page in (ROOT / PAGES).glob("*.md")} - {"README"}
    assert pages == {rule.id for rule in RULES}, "run `make docs`"


def test_only_the_table_of_the_readme_is_written() -> None:
    begin, end = "<!-- rules: written by `make docs` -->", "<!-- end of rules -->"
    written = files(RULES, f"before\n\n{begin}\nold\n{end}\n\nafter\n", "")[README]
    assert written.startswith(f"before\n\n{begin}\n\n<details>")
    assert written.endswith(f"</details>\n\n{end}\n\nafter\n")


def test_an_alias_is_a_check_that_the_other_tool_has() -> None:
    known = checks_of_peers()
    assert [alias for rule in RULES for alias in rule.aliases if alias not in known] == []


def test_a_page_names_the_severity_the_aliases_and_the_way_to_accept_it() -> None:
    rule = next(rule for rule in RULES if rule.id == "add-not-null-no-default")
    page = files([rule], "", "")[f"{PAGES}/add-not-null-no-default.md"]
    assert page.startswith(
        "# add-not-null-no-default\n\nSeverity: **error**. Profile: recommended."
    )
    assert "`Rails/NotNullColumn`" in page
    assert "# wishare-lint:disable-next-line add-not-null-no-default -- " in page
