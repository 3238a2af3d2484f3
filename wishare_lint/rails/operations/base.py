"""An operation: one thing that a migration does, whatever way it was written."""

from dataclasses import dataclass, field
from typing import ClassVar

from wishare_lint.rails.schema.schema import Conflict, Name, Schema
from wishare_lint.ruby.source import Place
from wishare_lint.ruby.values import Unknown, Value


@dataclass(frozen=True)
class Origin:
    """Where an operation was read.

    `via` is the command as written (`t.string`, `add_reference`), `conditions` hold what must be
    true for it to run, `assured` tells that it stands in strong_migrations' `safety_assured`.
    """

    place: Place
    via: str
    conditions: tuple[str, ...] = ()
    assured: bool = False


@dataclass(frozen=True)
class Irreversible:
    """Why Rails cannot undo an operation, and the error that it raises on roll-back."""

    reason: str
    error: str = "ActiveRecord::IrreversibleMigration"


@dataclass(frozen=True)
class FromTo:
    """The `from:` and `to:` of a change; Rails can undo it only when both are given."""

    to: Value
    was: Value = None
    reversible: bool = False

    def swapped(self) -> "FromTo":
        return FromTo(self.was, self.to, True)


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One thing that a migration does to one table, column or other object."""

    kind: ClassVar[str] = "unknown"
    origin: Origin = field(compare=False, repr=False)

    @property
    def place(self) -> Place:
        return self.origin.place

    @property
    def conditional(self) -> bool:
        return bool(self.origin.conditions)

    @property
    def table_name(self) -> Name | None:
        """The table that the operation is about; None where there is none."""
        return None

    @property
    def column_name(self) -> Name | None:
        """The column that the operation is about; None where there is none."""
        return None

    @property
    def rebuilds_in_sqlite(self) -> bool:
        """Whether Rails copies the table in SQLite, rows and all, and drops the old one.

        It also copies it for a column that is NOT NULL without a default, but no row gets through.
        """
        return False

    @property
    def locks_writers(self) -> bool:
        """Whether others have to wait to write to the table until the transaction ends."""
        return False

    @property
    def subject(self) -> str:
        """The object in the fingerprint of a finding: `users.name`, `users`."""
        parts = [str(part) for part in (self.table_name, self.column_name) if part is not None]
        return ".".join(parts)

    @property
    def what_is_computed(self) -> str:
        """Which name is not known, in words; for an operation that is not readable."""
        if isinstance(self.table_name, Unknown):
            return f"the table's name is computed: `{self.table_name}`"
        return f"the column's name is computed: `{self.column_name}`"

    @property
    def is_readable(self) -> bool:
        """Whether the table and the column are known."""
        return not isinstance(self.table_name, Unknown) and not isinstance(
            self.column_name, Unknown
        )

    @property
    def changes_schema(self) -> bool:
        """Whether tables, columns or other objects may be different afterwards."""
        return True

    @property
    def is_repeatable(self) -> bool:
        """Whether it does no harm to run it a second time."""
        return False

    def presumed(self, schema: Schema) -> Schema:
        """The schema with what must be there for the operation to work, where it is silent."""
        return schema if self.table_name is None else schema.presuming(self.table_name)

    def apply(self, schema: Schema) -> Schema | Conflict:
        """The schema afterwards; a conflict where the database would refuse."""
        return schema

    def inverse(self) -> "Operation | Irreversible":
        """What Rails does on roll-back of `change` (ActiveRecord::Migration::CommandRecorder)."""
        return Irreversible(f"`{self.origin.via}` has no inverse")

    def completed(self, schema: Schema) -> "Operation":  # noqa: ARG002  # others ask the schema
        """The same operation, saying all that it takes to undo it, as far as the schema knows."""
        return self
