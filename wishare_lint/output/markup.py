"""Markdown that says what it is given: nothing in a text becomes markup by accident."""

import re

_CODE_SPAN = re.compile(r"(`[^`\n]+`)")
_MARKUP = re.compile(r"([\\`*_\[\]<>|#~&!])")


def escaped(text: str) -> str:
    """A text whose `code` stays code, and whose other characters mean themselves."""
    return "".join(
        part if _CODE_SPAN.fullmatch(part) else _MARKUP.sub(r"\\\1", part)
        for part in _CODE_SPAN.split(text)
    )


def code_span(text: str) -> str:
    """A text as code within a line."""
    fence = "`" * (_longest_run(text) + 1)
    return f"{fence}{text}{fence}" if len(fence) == 1 else f"{fence} {text} {fence}"


def code_block(code: str, language: str = "ruby") -> str:
    """Lines of code as a block of their own."""
    fence = "`" * max(3, _longest_run(code) + 1)
    return f"{fence}{language}\n{code.strip(chr(10))}\n{fence}"


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)
