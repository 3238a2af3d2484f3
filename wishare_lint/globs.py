"""Path patterns as the configuration writes them."""

import re
from functools import cache


def matches(path: str, glob: str) -> bool:
    """Whether a pattern covers a path; both are relative to the same folder, with forward slashes.

    `*` and `?` stay within one folder, `**` stands for any number of folders. A pattern that
    matches a folder covers all that is in it.
    """
    return _pattern(glob).fullmatch(path) is not None


@cache
def _pattern(glob: str) -> re.Pattern[str]:
    *folders, last = glob.removeprefix("./").rstrip("/").split("/")
    start = "".join("(?:.+/)?" if part == "**" else f"{_segment(part)}/" for part in folders)
    end = ".+" if last == "**" else f"{_segment(last)}(?:/.+)?"
    return re.compile(start + end)


def _segment(part: str) -> str:
    wild = {"*": "[^/]*", "?": "[^/]"}
    return "".join(wild.get(character, re.escape(character)) for character in part)
