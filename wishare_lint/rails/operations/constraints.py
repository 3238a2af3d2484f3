"""Operations on check, unique and exclusion constraints."""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from wishare_lint.rails.operations.base import Irreversible, Operation
from wishare_lint.rails.operations.tables import TableOperation
from wishare_lint.rails.schema.options import Options
from wishare_lint.rails.schema.schema import Conflict, Constraint, Name, Schema, Table
from wishare_lint.ruby.values import Unknown


@dataclass(frozen=True, kw_only=True)
class ConstraintOperation(TableOperation):
    """An operation on a check, unique or exclusion constraint.

    `options` are those of the call: `if_exists` and `if_not_exists`.
    """

    constraint: Constraint
    options: Options = field(default_factory=Options)

    @property
    def rebuilds_in_sqlite(self) -> bool:
        return True

    @property
    def verb(self) -> str:
        raise NotImplementedError

    @property
    def kind(self) -> str:  # type: ignore[override]  # the kind follows from the constraint
        return f"{self.verb}_{self.constraint.kind}_constraint"

    def found(self, table: Table) -> Constraint | None:
        """The constraint that is meant, in a table."""
        return table.same_constraint(self.constraint)


@dataclass(frozen=True, kw_only=True)
class AddConstraint(ConstraintOperation):
    """Adds a constraint."""

    @property
    def verb(self) -> str:
        return "add"

    def apply(self, schema: Schema) -> Schema | Conflict:
        table = schema.table(self.table)
        if table is not None and self.found(table) is not None:
            exists = Conflict(f"`{self.table}` already has a constraint `{self.constraint.name}`")
            return schema if self.options.truthy("if_not_exists") else exists
        return schema.changing(
            self.table,
            lambda table: replace(table, constraints=(*table.constraints, self.constraint)),
        )

    def inverse(self) -> Operation | Irreversible:
        if "using_index" in self.constraint.options:
            return Irreversible(f"`{self.origin.via}` with `using_index:` cannot be undone")
        own = self.constraint.options.without("validate")
        return RemoveConstraint(
            table=self.table,
            constraint=replace(self.constraint, options=own),
            options=Options({"if_exists": True}) if "if_not_exists" in self.options else Options(),
            origin=self.origin,
        )


@dataclass(frozen=True, kw_only=True)
class RemoveConstraint(ConstraintOperation):
    """Drops a constraint; an empty `definition` was not given.

    Up to Rails 8.1 a check or exclusion constraint that is dropped by its name alone ends the
    roll-back in an ArgumentError.
    """

    @property
    def verb(self) -> str:
        return "remove"

    def presumed(self, schema: Schema) -> Schema:
        schema = schema.presuming(self.table)
        table = schema.table(self.table)
        if table is None or not table.opaque or self.found(table) is not None:
            return schema
        unknown = replace(self.constraint, definition=Unknown("what it demands"))
        return schema.with_table(replace(table, constraints=(*table.constraints, unknown)))

    def apply(self, schema: Schema) -> Schema | Conflict:
        table = schema.table(self.table)
        if table is None:
            return schema.changing(self.table, lambda table: table)
        found = self.found(table)
        if found is None:
            missing = Conflict(f"`{self.table}` has no constraint `{self.constraint.name}`")
            known = not table.opaque and isinstance(self.constraint.name, str)
            return missing if known and not self.options.truthy("if_exists") else schema
        kept = tuple(other for other in table.constraints if other is not found)
        return schema.with_table(replace(table, constraints=kept))

    def inverse(self) -> Operation | Irreversible:
        if self.constraint.definition == "":
            reason = f"`{self.origin.via}` does not say what the constraint demands"
            is_unique = self.constraint.kind == "unique"
            return Irreversible(reason) if is_unique else Irreversible(reason, "ArgumentError")
        return AddConstraint(table=self.table, constraint=self.constraint, origin=self.origin)

    def completed(self, schema: Schema) -> Operation:
        table = schema.table(self.table)
        found = None if table is None else self.found(table)
        if found is None or isinstance(found.definition, Unknown):
            return self
        return replace(self, constraint=found)


@dataclass(frozen=True, kw_only=True)
class ValidateConstraint(TableOperation):
    """Checks the existing rows against what was added unvalidated.

    `target` is the name of a constraint or key, the expression of a constraint, or the table that
    a key refers to.
    """

    kind: ClassVar[str] = "validate_constraint"
    target: Name

    @property
    def is_repeatable(self) -> bool:
        return True

    @property
    def locks_writers(self) -> bool:
        return False

    def apply(self, schema: Schema) -> Schema | Conflict:
        table = schema.table(self.table)
        if table is None:
            return schema.changing(self.table, lambda table: table)
        if not self._is_in(table) and not table.opaque and isinstance(self.target, str):
            return Conflict(f"`{self.table}` has no constraint and no foreign key `{self.target}`")
        return schema.with_table(self._validated(table))

    def _is_in(self, table: Table) -> bool:
        return any(self.target in (one.name, one.definition) for one in table.constraints) or any(
            key.is_called(self.target, table.name) for key in table.foreign_keys
        )

    def _validated(self, table: Table) -> Table:
        return replace(
            table,
            constraints=tuple(
                replace(one, options=one.options.without("validate"))
                if self.target in (one.name, one.definition)
                else one
                for one in table.constraints
            ),
            foreign_keys=tuple(
                replace(key, options=key.options.without("validate"))
                if key.is_called(self.target, table.name)
                else key
                for key in table.foreign_keys
            ),
        )
