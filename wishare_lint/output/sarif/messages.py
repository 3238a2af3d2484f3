"""The text of a result, with links to its related places as SARIF writes them (3.11.6)."""

import re
from collections.abc import Iterator

from wishare_lint.finding import Finding
from wishare_lint.output.visible import joined_line, visible

_LINK_MIDDLE = re.compile(r"\](?=\()")
_LINK_CHARACTER = re.compile(r"[\\\[\]]")


def message(finding: Finding) -> str:
    """What happens, what to do instead, and the related places: always with a full stop at its end.

    Braces stay single, though a reader that knows placeholders may want them doubled: Ruby is full
    of them, and those who show the text as it is are many more.
    """
    return "\n\n".join(_paragraphs(finding))


def _paragraphs(finding: Finding) -> Iterator[str]:
    yield _without_links(f"{joined_line(finding.message).rstrip('.')}.")
    if finding.instead:
        yield "Instead:"
        yield _without_links(visible(finding.instead.strip("\n")))
        yield "The help of the rule says why."
    if finding.related:
        links = (
            _link(related.message, number)
            for number, related in enumerate(finding.related, start=1)
        )
        yield f"See also: {', '.join(links)}."


def _link(text: str, number: int) -> str:
    escaped = _LINK_CHARACTER.sub(r"\\\g<0>", joined_line(text))
    return f"[{escaped}]({number})"


def _without_links(text: str) -> str:
    """Ruby such as `PRICES[key](1)` is no link."""
    return _LINK_MIDDLE.sub(r"\\]", text)
