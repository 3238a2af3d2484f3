"""Methods, classes and modules."""

from dataclasses import dataclass

from wishare_lint.ruby.source import Place
from wishare_lint.ruby.syntax.calls import Parameter
from wishare_lint.ruby.syntax.nodes import Body, Node


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
