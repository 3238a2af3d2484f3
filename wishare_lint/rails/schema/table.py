"""A table as an immutable value: its columns, indexes, keys and constraints."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from wishare_lint.rails.schema.column import Column, Name, forbids_null, mentions
from wishare_lint.rails.schema.default_names import foreign_key_name, index_name
from wishare_lint.rails.schema.options import Options
from wishare_lint.rails.schema.printed_sql import same_sql
from wishare_lint.ruby.values import Unknown

_MADE_UP = re.compile(r"(?:chk|uniq|excl)_rails_[0-9a-f]{10}")
"""The name of a constraint for which the call gives none; see `constraint_name`."""


@dataclass(frozen=True)
class Index:
    """An index; `columns` are names, or one SQL expression."""

    columns: tuple[Name, ...]
    name: Name
    options: Options = field(default_factory=Options)

    @property
    def is_known(self) -> bool:
        """Whether the columns and all options are known."""
        return self.options.is_known and not any(isinstance(c, Unknown) for c in self.columns)

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
        return self.options.is_known and not any(isinstance(part, Unknown) for part in parts)

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

    def is_same(self, other: "Constraint") -> bool:
        """Whether they are one and the same, by name; where Rails made the names up, by what they
        demand: a dump leaves such a name out, and prints the SQL in the database's way."""
        if self.kind != other.kind or self.name == other.name:
            return self.kind == other.kind
        made_up = all(_MADE_UP.fullmatch(str(one.name)) for one in (self, other))
        return made_up and same_sql(self.definition, other.definition)

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

    def same_constraint(self, constraint: Constraint) -> Constraint | None:
        """The constraint of the table that this one is, as another dump or a call gives it."""
        return next((one for one in self.constraints if one.is_same(constraint)), None)

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

    def without_column_in_indexes(self, name: str) -> "Table":
        """The table with its indexes on the other columns only."""
        shrunk = (
            replace(index, columns=tuple(column for column in index.columns if column != name))
            for index in self.indexes
        )
        return replace(self, indexes=tuple(index for index in shrunk if index.columns))

    def expresses(self, name: str) -> bool:
        """Whether an index or a constraint names the column in its SQL."""
        return any(index.mentions(name) for index in self.indexes) or any(
            mentions(constraint.definition, name) for constraint in self.constraints
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
