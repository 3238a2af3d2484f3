"""SQL as a migration holds it: text of which pieces may be unknown."""

from collections.abc import Iterator
from dataclasses import dataclass

from wishare_lint.rails.schema.schema import Name
from wishare_lint.rails.sql.tokens import PLACEHOLDERS, Tokens, statements
from wishare_lint.ruby.values import PartialText, Unknown, Value


@dataclass(frozen=True)
class Script:
    """SQL, with one private character for each piece in `unknowns`; `adapter` is the family."""

    text: str
    adapter: str | None
    unknowns: tuple[Unknown, ...] = ()

    def statements(self) -> Iterator[Tokens]:
        return statements(self.text, self.adapter)

    def identifier(self, text: str, *, quoted: bool) -> Name:
        """An identifier as the database takes it: PostgreSQL folds what has no quotes."""
        folds = not quoted and self.adapter not in ("mysql", "sqlite")
        return self.known(text.lower() if folds else text)

    def known(self, text: str) -> Name:
        """A piece of the text; Unknown, with the source of its placeholders, if it has any."""
        held = [character for character in text if ord(character) in PLACEHOLDERS]
        if not held:
            return text
        sources = {
            character: self.unknowns[ord(character) - PLACEHOLDERS.start] for character in held
        }
        if text in sources:
            return sources[text]
        return Unknown("".join(f"#{{{sources[c]}}}" if c in sources else c for c in text))


def script(sql: Value, adapter: str | None) -> Script | None:
    """The SQL of a value; None where nothing of it is known."""
    if isinstance(sql, str):
        return Script(_without_placeholders(str(sql)), adapter)
    if not isinstance(sql, PartialText) or len(sql.parts) > len(PLACEHOLDERS):
        return None
    text: list[str] = []
    unknowns: list[Unknown] = []
    for part in sql.parts:
        if isinstance(part, Unknown):
            text.append(chr(PLACEHOLDERS.start + len(unknowns)))
            unknowns.append(part)
        else:
            text.append(_without_placeholders(part))
    return Script("".join(text), adapter, tuple(unknowns))


_REPLACEMENT = dict.fromkeys(PLACEHOLDERS, "\ufffd")


def _without_placeholders(text: str) -> str:
    return text if text.isascii() else text.translate(_REPLACEMENT)
