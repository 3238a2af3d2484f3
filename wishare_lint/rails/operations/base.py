"""An operation: one thing that a migration does, whatever way it was written."""

from dataclasses import dataclass, field
from typing import ClassVar

from wishare_lint.rails.schema import Conflict, Name, Schema
from wishare_lint.ruby.source import Place
from wishare_lint.ruby.values import Unknown


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
    """Why Rails cannot undo an operation (ActiveRecord::IrreversibleMigration)."""

    reason: str


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
    def subject(self) -> str:
        """The object in the fingerprint of a finding: `users.name`, `users`."""
        parts = [str(part) for part in (self.table_name, self.column_name) if part is not None]
        return ".".join(parts)

    @property
    def is_readable(self) -> bool:
        """Whether the table and the column are known."""
        return not isinstance(self.table_name, Unknown) and not isinstance(self.column_name, Unknown)

    def apply(self, schema: Schema) -> Schema | Conflict:
        """The schema afterwards; a conflict where the database would refuse."""
        return schema

    def inverse(self) -> "Operation | Irreversible":
        """What Rails does on roll-back of `change` (ActiveRecord::Migration::CommandRecorder)."""
        return Irreversible(f"`{self.origin.via}` has no inverse")
