"""A model file: its classes with their tables, enums and ignored columns."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from wishare_lint.rails.enums import gem_enums
from wishare_lint.rails.enums.enum import Enum
from wishare_lint.rails.enums.inclusion import Inclusion
from wishare_lint.rails.models.class_body import ClassBody
from wishare_lint.rails.models.macros import Library, NoLibrary
from wishare_lint.ruby import syntax
from wishare_lint.ruby.definitions import Definition, class_methods, constants, definitions
from wishare_lint.ruby.parser import parse
from wishare_lint.ruby.source import Place, SourceFile
from wishare_lint.ruby.values import Unknown

ENUM_TRIGGERS = (b"enum", *gem_enums.TRIGGERS)
"""A file without any of these words declares no enum."""

TRIGGERS = (*ENUM_TRIGGERS, b"ignored_columns", b"table_name", b"abstract_class")
"""A model file without any of these words holds no fact that is read here: it is not parsed."""


@dataclass(frozen=True)
class Model:
    """A class, or a concern, of `app/models`.

    `table` is what `self.table_name =` says, None where nothing does. `ignored_columns` is Unknown
    where it is computed. `superclass` is as written. `prefix` is what a module's
    `self.table_name_prefix` gives to the classes in it. `methods` are the names of the methods and
    scopes that the class defines itself, `attributes` what it declares besides its columns, or in
    place of one.
    """

    class_name: str
    place: Place
    superclass: str = ""
    nesting: tuple[str, ...] = ()
    table: str | None = None
    abstract: bool = False
    is_module: bool = False
    prefix: str = ""
    includes: tuple[str, ...] = ()
    ignored_columns: tuple[str, ...] | Unknown = ()
    enums: tuple[Enum, ...] = ()
    methods: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()
    inclusions: tuple[Inclusion, ...] = ()
    unreadable: tuple[tuple[Place, str], ...] = ()

    @property
    def path(self) -> str:
        return self.place.source.path

    @property
    def subject(self) -> str:
        return self.class_name

    def ignores(self, column: str) -> bool:
        """Whether the model surely ignores the column."""
        return not isinstance(self.ignored_columns, Unknown) and column in self.ignored_columns


def is_worth_parsing(data: bytes, words: Iterable[bytes] = TRIGGERS) -> bool:
    """Whether the file has any of the words that a fact of a model needs."""
    return any(word in data for word in words)


def read_models(source: SourceFile, library: Library | None = None) -> tuple[Model, ...]:
    """The classes and concerns of a file, with what their bodies declare."""
    return models_in(parse(source), library)


def models_in(file: syntax.File, library: Library | None = None) -> tuple[Model, ...]:
    """The same for a file that is parsed already."""
    known = constants(file.body)
    library = library or NoLibrary()
    models = [_read(definition, known, library) for definition in definitions(file.body)]
    if models and file.errors:
        errors = tuple((place, "this is not valid Ruby") for place in file.errors)
        models[0] = replace(models[0], unreadable=(*errors, *models[0].unreadable))
    return tuple(models)


def model_by_text(source: SourceFile, class_name: str) -> Model:
    """A model that is not parsed: known by its file's name (Zeitwerk: one file, one class), with
    the parent and the modules that its text names."""
    parent = _SUPERCLASS.search(source.data)
    named = (match.group(1).split(b",") for match in _INCLUDE.finditer(source.data))
    return Model(
        class_name=class_name,
        place=_named(source, class_name),
        superclass=parent.group(1).decode() if parent else "",
        nesting=tuple(_outer(class_name)),
        is_module=_MODULE.search(source.data) is not None and not _CLASS.search(source.data),
        includes=tuple(name.strip().decode() for names in named for name in names),
    )


def _named(source: SourceFile, class_name: str) -> Place:
    """The name of the class where the text defines it, else the first line."""
    name = re.escape(class_name.rpartition("::")[2].encode())
    match = re.search(
        rb"^[ \t]*(?:class|module)[ \t]+((?:\w+::)*" + name + rb")\b", source.data, re.MULTILINE
    )
    return Place(source, *match.span(1)) if match else source.whole


_CLASS = re.compile(rb"^[ \t]*class[ \t]", re.MULTILINE)
_MODULE = re.compile(rb"^[ \t]*module[ \t]", re.MULTILINE)
_SUPERCLASS = re.compile(rb"^[ \t]*class[ \t]+[\w:]+[ \t]*<[ \t]*(?:::)?([\w:]+)", re.MULTILINE)
_INCLUDE = re.compile(rb"^[ \t]*(?:include|extend|prepend)[ (]+(?:::)?([\w:., ]+)", re.MULTILINE)


def _outer(class_name: str) -> Iterator[str]:
    """The modules around a class, from outside: `A` and `A::B` for `A::B::C`."""
    names = class_name.split("::")[:-1]
    return ("::".join(names[: end + 1]) for end in range(len(names)))


def _read(definition: Definition, known: Mapping[str, syntax.Node], library: Library) -> Model:
    node = definition.node
    superclass = node.superclass if isinstance(node, syntax.Class) else None
    parent = superclass.place.text.removeprefix("::") if superclass else ""
    body = ClassBody(definition, known, library)
    if parent:
        body.inherit(parent)
    body.follow_all()
    return Model(
        class_name=definition.name,
        place=node.name_place,
        superclass=parent,
        nesting=definition.nesting,
        table=body.table,
        abstract=body.abstract,
        is_module=isinstance(node, syntax.Module),
        prefix=_prefix(node.body),
        includes=tuple(body.includes),
        ignored_columns=body.ignored_columns,
        enums=tuple(body.enums),
        methods=frozenset(body.names),
        attributes=frozenset(body.attributes),
        inclusions=tuple(body.inclusions),
        unreadable=tuple(body.unreadable),
    )


def _prefix(body: syntax.Body) -> str:
    """What `def self.table_name_prefix` returns, where that is a plain string."""
    method = class_methods(body).get("table_name_prefix")
    last = method.body[-1] if method and method.body else None
    literal = last.value if isinstance(last, syntax.Literal) else None
    return literal if isinstance(literal, str) else ""
