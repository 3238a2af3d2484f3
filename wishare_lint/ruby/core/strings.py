"""Strings and symbols."""

import re
from collections.abc import Mapping

from wishare_lint.ruby.core.values import Implementation, same
from wishare_lint.ruby.strings import margin, without_margin
from wishare_lint.ruby.values import PartialText, Symbol, Value


def _format(template: str, values: Value) -> str:
    arguments = values if isinstance(values, tuple) else (values,)
    return template % arguments


def _replace_all(text: str, old: str, new: str) -> str:
    return text.replace(old, new)


def _strip_heredoc(text: str) -> str:
    lines = text.split("\n")
    width = margin(lines)
    return "\n".join(without_margin(line, width) for line in lines)


def _plus(left: str, right: str) -> str:
    if not isinstance(right, str):
        raise TypeError
    return str(left) + str(right)


def _underscore(text: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", text).replace("-", "_").lower()


METHODS: Mapping[str, Implementation] = {
    "to_s": str,
    "to_str": str,
    "to_sym": Symbol,
    "intern": Symbol,
    "+": _plus,
    "*": lambda text, count: text * count,
    "%": _format,
    "upcase": lambda text: text.upper(),
    "downcase": lambda text: text.lower(),
    "capitalize": lambda text: text.capitalize(),
    "strip": lambda text: text.strip(),
    "lstrip": lambda text: text.lstrip(),
    "rstrip": lambda text: text.rstrip(),
    "chomp": lambda text, end="\n": text.removesuffix(end),
    "chop": lambda text: text[:-1],
    "squish": lambda text: " ".join(text.split()),
    "strip_heredoc": _strip_heredoc,
    "gsub": _replace_all,
    "sub": lambda text, old, new: text.replace(old, new, 1),
    "delete": lambda text, characters: text.translate({ord(c): None for c in characters}),
    "delete_prefix": lambda text, prefix: text.removeprefix(prefix),
    "delete_suffix": lambda text, suffix: text.removesuffix(suffix),
    "tr": lambda text, old, new: text.translate(str.maketrans(old, new)),
    "split": lambda text, by=None: tuple(text.split(None if by == " " else by)),
    "lines": lambda text: tuple(text.splitlines(keepends=True)),
    "length": len,
    "size": len,
    "empty?": lambda text: not text,
    "start_with?": lambda text, *starts: text.startswith(starts),
    "end_with?": lambda text, *ends: text.endswith(ends),
    "include?": lambda text, part: part in text,
    "to_i": lambda text: int(m.group()) if (m := re.match(r"\s*-?\d+", text)) else 0,
    "underscore": _underscore,
}


def _squish_parts(text: PartialText) -> PartialText:
    parts = (re.sub(r"\s+", " ", part) if isinstance(part, str) else part for part in text.parts)
    return PartialText(text.source, tuple(parts))


def _plus_parts(left: PartialText, right: Value) -> PartialText:
    if not isinstance(right, str):
        raise TypeError
    return PartialText(left.source, (*left.parts, str(right)))


PARTIAL_METHODS: Mapping[str, Implementation] = {
    **dict.fromkeys(("to_s", "freeze", "dup", "itself", "html_safe"), same),
    **dict.fromkeys(("squish", "strip", "strip_heredoc", "chomp"), _squish_parts),
    "+": _plus_parts,
}
"""What can be said of a text with unknown pieces; its whitespace may come out narrower."""
