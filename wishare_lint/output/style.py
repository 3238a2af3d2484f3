"""How text looks: the terminal's SGR codes by the role of what they colour, and its width."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from wishare_lint.finding import Severity


@dataclass(frozen=True, slots=True)
class Style:
    """SGR codes by role; an empty code leaves the text as it is.

    `width` is how many columns a sentence may take; None keeps each in one line, for programs.
    """

    severities: Mapping[Severity, str] = field(default_factory=dict)
    strong: str = ""
    faint: str = ""
    good: str = ""
    width: int | None = None

    def of(self, severity: Severity) -> str:
        """The code of a severity."""
        return self.severities.get(severity, "")


PLAIN = Style()
COLOUR = Style(
    severities={Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"},
    strong="1",
    faint="2",
    good="32",
)


def paint(text: str, code: str) -> str:
    """The text between a code and the reset, or as it is where there is nothing to colour."""
    return f"\x1b[{code}m{text}\x1b[0m" if code and text else text
