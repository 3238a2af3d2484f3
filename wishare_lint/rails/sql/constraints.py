"""Constraints in SQL, of columns and of tables."""

from wishare_lint.rails.operations import (
    AddConstraint,
    AddForeignKey,
    AddPrimaryKey,
    Operation,
    Origin,
)
from wishare_lint.rails.schema.options import Options
from wishare_lint.rails.schema.schema import Constraint, ForeignKey, Name
from wishare_lint.rails.sql import indexes
from wishare_lint.rails.sql.cursor import Cursor, joined
from wishare_lint.ruby.values import Symbol, Unknown, Value

_KINDS = frozenset({"PRIMARY", "UNIQUE", "FOREIGN", "CHECK", "EXCLUDE"})
_MYSQL_KEYS = frozenset({"KEY", "INDEX", "FULLTEXT", "SPATIAL"})


def is_constraint(cursor: Cursor) -> bool:
    """Whether a constraint or key comes next, and not a column."""
    if cursor.adapter == "mysql" and cursor.keyword in _MYSQL_KEYS:
        return True
    if cursor.keyword == "EXCLUDE":  # which may name a column
        return cursor.at("EXCLUDE", "USING") or cursor.at("EXCLUDE", "(")
    return cursor.keyword in _KINDS or cursor.keyword == "CONSTRAINT"


def constraint(cursor: Cursor, table: Name, origin: Origin) -> Operation:
    """A constraint or key, as a table's definition and `ALTER TABLE … ADD` give it."""
    name = None
    if cursor.take("CONSTRAINT") and cursor.keyword not in _KINDS:
        name = cursor.name()
    if cursor.take("PRIMARY", "KEY"):
        return _primary_key(cursor, table, origin)
    if cursor.take("FOREIGN", "KEY"):
        return _foreign_key(cursor, table, name, origin)
    if cursor.take("CHECK"):
        return check(cursor, table, name, origin)
    if cursor.take("EXCLUDE"):
        return _exclusion(cursor, table, name, origin)
    if cursor.adapter == "mysql":
        return indexes.key(cursor, table, name, origin)
    cursor.need("UNIQUE")
    return _unique(cursor, table, name, origin)


def check(cursor: Cursor, table: Name, name: Name | None, origin: Origin) -> Operation:
    """A check, from its parentheses on."""
    definition = _bare(cursor.group())
    return _added("check", definition, name, _qualities(cursor), table, origin)


def _added(
    kind: str,
    definition: Name,
    name: Name | None,
    options: dict[str, Value],
    table: Name,
    origin: Origin,
) -> Operation:
    """A constraint; where it has no name, the database makes one up."""
    name = name or Unknown(f"the name of `{definition}`")
    made = Constraint(kind, definition, name, Options(options))
    return AddConstraint(table=table, constraint=made, origin=origin)


def unique(
    cursor: Cursor,
    table: Name,
    columns: tuple[Name, ...],
    name: Name | None,
    origin: Origin,
    **options: Value,
) -> Operation:
    """A unique constraint on columns; what follows says when it is checked."""
    name = name or _default_name(cursor, table, columns, "key")
    options |= _qualities(cursor)
    return _added("unique", joined(columns, ", "), name, options, table, origin)


def references(
    cursor: Cursor, table: Name, columns: tuple[Name, ...], name: Name | None, origin: Origin
) -> Operation:
    """A foreign key of columns, from the table that it refers to on."""
    name = name or _default_name(cursor, table, columns, "fkey")
    to_table = cursor.name()
    options: dict[str, Value] = {} if name is None else {"name": name}
    if cursor.at("("):
        options |= _referred(cursor.names())
    options |= _qualities(cursor)
    key = ForeignKey(to_table, joined(columns, ", "), Options(options))
    return AddForeignKey(table=table, key=key, origin=origin)


def _primary_key(cursor: Cursor, table: Name, origin: Origin) -> Operation:
    cursor.before("(")  # MySQL's `USING BTREE`, PostgreSQL's `USING INDEX name`
    columns = () if cursor.done else cursor.names()
    return AddPrimaryKey(table=table, columns=columns, origin=origin)


