"""What the Ruby files of a tree define for each other, found by Zeitwerk's file names."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from wishare_lint.file_facts import FileFacts
from wishare_lint.layout import is_named_as_migration
from wishare_lint.rails.enums.enum import Enum
from wishare_lint.rails.models import macros
from wishare_lint.rails.models.data_files import loaded
from wishare_lint.rails.models.inflector import Inflector
from wishare_lint.rails.models.model import ENUM_TRIGGERS, is_worth_parsing, models_in
from wishare_lint.ruby import syntax
from wishare_lint.ruby.definitions import Definition, definitions
from wishare_lint.ruby.interpreter import Interpreter, Invocation, Scope
from wishare_lint.ruby.source import Place, SourceFile
from wishare_lint.ruby.values import ConstantReference, Unknown, Value

CODE = re.compile("/(?:app|lib)/")
"""Where files stand whose constants and classes others can use."""

HELPING = re.compile("/(?:app|config|db|lib)/")
"""Where the code stands that migrations use."""

_SHARED = re.compile("/(?:config|db|lib)/")
"""Where it stands by any other name than Zeitwerk's."""


class Library:
    """Constants and macros by full name; see `rails.models.macros.Library`.

    `read` gives a file, `load` reads several in one go. `paths` are the Ruby files to search by
    name, looked at when one is first asked for; `model_paths` are also searched by content, since
    a class may be opened again in another file.
    """

    def __init__(
        self,
        read: Callable[[str], FileFacts | None],
        load: Callable[[Iterable[str]], None],
        paths: Iterable[str],
        model_paths: Iterable[str],
        inflector: Inflector,
        root: str = "",
    ) -> None:
        self._read = read
        self._load = load
        self._given_paths = paths
        self._root = root
        self._model_paths = tuple(model_paths)
        self._inflector = inflector
        self._values: dict[str, Value] = {}
        self._definitions: dict[str, Sequence[Definition]] = {}
        self._enums: dict[str, tuple[Enum, ...]] = {}
        self._consulted: set[str] = set()

    def with_file(self, source: SourceFile) -> "Library":
        """The same files, one of them with another text; the others are found as before."""

        replaced = FileFacts(source)

        def read(path: str) -> FileFacts | None:
            return replaced if path == source.path else self._read(path)

        known = (self._paths, self._model_paths, self._inflector, self._root)
        other = Library(read, self._load, *known)
        other._by_file_name, other._assigning = self._by_file_name, self._assigning
        return other

    @property
    def consulted(self) -> frozenset[str]:
        """The files that were looked into."""
        return frozenset(self._consulted)

    def text(self, path: str) -> str | None:
        """The text of a file, by its path from the folder of the app; None where there is none."""
        inside = f"{self._root}/{path}" if self._root else path
        file = self._looked_into(inside)
        return None if file is None else file.source.text

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
            file = self._looked_into(path)
            if file is not None and name in file.constants:
                return _Home(owner, file.constants, self).value(file.constants[name], Scope())
        return None

    def constant_at(self, name: str, place: Place) -> Value:
        """The value of a constant as the code at a place sees it."""
        path = place.source.path
        around = (d for d in definitions(self.body(path)) if d.node.place.start <= place.start)
        owners = [d.name for d in around if place.start < d.node.place.end]
        home = _Home(owners[-1] if owners else "", self._constants_of(path), self)
        return home.constant(name, place)

    def definitions(self, name: str) -> Sequence[Definition]:
        """Where a class or module is defined: in its own file, in that of a module around it, or
        in any of `config`, `db` and `lib`."""
        if name not in self._definitions:
            self._definitions[name] = self._defined(name)
        return self._definitions[name]

    def _defined(self, name: str) -> Sequence[Definition]:
        around = name
        while around:
            found = self._defined_in(self._files_of(around), name)
            if found:
                return found
            around = around.rpartition("::")[0]
        return self._defined_in(self._defining.get(name.rpartition("::")[2], ()), name)

    def _defined_in(self, paths: Iterable[str], name: str) -> Sequence[Definition]:
        return tuple(d for path in paths for d in definitions(self.body(path)) if d.name == name)

    def mentioning(self, pattern: re.Pattern[bytes]) -> Iterator[str]:
        """The files of `config`, `db` and `lib` whose text has the pattern; no migrations."""
        for path in self._shared_paths:
            file = self._read(path)
            if file is not None and pattern.search(file.source.data):
                yield path

    def macros(self, name: str) -> Mapping[str, syntax.Method]:
        """The class methods that a class or module leaves to those that build on it, if any of them
        can declare an enum."""
        for path in self._files_of(name):
            file = self._read(path)
            if file is None or not is_worth_parsing(file.source.data, ENUM_TRIGGERS):
                continue
            for definition in definitions(self.body(path)):
                if definition.name == name:
                    return macros.macros(definition.node)
        return {}

    def mapping(self, class_name: str, method: str) -> Value:
        """What `Order.statuses` gives; None where no file is known to declare such an enum."""
        attribute = self._inflector.singularize(method).encode()
        for path in self._files_of(class_name):
            file = self._read(path)
            if file is None or attribute not in file.source.data:
                continue
            for enum in self._enums_in(path):
                named = enum.class_name == class_name and self.plural(enum.attribute) == method
                if named and not isinstance(enum.mapped, Unknown):
                    return dict(enum.mapped)
        return None

    def plural(self, word: str) -> str:
        return self._inflector.pluralize(word)

    def _enums_in(self, path: str) -> tuple[Enum, ...]:
        """The enums of a file; while it is being read, none: two classes may ask each other."""
        if path not in self._enums:
            self._enums[path] = ()
            file = self._looked_into(path)
            models = () if file is None else models_in(file.parsed, self)
            self._enums[path] = tuple(enum for model in models for enum in model.enums)
        return self._enums[path]

    def _constants_of(self, path: str) -> Mapping[str, syntax.Node]:
        file = self._looked_into(path)
        return {} if file is None else file.constants

    def body(self, path: str) -> syntax.Body:
        """The syntax of a file; empty where there is none."""
        file = self._looked_into(path)
        return () if file is None else file.parsed.body

    def _looked_into(self, path: str) -> FileFacts | None:
        self._consulted.add(path)
        return self._read(path)

    def _files_of(self, name: str) -> Iterator[str]:
        """The files that may define a class: `admin/user.rb` for `Admin::User`, in any folder."""
        file = f"/{self._inflector.underscore(name)}.rb"
        candidates = self._by_file_name.get(file.rpartition("/")[2], ())
        return (path for path in candidates if f"/{path}".endswith(file))

    @cached_property
    def _paths(self) -> Sequence[str]:
        return tuple(self._given_paths)

    @cached_property
    def _by_file_name(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for path in self._paths:
            found.setdefault(path.rpartition("/")[2], []).append(path)
        return found

    @cached_property
    def _shared_paths(self) -> Sequence[str]:
        """The files of `config`, `db` and `lib`, without migrations; all are read."""
        shared = (path for path in self._paths if _SHARED.search(f"/{path}"))
        paths = tuple(path for path in shared if not is_named_as_migration(path))
        self._load(paths)
        return paths

    @cached_property
    def _defining(self) -> Mapping[str, Sequence[str]]:
        """The files of `config`, `db` and `lib` that define a class or module, by its own name."""
        found: dict[str, list[str]] = {}
        for path in self._shared_paths:
            file = self._read(path)
            for name in file.defined if file else ():
                found.setdefault(name, []).append(path)
        return found

    @cached_property
    def _assigning(self) -> Mapping[str, Sequence[str]]:
        """The model files that assign a constant, by its own name."""
        found: dict[str, list[str]] = {}
        self._load(self._model_paths)
        for path in self._model_paths:
            file = self._read(path)
            for name in file.assigned if file else ():
                found.setdefault(name, []).append(path)
        return found


class _Home(Interpreter):
    """Works out a constant where it is assigned: other constants are searched from there."""

    def __init__(self, owner: str, known: Mapping[str, syntax.Node], library: Library) -> None:
        super().__init__(constants=known)
        self._owner = owner
        self._library = library

    def answer(self, invocation: Invocation) -> Value:
        return loaded(invocation, self._library.text)

    def resolve_constant(self, name: str) -> Value:
        home = self._owner
        while home:
            value = self._library.constant(f"{home}::{name}")
            if value is not None:
                return value
            home = home.rpartition("::")[0]
        value = self._library.constant(name)
        return ConstantReference(name) if value is None else value
