"""The text that Ruby string literals stand for: escapes, `%` arrays and squiggly heredocs."""

import re

_SIMPLE = {
    "n": "\n", "t": "\t", "s": " ", "r": "\r", "0": "\0", "e": "\x1b",
    "a": "\a", "b": "\b", "f": "\f", "v": "\v", "\n": "",
}  # fmt: skip
_ESCAPE = re.compile(r"\\(u\{[^}]*\}|u[0-9a-fA-F]{1,4}|x[0-9a-fA-F]{1,2}|.)", re.DOTALL)


def unescape(text: str) -> str:
    """The text that a piece of a double-quoted string stands for."""
    return _ESCAPE.sub(lambda match: _unescaped(match.group(1)), text) if "\\" in text else text


def _unescaped(body: str) -> str:
    if body[:1] == "u":
        return "".join(map(_character, re.findall(r"[0-9a-fA-F]+", body[1:])))
    return _character(body[1:]) if body[:1] == "x" else _SIMPLE.get(body, body)


def unescape_single(text: str) -> str:
    """The same for a single-quoted string, where a backslash covers only itself and the quote."""
    return re.sub(r"\\([\\'])", r"\1", text)


def _character(code: str) -> str:
    number = int(code, 16) if code else 0
    return chr(number) if number < 0x110000 else "�"


def margin(lines: list[str]) -> int:
    """How many blanks `<<~` takes off each line: the least indentation of a line that has text."""
    texts = [line for line in lines if line.strip()]
    return min((len(line) - len(line.lstrip(" \t")) for line in texts), default=0)


def without_margin(line: str, width: int) -> str:
    """The line without up to `width` leading blanks."""
    return line[min(width, len(line) - len(line.lstrip(" \t"))) :]
