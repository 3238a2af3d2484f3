"""Operations on columns."""

from dataclasses import dataclass, replace
from typing import ClassVar

from wishare_lint.rails.operations.base import Irreversible, Operation
from wishare_lint.rails.schema import Column, Conflict, Name, Schema, Table
from wishare_lint.ruby.values import Unknown, Value


@dataclass(frozen=True)
class FromTo:
    """The `from:` and `to:` of a change; Rails can undo it only when both are given."""

    to: Value
    was: Value = None
    reversible: bool = False

    def swapped(self) -> "FromTo":
        return FromTo(self.was, self.to, True)


@dataclass(frozen=True, kw_only=True)
class ColumnOperation(Operation):
    """An operation on one column of one table."""

    table: Name

    @property
    def table_name(self) -> Name:
        return self.table


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
class RemoveColumn(ColumnOperation):
    """Drops a column; `column` is its definition where the call gives the type."""

    kind: ClassVar[str] = "remove_column"
    name: Name
    column: Column | None = None
    if_exists: bool = False

    @property
    def column_name(self) -> Name:
        return self.name

    def apply(self, schema: Schema) -> Schema | Conflict:
        table = schema.table(self.table)
        known = table is not None and not table.opaque and not isinstance(self.name, Unknown)
        if known and schema.column(self.table, self.name) is None:
            missing = Conflict(f"`{self.table}` has no column `{self.name}`")
            return schema if self.if_exists or not schema.complete else missing
        return schema.changing(self.table, lambda table: table.without_column(str(self.name)))

    def inverse(self) -> Operation | Irreversible:
        if self.column is None:
            return Irreversible(f"`{self.origin.via}` does not say the type of `{self.name}`")
        return AddColumn(
            table=self.table,
            column=self.column,
            if_not_exists=self.if_exists,
            origin=self.origin,
        )


@dataclass(frozen=True, kw_only=True)
class RenameColumn(ColumnOperation):
    """Renames a column."""

    kind: ClassVar[str] = "rename_column"
    name: Name
    new_name: Name

    @property
    def column_name(self) -> Name:
        return self.name

    def apply(self, schema: Schema) -> Schema | Conflict:
        table = schema.table(self.table)
        if table is not None and str(self.name) not in table.columns:
            return schema
        return schema.changing(
            self.table, lambda table: table.renamed_column(str(self.name), str(self.new_name))
        )

    def inverse(self) -> Operation:
        return replace(self, name=self.new_name, new_name=self.name)


@dataclass(frozen=True, kw_only=True)
class ChangeColumn(ColumnOperation):
    """Gives a column another type, or other options; what is not named keeps its value."""

    kind: ClassVar[str] = "change_column"
    column: Column

    @property
    def column_name(self) -> Name:
        return self.column.name

    def apply(self, schema: Schema) -> Schema | Conflict:
        def change(table: Table) -> Table:
            before = table.columns.get(str(self.column.name))
            kept = before.options.only(("null", "default", "comment")) if before else None
            options = self.column.options if kept is None else kept.merged(**self.column.options.values)
            return table.with_column(replace(self.column, options=options))

        return schema.changing(self.table, change)

    def inverse(self) -> Irreversible:
        return Irreversible("`change_column` does not say what the column was before")


@dataclass(frozen=True, kw_only=True)
class OptionChange(ColumnOperation):
    """Changes one option of a column."""

    option: ClassVar[str] = ""
    name: Name

    @property
    def column_name(self) -> Name:
        return self.name

    @property
    def value(self) -> Value:
        """The option's new value."""
        raise NotImplementedError

    def apply(self, schema: Schema) -> Schema | Conflict:
        def change(table: Table) -> Table:
            column = table.columns.get(str(self.name))
            if column is None:
                return table
            options = column.options.merged(**{self.option: self.value})
            return table.with_column(replace(column, options=options))

        return schema.changing(self.table, change)


@dataclass(frozen=True, kw_only=True)
class ChangeColumnNull(OptionChange):
    """Allows or forbids NULL; `default` first replaces every NULL in one UPDATE."""

    kind: ClassVar[str] = "change_column_null"
    option: ClassVar[str] = "null"
    null: bool | Unknown
    default: Value = None

    @property
    def value(self) -> Value:
        return self.null

    def inverse(self) -> Operation:
        null = self.null if isinstance(self.null, Unknown) else not self.null
        return replace(self, null=null)


@dataclass(frozen=True, kw_only=True)
class ChangeColumnDefault(OptionChange):
    """Changes the default of later rows."""

    kind: ClassVar[str] = "change_column_default"
    option: ClassVar[str] = "default"
    change: FromTo

    @property
    def value(self) -> Value:
        return self.change.to

    def inverse(self) -> Operation | Irreversible:
        if not self.change.reversible:
            return Irreversible(f"`{self.origin.via}` needs `from:` and `to:` to be undone")
        return replace(self, change=self.change.swapped())


@dataclass(frozen=True, kw_only=True)
class ChangeColumnComment(OptionChange):
    """Changes a column's comment."""

    kind: ClassVar[str] = "change_column_comment"
    option: ClassVar[str] = "comment"
    change: FromTo

    @property
    def value(self) -> Value:
        return self.change.to

    def inverse(self) -> Operation | Irreversible:
        if not self.change.reversible:
            return Irreversible(f"`{self.origin.via}` needs `from:` and `to:` to be undone")
        return replace(self, change=self.change.swapped())
