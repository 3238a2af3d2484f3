"""Commands by which gems make a dangerous change in stages, each of them safe."""

from dataclasses import dataclass, replace

from wishare_lint.rails.operations.base import Irreversible, Operation
from wishare_lint.rails.schema.schema import Conflict, Name, Schema


@dataclass(frozen=True, kw_only=True)
class StagedChange(Operation):
    """One stage. `effects` are what it leaves in the schema, without the locks, rewrites and broken
    queries that these would have by themselves; `undo` is the command that the gem runs on
    roll-back, None where it knows none.
    """

    command: str
    table: Name
    effects: tuple[Operation, ...] = ()
    undo: str | None = None

    @property
    def kind(self) -> str:  # type: ignore[override]  # the kind is the command
        return self.command

    @property
    def table_name(self) -> Name:
        return self.table

    @property
    def column_name(self) -> Name | None:
        return self.effects[0].column_name if self.effects else None

    @property
    def changes_schema(self) -> bool:
        return bool(self.effects)

    def presumed(self, schema: Schema) -> Schema:
        return self.effects[0].presumed(schema) if self.effects else super().presumed(schema)

    def apply(self, schema: Schema) -> Schema | Conflict:
        for effect in self.effects:
            applied = effect.apply(schema)
            if isinstance(applied, Conflict):
                return applied
            schema = applied
        return schema

    def inverse(self) -> Operation | Irreversible:
        if self.undo is None:
            return Irreversible(f"`{self.command}` has no inverse")
        inverses = (effect.inverse() for effect in reversed(self.effects))
        effects = tuple(one for one in inverses if isinstance(one, Operation))
        return replace(self, command=self.undo, undo=self.command, effects=effects)
