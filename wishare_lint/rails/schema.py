"""A database schema as an immutable value: tables with their columns, indexes and constraints."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeAlias

from wishare_lint.rails.options import Options
from wishare_lint.ruby.values import Unknown, Value

Name: TypeAlias = str | Unknown
"""A table's or a column's name; `Unknown` where the code computes it."""


@dataclass(frozen=True)
class Column:
    """A column with the options of its definition (`null`, `default`, `limit`, …)."""

    name: Name
    type: Name
    options: Options = field(default_factory=Options)

    @property
    def null(self) -> bool | Unknown:
        """Whether the column takes NULL; Rails' default is yes."""
        value = self.options.get("null", True)
        return value if isinstance(value, Unknown) else value is not False

    @property
    def default(self) -> Value:
        return self.options.get("default")

    @property
    def required_without_default(self) -> bool:
        """Surely NOT NULL, and surely without a default: a row that omits it is refused."""
        generated = self.type in ("virtual", "primary_key", "serial", "bigserial")
        return self.null is False and self.default is None and not generated


@dataclass(frozen=True)
class Index:
    """An index; `columns` are names, or one SQL expression."""

    columns: tuple[Name, ...]
    name: Name
    options: Options = field(default_factory=Options)

    @property
    def unique(self) -> bool:
        return self.options.truthy("unique")


@dataclass(frozen=True)
class ForeignKey:
    """A foreign key of the table that holds `column`; it refers to `to_table`."""

    to_table: Name
    column: Name
    options: Options = field(default_factory=Options)


@dataclass(frozen=True)
class Constraint:
    """`kind` is `check`, `unique` or `exclusion`; `definition` its SQL or its columns, joined."""

    kind: str
    definition: Name
    name: Name | None
    options: Options = field(default_factory=Options)


@dataclass(frozen=True)
class Table:
    """A table. `opaque`: it may hold more than was read (made from a query or a loop)."""

    name: Name
    columns: Mapping[str, Column] = field(default_factory=dict)
    indexes: tuple[Index, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    options: Options = field(default_factory=Options)
    opaque: bool = False

    def with_column(self, column: Column) -> "Table":
        return replace(self, columns={**self.columns, str(column.name): column})

    def without_column(self, name: str) -> "Table":
        """The table without a column, and without what stands on it."""
        return replace(
            self,
            columns={key: column for key, column in self.columns.items() if key != name},
            indexes=tuple(index for index in self.indexes if name not in index.columns),
            foreign_keys=tuple(key for key in self.foreign_keys if key.column != name),
        )

    def renamed_column(self, name: str, new_name: str) -> "Table":
        def renamed(old: Name) -> Name:
            return new_name if old == name else old

        return replace(
            self,
            columns={
                str(renamed(key)): replace(column, name=renamed(column.name))
                for key, column in self.columns.items()
            },
            indexes=tuple(
                replace(index, columns=tuple(map(renamed, index.columns))) for index in self.indexes
            ),
            foreign_keys=tuple(
                replace(key, column=renamed(key.column)) for key in self.foreign_keys
            ),
        )


@dataclass(frozen=True)
class Schema:
    """All tables and enum types. `complete`: what is not in it does not exist."""

    tables: Mapping[str, Table] = field(default_factory=lambda: MappingProxyType({}))
    enums: Mapping[str, tuple[Name, ...]] = field(default_factory=lambda: MappingProxyType({}))
    extensions: frozenset[str] = frozenset()
    complete: bool = True

    def table(self, name: Name) -> Table | None:
        """The table, if it is known; PostgreSQL's `public.` counts as no prefix."""
        return self.tables.get(str(name).removeprefix("public."))

    def column(self, table: Name, name: Name) -> Column | None:
        known = self.table(table)
        return None if known is None else known.columns.get(str(name))

    def with_table(self, table: Table) -> "Schema":
        key = str(table.name).removeprefix("public.")
        return replace(self, tables={**self.tables, key: table})

    def without_table(self, name: Name) -> "Schema":
        key = str(name).removeprefix("public.")
        return replace(self, tables={k: table for k, table in self.tables.items() if k != key})

    def changing(self, name: Name, change: Callable[[Table], Table]) -> "Schema | Conflict":
        """The schema with one table changed; a conflict when a complete schema lacks it."""
        table = self.table(name)
        if table is not None:
            return self.with_table(change(table))
        missing = self.complete and not isinstance(name, Unknown)
        return Conflict(f"there is no table `{name}`") if missing else self

    def with_enum(self, name: Name, labels: tuple[Name, ...]) -> "Schema":
        return replace(self, enums={**self.enums, str(name): labels})

    def without_enum(self, name: Name) -> "Schema":
        return replace(self, enums={k: v for k, v in self.enums.items() if k != str(name)})


@dataclass(frozen=True)
class Conflict:
    """Why an operation cannot be applied to a schema: the migration would fail there."""

    reason: str


EMPTY = Schema()
UNKNOWN = Schema(complete=False)
"""Nothing is known: a table that is not in it may well exist."""
