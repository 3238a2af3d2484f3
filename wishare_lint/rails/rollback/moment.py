"""A moment of a roll-back: the schema by then, and what its rows were written under."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from wishare_lint.rails.migrations.playback import play_on
from wishare_lint.rails.operations import (
    DeleteRows,
    Execute,
    Operation,
    RowOperation,
    UnknownOperation,
)
from wishare_lint.rails.schema.created import Created
from wishare_lint.rails.schema.schema import Name, Schema, Table


@dataclass(frozen=True)
class Moment:
    """A roll-back just before one of its operations.

    `schema` is that of the moment, `written` the one that the rows were written under: after `up`.
    `new` is what `up` has made, `made` what the roll-back has made so far. `settled`: it has
    changed rows by then, presumably for this; `emptied`: it may have deleted them.
    """

    schema: Schema
    written: Schema
    new: Created
    adapter: str | None
    made: Created = field(default_factory=Created)
    settled: bool = False
    emptied: bool = False

    def after(self, operation: Operation) -> "Moment":
        opaque = isinstance(operation, Execute | UnknownOperation)
        return replace(
            self,
            schema=play_on((operation,), self.schema),
            made=self.made.after(operation),
            settled=self.settled or opaque or isinstance(operation, RowOperation),
            emptied=self.emptied or opaque or isinstance(operation, DeleteRows),
        )

    def has_rows(self, table: Name | None) -> bool:
        """Whether rows can be in the table that were there before the migration."""
        known = isinstance(table, str)
        return known and not self.emptied and not self.made.has(table) and not self.new.has(table)

    def tables(self, name: Name) -> Iterator[Table]:
        """The table as the rows were written, and as it is at the moment."""
        for schema in (self.written, self.schema):
            table = schema.table(name)
            if table is not None:
                yield table

    def forbade_null(self, table: Name, column: Name) -> bool:
        """Whether no row can have NULL there."""
        return any(
            known.forbids_null(column)
            or (str(column) in known.columns and known.columns[str(column)].null is False)
            for known in self.tables(table)
        )

    def looks_at_rows(self, validated: bool) -> bool:
        """Whether a constraint is checked at once; MySQL has no other."""
        return validated or self.adapter == "mysql"
