"""All models of a tree: which class reads which table, and which enums it has in the end."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from wishare_lint.rails.enums.enum import Enum, RailsEnum
from wishare_lint.rails.enums.gem_enums import overlaid
from wishare_lint.rails.models.inflector import Inflector
from wishare_lint.rails.models.model import Model
from wishare_lint.ruby.values import Unknown


@dataclass(frozen=True)
class Models:
    """The classes and concerns of an app, by name; a class that is opened twice is merged.

    `has_table` tells whether the database has a table: only names of namespaced classes need it.
    """

    by_class: Mapping[str, Model]
    inflector: Inflector
    has_table: Callable[[str], bool]

    @classmethod
    def of(
        cls, models: Iterable[Model], inflector: Inflector, has_table: Callable[[str], bool]
    ) -> "Models":
        by_class: dict[str, Model] = {}
        for model in models:
            known = by_class.get(model.class_name)
            by_class[model.class_name] = model if known is None else _merged(known, model)
        return cls(by_class, inflector, has_table)

    # Tables

    def table(self, model: Model) -> str:
        """The table of a class (ActiveRecord::ModelSchema#compute_table_name)."""
        for owner in (model, *self._ancestors(model)):
            if owner.table is not None:
                return owner.table
            if not self.shares_table(owner):
                return self._namespaced(owner, self.inflector.table_name(owner.class_name))
        return self.inflector.table_name(model.class_name)

    def shares_table(self, model: Model) -> bool:
        """Whether the class reads the table of its parent: single-table inheritance."""
        parent = self._parent(model)
        return parent is not None and not parent.abstract and model.table is None

    def _ancestors(self, model: Model) -> Iterator[Model]:
        """The models that a class derives from, the nearest first."""
        seen = {model.class_name}
        parent = self._parent(model)
        while parent is not None and parent.class_name not in seen:
            yield parent
            seen.add(parent.class_name)
            parent = self._parent(parent)

    def _parent(self, model: Model) -> Model | None:
        """The model that this one derives from, by Ruby's search for the constant."""
        if model.superclass in _BASES:
            return None
        for outer in (*reversed(model.nesting), ""):
            name = f"{outer}::{model.superclass}" if outer else model.superclass
            if name in self.by_class and name != model.class_name:
                return self.by_class[name]
        return None

    def _namespaced(self, model: Model, own: str) -> str:
        """With the prefix of the module, if it has one, or if only such a table exists."""
        scopes = [self.by_class[name] for name in model.nesting if name in self.by_class]
        prefix = next((scope.prefix for scope in reversed(scopes) if scope.prefix), "")
        if prefix or not model.nesting or self.has_table(own):
            return prefix + own
        guess = self.inflector.underscore(model.nesting[-1]).replace("/", "_") + "_" + own
        return guess if self.has_table(guess) else own

    @cached_property
    def _by_table(self) -> Mapping[str, tuple[Model, ...]]:
        tables: dict[str, list[Model]] = {}
        for model in self._classes:
            if not model.abstract:
                tables.setdefault(self.table(model), []).append(model)
        return {table: tuple(models) for table, models in tables.items()}

    @property
    def _classes(self) -> tuple[Model, ...]:
        return tuple(model for model in self.by_class.values() if not model.is_module)

    def of_table(self, table: str) -> tuple[Model, ...]:
        """The classes that read a table; more than one with STI."""
        return self._by_table.get(table.removeprefix("public."), ())

    def owner_of(self, table: str) -> Model | None:
        """The class that a table belongs to; with STI, the one that the others derive from."""
        found = self.of_table(table)
        tops = [model for model in found if not self.shares_table(model)]
        return min(tops or found, key=lambda model: len(model.class_name), default=None)

    def ignores(self, table: str, column: str) -> bool:
        """Whether a model of the table ignores the column, itself or by a concern."""
        return any(
            part.ignores(column) for model in self.of_table(table) for part in self._parts(model)
        )

    def declares(self, model: Model, attribute: str) -> bool:
        """Whether the class declares the attribute besides its columns, or in place of one."""
        return any(attribute in part.attributes for part in self._parts(model))

    # Concerns

    def _parts(self, model: Model) -> Iterator[Model]:
        """The class, its parents and their concerns."""
        for owner in (model, *self._ancestors(model)):
            yield from (owner, *self._concerns(owner))

    def _concerns(self, model: Model, depth: int = 0) -> tuple[Model, ...]:
        """The modules that a class includes, and those that they include."""
        if depth > _MAXIMUM_DEPTH:
            return ()
        found = []
        for name in model.includes:
            concern = self._module(name, model)
            if concern is not None:
                found += [*self._concerns(concern, depth + 1), concern]
        return tuple(found)

    def _module(self, name: str, model: Model) -> Model | None:
        for outer in (model.class_name, *reversed(model.nesting), ""):
            found = self.by_class.get(f"{outer}::{name}" if outer else name)
            if found is not None and found.is_module:
                return found
        return None

    # Enums

    @cached_property
    def enums(self) -> Mapping[tuple[str, str], Enum]:
        """Every enum by class and attribute; a class has those of its parents and concerns too.

        A concern that no class is seen to include counts as a class of its own. The enum itself
        says where it is declared.
        """
        found: dict[tuple[str, str], Enum] = {}
        for model in (*self._classes, *self._unused_concerns()):
            for owner in (*reversed(tuple(self._ancestors(model))), model):
                for enum in self.enums_together(owner.class_name):
                    key = (model.class_name, enum.attribute)
                    found[key] = overlaid(found.get(key), enum)
        return found

    def enums_together(self, class_name: str) -> tuple[Enum, ...]:
        """The enums that one class declares, itself or by a concern, in the order Rails sees.

        One that could not be read gives way to another one of the same attribute, and the machine
        of a gem to the enum of Rails in which it keeps its states.
        """
        model = self.by_class[class_name]
        found = {id(enum): enum for part in (*self._concerns(model), model) for enum in part.enums}
        readable = {e.attribute for e in found.values() if not isinstance(e.mapped, Unknown)}
        by_rails = {e.attribute for e in found.values() if isinstance(e, RailsEnum)}
        return tuple(
            enum
            for enum in found.values()
            if (isinstance(enum, RailsEnum) or enum.attribute not in by_rails)
            and (enum.attribute not in readable or not isinstance(enum.mapped, Unknown))
        )

    def _unused_concerns(self) -> tuple[Model, ...]:
        used = {part.class_name for model in self._classes for part in self._concerns(model)}
        modules = (model for model in self.by_class.values() if model.is_module)
        return tuple(module for module in modules if module.class_name not in used)


_BASES = frozenset({"", "ApplicationRecord", "ActiveRecord::Base"})
_MAXIMUM_DEPTH = 8


def _merged(first: Model, second: Model) -> Model:
    """A class that two files open."""
    return replace(
        first,
        superclass=first.superclass or second.superclass,
        table=first.table or second.table,
        abstract=first.abstract or second.abstract,
        prefix=first.prefix or second.prefix,
        includes=(*first.includes, *second.includes),
        ignored_columns=first.ignored_columns or second.ignored_columns,
        enums=(*first.enums, *second.enums),
        methods=first.methods | second.methods,
        attributes=first.attributes | second.attributes,
        inclusions=(*first.inclusions, *second.inclusions),
        unreadable=(*first.unreadable, *second.unreadable),
    )
