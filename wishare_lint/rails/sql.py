"""SQL in a migration: rows that it writes, and statements that stay as they are."""

import re
from collections.abc import Iterator
from typing import Any

from wishare_lint.rails.operations import (
    DeleteRows,
    Execute,
    InsertRows,
    Operation,
    Origin,
    UpdateRows,
)
from wishare_lint.ruby.values import Unknown, Value

_WRITES_ROWS = re.compile(r"\s*(UPDATE|DELETE|INSERT|TRUNCATE|WITH)\b", re.IGNORECASE)
_DIALECTS = {"postgresql": "postgres", "mysql": "mysql", "sqlite": "sqlite"}


def statements(sql: Value, origin: Origin, adapter: str | None) -> Iterator[Operation]:
    """The operations of an SQL string; DDL, and what is not understood, is one `Execute`."""
    if not isinstance(sql, str):
        text = sql if isinstance(sql, Unknown) else Unknown(str(sql))
        yield Execute(sql=text, origin=origin)
        return
    if not _WRITES_ROWS.match(_without_comments(sql)):
        yield Execute(sql=str(sql), origin=origin)
        return
    yield from _parsed(str(sql), origin, adapter)


def _without_comments(sql: str) -> str:
    return re.sub(r"--[^\n]*|/\*.*?\*/", " ", sql, flags=re.DOTALL)


def _parsed(sql: str, origin: Origin, adapter: str | None) -> Iterator[Operation]:
    import logging

    import sqlglot
    from sqlglot import errors

    logging.getLogger("sqlglot").setLevel(logging.CRITICAL)
    try:
        trees = sqlglot.parse(sql, read=_DIALECTS.get(adapter or ""))
    except (errors.SqlglotError, RecursionError):
        yield Execute(sql=sql, origin=origin)
        return
    for tree in trees:
        if tree is not None:
            yield _operation(tree, origin)


def _operation(tree: Any, origin: Origin) -> Operation:
    from sqlglot import exp

    match tree:
        case exp.Update():
            return UpdateRows(
                table=_table(tree),
                conditions=_conditions(tree),
                whole_table=tree.args.get("where") is None and tree.args.get("from_") is None,
                values=_assignments(tree),
                origin=origin,
            )
        case exp.Delete() | exp.TruncateTable():
            return DeleteRows(
                table=_table(tree),
                conditions=_conditions(tree),
                whole_table=tree.args.get("where") is None,
                origin=origin,
            )
        case exp.Insert():
            return InsertRows(table=_table(tree), origin=origin)
        case _:
            return Execute(sql=tree.sql(), origin=origin)


def _table(tree: Any) -> str | None:
    from sqlglot import exp

    table = tree.find(exp.Table)
    return table.name if table is not None else None


def _conditions(tree: Any) -> dict[str, Value] | None:
    """The equalities of WHERE, joined by AND; None when there is anything else."""
    from sqlglot import exp

    where = tree.args.get("where")
    if where is None:
        return {}
    found: dict[str, Value] = {}
    for part in where.this.flatten() if isinstance(where.this, exp.And) else [where.this]:
        match part:
            case exp.EQ(this=exp.Column() as column, expression=exp.Literal() as literal):
                found[column.name] = _value(literal)
            case exp.In(this=exp.Column() as column) if part.expressions:
                found[column.name] = tuple(_value(item) for item in part.expressions)
            case exp.Is(this=exp.Column() as column, expression=exp.Null()):
                found[column.name] = None
            case _:
                return None
    return found


def _assignments(tree: Any) -> dict[str, Value]:
    from sqlglot import exp

    return {
        part.this.name: _value(part.expression)
        for part in tree.expressions
        if isinstance(part, exp.EQ)
    }


def _value(node: Any) -> Value:
    from sqlglot import exp

    match node:
        case exp.Literal() if node.is_string:
            return str(node.this)
        case exp.Literal() if node.this.isdigit():
            return int(node.this)
        case exp.Null():
            return None
        case exp.Boolean():
            return bool(node.this)
        case _:
            return Unknown(node.sql())
