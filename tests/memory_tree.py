"""A tree of files that lives in memory, for tests that ask what a tree means."""

from collections.abc import Iterable, Mapping, Sequence


class MemoryTree:
    """Texts by path, with all paths listed, as `wishare_lint.tree.Tree` asks for."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def paths(self) -> Sequence[str]:
        return sorted(self._texts)

    def read(self, path: str) -> bytes | None:
        return self.read_all([path]).get(path)

    def read_all(self, paths: Iterable[str]) -> Mapping[str, bytes]:
        return {path: self._texts[path].encode() for path in paths if path in self._texts}
