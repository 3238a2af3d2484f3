"""Values that Ruby code loads from YAML and JSON files of the app, as Psych and JSON read them.

A file with ERB tags takes a running program, and is not known.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from wishare_lint.ruby.interpreter import Invocation
from wishare_lint.ruby.values import (
    MAXIMUM_ITEMS,
    ConstantReference,
    Symbol,
    Unknown,
    Value,
    as_key,
)

Read: TypeAlias = Callable[[str], str | None]
"""The text of a file, by its path from the folder of the app; None where there is none."""

_RAILS = ConstantReference("Rails")
_ROOT = ConstantReference("Rails.root")
_APPLICATION = ConstantReference("Rails.application")
_FILES = (ConstantReference("File"), ConstantReference("IO"))
_LIBRARIES = {"YAML": "yaml", "Psych": "yaml", "JSON": "json"}
_FROM_FILE = frozenset({"load_file", "safe_load_file", "unsafe_load_file"})
_FROM_TEXT = frozenset({"load", "safe_load", "unsafe_load", "parse", "parse!"})
_SYMBOL = re.compile(r":(\w+)")


def loaded(call: Invocation, read: Read) -> Value:
    """The value of a call that names a file of the app, reads it or parses its text; Unknown for
    any other one."""
    match call.receiver, call.method, call.positional:
        case (receiver, "root", ()) if receiver == _RAILS:
            return _ROOT
        case (receiver, "application", ()) if receiver == _RAILS:
            return _APPLICATION
        case (receiver, "join" | "/", parts) if receiver == _ROOT:
            return _path(call, parts)
        case (receiver, "join", (root, *parts)) if receiver in _FILES and root == _ROOT:
            return _path(call, tuple(parts))
        case (receiver, "read", (str(path),)) if receiver in _FILES:
            return _text(call, path, read)
        case (str(path), "read", ()):
            return _text(call, path, read)
        case (receiver, "config_for", (str(name),)) if (
            receiver == _APPLICATION and not call.keywords
        ):
            return _of_production(_parsed(call, _text(call, f"config/{name}.yml", read), "yaml"))
        case (ConstantReference(name=name), method, (str(given), *_)) if name in _LIBRARIES:
            text = _text(call, given, read) if method in _FROM_FILE else given
            known = method in _FROM_FILE | _FROM_TEXT
            return _parsed(call, text, _LIBRARIES[name]) if known else call.unknown
    return call.unknown


def _path(call: Invocation, parts: tuple[Value, ...]) -> Value:
    names = [str(part) for part in parts if isinstance(part, str)]
    return "/".join(names) if len(names) == len(parts) else call.unknown


def _text(call: Invocation, path: str, read: Read) -> Value:
    inside = path.removeprefix(f"{_ROOT}/")
    if inside.startswith("/") or ".." in inside.split("/"):
        return call.unknown  # not a file of the app
    text = read(inside)
    return call.unknown if text is None or "<%" in text else text


def _parsed(call: Invocation, text: Value, form: str) -> Value:
    if not isinstance(text, str):
        return call.unknown
    try:
        return _Budget().value(_PARSERS[form](text))
    except (ValueError, RecursionError):
        return call.unknown


def _yaml(text: str) -> Any:
    import yaml

    try:
        return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error


def _json(text: str) -> Any:
    import json

    return json.loads(text)


_PARSERS: Mapping[str, Callable[[str], Any]] = {"yaml": _yaml, "json": _json}


class _Budget:
    """Turns what a parser gives into values, as many as a mapping may have: aliases in YAML can
    stand for far more than is written."""

    def __init__(self) -> None:
        self._left = MAXIMUM_ITEMS

    def value(self, given: Any) -> Value:
        """Raises ValueError: there are too many."""
        self._left -= 1
        if self._left < 0:
            raise ValueError("too many values")
        match given:
            case dict():
                return {as_key(self.value(k)): self.value(item) for k, item in given.items()}
            case list():
                return tuple(map(self.value, given))
            case str():
                symbol = _SYMBOL.fullmatch(given)
                return Symbol(symbol[1]) if symbol else given
            case None | bool() | int() | float():
                return given
        return Unknown(str(given))


def _of_production(config: Value) -> Value:
    """What `config_for` gives in production, where the rows are: `shared`, and what overrides it.

    Source: Rails::Application#config_for.
    """
    if not isinstance(config, dict):
        return config
    sections = [config.get(name) for name in ("shared", "production")]
    found = [section for section in sections if section is not None]
    return _merged(found) if all(isinstance(one, dict) for one in found) else found[-1]


def _merged(sections: Sequence[Value]) -> Value:
    merged: dict[Value, Value] = {}
    for section in sections:
        for key, value in section.items() if isinstance(section, dict) else ():
            both = isinstance(merged.get(key), dict) and isinstance(value, dict)
            merged[key] = _merged([merged[key], value]) if both else value
    return merged
