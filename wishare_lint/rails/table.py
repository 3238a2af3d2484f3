"""A table as an immutable value: its columns, indexes, keys and constraints."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from wishare_lint.rails.default_names import foreign_key_name, index_name
from wishare_lint.rails.options import Options
from wishare_lint.ruby.values import Unknown, Value, symbol, to_source

Name: TypeAlias = str | Unknown
"""A table's or a column's name; `Unknown` where the code computes it."""


def mentions(sql: Value, column: str) -> bool:
    """Whether the text of an expression names the column."""
    return isinstance(sql, str) and re.search(rf"\b{re.escape(column)}\b", sql) is not None


def forbids_null(sql: Value, column: Name) -> bool:
    """Whether a condition says `column IS NOT NULL` and nothing else."""
    bare = re.sub(r'["`()\s]+', " ", str(sql)).strip().lower()
    return bare == f"{column} is not null".lower()


@dataclass(frozen=True)
class Column:
    """A column with the options of its definition (`null`, `default`, `limit`, …)."""

    name: Name
    type: Name
    options: Options = field(default_factory=Options)

    @property
    def is_known(self) -> bool:
        """Whether the type and all options are known."""
        return not isinstance(self.type, Unknown) and self.options.rest is None

    @property
    def null(self) -> bool | Unknown:
        """Whether the column takes NULL; Rails' default is yes."""
        value = self.options.get("null", True)
        return value if isinstance(value, Unknown) else value is not False

    @property
    def default(self) -> Value:
        return self.options.get("default")

    @property
    def full_type(self) -> str:
        """The type with its size: `string(20)`, `decimal(10, 2)`."""
        parts = (self.options.get(part) for part in ("limit", "precision", "scale"))
        sizes = ", ".join(str(part) for part in parts if isinstance(part, int))
        array = "[]" if self.options.truthy("array") else ""
        return f"{self.type}({sizes}){array}" if sizes else f"{self.type}{array}"

    @property
    def enum_type(self) -> Name:
        """The type as PostgreSQL calls it, should it be an enum type."""
        return self.options.text("enum_type") or "" if self.type == "enum" else self.type

    def retyped(self, enum: Name, new_name: Name) -> "Column":
        """The column after its enum type was renamed; another one stays as it is."""
        if self.enum_type != enum:
            return self
        if self.type == "enum":
            return replace(self, options=self.options.merged(enum_type=new_name))
        return replace(self, type=new_name)

    def without(self, *options: str) -> "Column":
        """The column without some of its options."""
        return replace(self, options=self.options.without(*options))

    @property
    def source(self) -> str:
        """Type and options as a call gives them: `:string, limit: 20`."""
        options = (f"{name}: {to_source(value)}" for name, value in self.options.values.items())
        return ", ".join((symbol(self.type), *options))

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
    def is_known(self) -> bool:
        """Whether the columns and all options are known."""
        return self.options.rest is None and not any(isinstance(c, Unknown) for c in self.columns)

    @property
    def unique(self) -> bool:
        return self.options.truthy("unique")

    def moved(self, table: Name, new_table: Name, new_columns: tuple[Name, ...]) -> "Index":
        """The index after a rename; Rails renames it where it has the default name."""
        name = self.name
        if name == index_name(table, self.columns, shorten=True):
            name = index_name(new_table, new_columns, shorten=True)
        return replace(self, name=name, columns=new_columns)

    def mentions(self, column: str) -> bool:
        """Whether it stands on the column: by name, in an expression or in its condition."""
        return any(mentions(text, column) for text in (*self.columns, self.options.get("where")))


@dataclass(frozen=True)
class ForeignKey:
    """A foreign key of the table that holds `column`; it refers to `to_table`."""

    to_table: Name
    column: Name
    options: Options = field(default_factory=Options)

    @property
    def is_known(self) -> bool:
        """Whether both ends and all options are known."""
        parts = (self.to_table, self.column)
        return self.options.rest is None and not any(isinstance(part, Unknown) for part in parts)

    def name(self, table: Name) -> Name:
        """The name that is given, else the one that Rails makes up."""
        given = self.options.get("name")
        return given if isinstance(given, str) else foreign_key_name(table, self.column)

    def is_called(self, target: Name, table: Name) -> bool:
        """Whether a call means it that gives the name, the other table or the column."""
        return target in (self.name(table), self.to_table, self.column)


