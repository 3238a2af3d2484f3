"""Operations as the Ruby calls that make them, ready to paste into a migration."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from wishare_lint.rails.migrations.compatibility import Compatibility
from wishare_lint.rails.models.inflector import Inflector
from wishare_lint.rails.operations import (
    AddColumn,
    AddConstraint,
    AddForeignKey,
    AddIndex,
    ChangeColumn,
    ChangeColumnComment,
    ChangeColumnDefault,
    ChangeColumnNull,
    ChangeTableComment,
    CreateEnum,
    CreateTable,
    DisableExtension,
    DropEnum,
    DropTable,
    EnableExtension,
    FromTo,
    Operation,
    RemoveColumn,
    RemoveConstraint,
    RemoveForeignKey,
    RemoveIndex,
    RenameColumn,
    RenameEnum,
    RenameEnumValue,
    RenameIndex,
    RenameTable,
)
from wishare_lint.rails.schema.default_names import constraint_name, index_name
from wishare_lint.rails.schema.options import Options
from wishare_lint.rails.schema.ruby_text import call, from_to, index_columns, keywords
from wishare_lint.rails.schema.schema import Column, Constraint, ForeignKey, Index, Name, Table
from wishare_lint.ruby.values import Symbol, Value, symbol, to_source


@dataclass(frozen=True)
class RubyWriter:
    """Writes calls as a migration of that version means them."""

    compatibility: Compatibility
    inflector: Inflector

    def statement(self, operation: Operation) -> str | None:
        """The call; None where no command of Rails says it, or a part is not known."""
        if not operation.is_readable:
            return None
        found = self._on_column(operation) or self._on_part(operation) or self._on_object(operation)
        return found or self._on_table(operation)

    # One kind of object each

    def _on_column(self, operation: Operation) -> str | None:
        match operation:
            case AddColumn(table=table, column=column):
                return call("add_column", symbol(table), symbol(column.name), self.column(column))
            case ChangeColumn(table=table, column=column):
                parts = (symbol(column.type), self._options(column))
                return call("change_column", symbol(table), symbol(column.name), *parts)
            case RemoveColumn(table=table, name=name, column=column):
                definition = "" if column is None else self.column(column)
                return call("remove_column", symbol(table), symbol(name), definition)
            case RenameColumn(table=table, name=name, new_name=new):
                return call("rename_column", *map(symbol, (table, name, new)))
            case ChangeColumnNull(table=table, name=name, null=null, default=default):
                values = (null,) if default is None else (null, default)
                return call(operation.kind, symbol(table), symbol(name), *map(to_source, values))
            case (
                ChangeColumnDefault(table=table, name=name, change=change)
                | ChangeColumnComment(table=table, name=name, change=change)
            ):
                return call(operation.kind, symbol(table), symbol(name), from_to(change))
        return None

    def _on_part(self, operation: Operation) -> str | None:
        match operation:
            case (
                AddIndex(table=table, index=index)
                | RemoveIndex(table=table, index=Index() as index)
            ):
                options = self._index_options(table, index).merged(**operation.options.values)
                columns = index_columns(index.columns)
                return call(operation.kind, symbol(table), columns, keywords(options))
            case RenameIndex(table=table, name=name, new_name=new):
                return call(
                    "rename_index", symbol(table), to_source(str(name)), to_source(str(new))
                )
            case (
                AddForeignKey(table=table, key=key)
                | RemoveForeignKey(table=table, key=ForeignKey() as key)
            ):
                own = keywords(self._key_options(key))
                return call(operation.kind, symbol(table), symbol(key.to_table), own)
            case (
                AddConstraint(table=table, constraint=constraint)
                | RemoveConstraint(table=table, constraint=constraint)
            ) if constraint.definition != "":
                return call(operation.kind, symbol(table), *_constraint(table, constraint))
        return None

    def _on_object(self, operation: Operation) -> str | None:
        match operation:
            case (
                CreateEnum(name=name, labels=tuple(labels))
                | DropEnum(name=name, labels=tuple(labels))
            ):
                return call(operation.kind, symbol(name), to_source(labels))
            case RenameEnum(name=name, new_name=new):
                return call("rename_enum", symbol(name), symbol(new))
            case RenameEnumValue(name=name, label=str(label), new_label=str(new)):
                return call(
                    operation.kind, symbol(name), from_to(FromTo(new, label, reversible=True))
                )
            case EnableExtension(name=name) | DisableExtension(name=name):
                return call(operation.kind, to_source(str(name)))
        return None

    def _on_table(self, operation: Operation) -> str | None:
        match operation:
            case CreateTable(table=table, definition=definition):
                return self._block("create_table", table, definition)
            case DropTable(table=table, definition=None):
                return call("drop_table", symbol(table))
            case DropTable(table=table, definition=Table() as definition):
                return self._block("drop_table", table, definition)
            case RenameTable(table=table, new_name=new):
                return call("rename_table", symbol(table), symbol(new))
            case ChangeTableComment(table=table, change=change):
                return call("change_table_comment", symbol(table), from_to(change))
        return None

    # Definitions

    def column(self, column: Column) -> str:
        """Type and options: `:string, limit: 20`; what the column has anyway is left out."""
        parts = (symbol(column.type), self._options(_spoken(column)))
        return ", ".join(part for part in parts if part)

    def _options(self, column: Column) -> str:
        usual = self.compatibility.datetime_precision
        implied = column.type == "datetime" and column.options.get("precision") == usual
        return keywords(column.options.without("precision") if implied else column.options)

    def table(self, table: Table) -> str:
        """The `create_table` that makes it."""
        return self._block("create_table", table.name, table)

    def _index_options(self, table: Name, index: Index) -> Options:
        default = index_name(table, index.columns, self.compatibility.short_index_names)
        return (
            index.options if index.name == default else index.options.merged(name=str(index.name))
        )

    def _key_options(self, key: ForeignKey) -> Options:
        default = f"{self.inflector.singularize(str(key.to_table))}_id"
        if key.column == default:
            return key.options
        return Options({"column": Symbol(str(key.column)), **key.options.values}, key.options.rest)

    def _block(self, command: str, table: Name, definition: Table) -> str:
        lines = [f"  {line}" for line in self._lines(table, definition)]
        head = call(command, symbol(table), keywords(self._table_options(definition)))
        return "\n".join([f"{head} do |t|", *lines, "end"])

    def _table_options(self, definition: Table) -> Options:
        """Those of the call; a key that an older Rails made has another type than one made now."""
        options = definition.options.without("charset")
        key = definition.columns.get(str(options.get("primary_key", "id")))
        if (
            key is None
            or "id" in options
            or key.type not in _KEY_TYPES - {self.compatibility.key_type}
        ):
            return options
        return Options({"id": Symbol(str(key.type)), **options.values}, options.rest)

    def _lines(self, table: Name, definition: Table) -> Iterator[str]:
        columns = dict(definition.columns)
        if definition.options.get("id") is not False:
            columns.pop(str(definition.options.get("primary_key", "id")), None)
        stamped = _is_stamped(columns)
        for name, column in columns.items():
            if not (stamped and name in _STAMPS):
                yield call(f"t.{column.type}", symbol(name), self._options(_spoken(column)))
        if stamped:
            yield "t.timestamps"
        for index in definition.indexes:
            yield call(
                "t.index", index_columns(index.columns), keywords(self._index_options(table, index))
            )
        for key in definition.foreign_keys:
            yield call("t.foreign_key", symbol(key.to_table), keywords(self._key_options(key)))
        for constraint in definition.constraints:
            yield call(f"t.{constraint.kind}_constraint", *_constraint(table, constraint))


_KEY_TYPES = frozenset({"integer", "bigint"})
_STAMPS = ("created_at", "updated_at")


def _is_stamped(columns: dict[str, Column]) -> bool:
    """Whether `t.timestamps` makes both columns as they are."""
    both = [columns[name] for name in _STAMPS if name in columns]
    return len(both) == len(_STAMPS) and all(
        column.type == "datetime" and column.options.values == {"null": False, "precision": 6}
        for column in both
    )


def _spoken(column: Column) -> Column:
    """Without the options that a new column has unasked."""
    usual: dict[str, Value] = {"null": True, "default": None, "array": False}
    said = column.options.values
    idle = [name for name, value in usual.items() if name in said and said[name] is value]
    return replace(column, options=column.options.without(*idle))


def _constraint(table: Name, constraint: Constraint) -> tuple[str, str]:
    definition: Value = str(constraint.definition)
    if constraint.kind == "unique":
        definition = tuple(Symbol(part) for part in str(constraint.definition).split(", "))
    default = constraint_name(constraint.kind, table, constraint.definition)
    named = {} if constraint.name in (None, default) else {"name": str(constraint.name)}
    return to_source(definition), keywords(Options({**named, **constraint.options.values}))
