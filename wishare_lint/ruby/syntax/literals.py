"""Literals and names."""

from dataclasses import dataclass

from wishare_lint.ruby.syntax.nodes import Body, Node
from wishare_lint.ruby.values import Value


@dataclass(slots=True, eq=False)
class Literal(Node):
    """A symbol, a string without interpolation, a number, `true`, `false` or `nil`."""

    value: Value


@dataclass(slots=True, eq=False)
class Template(Node):
    """A string or symbol with interpolation; its parts are text and expressions."""

    parts: tuple[str | Node, ...]
    symbol: bool


@dataclass(slots=True, eq=False)
class Array(Node):
    items: Body


@dataclass(slots=True, eq=False)
class Pair(Node):
    key: Node
    value: Node


@dataclass(slots=True, eq=False)
class Hash(Node):
    """`pairs` holds `Pair` and `DoubleSplat`."""

    pairs: Body


@dataclass(slots=True, eq=False)
class RangeLiteral(Node):
    first: Node | None
    last: Node | None
    exclusive: bool


@dataclass(slots=True, eq=False)
class Constant(Node):
    """`name` is the whole path, such as `Admin::User`, without a leading `::`."""

    name: str


@dataclass(slots=True, eq=False)
class Variable(Node):
    """A bare name: a local variable or a call without arguments; or `@x`, `@@x`, `$x`."""

    name: str


@dataclass(slots=True, eq=False)
class Self(Node):
    pass
