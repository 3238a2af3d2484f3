"""The text that Ruby string literals stand for: escapes, `%` arrays and squiggly heredocs."""

import re

_SIMPLE = {
    "n": "\n", "t": "\t", "s": " ", "r": "\r", "0": "\0", "e": "\x1b",
    "a": "\a", "b": "\b", "f": "\f", "v": "\v", "\n": "",
}  # fmt: skip
_INDENT = re.compile(r"[ \t]*")


def unescape(sequence: str) -> str:
    """The character that a backslash sequence of a double-quoted string stands for."""
    body = sequence[1:]
    if body[:1] == "u":
        codes = re.findall(r"[0-9a-fA-F]+", body[1:])
        return "".join(map(_character, codes))
    if body[:1] == "x":
        return _character(body[1:])
    return _SIMPLE.get(body, body)


def unescape_single(sequence: str) -> str:
    """The same for a single-quoted string, where a backslash covers only itself and the quote."""
    return sequence[1:] if sequence[1:] in ("\\", "'") else sequence


def _character(code: str) -> str:
    number = int(code, 16) if code else 0
    return chr(number) if number < 0x110000 else "�"


def margin(lines: list[str]) -> int:
    """How many blanks `<<~` takes off each line: the least indentation of a line that has text."""
    widths = [len(_INDENT.match(line).group()) for line in lines if line.strip()]  # type: ignore[union-attr]
    return min(widths, default=0)


def without_margin(line: str, width: int) -> str:
    """The line without up to `width` leading blanks."""
    return line[min(width, len(line) - len(line.lstrip(" \t"))) :]
