"""Source files, and places in them: byte-exact inside, lines and code points outside."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

MAXIMUM_BYTES = 1_000_000
"""Larger files are not parsed: the parser has no time limit, and no migration is this long."""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A 1-based line and a 1-based column, counted in Unicode code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """From `start` up to, not including, `end`."""

    start: Position
    end: Position


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A range in a file; `path` is relative to the repository root, with forward slashes."""

    path: str
    range: Range


class SourceFile:
    """The bytes of one file, and the way from byte offsets to lines and columns."""

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self.data = data

    @cached_property
    def text(self) -> str:
        """The file as text; bytes that are not UTF-8 become U+FFFD."""
        return self.data.decode("utf-8", "replace")

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        position = self.data.find(b"\n")
        while position >= 0:
            starts.append(position + 1)
            position = self.data.find(b"\n", position + 1)
        return starts

    def position(self, offset: int) -> Position:
        """The line and column of a byte offset."""
        line = bisect_right(self._line_starts, offset)
        start = self._line_starts[line - 1]
        column = len(self.data[start:offset].decode("utf-8", "replace")) + 1
        return Position(line, column)

    def line(self, number: int) -> str:
        """The text of the 1-based line, without its end; empty past the end of the file."""
        if not 1 <= number <= len(self._line_starts):
            return ""
        start = self._line_starts[number - 1]
        end = self.data.find(b"\n", start)
        line = self.data[start : len(self.data) if end < 0 else end]
        return line.decode("utf-8", "replace").rstrip("\r")

    @property
    def whole(self) -> "Place":
        """The file as a place: its first line."""
        end = self.data.find(b"\n")
        return Place(self, 0, len(self.data) if end < 0 else end)


class Place(NamedTuple):
    """A span of bytes in a source file: where a fact was read."""

    source: SourceFile
    start: int
    end: int

    @property
    def location(self) -> Location:
        return Location(
            self.source.path,
            Range(self.source.position(self.start), self.source.position(self.end)),
        )

    @property
    def text(self) -> str:
        return self.source.data[self.start : self.end].decode("utf-8", "replace")

    @property
    def code(self) -> str:
        """The text, its later lines without the indentation that its first line has."""
        line = self.source.line(self.source.position(self.start).line)
        margin = line[: len(line) - len(line.lstrip())]
        first, *rest = self.text.split("\n")
        return "\n".join([first, *(one.removeprefix(margin) for one in rest)])
