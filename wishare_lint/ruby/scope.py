"""What Ruby code runs in: local variables, blocks with the variables around them, and calls."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from wishare_lint.ruby import syntax
from wishare_lint.ruby.source import Place
from wishare_lint.ruby.values import RubyObject, Unknown, Value


class Scope:
    """Local variables; a block sees, and may set, those of the scope around it.

    `method` is the method whose body it belongs to, `block` the block that this was given.
    """

    __slots__ = ("block", "method", "names", "outer")

    def __init__(
        self,
        outer: "Scope | None" = None,
        block: "Closure | MethodBlock | None" = None,
        method: syntax.Method | None = None,
    ) -> None:
        self.names: dict[str, Value] = {}
        self.method: syntax.Method | None = outer.method if outer and method is None else method
        self.outer = outer
        self.block: Closure | MethodBlock | None = outer.block if outer and block is None else block

    def find(self, name: str) -> "Scope | None":
        """The scope that holds the variable."""
        scope: Scope | None = self
        while scope is not None and name not in scope.names:
            scope = scope.outer
        return scope

    def assign(self, name: str, value: Value) -> None:
        (self.find(name) or self).names[name] = value

    @property
    def chain(self) -> "list[Scope]":
        """This scope and those around it, from the inside."""
        levels: list[Scope] = [self]
        while levels[-1].outer is not None:
            levels.append(levels[-1].outer)
        return levels


@dataclass(frozen=True, eq=False)
class Closure(RubyObject):
    """A block, lambda or proc together with the variables around it."""

    block: syntax.Block
    scope: Scope

    @property
    def source(self) -> str:
        return self.block.place.text

    def __str__(self) -> str:
        return self.source


@dataclass(frozen=True, eq=False)
class MethodBlock(RubyObject):
    """`&:name`: a block that calls the method on its argument; `call` is what it is given to."""

    method: str
    call: syntax.Call


@dataclass(frozen=True, eq=False)
class Invocation:
    """A call with its arguments evaluated. `receiver` is None for a call on self.

    `keywords` holds `key => value` arguments; an unknown `**splat` stands under the key `**`.
    """

    node: syntax.Call
    receiver: Value
    on_self: bool
    method: str
    positional: tuple[Value, ...] = ()
    keywords: Mapping[Value, Value] = field(default_factory=dict)
    block: Closure | MethodBlock | None = None

    @property
    def place(self) -> Place:
        return self.node.place

    @property
    def unknown(self) -> Unknown:
        return Unknown(self.node.place.text)


class Jump(Exception):  # noqa: N818  # control flow, not an error
    """`return`, `next` or `break` on its way out; `kind` says which."""

    def __init__(self, kind: str, value: Value) -> None:
        self.kind = kind
        self.value = value


class Raised(Exception):  # noqa: N818  # an error of the Ruby program
    """The Ruby code raises; `name` is the exception's class as written."""

    def __init__(self, name: str, place: Place) -> None:
        self.name = name
        self.place = place
