"""What each file says by itself, read once for each text of it, whichever trees hold that text."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from wishare_lint.rails.enums.macros import enum_macros
from wishare_lint.rails.models.inflector import Inflector
from wishare_lint.rails.models.macros import Library
from wishare_lint.rails.models.model import Model, model_by_text, read_models
from wishare_lint.rails.schema.schema import Schema
from wishare_lint.rails.schema.schema_dump import read_dump
from wishare_lint.ruby import syntax
from wishare_lint.ruby.definitions import constants
from wishare_lint.ruby.parser import parse
from wishare_lint.ruby.source import SourceFile
from wishare_lint.ruby.values import Value

Fact = TypeVar("Fact")

VERSIONS = 3
"""How many texts of one file are remembered: the base's, the one on disk and the editor's."""

_DEFINED = re.compile(rb"^[ \t]*(?:class|module)[ \t]+(?:\w+::)*(\w+)", re.MULTILINE)
_ASSIGNED = re.compile(rb"^[ \t]*([A-Z]\w*)[ \t]*(?:\|\|)?=[^=~]", re.MULTILINE)
"""A constant, such as projects name lists and tables of values."""


class Files:
    """The files that were read, by path; of each the last few texts.

    Several trees may share it, at the same time or one after the other.
    """

    def __init__(self) -> None:
        self._versions: dict[str, list[FileFacts]] = {}

    def of(self, path: str, data: bytes) -> "FileFacts":
        """The facts of a file with this text."""
        versions = self._versions.setdefault(path, [])
        for known in versions:
            if known.source.data == data:
                return known
        read = FileFacts(SourceFile(path, data))
        versions.append(read)
        if len(versions) > VERSIONS:
            # The oldest is most likely the base's, so the one after it goes.
            del versions[1]
        return read


class FileFacts:
    """One text of one file, and what it says; each fact is read when it is first asked for."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self._dump = _Last[Schema]()
        self._named_model = _Last[Model]()
        self._models: tuple[tuple[Model, ...], _Answers] | None = None

    def dump(self, adapter: str | None, inflector: Inflector) -> Schema:
        """See `rails.schema.schema_dump.read_dump`."""
        return self._dump.of(read_dump, self.source, adapter, inflector)

    def named_model(self, class_name: str) -> Model:
        """See `rails.models.model.model_by_text`."""
        return self._named_model.of(model_by_text, self.source, class_name)

    def models(self, library: Library) -> tuple[Model, ...]:
        """See `rails.models.model.read_models`; read again when other files answer otherwise."""
        if self._models is None or not self._models[1].are_those_of(library):
            answers = _Answers()
            self._models = (read_models(self.source, _Recorded(library, answers)), answers)
        return self._models[0]

    @cached_property
    def parsed(self) -> syntax.File:
        return parse(self.source)

    @cached_property
    def constants(self) -> Mapping[str, syntax.Node]:
        """What is assigned to constants, by full name."""
        return constants(self.parsed.body)

    @cached_property
    def assigned(self) -> frozenset[str]:
        """The own names of the constants that it seems to assign; the file is not parsed."""
        return frozenset(name.decode() for name in _ASSIGNED.findall(self.source.data))

    @cached_property
    def defined(self) -> frozenset[str]:
        """The own names of the classes and modules that it seems to define."""
        return frozenset(name.decode() for name in _DEFINED.findall(self.source.data))

    @cached_property
    def enum_macros(self) -> frozenset[bytes]:
        """The names of methods that declare enums."""
        return frozenset(enum_macros(self.source.data))


class _Last(Generic[Fact]):
    """The last fact that was read, and what it was read by."""

    def __init__(self) -> None:
        self._known: tuple[tuple[object, ...], Fact] | None = None

    def of(self, read: Callable[..., Fact], source: SourceFile, *by: object) -> Fact:
        if self._known is None or self._known[0] != by:
            self._known = (by, read(source, *by))
        return self._known[1]


class _Answers:
    """What a library has answered to whom: so that asking again tells whether it still does.

    Values are kept in a form that tells 1 from True.
    """

    def __init__(self) -> None:
        self._values: dict[tuple[str, ...], str] = {}
        self._macros: dict[str, Mapping[str, syntax.Method]] = {}

    def note(self, value: Value, *question: str) -> None:
        """What the method of the library that is named first gave for the other words."""
        self._values[question] = repr(value)

    def note_macros(self, name: str, found: Mapping[str, syntax.Method]) -> None:
        self._macros[name] = found

    def are_those_of(self, library: Library) -> bool:
        """Whether a library answers the same."""
        return all(
            repr(getattr(library, method)(*words)) == value
            for (method, *words), value in self._values.items()
        ) and all(library.macros(name) == found for name, found in self._macros.items())


@dataclass(frozen=True)
class _Recorded:
    """A library whose answers are noted."""

    library: Library
    answers: _Answers

    def constant(self, name: str) -> Value:
        value = self.library.constant(name)
        self.answers.note(value, "constant", name)
        return value

    def mapping(self, class_name: str, method: str) -> Value:
        value = self.library.mapping(class_name, method)
        self.answers.note(value, "mapping", class_name, method)
        return value

    def plural(self, word: str) -> str:
        found = self.library.plural(word)
        self.answers.note(found, "plural", word)
        return found

    def text(self, path: str) -> str | None:
        found = self.library.text(path)
        self.answers.note(found, "text", path)
        return found

    def macros(self, name: str) -> Mapping[str, syntax.Method]:
        found = self.library.macros(name)
        self.answers.note_macros(name, found)
        return found
