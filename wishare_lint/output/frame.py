"""The piece of code that a place covers, cut to the screen, and where on the screen it stands."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from wishare_lint.output.visible import visible_line
from wishare_lint.ruby.source import Place

WIDTH = 100
"""Screen columns that a line of code may take."""

LINES = 3
"""Lines that are shown of a place that covers more."""

_LEAD = 20
"""Screen columns that stay before the mark where the start of a long line is cut off."""

_CUT = "..."


@dataclass(frozen=True, slots=True)
class FrameLine:
    """A line of code as it is shown; the mark is in screen columns, from 0, and may be empty."""

    number: int
    text: str
    mark_start: int
    mark_width: int


def frame(place: Place) -> Iterator[FrameLine]:
    """The lines of a place: the first with its mark, then at most two more; none for a blank."""
    start, end = place.location.range.start, place.location.range.end
    first = place.source.line(start.line)
    if not first.strip():
        return
    stop = end.column if end.line == start.line else len(first) + 1
    yield _shown(start.line, first, start.column - 1, max(stop - 1, start.column))
    last = end.line if end.column > 1 else end.line - 1
    for number in range(start.line + 1, min(last + 1, start.line + LINES)):
        yield _shown(number, place.source.line(number), 0, 0)


def _shown(number: int, line: str, start: int, stop: int) -> FrameLine:
    """The line with a mark on its code points from `start` up to `stop`."""
    cells = [_cell(char) for char in line]
    edges = [0, *accumulate(_width(cell) for cell in cells)]
    start, stop = min(start, len(cells)), min(stop, len(cells))
    first = 0 if edges[stop] <= WIDTH else bisect_left(edges, edges[start] - _LEAD)
    last = bisect_right(edges, edges[first] + WIDTH) - 1
    before = _CUT if first > 0 else ""
    after = _CUT if last < len(cells) else ""
    return FrameLine(
        number,
        before + "".join(cells[first:last]) + after,
        mark_start=len(before) + edges[start] - edges[first],
        mark_width=edges[min(stop, last)] - edges[start],
    )


def _cell(char: str) -> str:
    return "    " if char == "\t" else visible_line(char)


def _width(cell: str) -> int:
    """The screen columns of a cell, as most terminals draw it."""
    if cell.isascii():
        return len(cell)
    from unicodedata import category, east_asian_width

    if category(cell) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(cell) in ("W", "F") else 1
