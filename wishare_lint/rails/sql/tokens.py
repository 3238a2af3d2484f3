"""SQL as tokens and statements, by the lexical rules of each family of databases.

Sources: PostgreSQL's "Lexical Structure", MySQL's "Language Structure", SQLite's `tokenize.c`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

PLACEHOLDERS = range(0xF0000, 0xFFFFE)
"""Private characters. Each stands for a piece of the text that is not known."""


class Token(NamedTuple):
    """A token of a text, from `start` up to `end`.

    `kind` is `word` (a keyword or an identifier without quotes), `name` (a quoted identifier),
    `string`, `number` or `symbol` (one character, or `::`). `text` is what it stands for: names
    and strings are without quotes, words as they are written.
    """

    kind: str
    text: str
    start: int
    end: int

    @property
    def keyword(self) -> str:
        """A word in capitals, or a symbol; empty for what is no keyword of the grammar."""
        if self.kind == "word":
            return self.text.upper()
        return self.text if self.kind == "symbol" else ""


Tokens: TypeAlias = Sequence[Token]


def tokens(sql: str, adapter: str | None) -> Iterator[Token]:
    """The tokens of a text, without comments, psql's commands and the like."""
    for match in _lexicon(adapter).finditer(sql):
        kind = match.lastgroup or ""
        if kind != "blank":
            decode = _DECODERS.get(kind, str)
            yield Token(_KINDS.get(kind, kind), decode(match[kind]), match.start(), match.end())


def statements(sql: str, adapter: str | None) -> Iterator[Tokens]:
    """The tokens of each statement, without the `;`; the body of a routine is not split."""
    statement: list[Token] = []
    depth = 0
    for token in tokens(sql, adapter):
        if token.kind == "symbol" and token.text == ";" and depth <= 0:
            if statement:
                yield statement
            statement, depth = [], 0
            continue
        statement.append(token)
        depth += _nesting(statement)
    if statement:
        yield statement


# Lexical rules

_PRIVATE = f"{chr(PLACEHOLDERS.start)}-{chr(PLACEHOLDERS.stop - 1)}"
_COMMON = (
    rf"(?P<word>(?:[^\W\d]|[@{_PRIVATE}])[\w$@{_PRIVATE}]*)",
    r"(?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)",
    r"(?P<symbol>::|.)",
)
_ESCAPED = r"'(?:[^'\\]|\\.|'')*'"
_POSTGRESQL = (
    # A line that opens with a backslash is a command to psql, as pg_dump writes `\restrict`.
    r"(?P<blank>\s+|--[^\n]*|/\*.*?\*/|^\\[^\n]*)",
    r"(?P<dollar>\$(?P<tag>(?:[^\W\d]\w*)?)\$.*?\$(?P=tag)\$)",
    rf"(?P<escaped>[eE]{_ESCAPED})",
    r"(?P<string>(?:[bBnNxX]|[uU]&)?'(?:[^']|'')*')",
    # Backticks are no PostgreSQL, but these rules also hold where the family is not known.
    r'(?P<name>"(?:[^"]|"")*"|`(?:[^`]|``)*`)',
)
_MYSQL = (
    # What stands in `/*! … */` is run by MySQL, so only its marks are passed over.
    r"(?P<blank>\s+|--(?=\s)[^\n]*|\#[^\n]*|/\*!\d*|\*/|/\*.*?\*/|^DELIMITER\b[^\n]*)",
    rf'(?P<escaped>(?:[bBnNxX]|_\w+\s*)?{_ESCAPED}|"(?:[^"\\]|\\.|"")*")',
    r"(?P<name>`(?:[^`]|``)*`)",
)
_SQLITE = (
    r"(?P<blank>\s+|--[^\n]*|/\*.*?\*/)",
    r"(?P<string>[xX]?'(?:[^']|'')*')",
    r'(?P<name>"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\])',
)
_LEXICONS = {"mysql": _MYSQL, "sqlite": _SQLITE}


@cache
def _lexicon(adapter: str | None) -> re.Pattern[str]:
    rules = (*_LEXICONS.get(adapter or "", _POSTGRESQL), *_COMMON)
    return re.compile("|".join(rules), re.DOTALL | re.MULTILINE)


def _unquoted(lexeme: str) -> str:
    quote = lexeme[-1]
    opening = "[" if quote == "]" else quote
    return lexeme[lexeme.index(opening) + 1 : -1].replace(quote * 2, quote)


_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "b": "\b", "Z": "\x1a"}


def _unescaped(lexeme: str) -> str:
    return re.sub(
        r"\\(.)", lambda match: _ESCAPES.get(match[1], match[1]), _unquoted(lexeme), flags=re.DOTALL
    )


def _undollared(lexeme: str) -> str:
    tag = lexeme.index("$", 1) + 1
    return lexeme[tag:-tag]


_KINDS = {"escaped": "string", "dollar": "string"}
_DECODERS: Mapping[str, Callable[[str], str]] = {
    "name": _unquoted,
    "string": _unquoted,
    "escaped": _unescaped,
    "dollar": _undollared,
}

# Routines

_ROUTINES = frozenset({"FUNCTION", "PROCEDURE", "TRIGGER", "EVENT"})
_LONGEST_HEAD = 12


def _nesting(statement: Tokens) -> int:
    """By how much the last token changes the depth of `BEGIN … END` in a routine.

    `END IF` and the like close what is not counted, so their second word takes back the first.
    """
    word = statement[-1].keyword
    if word not in _STEPS or not _is_routine(statement):
        return 0
    after_end = len(statement) > 1 and statement[-2].keyword == "END"
    return _STEPS[word][after_end]


_STEPS = {
    "BEGIN": (1, 1),
    "CASE": (1, 0),
    "END": (-1, -1),
    "IF": (0, 1),
    "LOOP": (0, 1),
    "WHILE": (0, 1),
    "REPEAT": (0, 1),
}
"""For each word, the step where it does not follow `END`, and where it does."""


def _is_routine(statement: Tokens) -> bool:
    head = statement[:_LONGEST_HEAD]
    return head[0].keyword == "CREATE" and any(token.keyword in _ROUTINES for token in head)
