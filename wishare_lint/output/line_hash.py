"""GitHub's line hash, by which code scanning knows an alert again after its line has moved.

`github/codeql-action` computes it for uploads that lack it, and warns where its own value differs
(`src/fingerprints.ts`): a 64-bit polynomial of base 37 over the 100 UTF-16 units from the start of
the line on, in the text without spaces and tabs, in hexadecimal, and how many lines so far had it.
"""

import re
from collections import Counter
from collections.abc import Collection

_BLOCK = 100
_BASE = 37
_MASK = 0xFFFFFFFFFFFFFFFF

_END = "\uffff" + "\0" * _BLOCK
"""The end of the file as the hash sees it."""

_LINE_END = re.compile(r"\r\n?")
_BLANK = str.maketrans("", "", " \t")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def line_hashes(text: str, wanted: Collection[int]) -> dict[int, str]:
    """The hashes of the wanted 1-based lines, as `hash:n`; lines past the end are left out."""
    lines = _LINE_END.sub("\n", text).translate(_BLANK)
    units = _ASTRAL.sub(_surrogates, lines)
    padded = units + _END
    hashes: dict[int, str] = {}
    seen: Counter[str] = Counter()
    start = 0
    for number in range(1, max(wanted, default=0) + 1):
        block = padded[start : start + _BLOCK]
        seen[block] += 1
        if number in wanted:
            hashes[number] = f"{_polynomial(block):x}:{seen[block]}"
        end = units.find("\n", start)
        if end < 0:
            break
        start = end + 1
    return hashes


def _polynomial(block: str) -> int:
    value = 0
    for unit in block:
        value = (value * _BASE + ord(unit)) & _MASK
    return value


def _surrogates(match: re.Match[str]) -> str:
    """The two UTF-16 units of a character past U+FFFF."""
    offset = ord(match.group()) - 0x10000
    return chr(0xD800 + (offset >> 10)) + chr(0xDC00 + (offset & 0x3FF))
