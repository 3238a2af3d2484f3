"""Operations on rows, and SQL that was not recognised."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from wishare_lint.rails.operations.base import Irreversible, Operation
from wishare_lint.rails.schema import Name
from wishare_lint.ruby.values import Unknown, Value


@dataclass(frozen=True, kw_only=True)
class RowOperation(Operation):
    """Writes rows. Either `model` (a class, as written) or `table` is known, or neither.

    `conditions` are the equalities that choose the rows (column → value); None where they could
    not be read. `whole_table`: nothing chooses, every row is meant. `batched`: it runs in batches,
    or row by row. Rails records none of these: in `change` they run again on roll-back.
    """

    model: str | None = None
    table: Name | None = None
    conditions: Mapping[str, Value] | None = None
    whole_table: bool = False
    batched: bool = False

    @property
    def table_name(self) -> Name | None:
        return self.table

    @property
    def target(self) -> str:
        """The model or table, as the code names it."""
        return self.model or str(self.table or "rows")

    @property
    def subject(self) -> str:
        return self.target

    def inverse(self) -> Irreversible:
        return Irreversible("rows that were written cannot be read back from the migration")


@dataclass(frozen=True, kw_only=True)
class UpdateRows(RowOperation):
    """Updates rows; `values` are the columns that are set, None where they could not be read."""

    kind: ClassVar[str] = "update_rows"
    values: Mapping[str, Value] | None = None


@dataclass(frozen=True, kw_only=True)
class DeleteRows(RowOperation):
    """Deletes rows."""

    kind: ClassVar[str] = "delete_rows"


@dataclass(frozen=True, kw_only=True)
class InsertRows(RowOperation):
    """Inserts rows."""

    kind: ClassVar[str] = "insert_rows"


@dataclass(frozen=True, kw_only=True)
class Execute(Operation):
    """SQL that was not recognised; `sql` is Unknown where the code computes it."""

    kind: ClassVar[str] = "execute"
    sql: str | Unknown

    @property
    def subject(self) -> str:
        return " ".join(str(self.sql).split())

    def inverse(self) -> Irreversible:
        return Irreversible("`execute` does not say how to undo its SQL")


@dataclass(frozen=True, kw_only=True)
class UnknownOperation(Operation):
    """A call that may change the database, and that no reader here knows."""

    kind: ClassVar[str] = "unknown"
    source: str = field(default="")

    @property
    def subject(self) -> str:
        return self.source
