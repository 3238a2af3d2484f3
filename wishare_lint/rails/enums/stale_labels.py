"""Labels in a data migration that the model which runs with it does not have.

Source: ActiveRecord::Enum::EnumType. A migration runs with the new code, so it is the new mapping
that its labels go through.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wishare_lint.rails.enums.enum import Enum, RailsEnum
from wishare_lint.rails.models.models import Models
from wishare_lint.rails.operations import RowOperation, UpdateRows
from wishare_lint.rails.rows.condition import OneOf, leaves
from wishare_lint.rails.rows.fragments import SqlText
from wishare_lint.rails.rows.row_write import RowWrite
from wishare_lint.ruby.source import Place
from wishare_lint.ruby.values import Value

_WITHOUT_CHECKS = ("update_all", "update_column", "update_columns", "touch_all")
"""Writers that take a value as it comes; all others assign it, and assigning checks it."""


@dataclass(frozen=True)
class StaleLabel:
    """A label that `enum` lacks. `use`: `condition`, `written`, `assigned` or `method`.

    `was` is what the base stored for it, if it had the label.
    """

    operation: RowOperation
    enum: Enum
    label: str
    use: str
    was: Value = None


@dataclass(frozen=True)
class StaleWrite:
    """An operation, of one direction, with the stale labels that it uses."""

    operation: RowOperation
    direction: str
    labels: tuple[StaleLabel, ...]


def stale_writes(writes: Iterable[RowWrite], base: Models, head: Models) -> Iterator[StaleWrite]:
    """The operations that use stale labels; one that runs in both directions counts once."""
    seen: set[Place] = set()
    for write in writes:
        place = write.operation.place
        labels = tuple(stale_labels(write, base, head))
        if labels and place not in seen:
            seen.add(place)
            yield StaleWrite(write.operation, write.direction, labels)


def stale_labels(write: RowWrite, base: Models, head: Models) -> Iterator[StaleLabel]:
    """The labels that a migration uses through a model of the app and that it does not have."""
    operation = write.operation
    model = head.by_class.get(operation.model or "")
    if model is None or write.stub is not None:
        return
    for (class_name, column), enum in head.enums.items():
        if class_name != model.class_name or not enum.labels or not isinstance(enum, RailsEnum):
            continue  # no gem casts what a query says
        old = base.enums.get((class_name, column))
        gone = old.labels if old else {}
        for label, use in _used(operation, column, enum):
            yield StaleLabel(operation, enum, label, use, gone.get(label))
        for label in _called(operation, old, enum):
            if not model.methods.intersection(_names(enum, label)):
                yield StaleLabel(operation, enum, label, "method", gone.get(label))


def _used(operation: RowOperation, column: str, enum: Enum) -> Iterator[tuple[str, str]]:
    asked = (leaf for leaf in leaves(operation.where) if isinstance(leaf, OneOf))
    wanted = [v for leaf in asked if (leaf.column, leaf.table) == (column, "") for v in leaf.values]
    for label in _unknown(wanted, enum):
        if enum.storage != "string":
            yield label, "condition"
    values = operation.values if isinstance(operation, UpdateRows) else None
    checked = operation.origin.via not in _WITHOUT_CHECKS
    for label in _unknown([(values or {}).get(column)], enum):
        yield label, "assigned" if checked else "written"


def _unknown(given: Iterable[Value], enum: Enum) -> Iterator[str]:
    """The texts among values that are neither a label nor a stored value."""
    for text in given:
        if not isinstance(text, str) or isinstance(text, SqlText) or not text:
            continue
        if not text.isdecimal() and text not in (*enum.labels, *enum.stored):
            yield str(text)


def _called(operation: RowOperation, old: Enum | None, enum: Enum) -> Iterator[str]:
    """The lost labels whose scope or bang method the migration calls."""
    called = {*operation.chosen_by, operation.origin.via}
    for label in old.labels if old else ():
        if old and label not in enum.labels and called.intersection(_names(old, label)):
            yield label


def _names(enum: Enum, label: str) -> tuple[str, ...]:
    return tuple(
        f"{before}{name}{after}"
        for name in enum.method_names(label)
        for before, after in (("", ""), ("", "!"), ("not_", ""))
    )
