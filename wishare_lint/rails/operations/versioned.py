"""Views, functions and triggers whose SQL lies in files with version numbers.

Source: Scenic::CommandRecorder, Fx::CommandRecorder. The files are not read: a definition is the
number of its version, or SQL that the call itself gives.
"""

from dataclasses import dataclass
from typing import ClassVar

from wishare_lint.rails.operations.base import Irreversible, Operation
from wishare_lint.rails.operations.objects import AlterObject, CreateObject, DropObject
from wishare_lint.rails.schema.schema import Conflict, Name, Schema


@dataclass(frozen=True, kw_only=True)
class CreateVersion(CreateObject):
    """Makes an object of a version."""

    def inverse(self) -> Operation:
        return DropVersion(
            object_kind=self.object_kind,
            name=self.name,
            definition=self.definition,
            origin=self.origin,
        )


@dataclass(frozen=True, kw_only=True)
class DropVersion(DropObject):
    """Drops an object; `definition` is the version to go back to, None where none is named."""

    definition: Name | None

    def presumed(self, schema: Schema) -> Schema:
        if self.definition is None:
            return super().presumed(schema)
        return schema.presuming_object(self.key, self.definition)

    def inverse(self) -> Operation | Irreversible:
        if self.definition is None:
            return Irreversible(f"`{self.origin.via}` does not say `revert_to_version`")
        return CreateVersion(
            object_kind=self.object_kind,
            name=self.name,
            definition=self.definition,
            origin=self.origin,
        )


@dataclass(frozen=True, kw_only=True)
class UpdateVersion(AlterObject):
    """Gives an object another version; `was` is the one to go back to, None where none is named."""

    verb: ClassVar[str] = "update"
    definition: Name
    was: Name | None

    def presumed(self, schema: Schema) -> Schema:
        if self.was is None:
            return super().presumed(schema)
        return schema.presuming_object(self.key, self.was)

    def apply(self, schema: Schema) -> Schema | Conflict:
        return schema.with_object(self.key, self.definition)

    def inverse(self) -> Operation | Irreversible:
        if self.was is None:
            return Irreversible(f"`{self.origin.via}` does not say `revert_to_version`")
        return type(self)(
            object_kind=self.object_kind,
            name=self.name,
            definition=self.was,
            was=self.definition,
            origin=self.origin,
        )


@dataclass(frozen=True, kw_only=True)
class ReplaceVersion(UpdateVersion):
    """The same without dropping it in between, as `replace_view` does."""

    verb: ClassVar[str] = "replace"
