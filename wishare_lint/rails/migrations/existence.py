"""What a schema answers to `table_exists?`, `column_exists?` and the like.

Source: ActiveRecord::ConnectionAdapters::SchemaStatements.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from wishare_lint.rails.commands.command import as_name, joined, names
from wishare_lint.rails.schema.options import Options
from wishare_lint.rails.schema.schema import ForeignKey, Name, Schema, Table
from wishare_lint.ruby.scope import Invocation
from wishare_lint.ruby.values import Unknown, Value


@dataclass(frozen=True)
class _Question:
    """What is asked for: `table` is the first argument, `what` the second."""

    table: Name
    what: Value
    rest: tuple[Value, ...]
    options: Options

    def option(self, key: str) -> Name | None:
        return joined(self.options.get(key)) if key in self.options else None


def exists(call: Invocation, schema: Schema) -> bool | None:
    """Whether it exists; None where the schema does not know, or the call is no such question."""
    answer = _ON_TABLE.get(call.method)
    options = Options.of(call.keywords)
    unclear = options.rest is not None or any(isinstance(v, Unknown) for v in call.positional)
    if unclear or not call.positional:
        return None
    first, *rest = call.positional
    if call.method == "extension_enabled?":
        return str(first) in schema.extensions or (False if schema.complete else None)
    question = _Question(as_name(first), rest[0] if rest else None, tuple(rest[1:]), options)
    table = schema.table(question.table)
    if call.method in ("table_exists?", "data_source_exists?"):
        return True if table is not None else _absent(schema, question.table)
    if answer is None:
        return None
    return _absent(schema, question.table) if table is None else answer(question, table)


def _absent(schema: Schema, table: Name) -> bool | None:
    return False if schema.lacks(table) else None


def _column(question: _Question, table: Table) -> bool | None:
    column = table.columns.get(str(as_name(question.what)))
    if column is None:
        return None if table.may_have(as_name(question.what)) else False
    if question.options.values or not column.is_known:
        return None
    return not question.rest or column.type == as_name(question.rest[0])


def _index(question: _Question, table: Table) -> bool | None:
    columns = tuple(names((question.what,)))
    name = question.option("name")
    fitting = (
        index
        for index in table.indexes
        if columns in ((), index.columns) and name in (None, index.name)
    )
    return _found(table, any(True for _ in fitting))


def _index_name(question: _Question, table: Table) -> bool | None:
    return _found(table, table.index(as_name(question.what)) is not None)


def _foreign_key(question: _Question, table: Table) -> bool | None:
    to_table = question.option("to_table")
    if question.what is not None:
        to_table = as_name(question.what)

    def fits(key: ForeignKey) -> bool:
        return (
            to_table in (None, key.to_table)
            and question.option("column") in (None, key.column)
            and question.option("name") in (None, key.name(table.name))
        )

    return _found(table, any(map(fits, table.foreign_keys)))


def _check_constraint(question: _Question, table: Table) -> bool | None:
    name = question.option("name")
    return None if name is None else _found(table, table.constraint("check", name) is not None)


def _found(table: Table, found: bool) -> bool | None:
    """Whether it is there; where something is that is not known, it may be that."""
    known = all(one.is_known for one in table.indexes) and all(
        one.is_known for one in table.foreign_keys
    )
    return found if found or (known and not table.opaque) else None


_ON_TABLE: Mapping[str, Callable[[_Question, Table], bool | None]] = {
    "column_exists?": _column,
    "index_exists?": _index,
    "index_name_exists?": _index_name,
    "foreign_key_exists?": _foreign_key,
    "check_constraint_exists?": _check_constraint,
}
