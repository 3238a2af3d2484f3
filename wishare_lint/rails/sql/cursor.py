"""Reads a statement, or a part of one, token by token."""

import re
from collections.abc import Iterator, Sequence

from wishare_lint.rails.schema.schema import Name
from wishare_lint.rails.sql.script import Script
from wishare_lint.rails.sql.tokens import Token, Tokens
from wishare_lint.ruby.values import Unknown

_PUBLIC = re.compile(r"\bpublic\.(?=[\w\"])")
_OPENING, _CLOSING = frozenset("(["), frozenset(")]")


class NotUnderstoodError(Exception):
    """The statement is not one that this grammar knows."""


class Cursor:
    """A place in tokens. Words are compared without regard to case; symbols count as words."""

    def __init__(self, script: Script, tokens: Tokens) -> None:
        self.script = script
        self.tokens = tokens
        self._at = 0

    @property
    def adapter(self) -> str | None:
        return self.script.adapter

    @property
    def done(self) -> bool:
        return self._at >= len(self.tokens)

    @property
    def next(self) -> Token | None:
        return None if self.done else self.tokens[self._at]

    @property
    def keyword(self) -> str:
        """The next word in capitals, or symbol; empty at the end and before a literal."""
        token = self.next
        return token.keyword if token else ""

    # Words

    def at(self, *words: str) -> bool:
        """Whether these words come next, one after the other."""
        ahead = self.tokens[self._at : self._at + len(words)]
        return [token.keyword for token in ahead] == list(words)

    def take(self, *words: str) -> bool:
        """Moves past these words, if they come next."""
        found = self.at(*words)
        self._at += len(words) if found else 0
        return found

    def take_one_of(self, *words: str) -> str:
        """Moves past the first of these words that comes next; empty where none does."""
        return next((word for word in words if self.take(word)), "")

    def need(self, *words: str) -> None:
        if not self.take(*words):
            raise NotUnderstoodError

    def skip(self) -> None:
        """Moves past one token, and past all that it encloses in parentheses."""
        self._at = self._after(self._at)

    # Names and literals

    def identifier(self) -> Name:
        """One identifier: folded as the database does, Unknown where the code computes it."""
        token = self.next
        if token is None or token.kind not in ("word", "name"):
            raise NotUnderstoodError
        self._at += 1
        return self.script.identifier(token.text, quoted=token.kind == "name")

    def path(self) -> list[Name]:
        """Identifiers joined by dots; the schema `public` is left out."""
        parts = [self.identifier()]
        while self.take("."):
            parts.append(self.identifier())
        return parts[1:] if parts[0] == "public" and len(parts) > 1 else parts

    def name(self) -> Name:
        """The name of a table, type or other object, with its schema."""
        return joined(self.path(), ".")

    def string(self) -> Name:
        token = self.next
        if token is None or token.kind != "string":
            raise NotUnderstoodError
        self._at += 1
        return self.script.known(token.text)

    # Parts

    def group(self) -> "Cursor":
        """The inside of the parentheses that come next."""
        if self.keyword not in _OPENING:
            raise NotUnderstoodError
        start, self._at = self._at, self._after(self._at)
        return self._part(start + 1, self._at - 1)

    def inside(self) -> "Cursor | None":
        """What the parentheses enclose that hold all of the rest; None where there are none."""
        if self.keyword != "(" or self._after(self._at) != len(self.tokens):
            return None
        return self.group()

    def items(self) -> "Iterator[Cursor]":
        """The rest, split at its commas."""
        while not self.done:
            yield self.before(",")
            self.take(",")

    def names(self) -> tuple[Name, ...]:
        """The names in the parentheses that come next; what follows a name is passed over."""
        return tuple(item.identifier() for item in self.group().items())

    def before(self, *words: str) -> "Cursor":
        """What stands before the first of these words outside of parentheses, or before the end."""
        start = self._at
        while not self.done and self.keyword not in words:
            self.skip()
        return self._part(start, self._at)

    def expression(self, *ends: str) -> "Cursor":
        """One token at least, and what follows up to the first of these words."""
        start = self._at
        self.skip()
        self.before(*ends)
        return self._part(start, self._at)

    @property
    def source(self) -> str:
        """The SQL from here to the end, on one line, without comments, with placeholders."""
        pieces: list[str] = []
        end = None
        for token in self.tokens[self._at :]:
            pieces.append(" " if end is not None and token.start > end else "")
            pieces.append(self.script.text[token.start : token.end])
            end = token.end
        return "".join(pieces)

    @property
    def text(self) -> Name:
        """The SQL from here to the end; Unknown where the code computes some of it."""
        return self.script.known(self.source)

    @property
    def formula(self) -> Name:
        """The same of an expression, without `public.`, as PostgreSQL tells it to Rails."""
        return self.script.known(_PUBLIC.sub("", self.source))

    def _part(self, start: int, end: int) -> "Cursor":
        return Cursor(self.script, self.tokens[start:end])

    def _after(self, position: int) -> int:
        """The position past a token, or past the parentheses that it opens."""
        depth = 0
        for index in range(position, len(self.tokens)):
            keyword = self.tokens[index].keyword
            depth += (keyword in _OPENING) - (keyword in _CLOSING)
            if depth <= 0:
                return index + 1
        raise NotUnderstoodError


def joined(parts: Sequence[Name], by: str) -> Name:
    """Names as one; Unknown if one of them is."""
    if any(isinstance(part, Unknown) for part in parts):
        return Unknown(by.join(map(str, parts)))
    return by.join(map(str, parts))
