"""The database columns in which the values of an enum stand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wishare_lint.rails.enums.enum import Enum
from wishare_lint.rails.models.models import Models
from wishare_lint.rails.schema.schema import Column, Schema, Table
from wishare_lint.ruby.values import Code, Unknown, Value

_INTEGERS = frozenset({"integer", "bigint", "smallint", "tinyint", "mediumint"})


@dataclass(frozen=True)
class EnumColumn:
    """A column of an enum. `class_name` reads it; `column` is None where the table has no such
    column, `ignored` tells that the class ignores it. `adapter` is as in `Database`."""

    class_name: str
    attribute: str
    table: Table
    column: Column | None
    adapter: str | None
    ignored: bool = False

    @property
    def name(self) -> str:
        """`orders.status`."""
        return f"{self.table.name}.{self.attribute}"

    @property
    def default(self) -> Value:
        """What the database stores where nothing is given; Unknown where it is computed."""
        value = self.column.default if self.column else None
        if isinstance(value, Unknown | Code):
            return Unknown(str(value))
        numeric = self.column is not None and self.column.type in _INTEGERS
        return int(value) if numeric and isinstance(value, str) and value.isdigit() else value


def enum_columns(
    enum: Enum, models: Models, schemas: Iterable[tuple[str | None, Schema]]
) -> tuple[EnumColumn, ...]:
    """The columns of an enum by table; `schemas` are those of all databases, with their adapter.

    A class that declares the attribute itself (`attribute :status, :integer`) decides on its type
    and default: its column is left out, as is one of a table that no schema has.
    """
    known = tuple(schemas)
    return tuple(_columns(enum, models, known))


def _columns(
    enum: Enum, models: Models, schemas: tuple[tuple[str | None, Schema], ...]
) -> Iterator[EnumColumn]:
    seen: set[str] = set()
    for (class_name, attribute), declared in models.enums.items():
        model = models.by_class[class_name]
        if declared is not enum or model.is_module or models.declares(model, attribute):
            continue
        name = models.table(model)
        found = next(((a, t) for a, s in schemas if (t := s.table(name)) is not None), None)
        if found is None or name in seen:
            continue
        seen.add(name)
        adapter, table = found
        column = table.columns.get(attribute)
        if column is not None or not table.opaque:
            owner = models.owner_of(name)
            shared = owner and models.enums.get((owner.class_name, attribute)) is enum
            reader = owner.class_name if owner and shared else class_name
            ignored = models.ignores(name, attribute)
            yield EnumColumn(reader, attribute, table, column, adapter, ignored)
