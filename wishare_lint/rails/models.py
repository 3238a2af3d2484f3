"""All models of a tree: which class reads which table, and which enums it has in the end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from wishare_lint.rails.enum import Enum
from wishare_lint.rails.inflector import Inflector
from wishare_lint.rails.model import Model
from wishare_lint.rails.schema import Schema


@dataclass(frozen=True)
class Models:
    """The classes and concerns of an app, by name; a class that is opened twice is merged."""

    by_class: Mapping[str, Model]
    inflector: Inflector
    schema: Schema

    @classmethod
    def of(cls, models: Iterable[Model], inflector: Inflector, schema: Schema) -> "Models":
        by_class: dict[str, Model] = {}
        for model in models:
            known = by_class.get(model.class_name)
            by_class[model.class_name] = model if known is None else _merged(known, model)
        return cls(by_class, inflector, schema)

    def table(self, model: Model) -> str:
        """The table of a class (ActiveRecord::ModelSchema#compute_table_name)."""
        if model.table is not None:
            return model.table
        parent = self._parent(model)
        if parent is not None and not parent.abstract and parent.class_name != model.class_name:
            return self.table(parent)
        own = self.inflector.table_name(model.class_name)
        return self._namespaced(model, own)

    def _parent(self, model: Model) -> Model | None:
        """The model that this one derives from: with it, it shares a table (STI)."""
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
        if prefix or not model.nesting or own in self.schema.tables:
            return prefix + own
        guess = self.inflector.underscore(model.nesting[-1]).replace("/", "_") + "_" + own
        return guess if guess in self.schema.tables else own

    @cached_property
    def _by_table(self) -> Mapping[str, tuple[Model, ...]]:
        tables: dict[str, list[Model]] = {}
        for model in self.by_class.values():
            if not model.is_module and not model.abstract:
                tables.setdefault(self.table(model), []).append(model)
        return {table: tuple(models) for table, models in tables.items()}

    def of_table(self, table: str) -> tuple[Model, ...]:
        """The classes that read a table; more than one with STI."""
        return self._by_table.get(table.removeprefix("public."), ())

    def ignores(self, table: str, column: str) -> bool:
        """Whether a model of the table ignores the column, itself or by a concern."""
        return any(
            part.ignores(column) for model in self.of_table(table) for part in self._parts(model)
        )

    def _parts(self, model: Model) -> tuple[Model, ...]:
        """The class, its parents and their concerns."""
        parent = self._parent(model)
        own = (model, *self._concerns(model))
        return own if parent is None else (*own, *self._parts(parent))

    def _concerns(self, model: Model, depth: int = 0) -> tuple[Model, ...]:
        """The modules that a class includes, and those that they include."""
        if depth > _MAXIMUM_DEPTH:
            return ()
        found = []
        for name in model.includes:
            concern = self._module(name, model)
            if concern is not None:
                found += [concern, *self._concerns(concern, depth + 1)]
        return tuple(found)

    def _module(self, name: str, model: Model) -> Model | None:
        for outer in (model.class_name, *reversed(model.nesting), ""):
            found = self.by_class.get(f"{outer}::{name}" if outer else name)
            if found is not None and found.is_module:
                return found
        return None

    @cached_property
    def enums(self) -> Mapping[tuple[str, str], Enum]:
        """Every enum by class and attribute; one of a concern counts for each class with it."""
        found: dict[tuple[str, str], Enum] = {}
        for model in self.by_class.values():
            if model.is_module:
                continue
            for part in (*self._concerns(model), model):
                for enum in part.enums:
                    own = replace(enum, class_name=model.class_name)
                    found[model.class_name, enum.attribute] = own
        return found


_BASES = frozenset({"", "ApplicationRecord", "ActiveRecord::Base"})
_MAXIMUM_DEPTH = 8


def _merged(first: Model, second: Model) -> Model:
    """A class that two files open."""
    ignored = first.ignored_columns or second.ignored_columns
    return replace(
        first,
        superclass=first.superclass or second.superclass,
        table=first.table or second.table,
        abstract=first.abstract or second.abstract,
        prefix=first.prefix or second.prefix,
        includes=(*first.includes, *second.includes),
        ignored_columns=ignored,
        enums=(*first.enums, *second.enums),
        unreadable=(*first.unreadable, *second.unreadable),
    )
