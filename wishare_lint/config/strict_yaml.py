"""YAML without its traps: text, whole numbers, true, false and null, each with its line.

`off`, `no`, `7.10`, `08`, `1:30` and dates stay the text that was written. Built on the events of
PyYAML's parser, so that neither nested brackets nor aliases can exhaust the stack or the memory.
Importing this module imports PyYAML.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml

Scalar: TypeAlias = str | int | bool | None

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAXIMUM_DEPTH = 20
_INTEGER = re.compile(r"[-+]?(?:0|[1-9](?:_?[0-9]){0,30})")
_CONSTANTS = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True, slots=True)
class Node:
    """A value, and the 1-based line where it stands; in a mapping, the line of its key."""

    value: "Scalar | list[Node] | dict[str, Node]"
    line: int


class YamlError(Exception):
    """Text that is not accepted; the message is one line without the place."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def read_text(path: Path, maximum: int) -> str:
    """The text of a file of at most this many bytes. Raises `YamlError`: it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise YamlError(1, f"cannot be read: {error.strerror}") from None
    if len(data) > maximum:
        raise YamlError(1, f"is larger than {maximum} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise YamlError(data.count(b"\n", 0, error.start) + 1, "is not UTF-8") from None


def parse(text: str) -> Node:
    """The one document of a YAML text; an empty text is null.

    Raises `YamlError`: broken syntax, a key given twice, a tag, a second document, deep nesting.
    """
    try:
        return _Composer(yaml.parse(text, Loader=_LOADER)).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlError(mark.line + 1 if mark else 1, f"not YAML: {error.problem}") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise YamlError(line, f"not YAML: {error.reason}") from None


class _Composer:
    """Turns events into nodes. An anchor is known only after its value: no value holds itself."""

    def __init__(self, events: Iterator[yaml.Event]) -> None:
        self._events = events
        self._anchors: dict[str, Node] = {}
        self._depth = 0

    def document(self) -> Node:
        next(self._events)
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return Node(None, 1)
        root = self._node(next(self._events))
        next(self._events)
        further = next(self._events)
        if not isinstance(further, yaml.StreamEndEvent):
            raise YamlError(_line(further), "a second document is not allowed")
        return root

    def _node(self, event: yaml.Event) -> Node:
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if getattr(event, "tag", None):
            raise YamlError(_line(event), "tags (`!…`) are not allowed")
        node = Node(self._value(event), _line(event))
        if isinstance(event, yaml.NodeEvent) and event.anchor:
            self._anchors[event.anchor] = node
        return node

    def _alias(self, event: yaml.AliasEvent) -> Node:
        known = self._anchors.get(event.anchor or "")
        if known is None:
            raise YamlError(_line(event), f"the alias `*{event.anchor}` has no anchor before it")
        return Node(known.value, _line(event))

    def _value(self, event: yaml.Event) -> "Scalar | list[Node] | dict[str, Node]":
        if isinstance(event, yaml.ScalarEvent):
            return _plain(event.value) if event.implicit[0] else event.value
        self._depth += 1
        if self._depth > _MAXIMUM_DEPTH:
            raise YamlError(_line(event), "nested too deeply")
        mapping = isinstance(event, yaml.MappingStartEvent)
        value = dict(self._entries()) if mapping else list(self._items())
        self._depth -= 1
        return value

    def _items(self) -> Iterator[Node]:
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            yield self._node(event)

    def _entries(self) -> Iterator[tuple[str, Node]]:
        seen: dict[str, int] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            line = _line(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise YamlError(line, "a key must be text")
            if event.value in seen:
                message = f"the key `{event.value}` is already on line {seen[event.value]}"
                raise YamlError(line, message)
            seen[event.value] = line
            yield event.value, Node(self._node(next(self._events)).value, line)


def _plain(text: str) -> Scalar:
    if text.lower() in _CONSTANTS:
        return _CONSTANTS[text.lower()]
    return int(text) if _INTEGER.fullmatch(text) else text


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
