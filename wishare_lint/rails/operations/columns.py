"""Operations on columns."""

from dataclasses import dataclass, replace
from typing import ClassVar

from wishare_lint.rails.operations.base import Irreversible, Operation
from wishare_lint.rails.schema.schema import Column, Conflict, Name, Schema, Table
from wishare_lint.ruby.values import Unknown


@dataclass(frozen=True, kw_only=True)
class ColumnOperation(Operation):
    """An operation on one column of one table."""

    table: Name

    @property
    def table_name(self) -> Name:
        return self.table

    @property
    def locks_writers(self) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class AddColumn(ColumnOperation):
    """Adds `column`."""

    kind: ClassVar[str] = "add_column"
    column: Column
    if_not_exists: bool = False

    @property
    def column_name(self) -> Name:
        return self.column.name

    def apply(self, schema: Schema) -> Schema | Conflict:
        if schema.column(self.table, self.column.name) is not None:
            exists = Conflict(f"`{self.table}` already has a column `{self.column.name}`")
            return schema if self.if_not_exists else exists
        return schema.changing(self.table, lambda table: table.with_column(self.column))

    def inverse(self) -> Operation:
        return RemoveColumn(
            table=self.table,
            name=self.column.name,
            column=self.column,
            if_exists=self.if_not_exists,
            origin=self.origin,
        )


@dataclass(frozen=True, kw_only=True)
class ExistingColumnOperation(ColumnOperation):
    """An operation on a column that is there."""

    @property
    def rebuilds_in_sqlite(self) -> bool:
        return True

    @property
    def column_name(self) -> Name:
        raise NotImplementedError

    def presumed(self, schema: Schema) -> Schema:
        schema = schema.presuming(self.table)
        table = schema.table(self.table)
        name = self.column_name
        if table is None or not table.may_have(name) or name in table.columns:
            return schema
        return schema.with_table(table.with_column(Column(name, Unknown(f"the type of `{name}`"))))

    def changing(self, schema: Schema, table: Table, column: Column) -> Schema | Conflict:
        """The schema after the operation on a column that is known."""
        raise NotImplementedError

    def apply(self, schema: Schema) -> Schema | Conflict:
        table = schema.table(self.table)
        if table is None:
            return schema.changing(self.table, lambda table: table)
        column = table.columns.get(str(self.column_name))
        if column is None:
            return self._missing(schema, table)
        return self.changing(schema, table, column)

    def _missing(self, schema: Schema, table: Table) -> Schema | Conflict:
        if table.may_have(self.column_name):
            return schema
        return Conflict(f"`{self.table}` has no column `{self.column_name}`")


@dataclass(frozen=True, kw_only=True)
class RemoveColumn(ExistingColumnOperation):
    """Drops a column; `column` is its definition where the call gives the type.

    `failure` is why Rails stumbles over the call on roll-back instead of refusing it.
    """

    kind: ClassVar[str] = "remove_column"
    name: Name
    column: Column | None = None
    if_exists: bool = False
    failure: Irreversible | None = None

    @property
    def column_name(self) -> Name:
        return self.name

    def changing(self, schema: Schema, table: Table, column: Column) -> Schema | Conflict:
        return schema.without_column(table, str(column.name))

    def _missing(self, schema: Schema, table: Table) -> Schema | Conflict:
        """In SQLite, Rails copies the table without the column, and asks for none to be there."""
        silent = self.if_exists or schema.adapter == "sqlite"
        return schema if silent else super()._missing(schema, table)

    def inverse(self) -> Operation | Irreversible:
        if self.failure is not None:
            return self.failure
        if self.column is None:
            column = f"`{self.table}.{self.name}`"
            return Irreversible(f"`{self.origin.via}` does not say the type of {column}")
        return AddColumn(
            table=self.table,
            column=self.column,
            if_not_exists=self.if_exists,
            origin=self.origin,
        )

    def completed(self, schema: Schema) -> Operation:
        known = schema.column(self.table, self.name)
        if known is None or not known.is_known:
            return self
        return replace(self, column=known, failure=None)


@dataclass(frozen=True, kw_only=True)
class RenameColumn(ExistingColumnOperation):
    """Renames a column; indexes with default names are renamed with it."""

    kind: ClassVar[str] = "rename_column"
    name: Name
    new_name: Name

    @property
    def column_name(self) -> Name:
        return self.name

    def changing(self, schema: Schema, table: Table, column: Column) -> Schema | Conflict:
        if str(self.new_name) in table.columns:
            return Conflict(f"`{self.table}` already has a column `{self.new_name}`")
        return schema.with_table(table.renamed_column(str(column.name), str(self.new_name)))

    def inverse(self) -> Operation:
        return replace(self, name=self.new_name, new_name=self.name)


@dataclass(frozen=True, kw_only=True)
class ChangeColumn(ExistingColumnOperation):
    """Gives a column another type, or other options; what is not named keeps its value."""

    kind: ClassVar[str] = "change_column"
    column: Column

    @property
    def column_name(self) -> Name:
        return self.column.name

    def changing(self, schema: Schema, table: Table, column: Column) -> Schema:
        kept = column.options.only(("null", "default", "comment"))
        options = kept.merged(**self.column.options.values)
        return schema.with_table(table.with_column(replace(self.column, options=options)))

    def inverse(self) -> Irreversible:
        column = f"`{self.table}.{self.column.name}`"
        return Irreversible(f"`{self.origin.via}` does not say what {column} was before")
