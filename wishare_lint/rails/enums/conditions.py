"""Conditions of the database that ask a column for values which its enum does not have.

They stand in partial indexes, exclusion constraints, check constraints and generated columns. A
plain list of admitted values is no such condition: it may well be wider than the enum.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from wishare_lint.rails.enums.admitted import asked_by
from wishare_lint.rails.enums.column import EnumColumn
from wishare_lint.rails.enums.enum import Enum, same
from wishare_lint.rails.models.models import Models
from wishare_lint.rails.rows.condition import AllOf, AnyOf, Condition, OneOf
from wishare_lint.rails.schema.schema import mentions
from wishare_lint.ruby.values import Range, Unknown, Value


@dataclass(frozen=True)
class StrayCondition:
    """`kind`: `index`, `exclusion constraint`, `check constraint` or `generated column`, with its
    name. `values` are those that no label of the enum has."""

    kind: str
    name: str
    values: tuple[Value, ...]


def stray_conditions(enum: Enum, held: EnumColumn, models: Models) -> Iterator[StrayCondition]:
    """The conditions of the table that compare the column with values of no enum that reads it."""
    readers = [
        other
        for model in models.of_table(str(held.table.name))
        if (other := models.enums.get((model.class_name, held.attribute))) is not None
    ]
    known = [value for reader in readers for value in reader.labels.values()]
    if not all(reader.labels for reader in readers) or any(isinstance(v, Unknown) for v in known):
        return
    for kind, name, sql in _conditions(held):
        if not mentions(sql, held.attribute):
            continue
        asked = _asked(asked_by(sql, held.adapter), held.attribute, enum.storage)
        stray = tuple(v for v in dict.fromkeys(asked) if not any(same(v, one) for one in known))
        if stray:
            yield StrayCondition(kind, name, stray)


def _conditions(held: EnumColumn) -> Iterator[tuple[str, str, Value]]:
    """Each with its kind, name and SQL."""
    for index in held.table.indexes:
        yield "index", str(index.name), index.options.get("where")
    for constraint in held.table.constraints:
        if constraint.kind == "exclusion":
            where = constraint.options.get("where")
            yield "exclusion constraint", str(constraint.name), where
        elif constraint.kind == "check" and not _is_list(
            asked_by(constraint.definition, held.adapter)
        ):
            yield "check constraint", str(constraint.name), constraint.definition
    for column in held.table.columns.values():
        yield "generated column", str(column.name), column.options.get("as")


def _is_list(condition: Condition) -> bool:
    """Whether it does nothing but list what a column may hold, or give its span."""
    match condition:
        case OneOf():
            return True
        case AnyOf(parts):
            return all(map(_is_list, parts))
        case AllOf(parts):
            return all(isinstance(p, OneOf) and isinstance(p.values[0], Range) for p in parts)
        case _:
            return False


def _asked(condition: Condition, column: str, storage: str) -> Iterator[Value]:
    """The values that rows are compared with for being equal; "" stands for no value."""
    match condition:
        case OneOf() if condition.column == column:
            cast = (_cast(value, storage) for value in condition.values)
            yield from (value for value in cast if value is not None and value != "")
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _asked(part, column, storage)


def _cast(value: Value, storage: str) -> Value:
    """A literal as the column holds it; None where it is of another kind."""
    if storage == "integer":
        digits = isinstance(value, str) and value.lstrip("-").isdigit()
        return int(str(value)) if digits or isinstance(value, int) else None
    return value if storage == "string" and isinstance(value, str) else None
