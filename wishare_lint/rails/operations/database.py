"""Operations on what is not a table: enum types, extensions, schemas."""

from dataclasses import dataclass, replace
from typing import ClassVar

from wishare_lint.rails.operations.base import Irreversible, Operation
from wishare_lint.rails.schema.schema import Conflict, Name, Schema
from wishare_lint.ruby.values import Unknown


@dataclass(frozen=True, kw_only=True)
class ObjectOperation(Operation):
    """An operation on a named object of the database."""

    name: Name

    @property
    def subject(self) -> str:
        return str(self.name)


@dataclass(frozen=True, kw_only=True)
class CreateEnum(ObjectOperation):
    """Creates a PostgreSQL enum type; does nothing when one of that name exists."""

    kind: ClassVar[str] = "create_enum"
    labels: tuple[Name, ...]

    def apply(self, schema: Schema) -> Schema | Conflict:
        return (
            schema if str(self.name) in schema.enums else schema.with_enum(self.name, self.labels)
        )

    def inverse(self) -> Operation:
        return DropEnum(name=self.name, labels=self.labels, origin=self.origin)


@dataclass(frozen=True, kw_only=True)
class ExistingEnumOperation(ObjectOperation):
    """An operation on an enum type that is there."""

    def presumed(self, schema: Schema) -> Schema:
        if schema.complete or str(self.name) in schema.enums:
            return schema
        return schema.with_enum(self.name, (Unknown("the values"),))


@dataclass(frozen=True, kw_only=True)
class DropEnum(ExistingEnumOperation):
    """Drops an enum type; `labels` is None where the call does not name them.

    PostgreSQL refuses as long as a column has the type, unless the statement cascades.
    """

    kind: ClassVar[str] = "drop_enum"
    labels: tuple[Name, ...] | None
    cascades: bool = False

    def apply(self, schema: Schema) -> Schema | Conflict:
        column = schema.typed(self.name)
        if column is not None and not self.cascades:
            return Conflict(f"`{column}` still has the type `{self.name}`")
        return schema.without_enum(self.name)

    def inverse(self) -> Operation | Irreversible:
        if self.labels is None:
            return Irreversible(f"`{self.origin.via}` does not say the values of the type")
        return CreateEnum(name=self.name, labels=self.labels, origin=self.origin)

    def completed(self, schema: Schema) -> Operation:
        known = schema.enums.get(str(self.name))
        if known is None or any(isinstance(label, Unknown) for label in known):
            return self
        return replace(self, labels=known)


@dataclass(frozen=True, kw_only=True)
class RenameEnum(ExistingEnumOperation):
    """Renames an enum type."""

    kind: ClassVar[str] = "rename_enum"
    new_name: Name

    def apply(self, schema: Schema) -> Schema | Conflict:
        if str(self.name) not in schema.enums:
            return schema
        return schema.renamed_enum(self.name, self.new_name)

    def inverse(self) -> Operation:
        return replace(self, name=self.new_name, new_name=self.name)


@dataclass(frozen=True, kw_only=True)
class AddEnumValue(ExistingEnumOperation):
    """Adds a value to an enum type."""

    kind: ClassVar[str] = "add_enum_value"
    label: Name

    def apply(self, schema: Schema) -> Schema | Conflict:
        labels = schema.enums.get(str(self.name))
        return schema if labels is None else schema.with_enum(self.name, (*labels, self.label))

    def inverse(self) -> Irreversible:
        return Irreversible("a value cannot be taken out of an enum type")


@dataclass(frozen=True, kw_only=True)
class RenameEnumValue(ExistingEnumOperation):
    """Renames a value of an enum type; either name is None where the call does not give it."""

    kind: ClassVar[str] = "rename_enum_value"
    label: Name | None
    new_label: Name | None

    def apply(self, schema: Schema) -> Schema | Conflict:
        labels = schema.enums.get(str(self.name))
        if labels is None or self.new_label is None:
            return schema
        new = self.new_label
        return schema.with_enum(
            self.name, tuple(new if label == self.label else label for label in labels)
        )

    def inverse(self) -> Operation | Irreversible:
        if self.label is None or self.new_label is None:
            return Irreversible(f"`{self.origin.via}` needs `from:` and `to:` to be undone")
        return replace(self, label=self.new_label, new_label=self.label)


@dataclass(frozen=True, kw_only=True)
class EnableExtension(ObjectOperation):
    """Enables a PostgreSQL extension."""

    kind: ClassVar[str] = "enable_extension"

    def apply(self, schema: Schema) -> Schema | Conflict:
        return replace(schema, extensions=schema.extensions | {str(self.name)})

    def inverse(self) -> Operation:
        return DisableExtension(name=self.name, origin=self.origin)


@dataclass(frozen=True, kw_only=True)
class DisableExtension(ObjectOperation):
    """Disables a PostgreSQL extension."""

    kind: ClassVar[str] = "disable_extension"

    def presumed(self, schema: Schema) -> Schema:
        if schema.complete:
            return schema
        return replace(schema, extensions=schema.extensions | {str(self.name)})

    def apply(self, schema: Schema) -> Schema | Conflict:
        return replace(schema, extensions=schema.extensions - {str(self.name)})

    def inverse(self) -> Operation:
        return EnableExtension(name=self.name, origin=self.origin)


@dataclass(frozen=True, kw_only=True)
class OtherCommand(ObjectOperation):
    """A schema command that changes no table: a schema, a virtual table, an index switched off.

    `undo` is the command that Rails runs on roll-back, None where there is none.
    """

    command: str
    undo: str | None

    @property
    def kind(self) -> str:  # type: ignore[override]  # the kind is the command
        return self.command

    def inverse(self) -> Operation | Irreversible:
        if self.undo is None:
            return Irreversible(f"`{self.command}` has no inverse")
        return replace(self, command=self.undo, undo=self.command)
