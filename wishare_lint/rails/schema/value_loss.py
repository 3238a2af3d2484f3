"""What becomes of the values in a column whose type changes."""

from dataclasses import dataclass
from math import inf

from wishare_lint.rails.schema.column_type import NUMBERS, STRINGS, ColumnType


@dataclass(frozen=True)
class Loss:
    """What happens to values that do not fit, as a clause.

    `silent`: they are changed; otherwise the first one of them stops the migration.
    """

    text: str
    silent: bool


def value_loss(old: ColumnType, new: ColumnType, adapter: str | None) -> Loss | None:
    """The loss; None where every value stays what it is."""
    if adapter == "sqlite":
        return _in_sqlite(old, new)
    if new.name == "string" and new.limit is not None and new.limit < _characters(old):
        return Loss(f"a value of more than {new.limit} characters makes it fail", silent=False)
    if old.name in STRINGS and new.name not in STRINGS and not new.array:
        return Loss(f"a value that is no {new.name} makes it fail", silent=False)
    if (old.name, new.name) == ("datetime", "date"):
        return Loss("the time of day is lost for good", silent=True)
    if old.name == new.name == "datetime" and (new.precision or 0) < (old.precision or 0):
        return Loss("fractions of a second are rounded away", silent=True)
    return _of_digits(old, new) if {old.name, new.name} <= NUMBERS else None


def _characters(kind: ColumnType) -> float:
    """How long a value may be; numbers and dates count as short."""
    if kind.name not in STRINGS:
        return 0
    return inf if kind.limit is None else kind.limit


def _of_digits(old: ColumnType, new: ColumnType) -> Loss | None:
    if _scale(new) < _scale(old):
        return Loss("digits after the decimal point are rounded away", silent=True)
    if _digits(new) < _digits(old):
        return Loss("a value that is too large makes it fail", silent=False)
    return None


def _scale(kind: ColumnType) -> float:
    """Digits after the decimal point."""
    if kind.name == "integer":
        return 0
    return inf if kind.scale is None else kind.scale


def _digits(kind: ColumnType) -> float:
    """Digits before the decimal point."""
    if kind.name == "integer":
        return {1: 3, 2: 5, 4: 10}.get(kind.limit or 4, 19)
    return inf if kind.precision is None else kind.precision - (kind.scale or 0)


def _in_sqlite(old: ColumnType, new: ColumnType) -> Loss | None:
    """SQLite keeps what it is given, except for text that looks like a number."""
    if old.name in STRINGS and new.name in NUMBERS:
        return Loss("text that looks like a number becomes one ('007' turns into 7)", silent=True)
    return None
