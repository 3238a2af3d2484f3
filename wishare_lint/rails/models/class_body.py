"""The body of a model's class or of a concern, followed as Ruby would run it.

Source: ActiveRecord::Enum, ::ModelSchema, ActiveSupport::Concern.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from wishare_lint.rails.enums.call import read_enums
from wishare_lint.rails.enums.enum import Enum
from wishare_lint.rails.enums.gem_enums import read_gem_enum, with_gem_enum
from wishare_lint.rails.enums.inclusion import Inclusion, read_inclusions
from wishare_lint.rails.models.data_files import loaded
from wishare_lint.rails.models.macros import Library, macros
from wishare_lint.ruby import syntax
from wishare_lint.ruby.definitions import Definition, class_methods, constants, methods
from wishare_lint.ruby.interpreter import Closure, Interpreter, Invocation, Raised, Scope
from wishare_lint.ruby.source import Place
from wishare_lint.ruby.values import ConstantReference, Unknown, Value


class ClassBody(Interpreter):
    """Follows a class body; calls on self are the macros of ActiveRecord, or of the project.

    `names` are the methods and scopes that the body defines, `attributes` those that it declares
    besides the columns, or in place of one.
    """

    def __init__(
        self, definition: Definition, known: Mapping[str, syntax.Node], library: Library
    ) -> None:
        body = definition.node.body
        super().__init__(_project_macros(macros(definition.node)), {**known, **constants(body)})
        self.definition = definition
        self.class_name = definition.name
        self.table: str | None = None
        self.abstract = False
        self.includes: list[str] = []
        self.ignored_columns: tuple[str, ...] | Unknown = ()
        self.enums: list[Enum] = []
        self.inclusions: list[Inclusion] = []
        self.attributes: set[str] = set()
        self.names = {*methods(body), *class_methods(body)}
        self._homes = [definition.name, *reversed(definition.nesting), ""]
        self._parents: list[str] = []
        self._library = library
        self._statement = definition.node.place
        self._shared: Mapping[Value, Value] = {}

    def inherit(self, name: str) -> None:
        """Takes over the macros and constants of a parent, or of a module that is included."""
        self._parents.append(name)
        for home in self._homes:
            found = self._library.macros(_inside(home, name))
            self.methods = {**_project_macros(found), **self.methods}

    def follow_all(self) -> None:
        """Follows the whole body; of a module also the hook that runs when it is included."""
        body = self.definition.node.body
        self.follow(body)
        hook = class_methods(body).get("included")
        if hook is not None and isinstance(self.definition.node, syntax.Module):
            self.follow(hook.body)

    def follow(self, body: syntax.Body, scope: Scope | None = None) -> None:
        """Follows each statement by itself: an error in one hides no other."""
        around, scope = self._statement, scope or Scope()
        for node in body:
            self._statement = node.place
            try:
                self.value(node, scope)
            except Raised:
                continue
        self._statement = around

    def resolve_constant(self, name: str) -> Value:
        """A constant of another file, searched as Ruby does: around, then in what is included."""
        for home in (*self._homes, *self._parents):
            value = self._library.constant(_inside(home, name))
            if value is not None:
                return value
        return super().resolve_constant(name)

    def answer(self, invocation: Invocation) -> Value:
        macro = _MACROS.get(invocation.method)
        if macro is not None and (invocation.on_self or invocation.method in _ON_OTHERS):
            return macro(self, invocation)
        if invocation.on_self:
            self._gem_enum(invocation)
        if invocation.on_self and _ATTRIBUTE_MACRO.search(invocation.method):
            self._declare(invocation)
        asked = self._of_class(invocation)
        return loaded(invocation, self._library.text) if asked is None else asked

    def _of_class(self, invocation: Invocation) -> Value:
        """What a method of this class, or of another one, gives: `statuses`, `Order.statuses`,
        `const_get(:X)`; None where that is not known."""
        asked = invocation.receiver
        name = asked.name if isinstance(asked, ConstantReference) else ""
        if invocation.on_self or f"::{self.class_name}".endswith(f"::{name}"):
            return self._of_own(invocation)
        if not name or invocation.positional:
            return None
        found = (self._library.mapping(_inside(h, name), invocation.method) for h in self._homes)
        return next((value for value in found if value is not None), None)

    def _of_own(self, invocation: Invocation) -> Value:
        method = self.methods.get(invocation.method)
        if method is not None:
            return self.call_method(method, invocation.positional, invocation.keywords)
        if invocation.method == "const_get" and isinstance(_first(invocation), str):
            return self.constant(str(_first(invocation)), invocation.place)
        return None if invocation.positional else self._mapping(invocation.method)

    def _mapping(self, method: str) -> Value:
        for enum in self.enums:
            if (
                not isinstance(enum.mapped, Unknown)
                and self._library.plural(enum.attribute) == method
            ):
                return dict(enum.mapped)
        return None

    def _enum(self, invocation: Invocation) -> Value:
        if self._shared:
            keywords = {**self._shared, **invocation.keywords}
            invocation = replace(invocation, keywords=keywords)
        splat = not invocation.positional and "**" in invocation.keywords
        if splat or isinstance(_first(invocation), Unknown):
            reason = "the attributes or labels of this `enum` are computed"
            self.unreadable.append((invocation.place, reason))
        place = self._as_declared(invocation.place)
        self.enums.extend(read_enums(invocation, self.class_name, place, self.conditions))
        return invocation.unknown

    def _as_declared(self, place: Place) -> Place:
        """The call, or, where it is made in a method, what the class says."""
        around = self._statement
        inside = place.source is around.source and around.start <= place.start < around.end
        return place if inside else around

    def _gem_enum(self, invocation: Invocation) -> None:
        place = self._as_declared(invocation.place)
        enum = read_gem_enum(invocation, self, self.includes, self.class_name, place)
        if enum is not None:
            self.enums = with_gem_enum(self.enums, enum)

    def _include(self, invocation: Invocation) -> Value:
        for name in map(str, invocation.positional):
            self.includes.append(name)
            self.inherit(name)
        return invocation.unknown

    def _set_table(self, invocation: Invocation) -> Value:
        name = _first(invocation)
        self.table = str(name) if isinstance(name, str) else None
        return invocation.unknown

    def _set_abstract(self, invocation: Invocation) -> Value:
        self.abstract = invocation.positional == (True,)
        return invocation.unknown

    def _get_ignored(self, _invocation: Invocation) -> Value:
        return self.ignored_columns

    def _set_ignored(self, invocation: Invocation) -> Value:
        match _first(invocation):
            case tuple() as names if all(isinstance(name, str) for name in names):
                self.ignored_columns = tuple(map(str, names))
            case _:
                self.ignored_columns = invocation.unknown
        return invocation.unknown

    def _name(self, invocation: Invocation) -> Value:
        """`scope :live, …`, `alias_method :live?, :published?`."""
        self.names.add(str(_first(invocation)))
        return invocation.unknown

    def _alias(self, invocation: Invocation) -> Value:
        self.attributes.add(str(_first(invocation)))
        return self._name(invocation)

    def _declare(self, invocation: Invocation) -> None:
        """`attribute :status, :integer`, `store_accessor :data, :status`, a macro of a gem."""
        named = (*invocation.positional, *invocation.keywords)
        self.attributes.update(str(name) for name in named if isinstance(name, str))

    def _validates(self, invocation: Invocation) -> Value:
        if not self.conditions:
            self.inclusions.extend(read_inclusions(invocation))
        return invocation.unknown

    def _with_options(self, invocation: Invocation) -> Value:
        """The options count for every call in the block (Object#with_options)."""
        around, self._shared = self._shared, {**self._shared, **invocation.keywords}
        self._enter(invocation)
        self._shared = around
        return invocation.unknown

    def _enter(self, invocation: Invocation) -> Value:
        block = invocation.block
        if isinstance(block, Closure):
            scope = Scope(block.scope)
            scope.names |= {p.name: Unknown(p.name) for p in block.block.parameters}
            self.follow(block.block.body, scope)
        return invocation.unknown


_MACROS: Mapping[str, Callable[[ClassBody, Invocation], Value]] = {
    "enum": ClassBody._enum,
    **dict.fromkeys(("include", "extend", "prepend"), ClassBody._include),
    "table_name=": ClassBody._set_table,
    "abstract_class=": ClassBody._set_abstract,
    "ignored_columns": ClassBody._get_ignored,
    "ignored_columns=": ClassBody._set_ignored,
    **dict.fromkeys(("scope", "alias_method"), ClassBody._name),
    "alias_attribute": ClassBody._alias,
    **dict.fromkeys(("validates", "validates!", "validates_inclusion_of"), ClassBody._validates),
    **dict.fromkeys(("included", "class_eval", "concerning"), ClassBody._enter),
    "with_options": ClassBody._with_options,
}
_ON_OTHERS = ("enum", "class_eval")
"""Macros that count on any receiver: `base.enum …` in `self.included(base)`."""


_ATTRIBUTE_MACRO = re.compile(r"attribute|accessor|store")


def _project_macros(found: Mapping[str, syntax.Method]) -> Mapping[str, syntax.Method]:
    """Without those of Rails: a project that overrides one adds to it."""
    return {name: method for name, method in found.items() if name not in _MACROS}


def _inside(home: str, name: str) -> str:
    return f"{home}::{name}" if home else name


def _first(invocation: Invocation) -> Value:
    return invocation.positional[0] if invocation.positional else None