@dataclass(frozen=True)
class Constraint:
    """`kind` is `check`, `unique` or `exclusion`; `definition` its SQL or its columns, joined."""

    kind: str
    definition: Name
    name: Name | None
    options: Options = field(default_factory=Options)

    @property
    def validated(self) -> bool:
        """Whether the rows that were there before it are known to satisfy it."""
        return self.options.get("validate", True) is True

    def forbids_null(self, column: Name) -> bool:
        """Whether it says `column IS NOT NULL` and nothing else."""
        return self.kind == "check" and forbids_null(self.definition, column)


@dataclass(frozen=True)
class Table:
    """A table. `opaque`: it may hold more than was read (made from a query or a loop).

    `gone` are the columns that an opaque table surely does not have.
    """

    name: Name
    columns: Mapping[str, Column] = field(default_factory=dict)
    indexes: tuple[Index, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    options: Options = field(default_factory=Options)
    opaque: bool = False
    gone: frozenset[str] = field(default=frozenset(), compare=False)

    def forbids_null(self, column: Name) -> bool:
        """Whether a validated check constraint says that the column holds no NULL."""
        return any(one.validated and one.forbids_null(column) for one in self.constraints)

    def may_have(self, column: Name) -> bool:
        """Whether the table can have the column, for all that is known."""
        if isinstance(column, Unknown) or column in self.columns:
            return True
        return self.opaque and column not in self.gone

    def index(self, name: Name | None) -> Index | None:
        return next((index for index in self.indexes if index.name == name), None)

    def foreign_key(self, name: Name) -> ForeignKey | None:
        return next((key for key in self.foreign_keys if key.name(self.name) == name), None)

    def refers_to(self, table: str) -> bool:
        """Whether one of the foreign keys refers to the table."""
        return any(str(key.to_table).removeprefix("public.") == table for key in self.foreign_keys)

    def constraint(self, kind: str, name: Name | None) -> Constraint | None:
        named = (one for one in self.constraints if (one.kind, one.name) == (kind, name))
        return next(named, None)

    def retyped(self, enum: Name, new_name: Name) -> "Table":
        """The table after an enum type was renamed."""
        columns = {key: one.retyped(enum, new_name) for key, one in self.columns.items()}
        return self if columns == self.columns else replace(self, columns=columns)

    def with_column(self, column: Column) -> "Table":
        name = str(column.name)
        return replace(self, columns={**self.columns, name: column}, gone=self.gone - {name})

    def without_column(self, name: str) -> "Table":
        """The table without a column, and without what stands on it, as PostgreSQL drops it."""
        return replace(
            self,
            columns={key: column for key, column in self.columns.items() if key != name},
            indexes=tuple(index for index in self.indexes if not index.mentions(name)),
            foreign_keys=tuple(key for key in self.foreign_keys if key.column != name),
            constraints=tuple(c for c in self.constraints if not mentions(c.definition, name)),
            gone=self.gone | {name} if self.opaque else self.gone,
        )

    def renamed_column(self, name: str, new_name: str) -> "Table":
        """The table with another name for a column, and for the indexes named after it."""

        def renamed(old: Name) -> Name:
            return new_name if old == name else old

        return replace(
            self,
            columns={
                str(renamed(key)): replace(column, name=renamed(column.name))
                for key, column in self.columns.items()
            },
            indexes=tuple(
                index.moved(self.name, self.name, tuple(map(renamed, index.columns)))
                for index in self.indexes
            ),
            foreign_keys=tuple(
                replace(key, column=renamed(key.column)) for key in self.foreign_keys
            ),
        )

    def renamed(self, new_name: Name) -> "Table":
        """The table under another name, and the indexes named after it too."""
        indexes = tuple(index.moved(self.name, new_name, index.columns) for index in self.indexes)
        return replace(self, name=new_name, indexes=indexes)
