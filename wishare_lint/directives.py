"""Comments that tell a linter what to hide, and the lines on which they do so.

Ours are `# wishare-lint:disable RULE, RULE -- reason` and its kin. RuboCop's are honoured by
RuboCop's own rules (`lib/rubocop/directive_comment.rb` and `comment_config.rb` of 1.89).
"""

import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from wishare_lint.ruby.source import Place

TRIGGERS = (b"wishare-lint:", b"rubocop:")
"""A file with none of these holds no directive."""

_END = sys.maxsize
_COMMENT = re.compile(
    r"(?<!\S)#\s*(?P<tool>wishare-lint|rubocop)\s*:\s*(?P<word>[\w-]+)(?P<rest>.*?)"
    r"(?=#\s*(?:wishare-lint|rubocop)\s*:|$)"
)
_NAMES = re.compile(r"\s*(?:[^\s,]+(?:\s*,\s*[^\s,]+)*)?")


class Action(Enum):
    """What a directive does. `DISABLE` and `ENABLE` reach on from a line of their own."""

    DISABLE = auto()
    ENABLE = auto()
    DISABLE_NEXT_LINE = auto()
    DISABLE_FILE = auto()


WORDS = {
    "disable": Action.DISABLE,
    "enable": Action.ENABLE,
    "disable-next-line": Action.DISABLE_NEXT_LINE,
    "disable-file": Action.DISABLE_FILE,
}
"""The words after `# wishare-lint:`."""

_WORDS_OF_RUBOCOP = {
    "disable": Action.DISABLE,
    "todo": Action.DISABLE,
    "enable": Action.ENABLE,
    "disable-next": Action.DISABLE_NEXT_LINE,
    "todo-next": Action.DISABLE_NEXT_LINE,
    "pop": Action.ENABLE,
}


@dataclass(frozen=True)
class Directive:
    """One directive. Its `names` are as written; `action` is None for a `word` nobody knows.

    `place` is the comment; `kind` is `comment` for ours and `rubocop` for RuboCop's. `alone`: it
    begins a comment on a line of its own. `stray` is text that is neither a name nor a reason.
    """

    place: Place
    kind: str
    word: str
    action: Action | None
    names: tuple[str, ...]
    reason: str
    stray: str
    alone: bool

    @property
    def line(self) -> int:
        return self.place.source.position(self.place.start).line

    @property
    def switches(self) -> bool:
        """Whether it holds from its line on, until another one."""
        return self.alone and self.action in {Action.DISABLE, Action.ENABLE}


@dataclass(frozen=True)
class Span:
    """The lines on which a directive hides a rule, which it calls by `name`; `last` is included."""

    directive: Directive
    name: str
    rule: str
    first: int
    last: int

    @property
    def use(self) -> tuple[Directive, str]:
        """The name in the directive that did the hiding."""
        return self.directive, self.name


def read_directives(comments: Iterable[Place]) -> tuple[Directive, ...]:
    """The directives in the comments of a file, in order."""
    return tuple(directive for place in comments for directive in _in_comment(place))


def spans(
    directives: Iterable[Directive], rules_of: Callable[[Directive, str], Collection[str]]
) -> tuple[Span, ...]:
    """What the directives of a file hide; `rules_of` gives the ids that a name stands for."""
    ended: list[Span] = []
    open_: dict[tuple[str, str], Span] = {}
    for directive in directives:
        lines = _lines(directive)
        for name, rule in _named(directive, rules_of):
            key = (directive.kind, rule)
            if directive.switches and key in open_:
                ended.append(replace(open_.pop(key), last=directive.line))
            if lines is None:
                continue
            span = Span(directive, name, rule, *lines)
            if directive.switches:
                open_[key] = span
            else:
                ended.append(span)
    return (*ended, *open_.values())


def _in_comment(place: Place) -> Iterator[Directive]:
    text = place.text.rstrip()
    for match in _COMMENT.finditer(text):
        before = text[: match.start()].strip()
        if before != "#":
            yield _directive(place, match, alone=not before and _starts_line(place))


def _directive(place: Place, match: re.Match[str], alone: bool) -> Directive:
    ours = match["tool"] == "wishare-lint"
    words = WORDS if ours else _WORDS_OF_RUBOCOP
    listed, _, reason = match["rest"].partition("--")
    names, stray = _names(listed)
    return Directive(
        place=place,
        kind="comment" if ours else "rubocop",
        word=match["word"],
        action=words.get(match["word"]),
        names=("all",) if match["word"] == "pop" else names,
        reason=reason.strip(),
        stray=stray,
        alone=alone,
    )


def _names(listed: str) -> tuple[tuple[str, ...], str]:
    """The names that are listed, and what follows them."""
    match = _NAMES.match(listed)
    names = match[0] if match else ""
    return tuple(re.findall(r"[^\s,]+", names)), listed[len(names) :].strip()


def _starts_line(place: Place) -> bool:
    data = place.source.data
    return not data[data.rfind(b"\n", 0, place.start) + 1 : place.start].strip()


def _named(
    directive: Directive, rules_of: Callable[[Directive, str], Collection[str]]
) -> Iterator[tuple[str, str]]:
    return ((name, rule) for name in directive.names for rule in rules_of(directive, name))


def _lines(directive: Directive) -> tuple[int, int] | None:
    """The first and last line on which it hides, unless a later one ends it before."""
    match directive.action:
        case Action.DISABLE:
            return directive.line, _END if directive.alone else directive.line
        case Action.DISABLE_NEXT_LINE:
            line = _next_line_of_code(directive)
            return line, line
        case Action.DISABLE_FILE:
            return 1, _END
        case _:
            return None


def _next_line_of_code(directive: Directive) -> int:
    lines = directive.place.source.data.split(b"\n")[directive.line :]
    for number, line in enumerate(lines, directive.line + 1):
        if line.strip() and not line.lstrip().startswith(b"#"):
            return number
    return directive.line + 1
