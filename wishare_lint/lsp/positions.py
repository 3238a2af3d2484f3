"""Places in files as the editor counts them: from 0, in the units that client and server agreed."""

from collections.abc import Callable
from pathlib import Path

from lsprotocol import types as lsp
from pygls.workspace import PositionCodec

from wishare_lint.ruby.source import Location, Position


class Positions:
    """The way from places of the report to those of the editor, and to its URIs.

    `root` is the folder that paths are relative to, `read` gives the text of a file, None where
    there is none.
    """

    def __init__(self, codec: PositionCodec, root: Path, read: Callable[[str], str | None]) -> None:
        self._codec = codec
        self._root = root
        self._read = read
        self._lines: dict[str, list[str]] = {}

    def uri(self, path: str) -> str:
        """The URI of a file of the report."""
        return (self._root / path).as_uri()

    def range(self, location: Location) -> lsp.Range:
        """The same range in units of the editor."""
        lines = self._lines_of(location.path)
        span = lsp.Range(_counted_from_0(location.range.start), _counted_from_0(location.range.end))
        return self._codec.range_to_client_units(lines, span)

    def location(self, location: Location) -> lsp.Location:
        """The same place for the editor to jump to."""
        return lsp.Location(self.uri(location.path), self.range(location))

    def _lines_of(self, path: str) -> list[str]:
        if path not in self._lines:
            self._lines[path] = (self._read(path) or "").split("\n")
        return self._lines[path]


def _counted_from_0(position: Position) -> lsp.Position:
    return lsp.Position(position.line - 1, position.column - 1)
