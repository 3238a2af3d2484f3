"""A database schema as an immutable value: tables, enum types and extensions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from wishare_lint.rails.schema.column import Column, Name, forbids_null, mentions
from wishare_lint.rails.schema.table import Constraint, ForeignKey, Index, Table
from wishare_lint.ruby.values import Unknown

__all__ = [
    "EMPTY",
    "UNKNOWN",
    "Column",
    "Conflict",
    "Constraint",
    "ForeignKey",
    "Index",
    "Name",
    "Schema",
    "Table",
    "forbids_null",
    "mentions",
]


@dataclass(frozen=True)
class Schema:
    """All tables and enum types. `complete`: a table that is not in it does not exist; one of those
    in `gone` surely does not.

    `objects` are views, functions, triggers and the like (`view totals`) with their SQL; None where
    there may be one. `adapter` is whose schema it is, as in `wishare_lint.rails.adapter`; without
    one it behaves as PostgreSQL's.
    """

    tables: Mapping[str, Table] = field(default_factory=lambda: MappingProxyType({}))
    enums: Mapping[str, tuple[Name, ...]] = field(default_factory=lambda: MappingProxyType({}))
    extensions: frozenset[str] = frozenset()
    objects: Mapping[str, Name | None] = field(default_factory=lambda: MappingProxyType({}))
    complete: bool = True
    gone: frozenset[str] = field(default=frozenset(), compare=False)
    adapter: str | None = field(default=None, compare=False)

    def table(self, name: Name) -> Table | None:
        """The table, if it is known; PostgreSQL's `public.` counts as no prefix."""
        return self.tables.get(str(name).removeprefix("public."))

    def column(self, table: Name, name: Name) -> Column | None:
        known = self.table(table)
        return None if known is None else known.columns.get(str(name))

    def lacks(self, table: Name, column: Name | None = None) -> bool:
        """Whether the table, or this column of it, surely does not exist."""
        if isinstance(table, Unknown) or isinstance(column, Unknown):
            return False
        known = self.table(table)
        if known is None:
            return self.complete or table.removeprefix("public.") in self.gone
        return column is not None and not known.may_have(column)

    def referring_to(self, table: Name) -> tuple[str, ...]:
        """The other tables with a foreign key to a table."""
        if isinstance(table, Unknown):
            return ()
        name = table.removeprefix("public.")
        others = ((key, other) for key, other in self.tables.items() if key != name)
        return tuple(key for key, other in others if other.refers_to(name))

    def swept_with(self, table: Name) -> tuple[str, ...]:
        """The other tables that lose rows, or what they refer to, when the rows of a table go."""
        actions = ("cascade", "nullify")
        return tuple(
            name
            for name, other in self.tables.items()
            if name != str(table)
            and any(
                key.to_table == table and key.options.get("on_delete") in actions
                for key in other.foreign_keys
            )
        )

    def typed(self, enum: Name) -> str | None:
        """A column of an enum type, as `table.column`; the first one, if there is any."""
        columns = ((t, c) for t in self.tables.values() for c in t.columns.values())
        return next((f"{t.name}.{c.name}" for t, c in columns if c.enum_type == enum), None)

    def with_table(self, table: Table) -> "Schema":
        key = str(table.name).removeprefix("public.")
        return replace(self, tables={**self.tables, key: table}, gone=self.gone - {key})

    def without_table(self, name: Name) -> "Schema":
        key = str(name).removeprefix("public.")
        kept = {k: table for k, table in self.tables.items() if k != key}
        return replace(self, tables=kept, gone=self.gone if self.complete else self.gone | {key})

    def changing(self, name: Name, change: Callable[[Table], Table]) -> "Schema | Conflict":
        """The schema with one table changed; a conflict when a complete schema lacks it."""
        table = self.table(name)
        if table is not None:
            return self.with_table(change(table))
        return Conflict(f"there is no table `{name}`") if self.lacks(name) else self

    def presuming(self, name: Name) -> "Schema":
        """The schema with a table of which nothing is known, unless it is sure not to exist."""
        known = isinstance(name, Unknown) or self.table(name) is not None
        if known or self.lacks(name):
            return self
        return self.with_table(Table(name, opaque=True))

    def without_column(self, table: Table, name: str) -> "Schema | Conflict":
        """The schema after a column is dropped.

        What stands on it goes with it in PostgreSQL. MySQL leaves an index on the other columns,
        and Rails makes it so in SQLite (SQLite3Adapter#copy_table_indexes), where an expression
        that names the column cannot be copied.
        """
        if self.adapter in ("mysql", "sqlite"):
            table = table.without_column_in_indexes(name)
        if self.adapter == "sqlite" and table.expresses(name):
            return Conflict(f"an index or a constraint of `{table.name}` names `{name}`")
        return self.with_table(table.without_column(name))

    def without_keys_to(self, name: Name) -> "Schema":
        """The schema without the foreign keys that refer to a table."""
        return self._with_keys(lambda key: None if key.to_table == name else key)

    def renamed_table(self, table: Table, new_name: Name) -> "Schema":
        """The schema with another name for a table; the keys that refer to it follow."""
        renamed = self.without_table(table.name).with_table(table.renamed(new_name))
        return renamed._with_keys(
            lambda key: replace(key, to_table=new_name) if key.to_table == table.name else key
        )

    def _with_keys(self, change: Callable[[ForeignKey], ForeignKey | None]) -> "Schema":
        tables = {}
        for name, table in self.tables.items():
            keys = tuple(new for key in table.foreign_keys if (new := change(key)) is not None)
            tables[name] = (
                table if keys == table.foreign_keys else replace(table, foreign_keys=keys)
            )
        return replace(self, tables=tables)

    def with_enum(self, name: Name, labels: tuple[Name, ...]) -> "Schema":
        return replace(self, enums={**self.enums, str(name): labels})

    def without_enum(self, name: Name) -> "Schema":
        return replace(self, enums={k: v for k, v in self.enums.items() if k != str(name)})

    def renamed_enum(self, name: Name, new_name: Name) -> "Schema":
        """The schema with another name for an enum type; the columns of that type follow."""
        labels = self.enums.get(str(name), ())
        tables = {key: table.retyped(name, new_name) for key, table in self.tables.items()}
        return replace(self, tables=tables).without_enum(name).with_enum(new_name, labels)

    def with_object(self, key: str, definition: Name | None) -> "Schema":
        return replace(self, objects={**self.objects, key: definition})

    def without_object(self, key: str) -> "Schema":
        return replace(self, objects={k: v for k, v in self.objects.items() if k != key})

    def presuming_object(self, key: str, definition: Name | None) -> "Schema":
        """The schema with an object of which this much is known, unless more is known."""
        return self if key in self.objects else self.with_object(key, definition)


@dataclass(frozen=True)
class Conflict:
    """Why an operation cannot be applied to a schema: the migration would fail there."""

    reason: str


EMPTY = Schema()
UNKNOWN = Schema(complete=False)
"""Nothing is known: a table that is not in it may well exist."""
