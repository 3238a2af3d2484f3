"""Enum types of the database: those of PostgreSQL, and the ENUM and SET columns of MySQL."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wishare_lint.rails.enums.enum import Enum
from wishare_lint.rails.migrations.migration import Migration
from wishare_lint.rails.operations import (
    AddEnumValue,
    CreateEnum,
    Operation,
    RenameEnumValue,
    UpdateRows,
)
from wishare_lint.rails.schema.schema import Column, Schema
from wishare_lint.ruby.values import Unknown

_TYPE = re.compile(r"\s*(?:enum|set)\s*\((?P<members>.*?)\)", re.IGNORECASE | re.DOTALL)
_MEMBER = re.compile(r"'((?:[^']|'')*)'")
_ABOUT_TYPES = (AddEnumValue, CreateEnum, RenameEnumValue)


def mysql_members(type_name: object) -> tuple[str, ...]:
    """The members of a MySQL type such as `enum('draft','live')`; none for any other type."""
    found = _TYPE.match(str(type_name))
    texts = _MEMBER.findall(found["members"]) if found else ()
    return tuple(text.replace("''", "'") for text in texts)


def enum_type_of(column: Column, schema: Schema) -> str | None:
    """The PostgreSQL enum type of a column, if the schema has it."""
    name = str(column.enum_type)
    return name if name in schema.enums else None


def labels_of_type(name: object, schema: Schema) -> tuple[str, ...] | None:
    """The labels of an enum type, in their order; None where they are not all known."""
    labels = schema.enums.get(str(name))
    if labels is None or any(isinstance(label, Unknown) for label in labels):
        return None
    return tuple(map(str, labels))


def creates_type(migration: Migration, name: object) -> bool:
    """Whether the migration creates the enum type itself."""
    return any(isinstance(o, CreateEnum) and o.name == name for o in migration.up.operations)


def values_added(name: object, migrations: Iterable[Migration]) -> frozenset[object]:
    """The values that migrations add to an enum type."""
    return frozenset(
        operation.label
        for migration in migrations
        for operation in migration.up.operations
        if isinstance(operation, AddEnumValue) and operation.name == name
    )


def uses_of_value(added: AddEnumValue, migration: Migration) -> Iterator[Operation]:
    """The operations behind it that use the new value: its text stands in them."""
    if isinstance(added.label, Unknown):
        return
    behind = False
    for operation in migration.up.operations:
        if behind and not isinstance(operation, _ABOUT_TYPES) and _says(operation, added):
            yield operation
        behind = behind or operation is added


def _says(operation: Operation, added: AddEnumValue) -> bool:
    if isinstance(operation, UpdateRows) and added.label in (operation.values or {}).values():
        return True
    text = operation.place.text
    quoted = re.search(rf"""(?:['"]|(?<!:):){re.escape(str(added.label))}\b""", text)
    return quoted is not None and operation.place != added.place


@dataclass(frozen=True)
class TypeMismatch:
    """How a model's enum and the enum type of its column disagree.

    `missing` are the values that the model writes and the type lacks; `unread` are those of the
    type that the model has no label for.
    """

    type_name: str
    missing: tuple[str, ...]
    unread: tuple[str, ...]


def type_mismatch(enum: Enum, column: Column, schema: Schema) -> TypeMismatch | None:
    """The difference, whatever the order; None where there is none, or where one is not known."""
    name = enum_type_of(column, schema)
    labels = labels_of_type(name, schema)
    if (
        name is None
        or labels is None
        or not enum.stored
        or not all(isinstance(v, str) for v in enum.stored)
    ):
        return None
    stored = tuple(map(str, enum.stored))
    missing = tuple(value for value in stored if value not in labels)
    unread = tuple(label for label in labels if label not in stored)
    return TypeMismatch(name, missing, unread) if missing or unread else None
