"""Views, functions, triggers and other objects in SQL."""

from collections.abc import Iterator

from wishare_lint.rails.operations import AlterObject, CreateObject, DropObject, Operation, Origin
from wishare_lint.rails.schema.schema import Name
from wishare_lint.rails.sql.cursor import Cursor, NotUnderstoodError, joined
from wishare_lint.ruby.values import Unknown

_OF_A_TABLE = frozenset({"trigger", "policy", "rule"})
"""What may have the same name on several tables in PostgreSQL."""


def create(cursor: Cursor, kind: str, origin: Origin) -> Iterator[Operation]:
    """`CREATE`, from the word after it on, of an object of a kind."""
    whole = joined(["CREATE", cursor.text], " ")
    head = _head(cursor, kind)
    exists = cursor.take("IF", "NOT", "EXISTS")
    yield CreateObject(
        object_kind=kind,
        name=_name(cursor, kind),
        definition=whole,
        replaces=exists or "REPLACE" in head,
        origin=origin,
    )


def drop(cursor: Cursor, kind: str, origin: Origin) -> Iterator[Operation]:
    """`DROP`, of one object of a kind or several."""
    _head(cursor, kind)
    if_exists = cursor.take("IF", "EXISTS")
    for item in cursor.before("CASCADE", "RESTRICT").items():
        yield DropObject(
            object_kind=kind, name=_name(item, kind), if_exists=if_exists, origin=origin
        )


def alter(cursor: Cursor, kind: str, origin: Origin) -> Iterator[Operation]:
    """`ALTER`, of an object of a kind."""
    _head(cursor, kind)
    cursor.take("IF", "EXISTS")
    yield AlterObject(object_kind=kind, name=_name(cursor, kind), origin=origin)


def _head(cursor: Cursor, kind: str) -> frozenset[str]:
    """The words before the kind, such as `OR REPLACE`; the cursor stands after the kind."""
    head = cursor.before(kind.upper())
    cursor.need(kind.upper())
    if isinstance(head.text, Unknown):
        raise NotUnderstoodError
    return frozenset(token.keyword for token in head.tokens)


def _name(cursor: Cursor, kind: str) -> Name:
    """The name of the object; that of a trigger has its table, where the database wants both."""
    name = cursor.name()
    if kind not in _OF_A_TABLE or cursor.adapter in ("mysql", "sqlite"):
        return name
    cursor.before("ON", "TO")
    if not cursor.take("TO"):
        cursor.need("ON")
    return joined([cursor.name(), name], ".")
