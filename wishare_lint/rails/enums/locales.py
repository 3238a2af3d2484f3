"""Keys of the app's translations, read by their indentation: a locale file may be very long."""

import re
from collections.abc import Iterator

from wishare_lint.ruby.source import Place, SourceFile

_KEY = re.compile(
    rb"^(?P<indent> *)(?P<quote>[\"']?)(?P<key>[^\s#:\"'][^:\"'\n]*)(?P=quote):",
    re.MULTILINE,
)
_LOCALES = re.compile(r"(?:^|/)config/locales/")


def translations(source: SourceFile, key: str) -> Iterator[tuple[tuple[str, ...], Place]]:
    """The places of a key in a locale file, each with the keys around it, outermost first.

    `order/statuses` counts as `order` and `statuses`.
    """
    if not _LOCALES.search(source.path) or key.encode() not in source.data:
        return
    around: list[tuple[int, str]] = []
    for found in _KEY.finditer(source.data):
        depth, name = len(found["indent"]), found["key"].decode("utf-8", "replace")
        around = [entry for entry in around if entry[0] < depth]
        if name == key:
            parts = tuple(part for _, outer in around for part in outer.split("/"))
            yield parts, Place(source, found.start("key"), found.end("key"))
        around.append((depth, name))
