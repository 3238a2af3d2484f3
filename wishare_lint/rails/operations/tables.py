"""Operations on whole tables."""

from dataclasses import dataclass, replace
from typing import ClassVar

from wishare_lint.rails.operations.base import FromTo, Irreversible, Operation
from wishare_lint.rails.schema.options import Options
from wishare_lint.rails.schema.schema import Conflict, Name, Schema, Table


@dataclass(frozen=True, kw_only=True)
class TableOperation(Operation):
    """An operation on one table."""

    table: Name

    @property
    def table_name(self) -> Name:
        return self.table

    @property
    def locks_writers(self) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class CreateTable(TableOperation):
    """Creates a table; `options` are those of the call (`force`, `id`, `if_not_exists`, …)."""

    kind: ClassVar[str] = "create_table"
    definition: Table
    options: Options

    @property
    def locks_writers(self) -> bool:
        return False

    def presumed(self, schema: Schema) -> Schema:
        return schema

    def apply(self, schema: Schema) -> Schema | Conflict:
        exists = schema.table(self.table) is not None
        if exists and self.options.truthy("if_not_exists"):
            return schema
        if exists and not self.options.truthy("force"):
            return Conflict(f"there is a table `{self.table}` already")
        return schema.with_table(self.definition)

    def inverse(self) -> Operation:
        options = self.options.without("if_not_exists")
        return DropTable(
            table=self.table, definition=self.definition, options=options, origin=self.origin
        )


@dataclass(frozen=True, kw_only=True)
class DropTable(TableOperation):
    """Drops a table; `definition` is what the call says of it, None where it says nothing.

    `alone` is false where the call drops several tables, which Rails never undoes, and which may
    refer to each other. PostgreSQL and MySQL drop no table to which another one refers; SQLite
    drops it as long as no row does.
    """

    kind: ClassVar[str] = "drop_table"
    definition: Table | None
    options: Options
    alone: bool = True

    def apply(self, schema: Schema) -> Schema | Conflict:
        if schema.lacks(self.table) and not self.options.truthy("if_exists"):
            return Conflict(f"there is no table `{self.table}`")
        kept = self._without_keys(schema)
        return kept if isinstance(kept, Conflict) else kept.without_table(self.table)

    def _without_keys(self, schema: Schema) -> Schema | Conflict:
        """The schema when the keys that refer to the table are dealt with.

        SQLite leaves them as they are, and `CASCADE` drops them in PostgreSQL alone. Tables that
        are dropped in one statement may refer to each other.
        """
        referring = schema.referring_to(self.table)
        if not referring or schema.adapter == "sqlite":
            return schema
        cascades = self.options.get("force") == "cascade" and schema.adapter != "mysql"
        if cascades or not self.alone:
            return schema.without_keys_to(self.table)
        if schema.adapter is None:
            return schema
        return Conflict(f"a foreign key of `{referring[0]}` still refers to `{self.table}`")

    def inverse(self) -> Operation | Irreversible:
        if not self.alone:
            return Irreversible(f"`{self.origin.via}` names several tables in one call")
        if self.definition is None:
            return Irreversible(f"`{self.origin.via}` has no block that says how to make the table")
        return CreateTable(
            table=self.table,
            definition=self.definition,
            options=self.options.without("if_exists"),
            origin=self.origin,
        )

    def completed(self, schema: Schema) -> Operation:
        known = schema.table(self.table)
        if known is None or known.opaque:
            return self
        return replace(self, definition=known, alone=True)


@dataclass(frozen=True, kw_only=True)
class RenameTable(TableOperation):
    """Renames a table; indexes with default names are renamed with it."""

    kind: ClassVar[str] = "rename_table"
    new_name: Name

    def apply(self, schema: Schema) -> Schema | Conflict:
        table = schema.table(self.table)
        if table is None:
            missing = Conflict(f"there is no table `{self.table}`")
            return missing if schema.lacks(self.table) else schema
        if schema.table(self.new_name) is not None:
            return Conflict(f"there is a table `{self.new_name}` already")
        return schema.renamed_table(table, self.new_name)

    def inverse(self) -> Operation:
        return replace(self, table=self.new_name, new_name=self.table)


@dataclass(frozen=True, kw_only=True)
class ChangeTableComment(TableOperation):
    """Changes a table's comment."""

    kind: ClassVar[str] = "change_table_comment"
    change: FromTo

    @property
    def locks_writers(self) -> bool:
        return False

    def apply(self, schema: Schema) -> Schema | Conflict:
        return schema.changing(
            self.table,
            lambda table: replace(table, options=table.options.merged(comment=self.change.to)),
        )

    def inverse(self) -> Operation | Irreversible:
        if not self.change.reversible:
            return Irreversible(f"`{self.origin.via}` needs `from:` and `to:` to be undone")
        return replace(self, change=self.change.swapped())

    def completed(self, schema: Schema) -> Operation:
        known = schema.table(self.table)
        if known is None or known.opaque:
            return self
        was = known.options.get("comment")
        return replace(self, change=FromTo(self.change.to, was, reversible=True))