def _foreign_key(cursor: Cursor, table: Name, name: Name | None, origin: Origin) -> Operation:
    cursor.before("(")  # MySQL's name of the index
    columns = cursor.names()
    cursor.need("REFERENCES")
    return references(cursor, table, columns, name, origin)


def _unique(cursor: Cursor, table: Name, name: Name | None, origin: Origin) -> Operation:
    options: dict[str, Value] = {}
    if cursor.take("USING", "INDEX"):
        options["using_index"] = cursor.name()
        return unique(cursor, table, (), name, origin, **options)
    if cursor.take("NULLS", "NOT", "DISTINCT"):
        options["nulls_not_distinct"] = True
    return unique(cursor, table, cursor.names(), name, origin, **options)


def _exclusion(cursor: Cursor, table: Name, name: Name | None, origin: Origin) -> Operation:
    options: dict[str, Value] = {}
    if cursor.take("USING"):
        options["using"] = Symbol(str(cursor.identifier()))
    definition = cursor.group().formula
    if cursor.take("WHERE"):
        options["where"] = _bare(cursor.group())
    return _added("exclusion", definition, name, options | _qualities(cursor), table, origin)


def _bare(cursor: Cursor) -> Name:
    """An expression without the parentheses around the whole of it, as Rails shows it."""
    inside = cursor.inside()
    return cursor.formula if inside is None else _bare(inside)


def _default_name(
    cursor: Cursor, table: Name, columns: tuple[Name, ...], suffix: str
) -> Name | None:
    """The name that PostgreSQL gives to a constraint on columns; others count, or give none."""
    if cursor.adapter != "postgresql" or not columns:
        return None
    return joined([table, *columns, suffix], "_")


# What follows a constraint

_QUALITIES: tuple[tuple[tuple[str, ...], dict[str, Value]], ...] = (
    (("DEFERRABLE", "INITIALLY", "DEFERRED"), {"deferrable": Symbol("deferred")}),
    (("INITIALLY", "DEFERRED"), {"deferrable": Symbol("deferred")}),
    (("DEFERRABLE",), {"deferrable": Symbol("immediate")}),
    (("NOT", "DEFERRABLE"), {}),
    (("INITIALLY", "IMMEDIATE"), {}),
    (("NOT", "VALID"), {"validate": False}),
    (("NO", "INHERIT"), {}),
    (("MATCH", "FULL"), {}),
    (("MATCH", "SIMPLE"), {}),
    (("ON", "DELETE", "CASCADE"), {"on_delete": Symbol("cascade")}),
    (("ON", "DELETE", "RESTRICT"), {"on_delete": Symbol("restrict")}),
    (("ON", "DELETE", "SET", "NULL"), {"on_delete": Symbol("nullify")}),
    (("ON", "DELETE", "SET", "DEFAULT"), {}),
    (("ON", "DELETE", "NO", "ACTION"), {}),
    (("ON", "UPDATE", "CASCADE"), {"on_update": Symbol("cascade")}),
    (("ON", "UPDATE", "RESTRICT"), {"on_update": Symbol("restrict")}),
    (("ON", "UPDATE", "SET", "NULL"), {"on_update": Symbol("nullify")}),
    (("ON", "UPDATE", "SET", "DEFAULT"), {}),
    (("ON", "UPDATE", "NO", "ACTION"), {}),
)
"""What may follow a constraint, and Rails' option for it."""


def _qualities(cursor: Cursor) -> dict[str, Value]:
    """The options that come next. What comes after them, on a column, is no part of it."""
    found: dict[str, Value] = {}
    while (option := _quality(cursor)) is not None:
        found |= option
    return found


def _quality(cursor: Cursor) -> dict[str, Value] | None:
    return next((option for words, option in _QUALITIES if cursor.take(*words)), None)


def _referred(columns: tuple[Name, ...]) -> dict[str, Value]:
    """The columns that a key refers to; `id` goes without saying."""
    if len(columns) != 1:
        return {"primary_key": columns}
    return {} if columns[0] == "id" else {"primary_key": columns[0]}
