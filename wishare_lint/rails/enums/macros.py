"""Methods of a project that declare enums, told by the text alone: parsing all would be slow."""

import re
from collections.abc import Iterator

_ENUM = re.compile(rb"^[ \t]+(?:\w+\.)?enum\b", re.MULTILINE)
_METHOD = re.compile(rb"\s*def (?:self\.)?(\w+)")


def enum_macros(text: bytes) -> Iterator[bytes]:
    """The names of the methods in whose body, by indentation, a line begins with `enum`."""
    for match in _ENUM.finditer(text):
        lines = text[: match.start()].splitlines()
        depth = _depth(match.group())
        for line in reversed(lines):
            if line.strip() and _depth(line) < depth:
                depth = _depth(line)
                method = _METHOD.match(line)
                if method:
                    yield method.group(1)
            if depth == 0:
                break


def _depth(line: bytes) -> int:
    return len(line) - len(line.lstrip())
