"""Ruby syntax as plain values: what the parser makes, and all that the rest of the project sees."""

from dataclasses import dataclass, field
from typing import TypeAlias

from wishare_lint.ruby.source import Place, SourceFile
from wishare_lint.ruby.values import Value


@dataclass(slots=True, eq=False)
class Node:
    """Any piece of syntax."""

    place: Place


Body: TypeAlias = tuple[Node, ...]


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
class Splat(Node):
    value: Node


@dataclass(slots=True, eq=False)
class DoubleSplat(Node):
    value: Node


@dataclass(slots=True, eq=False)
class BlockPass(Node):
    """`&value`; without a value, the block of the surrounding method."""

    value: Node | None


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
class Logical(Node):
    """`and` or `or`."""

    operator: str
    left: Node
    right: Node


@dataclass(slots=True, eq=False)
class Targets(Node):
    """The left side of a multiple assignment."""

    items: Body


@dataclass(slots=True, eq=False)
class Assignment(Node):
    target: Node
    value: Node


@dataclass(slots=True, eq=False)
class OperatorAssignment(Node):
    """`a += 1`, `a ||= 1`; `operator` is without the `=`."""

    target: Node
    operator: str
    value: Node


@dataclass(slots=True, eq=False)
class If(Node):
    """`if`, `unless` (with a negated condition), their modifiers, and `a ? b : c`."""

    condition: Node
    then: Body
    otherwise: Body


@dataclass(slots=True, eq=False)
class When(Node):
    patterns: Body
    body: Body


@dataclass(slots=True, eq=False)
class Case(Node):
    subject: Node | None
    branches: tuple[When, ...]
    otherwise: Body


@dataclass(slots=True, eq=False)
class Loop(Node):
    """`while` and `until`."""

    condition: Node
    body: Body


@dataclass(slots=True, eq=False)
class For(Node):
    target: Node
    items: Node
    body: Body


@dataclass(slots=True, eq=False)
class Rescue(Node):
    """`rescue => variable`; `variable` is None where the error is not named."""

    variable: str | None
    body: Body


@dataclass(slots=True, eq=False)
class Begin(Node):
    """`begin` with its rescues and its `ensure`."""

    body: Body
    rescues: tuple[Rescue, ...]
    ensure: Body


@dataclass(slots=True, eq=False)
class Statements(Node):
    """Statements in parentheses."""

    body: Body


@dataclass(slots=True, eq=False)
class Jump(Node):
    """`return`, `next` or `break`."""

    kind: str
    value: Node | None


@dataclass(slots=True, eq=False)
class Yield(Node):
    arguments: Body


@dataclass(slots=True, eq=False)
class Method(Node):
    """`def name`, or `def self.name` where `singleton` is true."""

    name: str
    parameters: tuple[Parameter, ...]
    body: Body
    singleton: bool
    name_place: Place


@dataclass(slots=True, eq=False)
class Class(Node):
    """`superclass` is any expression; `name_place` the span of the name."""

    name: str
    superclass: Node | None
    body: Body
    name_place: Place


@dataclass(slots=True, eq=False)
class Module(Node):
    name: str
    body: Body
    name_place: Place


@dataclass(slots=True, eq=False)
class SingletonClass(Node):
    """`class << self`."""

    body: Body


@dataclass(slots=True, eq=False)
class Opaque(Node):
    """Syntax that no reader here understands; `children` are kept for a search through it."""

    kind: str
    children: Body = field(default=())


@dataclass(slots=True, eq=False)
class File:
    """A parsed file. `errors` are the places that are not Ruby, or nested too deeply to read."""

    source: SourceFile
    body: Body
    errors: tuple[Place, ...]
