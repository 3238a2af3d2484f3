"""Assignments, conditions and loops."""

from dataclasses import dataclass

from wishare_lint.ruby.syntax.nodes import Body, Node


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
