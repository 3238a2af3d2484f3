"""Indexes in SQL: `CREATE INDEX`, `DROP INDEX`, and the keys in MySQL's table definitions."""

from collections.abc import Iterator
from dataclasses import dataclass

from wishare_lint.rails.operations import (
    AddIndex,
    AlterIndex,
    AlterTable,
    DropIndex,
    Operation,
    Origin,
    RemoveIndex,
)
from wishare_lint.rails.schema.options import Options
from wishare_lint.rails.schema.schema import Index, Name
from wishare_lint.rails.sql.cursor import Cursor, NotUnderstoodError, joined
from wishare_lint.ruby.values import Symbol, Unknown, Value


def create_index(cursor: Cursor, origin: Origin) -> Iterator[Operation]:
    """`CREATE [UNIQUE] INDEX`, from the word after `CREATE` on."""
    kind = _kind(cursor)
    cursor.need("INDEX")
    call: dict[str, Value] = {}
    if cursor.take("CONCURRENTLY"):
        call["algorithm"] = Symbol("concurrently")
    if cursor.take("IF", "NOT", "EXISTS"):
        call["if_not_exists"] = True
    name = None if cursor.at("ON") else cursor.name()
    kind |= _method(cursor)
    cursor.need("ON")
    cursor.take("ONLY")
    table = cursor.name()
    index = _index(cursor, table, name, kind)
    call |= _modifiers(cursor)
    yield AddIndex(table=table, index=index, options=Options(call), origin=origin)


def key(cursor: Cursor, table: Name, name: Name | None, origin: Origin) -> Operation:
    """A key in the way of MySQL: `UNIQUE KEY name (columns)`, `FULLTEXT KEY …`, `INDEX …`.

    `name` is that of the constraint, and the key's where it has none of its own.
    """
    options = _kind(cursor)
    cursor.take_one_of("KEY", "INDEX")
    if cursor.keyword not in ("(", "USING"):
        name = cursor.identifier()
    options |= _method(cursor)
    return AddIndex(table=table, index=_index(cursor, table, name, options), origin=origin)


def drop_index(cursor: Cursor, origin: Origin) -> Iterator[Operation]:
    """`DROP INDEX`, from the word `INDEX` on; MySQL names the table, too."""
    cursor.need("INDEX")
    call: dict[str, Value] = {}
    if cursor.take("CONCURRENTLY"):
        call["algorithm"] = Symbol("concurrently")
    if cursor.take("IF", "EXISTS"):
        call["if_exists"] = True
    names = [item.name() for item in cursor.before("ON", "CASCADE", "RESTRICT").items()]
    if cursor.take("ON"):
        table = cursor.name()
        call |= _modifiers(cursor)
        for name in names:
            yield removed(table, name, origin, Options(call))
        return
    for name in names:
        yield DropIndex(
            table=table_of(name),
            columns=(),
            name=name,
            index=None,
            options=Options(call),
            origin=origin,
        )


def removed(table: Name, name: Name, origin: Origin, call: Options | None = None) -> RemoveIndex:
    """The removal of an index of a table by its name."""
    return RemoveIndex(
        table=table, columns=(), name=name, index=None, options=call or Options(), origin=origin
    )


def alter_index(cursor: Cursor, origin: Origin) -> Iterator[Operation]:
    """`ALTER INDEX`; what it does beside a renaming is left aside."""
    cursor.need("INDEX")
    cursor.take("IF", "EXISTS")
    name = cursor.name()
    if cursor.take("RENAME", "TO"):
        new_name = cursor.name()
        yield AlterIndex(table=table_of(name), name=name, new_name=new_name, origin=origin)
        return
    yield AlterTable(table=table_of(name), action=cursor.text, origin=origin)


def table_of(index: Name) -> Unknown:
    """What stands for the table where a statement names the index alone."""
    return Unknown(f"the table of `{index}`")


