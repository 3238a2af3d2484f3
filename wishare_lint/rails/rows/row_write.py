"""What a row operation of a migration says about one enum's column, in stored values.

Source: ActiveRecord::Enum::EnumType. A label goes through the mapping of the class that the
migration uses: the one that is deployed with it, a class that the migration defines for itself, or
none at all in SQL.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from wishare_lint.rails.enums.enum import Enum
from wishare_lint.rails.models.model import Model
from wishare_lint.rails.models.models import Models
from wishare_lint.rails.operations import DeleteRows, RowOperation, UpdateRows
from wishare_lint.rails.rows.condition import (
    UNREAD,
    Condition,
    Leaf,
    Not,
    OneOf,
    Scope,
    chooses,
    leaves,
    with_leaves,
)
from wishare_lint.rails.rows.fragments import SqlText
from wishare_lint.ruby.values import Range, Unknown, Value

Change: TypeAlias = Callable[[Value], Value]
"""The stored value of a row afterwards, from the one before; Unknown where the code computes it."""

_ARITHMETIC = re.compile(r"(?:\w+\.)?(?P<column>\w+) (?P<sign>[+-]) (?P<number>\d+)")
_CASE = re.compile(
    r"CASE\b(?P<subject>.*?)(?P<whens>WHEN .+?)(?: ELSE (?P<default>.+?))? END", re.DOTALL
)
_WHEN = re.compile(r"WHEN (?P<when>.+?) THEN (?P<then>'[^']*'|\w+)", re.DOTALL)
_MAPPING = re.compile(r"[\w:]+\.(?P<name>\w+)(?:\[|\.fetch\()[:\"'](?P<label>\w+)[\"']?[\])]")

_WRITERS = ("update!", "save!", "destroy!", "update_attribute!")


@dataclass(frozen=True)
class RowWrite:
    """A row operation of one direction, `up` or `down`.

    `stub` is the class of that name that the migration defines for itself. `task` is what somebody
    has to run for it, None in a migration, which runs by itself.
    """

    operation: RowOperation
    stub: Model | None = None
    direction: str = "up"
    task: str | None = None

    @property
    def may_name_labels(self) -> bool:
        """Whether a class of the app is used, with a text or a method that may be a label."""
        operation = self.operation
        if operation.model is None or self.stub is not None:
            return False
        values = operation.values if isinstance(operation, UpdateRows) else None
        asked = (leaf.values for leaf in leaves(operation.where) if isinstance(leaf, OneOf))
        given = (*(value for one in asked for value in one), *(values or {}).values())
        scopes = set(operation.chosen_by) - {"where"}
        bang = operation.origin.via.endswith("!") and operation.origin.via not in _WRITERS
        return bool(scopes) or bang or any(isinstance(value, str | tuple) for value in given)

    def table(self, models: Models) -> str | None:
        """The table that is written; None where it is not known."""
        operation = self.operation
        if operation.model is None:
            return str(operation.table).removeprefix("public.") if operation.table else None
        if self.stub is not None:
            return self.stub.table or models.inflector.table_name(operation.model)
        model = models.by_class.get(operation.model)
        return None if model is None else models.table(model)

    def enum(self, column: str, models: Models) -> Enum | None:
        """The enum through which labels go; None in SQL, and for a class without it."""
        if self.stub is not None:
            return next((enum for enum in self.stub.enums if enum.attribute == column), None)
        return models.enums.get((self.operation.model or "", column))


@dataclass(frozen=True)
class Step:
    """What one operation does to the rows by the stored value of a column.

    `where` asks for stored values. `change` is None where the rows are deleted.
    """

    write: RowWrite
    column: str
    where: Condition
    change: Change | None

    def takes(self, value: Value) -> bool | None:
        """Whether it takes the rows with a value; None where it may leave some."""
        found = chooses(self.where, self.column, value)
        return None if found and self.write.operation.conditional else found


def step(write: RowWrite, column: str, models: Models, storage: str) -> Step | None:
    """The step of an operation; None when it leaves the column alone."""
    operation = write.operation
    enum = write.enum(column, models)

    def stored(value: Value) -> Value:
        return stored_value(value, enum, storage)

    def in_stored_values(leaf: Leaf) -> Condition:
        match leaf:
            case Scope(name):
                return _of_scope(name, column, enum)
            case OneOf(asked, values, qualifier) if asked == column:
                own = qualifier in ("", write.table(models))
                return OneOf(column, tuple(_each(values, stored))) if own else UNREAD
        return leaf

    change = _change(operation, column, enum, stored)
    if change is None and not isinstance(operation, DeleteRows):
        return None
    return Step(write, column, with_leaves(operation.where, in_stored_values), change)


def _of_scope(name: str, column: str, enum: Enum | None) -> Condition:
    """What the scopes of a label ask for: `Order.live`, `Order.not_live`."""
    label = _label_called(name, enum)
    denied = _label_called(name.removeprefix("not_"), enum) if label is None else None
    found = label or denied
    if enum is None or found is None:
        return UNREAD
    asked = OneOf(column, (enum.labels[found],))
    return asked if denied is None else Not(asked)


def _each(values: tuple[Value, ...], stored: Callable[[Value], Value]) -> Iterator[Value]:
    for value in values:
        if isinstance(value, Range):
            yield replace(value, first=stored(value.first), last=stored(value.last))
        else:
            yield stored(value)


def _change(
    operation: RowOperation, column: str, enum: Enum | None, stored: Callable[[Value], Value]
) -> Change | None:
    """How an update changes the column; None where it does not write it."""
    if not isinstance(operation, UpdateRows):
        return None
    if operation.values is None:
        label = _label_called(operation.origin.via.removesuffix("!"), enum)
        return None if label is None else _to(stored(label))
    if column not in operation.values:
        return None
    value = stored(operation.values[column])
    return _computed(value, column) if isinstance(value, Unknown) else _to(value)


def _to(value: Value) -> Change:
    return lambda _: value


def _label_called(name: str, enum: Enum | None) -> str | None:
    """The label whose scope or bang method has this name."""
    labels = enum.labels if enum else {}
    return next((label for label in labels if enum and name in enum.method_names(label)), None)


def stored_value(value: Value, enum: Enum | None, storage: str) -> Value:
    """What the database holds for a value that code gives (EnumType#serialize); nil is NULL."""
    if isinstance(value, Unknown) and enum is not None:
        found = _MAPPING.fullmatch(value.source)
        return enum.labels.get(found["label"], value) if found else value
    if not isinstance(value, str):
        return value if isinstance(value, bool | int | float | None) else Unknown(str(value))
    if isinstance(value, SqlText):
        enum = None
    if enum is not None and value in enum.labels:
        return enum.labels[value]
    if storage == "string":
        return str(value)
    if value.isdecimal():
        return int(value)
    return Unknown(value) if enum is None or isinstance(enum.mapped, Unknown) else None


def _computed(value: Unknown, column: str) -> Change:
    """SQL that works out the new value from the old one: `status + 1`, `CASE status WHEN …`."""
    shift = _ARITHMETIC.fullmatch(value.source)
    if shift and shift["column"] == column:
        by = int(shift["sign"] + shift["number"])
        return lambda old: old + by if isinstance(old, int) else value
    case = _CASE.fullmatch(value.source)
    if case is None:
        return lambda _: value
    cases = {
        _literal(when["when"].rpartition("=")[2]): _literal(when["then"])
        for when in _WHEN.finditer(case["whens"])
    }
    default = case["default"]
    keeps = default is not None and default.rpartition(".")[2] == column
    otherwise = None if default is None else _literal(default)
    return lambda old: cases.get(old, old if keeps else otherwise)


def _literal(text: str) -> Value:
    text = text.strip()
    if text.startswith("'"):
        return text.strip("'")
    return int(text) if text.isdecimal() else Unknown(text)
