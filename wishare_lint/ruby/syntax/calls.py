"""Calls, their arguments and their blocks."""

from dataclasses import dataclass

from wishare_lint.ruby.source import Place
from wishare_lint.ruby.syntax.nodes import Body, Node


@dataclass(slots=True, eq=False)
class Splat(Node):
    value: Node


@dataclass(slots=True, eq=False)
class DoubleSplat(Node):
    value: Node


@dataclass(slots=True, eq=False)
class BlockPass(Node):
    """`&value`; without a value, the block of the surrounding method."""

    value: Node | None


ANONYMOUS = {"splat": "*", "double_splat": "**"}
"""The names under which parameters without one are handed on: `def x(*, **) = y(*, **)`."""


@dataclass(slots=True, eq=False)
class Parameter(Node):
    """`kind`: required, optional, splat, keyword, double_splat, block, destructured."""

    name: str
    kind: str
    default: Node | None = None
    parts: "tuple[Parameter, ...]" = ()


@dataclass(slots=True, eq=False)
class Block(Node):
    """The block of a call, or the body of a lambda."""

    parameters: tuple[Parameter, ...]
    body: Body


@dataclass(slots=True, eq=False)
class Lambda(Node):
    block: Block


@dataclass(slots=True, eq=False)
class Call(Node):
    """A method call; operators, indexing and attribute writers (`name=`) are calls too.

    `arguments` holds expressions, `Pair`, `Splat`, `DoubleSplat` and `BlockPass`.
    `name_place` is the span of the method's name.
    """

    receiver: Node | None
    method: str
    arguments: Body
    block: Block | None
    name_place: Place


@dataclass(slots=True, eq=False)
class Super(Node):
    """`super`; without parentheses and arguments, `arguments` is None: it passes on what it got."""

    arguments: Body | None
    block: Block | None


@dataclass(slots=True, eq=False)
class Logical(Node):
    """`and` or `or`."""

    operator: str
    left: Node
    right: Node


@dataclass(slots=True, eq=False)
class Yield(Node):
    arguments: Body
