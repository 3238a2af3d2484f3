"""The formats of a report: one module each, imported only when that format is written."""

from importlib import import_module

from wishare_lint.finding import Report
from wishare_lint.output.style import COLOUR, PLAIN, Style

__all__ = ["COLOUR", "FORMATS", "PLAIN", "Style", "render"]

FORMATS = (
    "text",
    "concise",
    "json",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "rdjsonl",
    "markdown",
)
"""Names of the formats; each is also the name of its module here."""

WITH_NOTICES = ("text", "github", "markdown")
"""Those made for people: they say what could not be done, too."""


def render(name: str, report: Report, style: Style = PLAIN) -> str:
    """The report in one of `FORMATS`, with a line end at its end; only `text` has a style."""
    if name == "text":
        from wishare_lint.output import text

        return text.render(report, style)
    rendered: str = import_module(f"{__name__}.{name}").render(report)
    return rendered
