"""The inflections that an app adds in `config/initializers/inflections.rb`, read without Ruby."""

import re
from collections.abc import Iterator
from functools import lru_cache

from wishare_lint.rails.models.inflector import Inflector

_COMMENT = re.compile(r"^[ \t]*#.*$|^=begin\b(?s:(?:(?!^=begin).)*?)^=end\b", re.MULTILINE)
_STATEMENT = re.compile(
    r"\binflections\b(?:[ \t]*\(?[ \t]*:(?P<locale>\w+))?"
    r"|\.(?P<call>plural|singular|irregular|uncountable|acronym)\b"
)
_ARGUMENT = re.compile(
    r"""[\s(\[]*
    (?: '(?P<single>(?:[^'\\]|\\.)*)'
      | "(?P<double>(?:[^"\\\#]|\\.|\#(?!\{))*)"
      | :(?P<symbol>\w+)
      | %[wi][(\[{<](?P<words>[^()\[\]{}<>]*)[)\]}>]
      | (?: /(?P<slashed>(?:[^/\\\n]|\\.)+)/ | %r\{(?P<braced>[^\n{}]+)\} )(?P<flags>[imx]*)
    )(?:\.freeze)?""",
    re.VERBOSE,
)
_COMMA = re.compile(r"[\s)\]]*,")
_FLAGS = {"i": re.IGNORECASE, "m": re.DOTALL, "x": re.VERBOSE}


@lru_cache(maxsize=8)
def read_inflector(text: str) -> Inflector:
    """Rails' inflections with those that the initialiser `text` adds.

    A rule that is not written out, or not for English, is left out.
    """
    code = _COMMENT.sub("", text)
    inflector = Inflector()
    locale = "en"
    for statement in _STATEMENT.finditer(code):
        if statement["call"] is None:
            locale = statement["locale"] or "en"
        elif locale == "en":
            inflector = _added(inflector, statement["call"], *_arguments(code, statement.end()))
    return inflector


def _added(inflector: Inflector, call: str, *arguments: str | re.Pattern[str]) -> Inflector:
    match call, arguments:
        case "plural", (rule, str(replacement)):
            return inflector.with_plural(rule, replacement)
        case "singular", (rule, str(replacement)):
            return inflector.with_singular(rule, replacement)
        case "irregular", (str(singular), str(plural)) if singular and plural:
            return inflector.with_irregular(singular, plural)
        case "acronym", (str(word),):
            return inflector.with_acronym(word)
        case "uncountable", words:
            return inflector.with_uncountables(*(word for word in words if isinstance(word, str)))
    return inflector


def _arguments(code: str, position: int) -> Iterator[str | re.Pattern[str]]:
    """The literals from `position` up to the first thing that is none; arrays are flattened."""
    while literal := _ARGUMENT.match(code, position):
        yield from _values(literal)
        comma = _COMMA.match(code, literal.end())
        if comma is None:
            return
        position = comma.end()


def _values(literal: re.Match[str]) -> Iterator[str | re.Pattern[str]]:
    match literal.lastgroup:
        case "single":
            yield re.sub(r"\\([\\'])", r"\1", literal["single"])
        case "double":
            yield re.sub(r"\\(.)", r"\1", literal["double"])
        case "symbol":
            yield literal["symbol"]
        case "words":
            yield from literal["words"].split()
        case "flags":
            yield from _pattern(literal["slashed"] or literal["braced"], literal["flags"])


def _pattern(source: str, flags: str) -> Iterator[re.Pattern[str]]:
    """The Ruby pattern in Python's words; nothing when it uses what Python lacks."""
    python = re.sub(r"\(\?<(?![=!])", "(?P<", source)
    python = python.replace(r"\z", r"\Z").replace(r"\h", "[0-9a-fA-F]")
    try:
        yield re.compile(python, sum(_FLAGS[flag] for flag in set(flags)))
    except (re.error, RecursionError, OverflowError):
        return
