"""Operations on foreign keys."""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from wishare_lint.rails.operations.base import Irreversible, Operation
from wishare_lint.rails.operations.tables import TableOperation
from wishare_lint.rails.schema.options import Options
from wishare_lint.rails.schema.schema import Conflict, ForeignKey, Name, Schema, Table
from wishare_lint.ruby.values import Unknown


@dataclass(frozen=True, kw_only=True)
class AddForeignKey(TableOperation):
    """Adds a foreign key from `table` to `key.to_table`; `options` are those of the call."""

    kind: ClassVar[str] = "add_foreign_key"
    key: ForeignKey
    options: Options = field(default_factory=Options)

    @property
    def rebuilds_in_sqlite(self) -> bool:
        return True

    @property
    def column_name(self) -> Name | None:
        return self.key.column

    @property
    def validated(self) -> bool:
        return self.key.options.get("validate", True) is not False

    def apply(self, schema: Schema) -> Schema | Conflict:
        table = schema.table(self.table)
        if table is not None and table.foreign_key(self.key.name(self.table)) is not None:
            exists = Conflict(
                f"`{self.table}` already has this foreign key to `{self.key.to_table}`"
            )
            return schema if self.options.truthy("if_not_exists") else exists
        return schema.changing(
            self.table, lambda table: replace(table, foreign_keys=(*table.foreign_keys, self.key))
        )

    def inverse(self) -> Operation:
        key = replace(self.key, options=self.key.options.without("validate"))
        return RemoveForeignKey(
            table=self.table,
            to_table=key.to_table,
            column=key.column,
            name=key.name(self.table),
            key=key,
            options=Options({"if_exists": True}) if "if_not_exists" in self.options else Options(),
            origin=self.origin,
        )


@dataclass(frozen=True, kw_only=True)
class RemoveForeignKey(TableOperation):
    """Drops the foreign key that has the given table, column and name (None: not given).

    `key` is what Rails adds on roll-back, None where the call does not name the other table.
    """

    kind: ClassVar[str] = "remove_foreign_key"
    to_table: Name | None
    column: Name | None
    name: Name | None = None
    key: ForeignKey | None = None
    options: Options = field(default_factory=Options)

    @property
    def rebuilds_in_sqlite(self) -> bool:
        return True

    @property
    def column_name(self) -> Name | None:
        return self.column or (self.key.column if self.key else None)

    def presumed(self, schema: Schema) -> Schema:
        schema = schema.presuming(self.table)
        table = schema.table(self.table)
        if table is None or not table.opaque or self._found(table) is not None:
            return schema
        unknown = Unknown("the foreign key")
        given = Options({} if self.name is None else {"name": self.name}, rest=unknown)
        key = ForeignKey(self.to_table or unknown, self.column_name or unknown, given)
        return schema.with_table(replace(table, foreign_keys=(*table.foreign_keys, key)))

    def apply(self, schema: Schema) -> Schema | Conflict:
        table = schema.table(self.table)
        if table is None:
            return schema.changing(self.table, lambda table: table)
        found = self._found(table)
        if found is None:
            target = self.to_table or self.column or self.name
            missing = Conflict(f"`{self.table}` has no foreign key for `{target}`")
            known = not table.opaque and isinstance(target, str)
            return missing if known and not self.options.truthy("if_exists") else schema
        kept = tuple(key for key in table.foreign_keys if key is not found)
        return schema.with_table(replace(table, foreign_keys=kept))

    def _found(self, table: Table) -> ForeignKey | None:
        """The first key that fits (ForeignKeyDefinition#defined_for?)."""
        return next((key for key in table.foreign_keys if self._means(key)), None)

    def _means(self, key: ForeignKey) -> bool:
        return (
            self.to_table in (None, key.to_table)
            and self.column in (None, key.column)
            and self.name in (None, key.name(self.table))
        )

    def inverse(self) -> Operation | Irreversible:
        if self.key is None:
            return Irreversible(
                f"`{self.origin.via}` does not say the table that the key refers to"
            )
        return AddForeignKey(table=self.table, key=self.key, origin=self.origin)

    def completed(self, schema: Schema) -> Operation:
        table = schema.table(self.table)
        found = None if table is None else self._found(table)
        if found is None or not found.is_known:
            return self
        return replace(self, to_table=found.to_table, column=found.column, key=found)
