"""Statements that write rows; their expressions are left to sqlglot."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from wishare_lint.rails.operations import (
    DeleteRows,
    InsertRows,
    Operation,
    Origin,
    SessionStatement,
    UpdateRows,
)
from wishare_lint.rails.rows.condition import EVERY_ROW, UNREAD, Condition, OneOf, with_leaves
from wishare_lint.rails.rows.fragments import SqlText
from wishare_lint.rails.schema.schema import Name
from wishare_lint.rails.sql.conditions import ConditionReader, parsed
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
        yield DeleteRows(table=item.name(), where=EVERY_ROW, origin=origin)


def write(cursor: Cursor, origin: Origin) -> Iterator[Operation]:
    """`UPDATE`, `DELETE`, `MERGE`, and what stands after `WITH`."""
    tree = parsed(cursor.source, cursor.adapter)
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
        where = self._where(tree)
        if isinstance(tree, exp.Delete):
            return DeleteRows(table=table, where=where, origin=origin)
        values = self._assignments(tree)
        return UpdateRows(table=table, where=where, values=values, origin=origin)

    def _table(self, tree: Any) -> Name | None:
        from sqlglot import exp

        table = tree.find(exp.Table)
        if table is None:
            return None
        parts = [self.column(part) for part in table.parts]
        return joined(parts[1:] if parts[0] == "public" else parts, ".")

    def column(self, identifier: Any) -> Name:
        """A name, as the database takes it."""
        return self._script.identifier(identifier.name, quoted=bool(identifier.args.get("quoted")))

    def _where(self, tree: Any) -> Condition:
        """What WHERE asks for, of the table itself."""
        arguments = tree.args
        joins = arguments["this"].args.get("joins")
        if joins or any(arguments.get(key) for key in ("from_", "using", "limit", "on")):
            return UNREAD
        where = arguments.get("where")
        if where is None:
            # A piece that is not known may be a condition, too.
            return EVERY_ROW if isinstance(self._text, str) else UNREAD
        own = {arguments["this"].alias_or_name, arguments["this"].name}
        return with_leaves(
            ConditionReader(self).read(where.this),
            lambda leaf: (
                replace(leaf, table="") if isinstance(leaf, OneOf) and leaf.table in own else leaf
            ),
        )

    def _assignments(self, tree: Any) -> dict[str, Value] | None:
        """The columns that are set; None where they cannot be told one by one."""
        from sqlglot import exp

        found: dict[str, Value] = {}
        for part in tree.expressions:
            if not isinstance(part, exp.EQ) or not isinstance(part.this, exp.Column):
                return None
            name = self.column(part.this.this)
            if isinstance(name, Unknown):
                return None
            found[name] = self._value(part.expression)
        return found or None

    def values(self, node: Any) -> tuple[Value, ...]:
        """A literal."""
        return (self._value(node),)

    def _value(self, node: Any) -> Value:
        from sqlglot import exp

        match node:
            case exp.Literal() if node.is_string:
                text = self._script.known(node.this)
                return text if isinstance(text, Unknown) else SqlText(text)
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
