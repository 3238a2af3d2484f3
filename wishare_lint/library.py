"""What the Ruby files of a tree define for each other, found by Zeitwerk's file names."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from wishare_lint.rails import macros
from wishare_lint.rails.inflector import Inflector
from wishare_lint.ruby import syntax
from wishare_lint.ruby.definitions import constants, definitions
from wishare_lint.ruby.interpreter import Interpreter, Scope
from wishare_lint.ruby.parser import parse
from wishare_lint.ruby.source import SourceFile
from wishare_lint.ruby.values import ConstantReference, Unknown, Value

CODE = re.compile("/(?:app|lib)/")
"""Where files stand whose constants and classes others can use."""

_ASSIGNED = re.compile(rb"^[ \t]*([A-Z]\w*)[ \t]*(?:\|\|)?=[^=~]", re.MULTILINE)
"""A constant, such as projects name lists and tables of values."""


def assigns_constant(source: SourceFile) -> bool:
    """Whether a file may hold a list or a table of values that an enum elsewhere uses."""
    return _ASSIGNED.search(source.data) is not None


class Library:
    """Constants and macros by full name; see `rails.macros.Library`.

    `paths` are the Ruby files to search by name; `model_paths` are also searched by content, since
    a class may be opened again in another file.
    """

    def __init__(
        self,
        read: Callable[[str], SourceFile | None],
        paths: Iterable[str],
        model_paths: Iterable[str],
        inflector: Inflector,
    ) -> None:
        self._read = read
        self._paths = tuple(paths)
        self._model_paths = tuple(model_paths)
        self._inflector = inflector
        self._files: dict[str, syntax.File | None] = {}
        self._constants: dict[str, Mapping[str, syntax.Node]] = {}
        self._values: dict[str, Value] = {}

    @property
    def consulted(self) -> frozenset[str]:
        """The files that were looked into."""
        return frozenset(self._files)

    def constant(self, name: str) -> Value:
        """The value of a constant such as `Bike::STATUSES`; None where no file assigns it."""
        if name not in self._values:
            self._values[name] = Unknown(name)
            self._values[name] = self._evaluated(name)
        return self._values[name]

    def _evaluated(self, name: str) -> Value:
        owner, _, own = name.rpartition("::")
        if not owner:
            return None
        for path in (*self._files_of(owner), *self._assigning.get(own, ())):
            known = self._constants_in(path)
            if name in known:
                return _Home(owner, known, self).value(known[name], Scope())
        return None

    def macros(self, name: str) -> Mapping[str, syntax.Method]:
        """The class methods that a class or module leaves to those that build on it, if any of them
        can declare an enum."""
        for path in self._files_of(name):
            source = self._read(path)
            if source is None or b"enum" not in source.data:
                continue
            for definition in definitions(self._body(path)):
                if definition.name == name:
                    return macros.macros(definition.node)
        return {}

    def _constants_in(self, path: str) -> Mapping[str, syntax.Node]:
        if path not in self._constants:
            self._constants[path] = constants(self._body(path))
        return self._constants[path]

    def _body(self, path: str) -> syntax.Body:
        if path not in self._files:
            source = self._read(path)
            self._files[path] = None if source is None else parse(source)
        file = self._files[path]
        return () if file is None else file.body

    def _files_of(self, name: str) -> Iterator[str]:
        """The files that may define a class: `admin/user.rb` for `Admin::User`, in any folder."""
        file = f"/{self._inflector.underscore(name)}.rb"
        candidates = self._by_file_name.get(file.rpartition("/")[2], ())
        return (path for path in candidates if f"/{path}".endswith(file))

    @cached_property
    def _by_file_name(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for path in self._paths:
            found.setdefault(path.rpartition("/")[2], []).append(path)
        return found

    @cached_property
    def _assigning(self) -> Mapping[str, Sequence[str]]:
        """The model files that assign a constant, by its own name."""
        found: dict[str, list[str]] = {}
        for path in self._model_paths:
            source = self._read(path)
            for name in set(_ASSIGNED.findall(source.data)) if source else ():
                found.setdefault(name.decode(), []).append(path)
        return found


class _Home(Interpreter):
    """Works out a constant where it is assigned: other constants are searched from there."""

    def __init__(self, owner: str, known: Mapping[str, syntax.Node], library: Library) -> None:
        super().__init__(constants=known)
        self._owner = owner
        self._library = library

    def resolve_constant(self, name: str) -> Value:
        home = self._owner
        while home:
            value = self._library.constant(f"{home}::{name}")
            if value is not None:
                return value
            home = home.rpartition("::")[0]
        value = self._library.constant(name)
        return ConstantReference(name) if value is None else value
