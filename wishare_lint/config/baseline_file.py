"""`.wishare-lint-baseline.yml`: an entry per accepted finding, sorted, so that it merges well."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from textwrap import shorten

from wishare_lint.baseline import Baseline, Entry
from wishare_lint.config import ConfigError
from wishare_lint.config.kinds import TEXT, WHOLE, Key, ListOf, Problems, Schema, Section, any_text
from wishare_lint.config.strict_yaml import Node, YamlError, parse, read_text

HEAD = """\
# Findings that are accepted for now, written by `wishare-lint baseline`: `create` makes this file,
# `update` adds what is new and takes out what is gone, `prune` only takes out. Write the reasons
# here: they stay.
"""
FORMAT = 1
EXCERPT = 120
"""Characters of a message."""

MAXIMUM_BYTES = 20_000_000


@dataclass(frozen=True)
class _OneEntry:
    """An entry; only its reason may be left out."""

    section: Section

    def read(self, node: Node, name: str, problems: Problems) -> Entry | None:
        known = len(problems)
        values = {"reason": "", **self.section.read(node, name, problems)}
        if len(problems) > known:
            return None
        missing = [field for field in self.section.keys if field not in values]
        if missing:
            problems.append((node.line, f"`{name}` has no `{missing[0]}`"))
            return None
        return Entry(**values)

    def schema(self) -> Schema:
        return self.section.schema()


_ENTRY = _OneEntry(
    Section(
        {
            "rule": Key(TEXT, "The id of the rule."),
            "path": Key(TEXT, "The file, relative to the root of the repository."),
            "message": Key(any_text(), "The beginning of what the rule says."),
            "fingerprint": Key(TEXT, "What the finding is known by."),
            "reason": Key(any_text(), "Why it is accepted."),
        }
    )
)
_DOCUMENT = Section(
    {
        "version": Key(WHOLE, "The version of this format."),
        "findings": Key(ListOf(_ENTRY), "The accepted findings."),
    }
)


def read(path: Path) -> Baseline:
    """The baseline in a file. Raises `ConfigError` with every problem found."""
    problems: Problems = []
    document = {}
    try:
        document = _DOCUMENT.read(parse(read_text(path, MAXIMUM_BYTES)), "", problems)
    except YamlError as error:
        problems.append((error.line, str(error)))
    if document.get("version", FORMAT) != FORMAT:
        problems = [(1, f"`version` must be {FORMAT}: a newer wishare-lint has written this")]
    if problems:
        lines = (f"{path.name}:{line}: {message}" for line, message in sorted(problems))
        raise ConfigError("\n".join(lines))
    return Baseline(path, tuple(document.get("findings", ())))


def render(entries: Iterable[Entry]) -> str:
    """The text of the file."""
    import yaml

    by_place = sorted(entries, key=lambda entry: (entry.path, entry.rule, entry.fingerprint))
    document = {"version": FORMAT, "findings": [asdict(_writable(entry)) for entry in by_place]}
    text: str = yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=10_000)
    return HEAD + text


def _writable(entry: Entry) -> Entry:
    """With an excerpt of the message, and without bytes of a path that are not UTF-8."""
    excerpt = shorten(entry.message, EXCERPT, placeholder=" …")
    path = entry.path.encode("utf-8", "backslashreplace").decode("utf-8")
    return replace(entry, message=excerpt, path=path)
