"""A schema command as it is called: its name, its arguments, its block."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from wishare_lint.rails.migrations.compatibility import Compatibility
from wishare_lint.rails.models.inflector import Inflector
from wishare_lint.rails.operations import Operation, Origin
from wishare_lint.rails.schema.options import Options
from wishare_lint.rails.schema.schema import Name
from wishare_lint.ruby.values import Unknown, Value

Translation: TypeAlias = "Callable[[Command], Iterable[Operation]]"


@dataclass(frozen=True)
class Command:
    """A call of a schema command.

    `body` are the operations of the block, None without one; `opaque_body`: the block holds
    something that could not be read.
    """

    name: str
    positional: tuple[Value, ...]
    options: Options
    origin: Origin
    compatibility: Compatibility
    inflector: Inflector
    body: tuple[Operation, ...] | None = None
    opaque_body: bool = False

    def argument(self, position: int) -> Value:
        """The positional argument, None when it is not given."""
        if position < len(self.positional):
            return self.positional[position]
        spread = [value for value in self.positional if is_splat(value)]
        return spread[0] if spread else None

    def given(self, position: int) -> bool:
        return position < len(self.positional) or any(map(is_splat, self.positional))

    def name_at(self, position: int) -> Name:
        """The argument as a name; Unknown when it is computed."""
        return as_name(self.argument(position))

    @property
    def table(self) -> Name:
        return self.name_at(0)

    def names_from(self, position: int) -> tuple[Name, ...]:
        """All further arguments as names; arrays are spread."""
        return tuple(names(self.positional[position:]))

    def called(self, name: str, *positional: Value, options: Options | None = None) -> "Command":
        """Another command that this one stands for."""
        return replace(
            self, name=name, positional=positional, options=options or Options(), body=None
        )


def is_splat(value: Value) -> bool:
    return isinstance(value, Unknown) and value.source.startswith("*")


def as_name(value: Value) -> Name:
    """A value as the name of a table, column or other object."""
    if isinstance(value, Unknown):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, tuple) and value and all(isinstance(part, str) for part in value):
        return ", ".join(map(str, value))  # a composite key
    return Unknown("a missing name" if value is None else str(value))


def names(values: Iterable[Value]) -> Iterator[Name]:
    """Names out of values and arrays of values."""
    for value in values:
        if isinstance(value, tuple):
            yield from names(value)
        elif not isinstance(value, dict):
            yield as_name(value)


def joined(value: Value) -> Name:
    """A name, or several in an array, as one: `a, b`."""
    if not isinstance(value, tuple):
        return as_name(value)
    parts = tuple(names(value))
    unknown = next((part for part in parts if isinstance(part, Unknown)), None)
    return unknown or ", ".join(map(str, parts))
