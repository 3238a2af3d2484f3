"""Where code writes a label that an enum has just got, by the text of its files."""

import re
from collections.abc import Iterable, Iterator, Sequence

from wishare_lint.rails.enums.enum import Enum
from wishare_lint.rails.enums.label_text import mentions, method_calls
from wishare_lint.ruby.source import Place, SourceFile

_TESTS = re.compile(r"(?:^|/)(?:spec|test|features)/")


def label_writes(
    enum: Enum, labels: Sequence[str], sources: Iterable[SourceFile], plural: str
) -> Iterator[Place]:
    """The lines that assign one of the labels to the attribute, or call its bang method.

    `plural` is the name of the mapping, such as `statuses`. Tests are left out.
    """
    for source in sources:
        if source.path.endswith(".rb") and not _TESTS.search(source.path):
            for label in labels:
                yield from _writes(enum, label, source, plural)


def _writes(enum: Enum, label: str, source: SourceFile, plural: str) -> Iterator[Place]:
    if label.encode() not in source.data:
        return
    start = 0
    for line in source.data.split(b"\n"):
        if _is_write(line.decode("utf-8", "replace"), enum, label, plural):
            yield Place(source, start + len(line) - len(line.lstrip()), start + len(line))
        start += len(line) + 1


def _is_write(line: str, enum: Enum, label: str, plural: str) -> bool:
    if line.lstrip().startswith("#"):
        return False
    calls = method_calls(line, enum.method_names(label))
    return any(line[: call.end].endswith("!") for call in calls) or any(
        mention.kind == "assigned" for mention in mentions(line, enum.attribute, plural, label)
    )
