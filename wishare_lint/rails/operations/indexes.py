"""Operations on indexes."""

from dataclasses import dataclass, replace
from typing import ClassVar

from wishare_lint.rails.operations.base import Irreversible, Operation
from wishare_lint.rails.operations.tables import TableOperation
from wishare_lint.rails.options import Options
from wishare_lint.rails.schema import Conflict, Index, Name, Schema, Table


@dataclass(frozen=True, kw_only=True)
class AddIndex(TableOperation):
    """Adds an index; `algorithm`, `if_not_exists` and the like are among `index.options`."""

    kind: ClassVar[str] = "add_index"
    index: Index

    @property
    def column_name(self) -> Name | None:
        return self.index.columns[0] if len(self.index.columns) == 1 else None

    @property
    def concurrently(self) -> bool:
        return self.index.options.get("algorithm") == "concurrently"

    def apply(self, schema: Schema) -> Schema | Conflict:
        return schema.changing(
            self.table, lambda table: replace(table, indexes=(*table.indexes, self.index))
        )

    def inverse(self) -> Operation:
        return RemoveIndex(
            table=self.table,
            columns=self.index.columns,
            name=self.index.name,
            options=self.index.options,
            origin=self.origin,
        )


@dataclass(frozen=True, kw_only=True)
class RemoveIndex(TableOperation):
    """Drops an index, named by its columns (empty: not given) or by its name."""

    kind: ClassVar[str] = "remove_index"
    columns: tuple[Name, ...]
    name: Name | None
    options: Options

    @property
    def column_name(self) -> Name | None:
        return self.columns[0] if len(self.columns) == 1 else None

    def apply(self, schema: Schema) -> Schema | Conflict:
        def change(table: Table) -> Table:
            kept = tuple(index for index in table.indexes if not self._means(index))
            return replace(table, indexes=kept)

        return schema.changing(self.table, change)

    def _means(self, index: Index) -> bool:
        if self.name is not None:
            return index.name == self.name
        return index.columns == self.columns

    def inverse(self) -> Operation | Irreversible:
        if not self.columns:
            return Irreversible("`remove_index` does not say the columns of the index")
        index = Index(self.columns, self.name or "", self.options)
        return AddIndex(table=self.table, index=index, origin=self.origin)


@dataclass(frozen=True, kw_only=True)
class RenameIndex(TableOperation):
    """Renames an index."""

    kind: ClassVar[str] = "rename_index"
    name: Name
    new_name: Name

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
