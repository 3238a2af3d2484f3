"""Operations on rows, and SQL that was not recognised."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from wishare_lint.rails.operations.base import Irreversible, Operation
from wishare_lint.rails.rows.condition import EVERY_ROW, UNREAD, Condition, equalities
from wishare_lint.rails.schema.schema import Name, Schema
from wishare_lint.ruby.values import Unknown, Value


@dataclass(frozen=True, kw_only=True)
class RowOperation(Operation):
    """Writes rows. Either `model` (a class, as written) or `table` is known, or neither.

    `where` chooses the rows; `chosen_by` are the calls that choose them, by name. `batched`: it
    runs in batches, or on one row that was looked up. `loads_all`: all the rows are loaded, then
    written one by one.
    Rails records none of these: in `change` they run again on roll-back.
    """

    model: str | None = None
    table: Name | None = None
    where: Condition = UNREAD
    chosen_by: tuple[str, ...] = ()
    batched: bool = False
    loads_all: bool = False

    @property
    def conditions(self) -> Mapping[str, Value] | None:
        """The equalities that choose the rows (column → value); None where there is more to it."""
        return equalities(self.where)

    @property
    def whole_table(self) -> bool:
        """Whether nothing chooses, and every row is meant."""
        return self.where == EVERY_ROW

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

    @property
    def changes_schema(self) -> bool:
        return False

    def presumed(self, schema: Schema) -> Schema:
        return schema

    def inverse(self) -> Irreversible:
        return Irreversible(f"`{self.origin.via}` does not say what the rows were before")


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


_LEAVES_SCHEMA = re.compile(
    r"\s*(SET|RESET|SHOW|SELECT|EXPLAIN|ANALYZE|VACUUM|LOCK|REINDEX|REFRESH|NOTIFY|PRAGMA|COPY"
    r"|BEGIN|COMMIT|SAVEPOINT|RELEASE|UPDATE|DELETE|INSERT|REPLACE|TRUNCATE|MERGE)\b",
    re.IGNORECASE,
)
"""The beginning of statements that change rows, settings or storage at most."""


@dataclass(frozen=True, kw_only=True)
class Execute(Operation):
    """SQL that was not recognised; `sql` is Unknown where the code computes it."""

    kind: ClassVar[str] = "execute"
    sql: str | Unknown

    @property
    def subject(self) -> str:
        return " ".join(str(self.sql).split())

    @property
    def changes_schema(self) -> bool:
        if isinstance(self.sql, Unknown):
            return True
        bare = re.sub(r"--[^\n]*|/\*.*?\*/", " ", self.sql, flags=re.DOTALL)
        parts = [part for part in bare.split(";") if part.strip()]
        return not all(_LEAVES_SCHEMA.match(part) for part in parts)

    def inverse(self) -> Irreversible:
        return Irreversible(f"`{self.origin.via}` does not say how to undo its SQL")


@dataclass(frozen=True, kw_only=True)
class UnknownOperation(Operation):
    """A call that may change the database, and that no reader here knows."""

    kind: ClassVar[str] = "unknown"
    source: str = field(default="")

    @property
    def subject(self) -> str:
        return self.source

    def inverse(self) -> "UnknownOperation":
        """A gem may teach Rails how to undo its commands, so this is not known either."""
        return self
