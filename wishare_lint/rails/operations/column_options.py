"""Operations on one option of a column: NULL or not, the default, the comment."""

from dataclasses import dataclass, replace
from typing import ClassVar

from wishare_lint.rails.operations.base import FromTo, Irreversible, Operation
from wishare_lint.rails.operations.columns import ExistingColumnOperation
from wishare_lint.rails.schema.schema import Column, Name, Schema, Table
from wishare_lint.ruby.values import Unknown, Value


@dataclass(frozen=True, kw_only=True)
class OptionChange(ExistingColumnOperation):
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

    def changing(self, schema: Schema, table: Table, column: Column) -> Schema:
        options = column.options.merged(**{self.option: self.value})
        return schema.with_table(table.with_column(replace(column, options=options)))


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
class OptionChangeFromTo(OptionChange):
    """Changes an option that Rails can only restore when it is told the value before."""

    change: FromTo

    @property
    def value(self) -> Value:
        return self.change.to

    def inverse(self) -> Operation | Irreversible:
        if not self.change.reversible:
            return Irreversible(f"`{self.origin.via}` needs `from:` and `to:` to be undone")
        return replace(self, change=self.change.swapped())

    def completed(self, schema: Schema) -> Operation:
        known = schema.column(self.table, self.name)
        if known is None or not known.is_known:
            return self
        was = known.options.get(self.option)
        return replace(self, change=FromTo(self.change.to, was, reversible=True))


@dataclass(frozen=True, kw_only=True)
class ChangeColumnDefault(OptionChangeFromTo):
    """Changes the default of later rows."""

    kind: ClassVar[str] = "change_column_default"
    option: ClassVar[str] = "default"


@dataclass(frozen=True, kw_only=True)
class ChangeColumnComment(OptionChangeFromTo):
    """Changes a column's comment."""

    kind: ClassVar[str] = "change_column_comment"
    option: ClassVar[str] = "comment"

    @property
    def locks_writers(self) -> bool:
        return False
