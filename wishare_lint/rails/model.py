"""A model file: its classes with their tables, enums and ignored columns.

The class body is followed as Ruby would run it, so that an `enum` in a loop, behind a class method
of the project, or with its values in a constant is read like any other.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from wishare_lint.rails.enum import Enum, read_enums
from wishare_lint.ruby import syntax
from wishare_lint.ruby.definitions import Definition, class_methods, constants, definitions
from wishare_lint.ruby.interpreter import Interpreter, Invocation, Raised, Scope
from wishare_lint.ruby.parser import parse
from wishare_lint.ruby.source import Place, SourceFile
from wishare_lint.ruby.values import Unknown, Value

TRIGGERS = (b"enum", b"ignored_columns", b"table_name", b"abstract_class")
"""A model file without any of these words holds no fact that is read here: it is not parsed."""


ConstantLookup: TypeAlias = Callable[[str], syntax.Node | None]
"""The expression of a constant that another file assigns, by its full name."""


def no_constants(name: str) -> None:
    """A lookup for a file that is read by itself."""


@dataclass(frozen=True)
class Model:
    """A class, or a concern, of `app/models`.

    `table` is what `self.table_name =` says, None where nothing does. `ignored_columns` is Unknown
    where it is computed. `superclass` is as written. `prefix` is what a module's
    `self.table_name_prefix` gives to the classes in it.
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


def is_worth_parsing(data: bytes) -> bool:
    """Whether the file has any of the words that a fact of a model needs."""
    return any(trigger in data for trigger in TRIGGERS)


def read_models(source: SourceFile, lookup: ConstantLookup = no_constants) -> tuple[Model, ...]:
    """The classes and concerns of a file, with what their bodies declare."""
    file = parse(source)
    known = constants(file.body)
    models = [_read(definition, known, lookup) for definition in definitions(file.body)]
    if models and file.errors:
        errors = tuple((place, "this is not valid Ruby") for place in file.errors)
        models[0] = replace(models[0], unreadable=(*errors, *models[0].unreadable))
    return tuple(models)


def model_by_path(source: SourceFile, class_name: str) -> Model:
    """A model that is known by its file's name only (Zeitwerk: one file, one class)."""
    return Model(class_name, source.whole)


def _read(
    definition: Definition, known: Mapping[str, syntax.Node], lookup: ConstantLookup
) -> Model:
    node = definition.node
    own = constants(node.body)
    reader = _ModelReader(definition, class_methods(node.body), {**known, **own}, lookup)
    reader.follow(node.body)
    superclass = node.superclass if isinstance(node, syntax.Class) else None
    return Model(
        class_name=definition.name,
        place=node.name_place,
        superclass=superclass.place.text.removeprefix("::") if superclass else "",
        nesting=definition.nesting,
        table=reader.table,
        abstract=reader.abstract,
        is_module=isinstance(node, syntax.Module),
        prefix=_prefix(node.body),
        includes=tuple(reader.includes),
        ignored_columns=reader.ignored_columns,
        enums=tuple(reader.enums),
        unreadable=tuple(reader.unreadable),
    )


def _prefix(body: syntax.Body) -> str:
    """What `def self.table_name_prefix` returns, where that is a plain string."""
    method = class_methods(body).get("table_name_prefix")
    last = method.body[-1] if method and method.body else None
    literal = last.value if isinstance(last, syntax.Literal) else None
    return literal if isinstance(literal, str) else ""


class _ModelReader(Interpreter):
    """Follows a class body; calls on self are the macros of ActiveRecord."""

    def __init__(
        self,
        definition: Definition,
        methods: Mapping[str, syntax.Method],
        known: Mapping[str, syntax.Node],
        lookup: ConstantLookup,
    ) -> None:
        macros = {"enum", "table_name", "ignored_columns"}
        super().__init__({n: m for n, m in methods.items() if n not in macros}, known)
        self.class_name = definition.name
        self._nesting = (*definition.nesting, definition.name)
        self._lookup = lookup
        self.table: str | None = None
        self.abstract = False
        self.includes: list[str] = []
        self.ignored_columns: tuple[str, ...] | Unknown = ()
        self.enums: list[Enum] = []

    def follow(self, body: syntax.Body) -> None:
        """Follows each statement by itself: an error in one hides no other."""
        scope = Scope()
        for node in body:
            try:
                self.value(node, scope)
            except Raised:
                continue

    def resolve_constant(self, name: str) -> Value:
        """A constant of another file, seen from inside out as Ruby does."""
        for outer in (*reversed(self._nesting), ""):
            expression = self._lookup(f"{outer}::{name}" if outer else name)
            if expression is not None:
                return self.value(expression, Scope())
        return super().resolve_constant(name)

    def answer(self, invocation: Invocation) -> Value:
        if not invocation.on_self:
            return self._on_other(invocation)
        match invocation.method:
            case "enum":
                self.enums.extend(read_enums(invocation, self.class_name))
            case "include" | "extend" | "prepend":
                self.includes.extend(map(str, invocation.positional))
            case "table_name=":
                self.table = _text(invocation)
            case "abstract_class=":
                self.abstract = invocation.positional == (True,)
            case "ignored_columns":
                return self.ignored_columns
            case "ignored_columns=":
                self._ignore(invocation)
            case "included" | "with_options" | "class_eval" | "concerning":
                self._enter(invocation)
        return invocation.unknown

    def _ignore(self, invocation: Invocation) -> None:
        names = invocation.positional[0] if invocation.positional else ()
        known = isinstance(names, tuple) and all(isinstance(name, str) for name in names)
        self.ignored_columns = (
            tuple(map(str, names)) if known and isinstance(names, tuple) else invocation.unknown
        )

    def _enter(self, invocation: Invocation) -> None:
        if invocation.block is not None:
            self.follow_once(invocation, Unknown("self"))

    def _on_other(self, invocation: Invocation) -> Value:
        """`base.enum …` in `self.included(base)`, `klass.class_eval do … end`."""
        if invocation.method == "enum":
            self.enums.extend(read_enums(invocation, self.class_name))
        elif invocation.method == "class_eval":
            self._enter(invocation)
        return invocation.unknown


def _text(invocation: Invocation) -> str | None:
    value = invocation.positional[0] if invocation.positional else None
    return str(value) if isinstance(value, str) else None
