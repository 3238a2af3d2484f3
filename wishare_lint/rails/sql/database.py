"""Enum types, extensions and comments in SQL."""

from collections.abc import Iterator

from wishare_lint.rails.operations import (
    AddEnumValue,
    ChangeColumnComment,
    ChangeTableComment,
    CreateEnum,
    DisableExtension,
    DropEnum,
    EnableExtension,
    FromTo,
    Operation,
    Origin,
    OtherCommand,
    RenameEnum,
    RenameEnumValue,
)
from wishare_lint.rails.schema.schema import Name
from wishare_lint.rails.sql.cursor import Cursor, joined
from wishare_lint.ruby.values import Unknown


def create_type(cursor: Cursor, origin: Origin) -> Iterator[Operation]:
    """`CREATE TYPE`; only enum types are part of the schema here."""
    cursor.need("TYPE")
    name = cursor.name()
    if not cursor.take("AS", "ENUM"):
        yield OtherCommand(name=name, command="create_type", undo=None, origin=origin)
        return
    labels = tuple(_label(item) for item in cursor.group().items())
    yield CreateEnum(name=name, labels=labels, origin=origin)


def _label(item: Cursor) -> Name:
    """A label; what the code computes may also be several."""
    text = item.text
    return text if isinstance(text, Unknown) else item.string()


def alter_type(cursor: Cursor, origin: Origin) -> Iterator[Operation]:
    """`ALTER TYPE`: its values and its name."""
    cursor.need("TYPE")
    name = cursor.name()
    if cursor.take("ADD", "VALUE"):
        cursor.take("IF", "NOT", "EXISTS")
        yield AddEnumValue(name=name, label=cursor.string(), origin=origin)
    elif cursor.take("RENAME", "VALUE"):
        label = cursor.string()
        cursor.need("TO")
        yield RenameEnumValue(name=name, label=label, new_label=cursor.string(), origin=origin)
    elif cursor.take("RENAME", "TO"):
        yield RenameEnum(name=name, new_name=cursor.name(), origin=origin)
    else:
        yield OtherCommand(name=name, command="alter_type", undo=None, origin=origin)


def drop_type(cursor: Cursor, origin: Origin) -> Iterator[Operation]:
    cursor.need("TYPE")
    names = list(_names(cursor))
    cascades = cursor.take("CASCADE")
    for name in names:
        yield DropEnum(name=name, labels=None, cascades=cascades, origin=origin)


def create_extension(cursor: Cursor, origin: Origin) -> Iterator[Operation]:
    cursor.need("EXTENSION")
    cursor.take("IF", "NOT", "EXISTS")
    yield EnableExtension(name=cursor.name(), origin=origin)


def drop_extension(cursor: Cursor, origin: Origin) -> Iterator[Operation]:
    cursor.need("EXTENSION")
    for name in _names(cursor):
        yield DisableExtension(name=name, origin=origin)


def _names(cursor: Cursor) -> Iterator[Name]:
    """The names in `DROP … IF EXISTS a, b CASCADE`."""
    cursor.take("IF", "EXISTS")
    for item in cursor.before("CASCADE", "RESTRICT").items():
        yield item.name()


def comment(cursor: Cursor, origin: Origin) -> Iterator[Operation]:
    """`COMMENT ON`, of which only tables and columns have comments in the schema."""
    cursor.need("COMMENT", "ON")
    kind = cursor.keyword
    cursor.skip()
    if kind not in ("TABLE", "COLUMN"):
        name = cursor.before("IS").text
        yield OtherCommand(name=name, command="comment", undo=None, origin=origin)
        return
    path = cursor.path()
    cursor.need("IS")
    change = FromTo(None if cursor.take("NULL") else cursor.string())
    if kind == "TABLE":
        yield ChangeTableComment(table=joined(path, "."), change=change, origin=origin)
        return
    yield ChangeColumnComment(
        table=joined(path[:-1], "."), name=path[-1], change=change, origin=origin
    )
