"""Text that a terminal or a page can be trusted with: what would act on it is spelt out."""

import re

_ACTIVE = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # control characters: cursor, colours, bells
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # these turn the direction of reading
    "\u2028\u2029\ufeff\ufffe\uffff"  # line ends of their own, byte order marks
    "\ud800-\udfff"  # bytes of a path that are not UTF-8
    "]"
)


def visible_line(text: str) -> str:
    r"""One line for a terminal: control and direction characters as `\x1b`, `\u202e`."""
    return _ACTIVE.sub(_escape, text)


def visible(text: str) -> str:
    """The same for text of several lines; tabs become four spaces."""
    return "\n".join(visible_line(line.replace("\t", "    ")) for line in text.split("\n"))


def joined_line(text: str) -> str:
    """The same in one line, however many lines the text has."""
    return visible_line(" ".join(text.split()))


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
