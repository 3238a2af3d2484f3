"""Operations on foreign keys and on check, unique and exclusion constraints."""

from dataclasses import dataclass, replace

from typing import ClassVar

from wishare_lint.rails.operations.base import Irreversible, Operation
from wishare_lint.rails.operations.tables import TableOperation
from wishare_lint.rails.options import Options
from wishare_lint.rails.schema import Conflict, Constraint, ForeignKey, Name, Schema, Table


@dataclass(frozen=True, kw_only=True)
class AddForeignKey(TableOperation):
    """Adds a foreign key from `table` to `key.to_table`."""

    kind: ClassVar[str] = "add_foreign_key"
    key: ForeignKey

    @property
    def column_name(self) -> Name | None:
        return self.key.column

    @property
    def validated(self) -> bool:
        return self.key.options.get("validate", True) is not False

    def apply(self, schema: Schema) -> Schema | Conflict:
        return schema.changing(
            self.table, lambda table: replace(table, foreign_keys=(*table.foreign_keys, self.key))
        )

    def inverse(self) -> Operation:
        return RemoveForeignKey(
            table=self.table,
            to_table=self.key.to_table,
            column=self.key.column,
            options=self.key.options.without("validate"),
            origin=self.origin,
        )


@dataclass(frozen=True, kw_only=True)
class RemoveForeignKey(TableOperation):
    """Drops the foreign key to `to_table`, or on `column`, or of `options["name"]`."""

    kind: ClassVar[str] = "remove_foreign_key"
    to_table: Name | None
    column: Name | None
    options: Options

    @property
    def column_name(self) -> Name | None:
        return self.column

    def apply(self, schema: Schema) -> Schema | Conflict:
        def change(table: Table) -> Table:
            kept = tuple(key for key in table.foreign_keys if not self._means(key))
            return replace(table, foreign_keys=kept)

        return schema.changing(self.table, change)

    def _means(self, key: ForeignKey) -> bool:
        if "name" in self.options:
            return key.options.get("name") == self.options.get("name")
        if self.column is not None:
            return key.column == self.column
        return key.to_table == self.to_table

    def inverse(self) -> Operation | Irreversible:
        if self.to_table is None:
            return Irreversible("`remove_foreign_key` does not say the table that the key refers to")
        key = ForeignKey(self.to_table, self.column or "", self.options)
        return AddForeignKey(table=self.table, key=key, origin=self.origin)


@dataclass(frozen=True, kw_only=True)
class ConstraintOperation(TableOperation):
    """An operation on a check, unique or exclusion constraint."""

    constraint: Constraint

    @property
    def verb(self) -> str:
        raise NotImplementedError

    @property
    def kind(self) -> str:  # type: ignore[override]  # the kind follows from the constraint
        return f"{self.verb}_{self.constraint.kind}_constraint"


@dataclass(frozen=True, kw_only=True)
class AddConstraint(ConstraintOperation):
    """Adds a constraint."""

    @property
    def verb(self) -> str:
        return "add"

    def apply(self, schema: Schema) -> Schema | Conflict:
        return schema.changing(
            self.table,
            lambda table: replace(table, constraints=(*table.constraints, self.constraint)),
        )

    def inverse(self) -> Operation | Irreversible:
        if "using_index" in self.constraint.options:
            return Irreversible("`add_unique_constraint` with `using_index:` cannot be undone")
        options = self.constraint.options.without("validate")
        constraint = replace(self.constraint, options=options)
        return RemoveConstraint(table=self.table, constraint=constraint, origin=self.origin)


@dataclass(frozen=True, kw_only=True)
class RemoveConstraint(ConstraintOperation):
    """Drops a constraint; an empty `definition` was not given."""

    @property
    def verb(self) -> str:
        return "remove"

    def apply(self, schema: Schema) -> Schema | Conflict:
        def change(table: Table) -> Table:
            kept = tuple(other for other in table.constraints if not self._means(other))
            return replace(table, constraints=kept)

        return schema.changing(self.table, change)

    def _means(self, other: Constraint) -> bool:
        if other.kind != self.constraint.kind:
            return False
        if self.constraint.name is not None:
            return other.name == self.constraint.name
        return other.definition == self.constraint.definition

    def inverse(self) -> Operation | Irreversible:
        if self.constraint.definition == "":
            return Irreversible(f"`{self.origin.via}` does not say what the constraint demands")
        return AddConstraint(table=self.table, constraint=self.constraint, origin=self.origin)


@dataclass(frozen=True, kw_only=True)
class ValidateConstraint(TableOperation):
    """Checks the existing rows against a constraint or foreign key that was added unvalidated."""

    kind: ClassVar[str] = "validate_constraint"
    target: str
