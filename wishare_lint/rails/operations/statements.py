"""Operations for which Rails has no command: only SQL can say them."""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from wishare_lint.rails.operations.base import Operation
from wishare_lint.rails.operations.constraints import RemoveConstraint
from wishare_lint.rails.operations.foreign_keys import RemoveForeignKey
from wishare_lint.rails.operations.indexes import RemoveIndex, RenameIndex
from wishare_lint.rails.operations.tables import TableOperation
from wishare_lint.rails.schema.options import Options
from wishare_lint.rails.schema.schema import Column, Conflict, Name, Schema, Table
from wishare_lint.ruby.values import Unknown, Value


@dataclass(frozen=True, kw_only=True)
class AlterTable(TableOperation):
    """Changes what this model does not hold: storage, owner, row security, partitions, engine.

    `action` is its SQL, without `ALTER TABLE` and the table's name.
    """

    kind: ClassVar[str] = "alter_table"
    action: Name


@dataclass(frozen=True, kw_only=True)
class AddPrimaryKey(TableOperation):
    """Makes columns the primary key; empty where it takes over an index."""

    kind: ClassVar[str] = "add_primary_key"
    columns: tuple[Name, ...]

    @property
    def column_name(self) -> Name | None:
        return self.columns[0] if len(self.columns) == 1 else None

    def apply(self, schema: Schema) -> Schema | Conflict:
        return schema.changing(self.table, self._keyed)

    def _keyed(self, table: Table) -> Table:
        """The table with the key among its options, as `create_table` would give it."""
        for name in self.columns:
            column = table.columns.get(str(name))
            table = table if column is None else table.with_column(_key_column(column))
        options = table.options.without("id", "primary_key").merged(**self._options(table))
        return replace(table, options=options)

    def _options(self, table: Table) -> dict[str, Value]:
        if len(self.columns) != 1:
            return {"primary_key": self.columns} if self.columns else {}
        (name,) = self.columns
        column = table.columns.get(str(name))
        named: dict[str, Value] = {} if name == "id" else {"primary_key": name}
        usual = column is None or column.type == "bigint"
        return named if column is None or usual else {**named, "id": column.type}


def _key_column(column: Column) -> Column:
    type_ = "bigint" if column.type == "bigserial" else column.type
    return replace(column, type=type_, options=column.options.merged(null=False))


@dataclass(frozen=True, kw_only=True)
class DropConstraint(TableOperation):
    """Drops what has the name, of whatever kind: a check, a unique constraint, a key."""

    kind: ClassVar[str] = "drop_constraint"
    name: Name
    options: Options = field(default_factory=Options)

    @property
    def subject(self) -> str:
        return f"{self.table}.{self.name}"

    def apply(self, schema: Schema) -> Schema | Conflict:
        told = self.completed(schema)
        return told.apply(schema) if told is not self else schema.changing(self.table, _same)

    def completed(self, schema: Schema) -> Operation:
        """What it comes down to, where the table is known to have something of that name."""
        table = schema.table(self.table)
        return self if table is None else self._found(table) or self

    def _found(self, table: Table) -> Operation | None:
        key = table.foreign_key(self.name)
        index = table.index(self.name)
        if key is not None:
            return RemoveForeignKey(
                table=self.table,
                to_table=key.to_table,
                column=key.column,
                name=self.name,
                key=key,
                origin=self.origin,
            )
        for constraint in table.constraints:
            if constraint.name == self.name:
                return RemoveConstraint(table=self.table, constraint=constraint, origin=self.origin)
        if index is not None:
            return RemoveIndex(
                table=self.table,
                columns=index.columns,
                name=self.name,
                index=index,
                origin=self.origin,
            )
        return None


def _same(table: Table) -> Table:
    return table


@dataclass(frozen=True, kw_only=True)
class DropPrimaryKey(TableOperation):
    """Takes the primary key away; its columns stay."""

    kind: ClassVar[str] = "drop_primary_key"

    def apply(self, schema: Schema) -> Schema | Conflict:
        return schema.changing(self.table, _keyless)


def _keyless(table: Table) -> Table:
    return replace(table, options=table.options.without("primary_key").merged(id=False))


@dataclass(frozen=True, kw_only=True)
class DropIndex(RemoveIndex):
    """Drops an index whose table the statement does not name: the database knows it."""

    @property
    def is_readable(self) -> bool:
        return not isinstance(self.name, Unknown)

    @property
    def subject(self) -> str:
        return str(self.name)

    def apply(self, schema: Schema) -> Schema | Conflict:
        return RemoveIndex.apply(replace(self, table=_owner(schema, self.name)), schema)

    def completed(self, schema: Schema) -> Operation:
        return RemoveIndex.completed(replace(self, table=_owner(schema, self.name)), schema)


@dataclass(frozen=True, kw_only=True)
class AlterIndex(RenameIndex):
    """Renames an index whose table the statement does not name."""

    @property
    def is_readable(self) -> bool:
        return not isinstance(self.name, Unknown)

    @property
    def subject(self) -> str:
        return str(self.name)

    def apply(self, schema: Schema) -> Schema | Conflict:
        return RenameIndex.apply(replace(self, table=_owner(schema, self.name)), schema)


def _owner(schema: Schema, index: Name | None) -> Name:
    """The table that has the index."""
    owners = (table for table in schema.tables.values() if table.index(index) is not None)
    owner = next(owners, None)
    return Unknown(f"the table of `{index}`") if owner is None else owner.name


@dataclass(frozen=True, kw_only=True)
class SessionStatement(Operation):
    """SQL that leaves nothing behind to undo: `SET`, `SELECT`, `LOCK`, `VACUUM`, `ANALYZE`.

    `command` is its first word, in lower case.
    """

    command: str
    sql: Name

    @property
    def kind(self) -> str:  # type: ignore[override]  # the kind is the command
        return self.command

    @property
    def subject(self) -> str:
        return str(self.sql)

    @property
    def changes_schema(self) -> bool:
        return False
