"""How to write what a migration does so that Rails can undo it, or so that `down` undoes it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from wishare_lint.rails.operations import (
    AddConstraint,
    AddEnumValue,
    ChangeColumn,
    ChangeColumnComment,
    ChangeColumnDefault,
    ChangeTableComment,
    DropEnum,
    DropTable,
    Irreversible,
    Operation,
    RemoveColumn,
    RemoveConstraint,
    RemoveForeignKey,
    RemoveIndex,
)
from wishare_lint.rails.rollback.directions import both_ways
from wishare_lint.rails.schema.ruby_writer import RubyWriter
from wishare_lint.rails.schema.schema import Column, Schema, Table, mentions
from wishare_lint.ruby.values import symbol, to_source


@dataclass(frozen=True)
class Undo:
    """Writes reversible code, from what the schema knows before an operation."""

    writer: RubyWriter
    schema: Schema

    def steps(self, operation: Operation) -> tuple[Operation, ...]:
        """The operation as calls that say all there is to restore, as far as the schema knows."""
        match operation:
            case RemoveColumn():
                return (*self._on_the_column(operation), self._removal(operation))
            case DropTable() if operation.options.get("force") == "cascade":
                return (*self._keys_to(operation), operation.completed(self.schema))
        return (operation.completed(self.schema),)

    def inverses(self, operation: Operation) -> tuple[Operation, ...] | None:
        """What undoes it; None where that is not known."""
        back = [self._inverse(step) for step in reversed(self.steps(operation))]
        done = tuple(one for one in back if isinstance(one, Operation))
        return done if len(done) == len(back) else None

    def _inverse(self, step: Operation) -> Operation | Irreversible:
        if isinstance(step, ChangeColumn):
            return self._column_before(step) or step.inverse()
        return step.inverse()

    def reversible(self, operations: Sequence[Operation]) -> str:
        """The operations of one call, written so that Rails can undo them."""
        return "\n".join(dict.fromkeys(text for one in operations for text in self._texts(one)))

    def _texts(self, operation: Operation) -> Iterator[str]:
        if isinstance(operation, ChangeColumn):
            yield self._change_both_ways(operation)
            return
        for step in self.steps(operation):
            known = not isinstance(step.inverse(), Irreversible)
            written = self.writer.statement(step) if known else None
            yield f"{written}{self._remark(step)}" if written else _by_hand(step)

    def guarded(self, operations: Sequence[Operation], guard: str) -> str:
        """The operations of one guarded call, with a way back that asks nothing."""
        lines = [line for one in reversed(operations) for line in self.undoing(one) or ()]
        down = "\n".join(lines) or '"…" # what undoes it'
        return both_ways(f"{operations[0].place.code} {guard}", down)

    def undoing(self, operation: Operation) -> tuple[str, ...] | None:
        """The lines that undo it; None where they cannot be written."""
        back = self.inverses(operation)
        statements = [self.writer.statement(_plain(one)) for one in back or ()]
        if back is None or None in statements:
            return None
        return tuple(line for one in statements if one is not None for line in one.split("\n"))

    # Columns

    def _on_the_column(self, operation: RemoveColumn) -> Iterator[Operation]:
        """The removal of the keys, indexes and constraints that PostgreSQL drops with a column."""
        table = self.schema.table(operation.table)
        return iter(()) if table is None else _dependents(operation, table)

    def _removal(self, operation: RemoveColumn) -> Operation:
        """A column without default cannot come back as NOT NULL, because the rows are there."""
        completed = operation.completed(self.schema)
        known = self.schema.column(operation.table, operation.name)
        if not isinstance(completed, RemoveColumn) or completed.column is None or known is None:
            return completed
        if not completed.column.required_without_default:
            return completed
        nullable = completed.column.options.without("null")
        return replace(completed, column=replace(completed.column, options=nullable))

    def _remark(self, step: Operation) -> str:
        if not isinstance(step, RemoveColumn):
            return ""
        known = self.schema.column(step.table, step.name)
        if known is None or not known.required_without_default:
            return ""
        return " # it cannot come back as NOT NULL: the rows would have no value for it"

    def _column_before(self, operation: ChangeColumn) -> ChangeColumn | None:
        known = self.schema.column(operation.table, operation.column.name)
        if known is None or not known.is_known:
            return None
        return replace(operation, column=_restoring(known, operation.column))

    def _change_both_ways(self, operation: ChangeColumn) -> str:
        before = self._column_before(operation)
        up = self.writer.statement(operation) or operation.place.code
        down = None if before is None else self.writer.statement(before)
        if down is None:
            start = f"change_column {symbol(operation.table)}, {symbol(operation.column.name)}"
            return both_ways(up, f"{start}, :its_type", "the type and options that it has now")
        return both_ways(up, down)

    # Tables

    def _keys_to(self, operation: DropTable) -> Iterator[Operation]:
        """The removal of the foreign keys that go with a table."""
        for table in self.schema.tables.values():
            for key in table.foreign_keys:
                if key.to_table == operation.table and key.is_known:
                    yield RemoveForeignKey(
                        table=table.name,
                        to_table=key.to_table,
                        column=key.column,
                        key=key,
                        origin=operation.origin,
                    )


def _dependents(operation: RemoveColumn, table: Table) -> Iterator[Operation]:
    name, origin = str(operation.name), operation.origin
    for key in table.foreign_keys:
        if key.column == name and key.is_known:
            yield RemoveForeignKey(
                table=table.name, to_table=key.to_table, column=key.column, key=key, origin=origin
            )
    for index in table.indexes:
        if index.mentions(name) and index.is_known:
            yield RemoveIndex(
                table=table.name,
                columns=index.columns,
                name=index.name,
                index=index,
                origin=origin,
            )
    for constraint in table.constraints:
        if mentions(constraint.definition, name):
            yield RemoveConstraint(table=table.name, constraint=constraint, origin=origin)


def _restoring(known: Column, changed: Column) -> Column:
    """The column before, with the options that the change sets and that it did not have."""
    unset = {"null": True, "default": None, "comment": None}
    lacking = {
        option: value
        for option, value in unset.items()
        if option in changed.options and option not in known.options
    }
    return replace(known, options=known.options.merged(**lacking))


def _plain(operation: Operation) -> Operation:
    """A removal without the definition: in `down` there is nothing more to undo."""
    match operation:
        case RemoveColumn():
            return replace(operation, column=None)
        case DropTable():
            return replace(operation, definition=None)
    return operation


def _by_hand(operation: Operation) -> str:
    """What has to be filled in where the schema does not know it either."""
    table = symbol(operation.table_name) if operation.table_name is not None else ""
    match operation:
        case RemoveColumn():
            what = f"remove_column {table}, {symbol(operation.name)}, :its_type"
            return f"{what} # the type, limit, null and default that it has now"
        case DropTable():
            return f"drop_table {table} do |t|\n  # the columns and indexes that it has now\nend"
        case ChangeColumnDefault() | ChangeColumnComment():
            new = to_source(operation.change.to)
            what = f"{operation.kind} {table}, {symbol(operation.name)}, from: nil, to: {new}"
            return f"{what} # from: the {operation.option} that it has now"
        case ChangeTableComment():
            new = to_source(operation.change.to)
            what = f"change_table_comment {table}, from: nil, to: {new}"
            return f"{what} # from: the comment that it has now"
        case RemoveIndex():
            name = f", name: {to_source(str(operation.name))}" if operation.name else ""
            return f"remove_index {table}, :column{name} # the columns and options that it has now"
        case RemoveForeignKey():
            column = f", column: {symbol(operation.column)}" if operation.column else ""
            return f"remove_foreign_key {table}, :other_table{column} # the table that it refers to"
        case RemoveConstraint():
            name = f", name: {to_source(str(operation.constraint.name))}"
            return f'{operation.kind} {table}, "expression"{name} # what it demands now'
        case AddConstraint():
            name = to_source(str(operation.constraint.name))
            return both_ways(
                operation.place.code, f"remove_unique_constraint {table}, name: {name}"
            )
        case DropEnum():
            return f'drop_enum {symbol(operation.name)}, ["value"] # the values that it has now'
        case AddEnumValue():
            return f"up_only {{ {operation.place.code} }} # a roll-back leaves the value"
    return both_ways(operation.place.code, '"…"', "what undoes it")


def down_body(
    operations: Iterable[Operation], before: Schema, writer: RubyWriter
) -> tuple[str, ...] | None:
    """The lines of a `down` that undoes the operations; None where they cannot be written.

    Rows that were written stay as they are.
    """
    lines: list[str] = []
    schema = before
    for operation in operations:
        if operation.changes_schema:
            undoing = Undo(writer, schema).undoing(operation)
            if undoing is None:
                return None
            lines[:0] = undoing
        applied = operation.apply(schema)
        schema = applied if isinstance(applied, Schema) else schema
    return tuple(lines)
