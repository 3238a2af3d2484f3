"""The pages of rules as files, which every editor can open."""

from collections.abc import Mapping
from pathlib import Path

from wishare_lint.finding import RuleInfo
from wishare_lint.output.rule_page import markdown


class Pages:
    """Pages in Markdown below `folder`, each written when it is first asked for."""

    def __init__(self, folder: Path, rules: Mapping[str, RuleInfo]) -> None:
        self._folder = folder
        self._rules = rules

    def text(self, rule: str) -> str:
        """The page of a rule, with its name as heading; only the name for a rule without page."""
        info = self._rules.get(rule)
        page = markdown(info) if info else ""
        return f"# {rule}\n\n{page}\n"

    def uri(self, rule: str) -> str:
        """The URI of the page."""
        file = self._folder / f"{rule}.md"
        if not file.exists():
            file.write_text(self.text(rule), encoding="utf-8")
        return file.as_uri()