# The parts of an index


def _kind(cursor: Cursor) -> dict[str, Value]:
    match cursor.take_one_of("UNIQUE", "FULLTEXT", "SPATIAL"):
        case "UNIQUE":
            return {"unique": True}
        case "":
            return {}
        case kind:
            return {"type": Symbol(kind.lower())}


def _method(cursor: Cursor) -> dict[str, Value]:
    """`USING gin`; a B-tree is what both databases make unasked."""
    if not cursor.take("USING"):
        return {}
    method = str(cursor.identifier()).lower()
    return {} if method == "btree" else {"using": Symbol(method)}


def _index(cursor: Cursor, table: Name, name: Name | None, options: dict[str, Value]) -> Index:
    options |= _method(cursor)
    columns, own = _columns(cursor.group())
    options |= own
    while not cursor.done:
        options |= _method(cursor)
        if cursor.take("INCLUDE"):
            options["include"] = cursor.names()
        elif cursor.take("NULLS", "NOT", "DISTINCT"):
            options["nulls_not_distinct"] = True
        elif cursor.take("WHERE"):
            options["where"] = cursor.before().formula
        elif cursor.take("COMMENT"):
            options["comment"] = cursor.string()
        elif cursor.keyword in _MODIFIERS:
            break
        elif not cursor.done:
            cursor.skip()
    return Index(columns, name or _default_name(cursor, table, columns), Options(options))


_MODIFIERS = ("ALGORITHM", "LOCK")


def _modifiers(cursor: Cursor) -> dict[str, Value]:
    """MySQL's `ALGORITHM = INPLACE LOCK = NONE`."""
    found: dict[str, Value] = {}
    while word := cursor.take_one_of(*_MODIFIERS):
        cursor.take("=")
        found[word.lower()] = Symbol(str(cursor.identifier()).lower())
    return found


def _default_name(cursor: Cursor, table: Name, columns: tuple[Name, ...]) -> Name:
    """PostgreSQL's `users_email_idx`; MySQL's name is that of the first column."""
    if cursor.adapter == "mysql":
        return columns[0]
    words = [name if str(name).isidentifier() else "expr" for name in columns]
    return joined([table, *words, "idx"], "_")


@dataclass(frozen=True)
class _Part:
    """A column of an index, and what is said of it: order, operator class, length."""

    column: Name
    options: dict[str, Value]


def _columns(group: Cursor) -> tuple[tuple[Name, ...], dict[str, Value]]:
    """The columns and their options; an index with an expression is one expression, as in Rails."""
    whole = group.formula
    try:
        parts = [_part(item) for item in group.items()]
    except NotUnderstoodError:
        return (whole,), {}
    options: dict[str, Value] = {}
    for option in ("order", "opclass", "length"):
        said: dict[Value, Value] = {
            part.column: part.options[option] for part in parts if option in part.options
        }
        alike = len(said) == len(parts) and len(set(said.values())) == 1
        if said:
            options[option] = next(iter(said.values())) if alike else said
    return tuple(part.column for part in parts), options


def _part(item: Cursor) -> _Part:
    column = item.identifier()
    options: dict[str, Value] = {}
    if item.at("("):
        options["length"] = _length(item.group())
    if item.take("COLLATE"):
        item.name()
    if item.keyword not in ("ASC", "DESC", "NULLS", ""):
        options["opclass"] = Symbol(str(item.name()))
        if item.at("("):
            item.skip()
    order = item.before().text
    if order and str(order).upper() != "ASC":
        upper = str(order).upper()
        options["order"] = Symbol("desc") if upper == "DESC" else upper
    return _Part(column, options)


def _length(group: Cursor) -> int:
    """The length in `name(10)`; anything else in parentheses is the call of a function."""
    token = group.next
    if len(group.tokens) != 1 or token is None or not token.text.isdigit():
        raise NotUnderstoodError
    return int(token.text)
