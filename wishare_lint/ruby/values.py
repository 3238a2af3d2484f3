"""Ruby values as plain Python values, and the one value that stands for "cannot be known"."""

from dataclasses import dataclass
from typing import TypeAlias


class Symbol(str):
    """A Ruby symbol. Equal to the string of the same name, because Rails takes either."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f":{self!s}"


@dataclass(frozen=True, slots=True)
class Unknown:
    """What cannot be known without running Ruby; `source` is the expression as written."""

    source: str

    def __str__(self) -> str:
        return self.source


@dataclass(frozen=True, slots=True)
class PartialText(Unknown):
    """A string with interpolation of which some is known; `parts` are its pieces in order."""

    parts: tuple[str | Unknown, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A lambda, proc or block that is kept as its source and not called."""

    source: str

    def __str__(self) -> str:
        return self.source


@dataclass(frozen=True, slots=True)
class ConstantReference:
    """A constant whose value is not known: a class, most often. `name` as written, without `::`."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Range:
    """A Ruby range of whole numbers or strings; an open end is None."""

    first: "Value"
    last: "Value"
    exclusive: bool

    def items(self) -> tuple["Value", ...] | None:
        """The members in order; None where they are not whole numbers, or too many to list."""
        if not (isinstance(self.first, int) and isinstance(self.last, int)):
            return None
        stop = self.last if self.exclusive else self.last + 1
        return tuple(range(self.first, stop)) if stop - self.first <= MAXIMUM_ITEMS else None


class RubyObject:
    """An object to which a reader of Rails code gives a meaning, such as `t` in `create_table`."""

    __slots__ = ()


MAXIMUM_ITEMS = 10_000

Value: TypeAlias = (
    bool
    | int
    | float
    | str
    | Unknown
    | Code
    | ConstantReference
    | Range
    | RubyObject
    | tuple["Value", ...]
    | dict["Value", "Value"]
    | None
)


def as_key(value: Value) -> Value:
    """A value as the key of a hash; what Python cannot hash becomes Unknown."""
    return Unknown(str(value)) if isinstance(value, dict | RubyObject) else value


def to_source(value: Value) -> str:
    """The value as Ruby would write it."""
    match value:
        case None:
            return "nil"
        case bool():
            return "true" if value else "false"
        case Symbol():
            return f":{value}" if value.isidentifier() else f':"{value}"'
        case str():
            escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
            return f'"{escaped}"'
        case tuple():
            return f"[{', '.join(map(to_source, value))}]"
        case dict():
            pairs = ", ".join(_pair(key, item) for key, item in value.items())
            return f"{{ {pairs} }}" if pairs else "{}"
        case Range():
            dots = "..." if value.exclusive else ".."
            return f"{to_source(value.first)}{dots}{to_source(value.last)}"
        case _:
            return str(value)


def symbol(name: str | Unknown) -> str:
    """A name as Ruby would write its symbol; a computed one as it is written."""
    return str(name) if isinstance(name, Unknown) else to_source(Symbol(name))


def _pair(key: Value, value: Value) -> str:
    if isinstance(key, Symbol) and key.isidentifier():
        return f"{key}: {to_source(value)}"
    return f"{to_source(key)} => {to_source(value)}"
