"""Tables in SQL: `CREATE TABLE`, `DROP TABLE`, `RENAME TABLE`."""

from collections.abc import Iterator

from wishare_lint.rails.operations import (
    AddColumn,
    CreateTable,
    DropTable,
    Operation,
    Origin,
    RenameTable,
)
from wishare_lint.rails.schema.options import Options
from wishare_lint.rails.schema.schema import EMPTY, Conflict, Name, Table
from wishare_lint.rails.sql.columns import read_column
from wishare_lint.rails.sql.constraints import constraint, is_constraint
from wishare_lint.rails.sql.cursor import Cursor, NotUnderstoodError
from wishare_lint.ruby.values import Symbol, Value

_TEMPORARY = frozenset({"TEMP", "TEMPORARY"})
_HIDING = frozenset({"AS", "SELECT", "INHERITS", "OF", "LIKE"})
"""Words after which a table has columns that the statement does not list."""


def create_table(cursor: Cursor, origin: Origin) -> Iterator[Operation]:
    """`CREATE TABLE`, from the word after `CREATE` on."""
    options: dict[str, Value] = {}
    if any(token.keyword in _TEMPORARY for token in cursor.before("TABLE").tokens):
        options["temporary"] = True
    cursor.need("TABLE")
    if cursor.take("IF", "NOT", "EXISTS"):
        options["if_not_exists"] = True
    name = cursor.name()
    definition = _definition(cursor, name, origin)
    options = {**definition.options.values, **options}
    yield CreateTable(table=name, definition=definition, options=Options(options), origin=origin)


def _definition(cursor: Cursor, name: Name, origin: Origin) -> Table:
    """The table that the rest describes: an empty one, on which its elements are played."""
    listed = cursor.at("(")
    elements = list(_elements(cursor, name, origin)) if listed else []
    hidden = cursor.at("USING")  # SQLite's virtual tables
    tail = cursor.before()
    hidden = hidden or any(token.keyword in _HIDING for token in tail.tokens)
    if not listed and not hidden:
        raise NotUnderstoodError
    options = Options({"id": False, **_options(tail)})
    schema = EMPTY.with_table(Table(name, options=options, opaque=hidden or None in elements))
    for element in elements:
        applied = schema if element is None else element.apply(schema)
        schema = schema if isinstance(applied, Conflict) else applied
    return schema.tables[str(name)]


def _elements(cursor: Cursor, table: Name, origin: Origin) -> Iterator[Operation | None]:
    """What the definition adds to the table; None for what is not read."""
    for item in cursor.group().items():
        try:
            yield from element(item, table, origin)
        except NotUnderstoodError:
            yield None


def element(item: Cursor, table: Name, origin: Origin) -> Iterator[Operation]:
    """What one column or constraint of a definition adds to the table."""
    if is_constraint(item):
        yield constraint(item, table, origin)
        return
    if item.keyword in _HIDING:
        raise NotUnderstoodError
    definition = read_column(item, table, origin)
    yield AddColumn(table=table, column=definition.column, origin=origin)
    yield from definition.also


def _options(tail: Cursor) -> dict[str, Value]:
    """MySQL's options of a table, as far as `schema.rb` shows them."""
    found: dict[str, Value] = {}
    while tail.adapter == "mysql" and not tail.done:
        word = tail.take_one_of("CHARSET", "COLLATE", "COMMENT")
        if tail.take("CHARACTER", "SET"):
            word = "CHARSET"
        tail.take("=")
        match word:
            case "CHARSET":
                found["charset"] = tail.identifier()
            case "COLLATE":
                found["collation"] = tail.identifier()
            case "COMMENT":
                found["comment"] = tail.string()
            case _ if not tail.done:
                tail.skip()
    return found


def drop_table(cursor: Cursor, origin: Origin) -> Iterator[Operation]:
    """`DROP TABLE`, of one table or several."""
    cursor.before("TABLE")
    cursor.need("TABLE")
    options: dict[str, Value] = {}
    if cursor.take("IF", "EXISTS"):
        options["if_exists"] = True
    names = [item.name() for item in cursor.before("CASCADE", "RESTRICT").items()]
    if cursor.take("CASCADE"):
        options["force"] = Symbol("cascade")
    for name in names:
        yield DropTable(
            table=name,
            definition=None,
            options=Options(options),
            alone=len(names) == 1,
            origin=origin,
        )


def rename_table(cursor: Cursor, origin: Origin) -> Iterator[Operation]:
    """MySQL's `RENAME TABLE a TO b, c TO d`."""
    cursor.need("RENAME")
    cursor.need("TABLE")
    for item in cursor.items():
        table = item.name()
        item.need("TO")
        yield RenameTable(table=table, new_name=item.name(), origin=origin)
