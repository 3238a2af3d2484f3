"""Views, functions, triggers and other objects that Rails leaves to SQL."""

from dataclasses import dataclass
from typing import ClassVar

from wishare_lint.rails.operations.base import Operation
from wishare_lint.rails.schema.schema import Conflict, Name, Schema
from wishare_lint.ruby.values import Unknown


@dataclass(frozen=True, kw_only=True)
class SqlObjectOperation(Operation):
    """An operation on an object of a kind, such as `view`; a trigger's name has its table."""

    verb: ClassVar[str] = ""
    object_kind: str
    name: Name

    @property
    def kind(self) -> str:  # type: ignore[override]  # the kind follows from the object's
        return f"{self.verb}_{self.object_kind}"

    @property
    def key(self) -> str:
        """The object among those of the schema: `view totals`."""
        return f"{self.object_kind} {self.name}"

    @property
    def subject(self) -> str:
        return self.key

    @property
    def is_readable(self) -> bool:
        return not isinstance(self.name, Unknown)


@dataclass(frozen=True, kw_only=True)
class CreateObject(SqlObjectOperation):
    """Makes an object; `definition` is its SQL. `replaces`: also where there is one already."""

    verb: ClassVar[str] = "create"
    definition: Name
    replaces: bool = False

    def presumed(self, schema: Schema) -> Schema:
        return schema.presuming_object(self.key, None) if self.replaces else schema

    def apply(self, schema: Schema) -> Schema | Conflict:
        return schema.with_object(self.key, self.definition)


@dataclass(frozen=True, kw_only=True)
class DropObject(SqlObjectOperation):
    """Drops an object."""

    verb: ClassVar[str] = "drop"
    if_exists: bool = False

    def presumed(self, schema: Schema) -> Schema:
        there = None if self.if_exists else Unknown(f"the definition of {self.key}")
        return schema.presuming_object(self.key, there)

    def apply(self, schema: Schema) -> Schema | Conflict:
        return schema.without_object(self.key)


@dataclass(frozen=True, kw_only=True)
class AlterObject(SqlObjectOperation):
    """Changes an object in a way that is not followed: what it is afterwards is not known."""

    verb: ClassVar[str] = "alter"

    def presumed(self, schema: Schema) -> Schema:
        return schema.presuming_object(self.key, Unknown(f"the definition of {self.key}"))

    def apply(self, schema: Schema) -> Schema | Conflict:
        return schema.with_object(self.key, Unknown(f"the definition of {self.key}"))
