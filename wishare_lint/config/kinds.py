"""What a value in the configuration may be: each kind checks a value and describes itself.

A kind's `read` gives the plain value, or None for one that is empty or wrong; what is wrong goes to
`problems`, with its line. A kind's `schema` is the same rule as JSON Schema, draft 7.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from wishare_lint.config.strict_yaml import Node
from wishare_lint.rule_names import RuleNames
from wishare_lint.spelling import did_you_mean

Schema: TypeAlias = dict[str, Any]
Problems: TypeAlias = list[tuple[int, str]]


class Kind(Protocol):
    def read(self, node: Node, name: str, problems: Problems) -> Any: ...

    def schema(self) -> Schema: ...


@dataclass(frozen=True)
class Scalar:
    """A single value; `convert` gives None for one that is not `wanted`."""

    wanted: str
    convert: Callable[[object], str | int | None]
    described: Schema
    words: tuple[str, ...] = ()

    def read(self, node: Node, name: str, problems: Problems) -> str | int | None:
        value = self.convert(node.value)
        if value is None:
            problems.append(wrong(node, name, self.wanted, self.words))
        return value

    def schema(self) -> Schema:
        return self.described


def one_of(*words: str) -> Scalar:
    """One of a few words."""

    def convert(value: object) -> str | None:
        return value if isinstance(value, str) and value in words else None

    return Scalar(f"one of {', '.join(words)}", convert, {"enum": list(words)}, words)


_CONTROL = r"[\x00-\x1f\x7f-\x9f]"
_VERSION = r"[0-9]+(\.[0-9]+)*"


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value and not re.search(_CONTROL, value) else None


def _version(value: object) -> str | None:
    written = str(value) if isinstance(value, str | int) else ""
    return written if re.fullmatch(_VERSION, written) else None


def _whole(value: object) -> int | None:
    return value if type(value) is int and value >= 0 else None


def _truth(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def any_text() -> Scalar:
    """Text of any kind, even none."""
    return Scalar(
        "text", lambda value: value if isinstance(value, str) else None, {"type": "string"}
    )


TEXT = Scalar("text", _text, {"type": "string", "minLength": 1, "not": {"pattern": _CONTROL}})
VERSION = Scalar(
    'a version such as "8.0"',
    _version,
    {"type": ["string", "number"], "pattern": f"^{_VERSION}$", "minimum": 0},
)
WHOLE = Scalar("a whole number", _whole, {"type": "integer", "minimum": 0})
TRUTH = Scalar("true or false", _truth, {"type": "boolean"})


@dataclass(frozen=True)
class RuleName:
    """The id or an alias of a rule; gives the ids that it stands for."""

    names: RuleNames

    def read(self, node: Node, name: str, problems: Problems) -> frozenset[str] | None:
        if not isinstance(node.value, str):
            problems.append(wrong(node, name, "the name of a rule"))
            return None
        rules = self.names.named(node.value)
        if not rules:
            problems.append((node.line, f"`{name}`: {self.names.unknown(node.value)}"))
        return rules or None

    def schema(self) -> Schema:
        return {"enum": list(self.names.all)}


@dataclass(frozen=True)
class ListOf:
    """A list whose items are of one kind."""

    item: Kind

    def read(self, node: Node, name: str, problems: Problems) -> list[Any] | None:
        if node.value is None:
            return None
        if not isinstance(node.value, list):
            problems.append(wrong(node, name, "a list"))
            return None
        items = [
            self.item.read(item, f"{name}[{index}]", problems)
            for index, item in enumerate(node.value)
        ]
        return [item for item in items if item is not None]

    def schema(self) -> Schema:
        return {"type": ["array", "null"], "items": self.item.schema()}


@dataclass(frozen=True)
class OneOrMore:
    """A value, or a list of such values; gives a list."""

    item: Kind

    def read(self, node: Node, name: str, problems: Problems) -> list[Any] | None:
        if isinstance(node.value, list):
            return ListOf(self.item).read(node, name, problems)
        item = self.item.read(node, name, problems)
        return None if item is None else [item]

    def schema(self) -> Schema:
        items = {"type": "array", "items": self.item.schema()}
        return {"anyOf": [self.item.schema(), items]}


@dataclass(frozen=True)
class Key:
    """A key of a section, and what it means, in one sentence."""

    kind: Kind
    meaning: str


@dataclass(frozen=True)
class Section:
    """A mapping with known keys; gives those that are set and right."""

    keys: Mapping[str, Key]

    def read(self, node: Node, name: str, problems: Problems) -> dict[str, Any]:
        values = {}
        for key, entry in entries(node, name, problems).items():
            full = f"{name}.{key}".lstrip(".")
            if key not in self.keys:
                hint = did_you_mean(key, self.keys)
                problems.append((entry.line, f"unknown key `{full}`{hint}"))
                continue
            value = self.keys[key].kind.read(entry, full, problems)
            if value is not None:
                values[key] = value
        return values

    def schema(self) -> Schema:
        properties = {
            key: {"description": described.meaning, **described.kind.schema()}
            for key, described in self.keys.items()
        }
        return {"type": ["object", "null"], "properties": properties, "additionalProperties": False}


@dataclass(frozen=True)
class Shorthand:
    """A section, or one word that stands for a filled one; `false` is the word `off`."""

    words: Mapping[str, Mapping[str, Any]]
    section: Section

    def read(self, node: Node, name: str, problems: Problems) -> Mapping[str, Any]:
        word = "off" if node.value is False else node.value
        if isinstance(word, str) and word in self.words:
            return self.words[word]
        if isinstance(word, dict):
            return self.section.read(node, name, problems)
        problems.append(wrong(node, name, f"{', '.join(self.words)} or a mapping", self.words))
        return {}

    def schema(self) -> Schema:
        section = {**self.section.schema(), "type": "object"}
        return {"anyOf": [{"enum": [*self.words, False]}, section]}


def entries(node: Node, name: str, problems: Problems) -> Mapping[str, Node]:
    """The entries of a mapping; none when it is empty or something else."""
    if isinstance(node.value, dict):
        return node.value
    if node.value is not None:
        problems.append(wrong(node, name, "a mapping of keys to values"))
    return {}


def wrong(node: Node, name: str, wanted: str, words: Iterable[str] = ()) -> tuple[int, str]:
    """The problem of a value that is not of the kind that is wanted."""
    subject = f"`{name}`" if name else "the file"
    hint = did_you_mean(node.value, words) if isinstance(node.value, str) else ""
    return node.line, f"{subject} must be {wanted}, not {_shown(node)}{hint}"


def _shown(node: Node) -> str:
    match node.value:
        case None:
            return "empty"
        case bool():
            return f"`{str(node.value).lower()}`"
        case list():
            return "a list"
        case dict():
            return "a mapping"
        case value:
            return f"`{value}`"
