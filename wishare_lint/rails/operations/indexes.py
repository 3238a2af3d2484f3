"""Operations on indexes."""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from wishare_lint.rails.operations.base import Irreversible, Operation
from wishare_lint.rails.operations.tables import TableOperation
from wishare_lint.rails.schema.options import Options
from wishare_lint.rails.schema.schema import Conflict, Index, Name, Schema, Table
from wishare_lint.ruby.values import Unknown

_OF_THE_CALL = ("algorithm", "if_not_exists", "if_exists")


@dataclass(frozen=True, kw_only=True)
class AddIndex(TableOperation):
    """Adds an index; `options` are those of the call: `algorithm` and `if_not_exists`."""

    kind: ClassVar[str] = "add_index"
    index: Index
    options: Options = field(default_factory=Options)

    @property
    def column_name(self) -> Name | None:
        return self.index.columns[0] if len(self.index.columns) == 1 else None

    @property
    def concurrently(self) -> bool:
        return self.options.get("algorithm") == "concurrently"

    @property
    def locks_writers(self) -> bool:
        return not self.concurrently

    def apply(self, schema: Schema) -> Schema | Conflict:
        table = schema.table(self.table)
        if table is not None and table.index(self.index.name) is not None:
            exists = Conflict(f"`{self.table}` already has an index `{self.index.name}`")
            return schema if self.options.truthy("if_not_exists") else exists
        return schema.changing(
            self.table, lambda table: replace(table, indexes=(*table.indexes, self.index))
        )

    def inverse(self) -> Operation:
        options = self.options.without("if_not_exists")
        if "if_not_exists" in self.options:
            options = options.merged(if_exists=self.options.get("if_not_exists"))
        return RemoveIndex(
            table=self.table,
            columns=self.index.columns,
            name=self.index.name,
            index=self.index,
            options=options,
            origin=self.origin,
        )


@dataclass(frozen=True, kw_only=True)
class RemoveIndex(TableOperation):
    """Drops an index, found by its columns (empty: not given) and its name (None: not given).

    `index` is what Rails makes on roll-back, None where the columns are not given.
    """

    kind: ClassVar[str] = "remove_index"
    columns: tuple[Name, ...]
    name: Name | None
    index: Index | None = None
    options: Options = field(default_factory=Options)

    @property
    def locks_writers(self) -> bool:
        return self.options.get("algorithm") != "concurrently"

    @property
    def column_name(self) -> Name | None:
        return self.columns[0] if len(self.columns) == 1 else None

    @property
    def concurrently(self) -> bool:
        return self.options.get("algorithm") == "concurrently"

    def presumed(self, schema: Schema) -> Schema:
        schema = schema.presuming(self.table)
        table = schema.table(self.table)
        if table is None or not table.opaque or self._found(table) is not None:
            return schema
        columns = self.columns or (Unknown("the columns"),)
        index = Index(columns, self.name or Unknown("the name"), Options(rest=Unknown("options")))
        return schema.with_table(replace(table, indexes=(*table.indexes, index)))

    def apply(self, schema: Schema) -> Schema | Conflict:
        table = schema.table(self.table)
        if table is None:
            return schema.changing(self.table, lambda table: table)
        found = self._found(table)
        if found is None:
            missing = Conflict(f"`{self.table}` has no index {self._described}")
            known = not table.opaque and self._is_named
            return missing if known and not self.options.truthy("if_exists") else schema
        kept = tuple(index for index in table.indexes if index is not found)
        return schema.with_table(replace(table, indexes=kept))

    @property
    def _is_named(self) -> bool:
        return not any(isinstance(part, Unknown) for part in (self.name, *self.columns))

    @property
    def _described(self) -> str:
        if self.name is not None:
            return f"`{self.name}`"
        return f"on `{', '.join(map(str, self.columns))}`"

    def _found(self, table: Table) -> Index | None:
        """The index that is meant (SchemaStatements#index_name_for_remove)."""
        return next((index for index in table.indexes if self._means(index)), None)

    def _means(self, index: Index) -> bool:
        if self.name is not None:
            return index.name == self.name
        return index.columns == self.columns

    def inverse(self) -> Operation | Irreversible:
        if self.index is None:
            return Irreversible(f"`{self.origin.via}` does not say the columns of the index")
        options = self.options.without("if_exists")
        return AddIndex(table=self.table, index=self.index, options=options, origin=self.origin)

    def completed(self, schema: Schema) -> Operation:
        table = schema.table(self.table)
        found = None if table is None else self._found(table)
        if found is None or not found.is_known:
            return self
        return replace(self, columns=found.columns, name=found.name, index=found)


@dataclass(frozen=True, kw_only=True)
class RenameIndex(TableOperation):
    """Renames an index."""

    kind: ClassVar[str] = "rename_index"
    name: Name
    new_name: Name

    @property
    def locks_writers(self) -> bool:
        return False

    def apply(self, schema: Schema) -> Schema | Conflict:
        def change(table: Table) -> Table:
            renamed = tuple(
                replace(index, name=self.new_name) if index.name == self.name else index
                for index in table.indexes
            )
            return replace(table, indexes=renamed)

        return schema.changing(self.table, change)

    def inverse(self) -> Operation:
        return replace(self, name=self.new_name, new_name=self.name)
