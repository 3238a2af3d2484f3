"""Statements that write rows; their expressions are left to sqlglot."""

from collections.abc import Iterator
from typing import Any

from wishare_lint.rails.operations import (
    DeleteRows,
    InsertRows,
    Operation,
    Origin,
    SessionStatement,
    UpdateRows,
)
from wishare_lint.rails.schema import Name
from wishare_lint.rails.sql.cursor import Cursor, NotUnderstoodError, joined
from wishare_lint.rails.sql.defaults import number
from wishare_lint.ruby.values import Unknown, Value


def insert(cursor: Cursor, origin: Origin) -> Iterator[Operation]:
    """`INSERT INTO`, and MySQL's `REPLACE INTO`."""
    cursor.before("INTO")
    cursor.need("INTO")
    yield InsertRows(table=cursor.name(), origin=origin)


def truncate(cursor: Cursor, origin: Origin) -> Iterator[Operation]:
    """`TRUNCATE`, of one table or several."""
    cursor.need("TRUNCATE")
    cursor.take("TABLE")
    for item in cursor.before("RESTART", "CONTINUE", "CASCADE", "RESTRICT").items():
        item.take("ONLY")
        yield DeleteRows(table=item.name(), conditions={}, whole_table=True, origin=origin)


def write(cursor: Cursor, origin: Origin) -> Iterator[Operation]:
    """`UPDATE`, `DELETE`, `MERGE`, and what stands after `WITH`."""
    tree = _tree(cursor)
    if tree is None:
        yield _by_head(cursor, origin)
        return
    yield from _Writes(cursor, origin).of(tree)


def _by_head(cursor: Cursor, origin: Origin) -> Operation:
    """What the first words tell of a statement with expressions that cannot be read."""
    if cursor.take("UPDATE"):
        cursor.take("ONLY")
        return UpdateRows(table=cursor.name(), origin=origin)
    cursor.need("DELETE", "FROM")
    cursor.take("ONLY")
    return DeleteRows(table=cursor.name(), origin=origin)


_DIALECTS = {"postgresql": "postgres", "mysql": "mysql", "sqlite": "sqlite"}


def _tree(cursor: Cursor) -> Any:
    """The statement as sqlglot reads it; None where it does not."""
    import logging

    import sqlglot

    logging.getLogger("sqlglot").setLevel(logging.CRITICAL)
    try:
        return sqlglot.parse_one(cursor.source, read=_DIALECTS.get(cursor.adapter or ""))
    except Exception:  # a parser's own errors, RecursionError, and what it does not foresee
        return None


class _Writes:
    """Reads the writes in the tree of one statement."""

    def __init__(self, cursor: Cursor, origin: Origin) -> None:
        self._script = cursor.script
        self._text = cursor.text
        self._origin = origin

    def of(self, tree: Any) -> Iterator[Operation]:
        """Every write, those in a `WITH` first."""
        from sqlglot import exp

        found = tree.find_all(exp.Update, exp.Delete, exp.Insert, exp.Merge)
        # The updates within a MERGE name no table of their own.
        writes = [write for write in found if isinstance(write.this, exp.Expression)]
        if writes:
            yield from map(self._operation, reversed(writes))
        elif isinstance(tree, exp.Query):
            yield SessionStatement(command="select", sql=self._text, origin=self._origin)
        else:
            raise NotUnderstoodError

    def _operation(self, tree: Any) -> Operation:
        from sqlglot import exp

        table, origin = self._table(tree), self._origin
        if isinstance(tree, exp.Insert):
            return InsertRows(table=table, origin=origin)
        conditions = self._conditions(tree)
        # A piece that is not known may be a condition, too.
        whole = conditions == {} and isinstance(self._text, str)
        if isinstance(tree, exp.Delete):
            return DeleteRows(table=table, conditions=conditions, whole_table=whole, origin=origin)
        return UpdateRows(
            table=table,
            conditions=conditions,
            whole_table=whole,
            values=self._assignments(tree),
            origin=origin,
        )

    def _table(self, tree: Any) -> Name | None:
        from sqlglot import exp

        table = tree.find(exp.Table)
        if table is None:
            return None
        parts = [self._name(part) for part in table.parts]
        return joined(parts[1:] if parts[0] == "public" else parts, ".")

    def _name(self, identifier: Any) -> Name:
        return self._script.identifier(identifier.name, quoted=bool(identifier.args.get("quoted")))

    def _conditions(self, tree: Any) -> dict[str, Value] | None:
        """The equalities of WHERE, joined by AND; None when there is anything else."""
        from sqlglot import exp

        arguments = tree.args
        joins = arguments["this"].args.get("joins")
        if joins or any(arguments.get(key) for key in ("from_", "using", "limit", "on")):
            return None
        where = arguments.get("where")
        if where is None:
            return {}
        condition = where.this.unnest()
        parts = condition.flatten() if isinstance(condition, exp.And) else [condition]
        found = [self._condition(part.unnest()) for part in parts]
        known = [pair for pair in found if pair is not None]
        return dict(known) if len(known) == len(found) else None

    def _condition(self, part: Any) -> tuple[str, Value] | None:
        from sqlglot import exp

        if not isinstance(part.this, exp.Column):
            return None
        name = self._name(part.this.this)
        match part:
            case exp.EQ() | exp.Is():
                value = self._value(part.expression)
            case exp.In() if part.expressions:
                value = tuple(map(self._value, part.expressions))
            case _:
                return None
        computed = isinstance(value, Unknown) or isinstance(name, Unknown)
        return None if computed else (str(name), value)

    def _assignments(self, tree: Any) -> dict[str, Value] | None:
        """The columns that are set; None where they cannot be told one by one."""
        from sqlglot import exp

        found: dict[str, Value] = {}
        for part in tree.expressions:
            if not isinstance(part, exp.EQ) or not isinstance(part.this, exp.Column):
                return None
            name = self._name(part.this.this)
            if isinstance(name, Unknown):
                return None
            found[name] = self._value(part.expression)
        return found or None

    def _value(self, node: Any) -> Value:
        from sqlglot import exp

        match node:
            case exp.Literal() if node.is_string:
                return self._script.known(node.this)
            case exp.Literal():
                return number(node.this)
            case exp.Neg(this=exp.Literal() as literal) if not literal.is_string:
                return number(f"-{literal.this}")
            case exp.Cast(this=exp.Literal() as literal):
                return self._value(literal)
            case exp.Null():
                return None
            case exp.Boolean():
                return bool(node.this)
        text = self._script.known(node.sql())
        return text if isinstance(text, Unknown) else Unknown(text)
