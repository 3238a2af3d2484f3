"""The objects that the code of a migration talks to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from wishare_lint.rails.operations import Operation
from wishare_lint.ruby import syntax
from wishare_lint.ruby.interpreter import Closure, Invocation
from wishare_lint.ruby.values import RubyObject, Unknown, Value

Sink: TypeAlias = Callable[[Iterable[Operation]], None]
"""Takes the operations of a call on `t`."""


@dataclass(frozen=True)
class TableBlock(RubyObject):
    """`t` in the block of `create_table` or `change_table`."""

    table: Value
    sink: Sink


@dataclass(frozen=True)
class Direction(RubyObject):
    """`dir` in the block of `reversible`, while the direction `name` is played.

    `called` notes which of `up` and `down` were given, `operations` what the played one did.
    """

    name: str
    called: set[str]
    operations: list[Operation]


@dataclass(frozen=True)
class Connection(RubyObject):
    """A database connection; the migration's own is the recorder while `change` is rolled back."""

    recorded: bool


def assigned_table(call: Invocation) -> str | None:
    """The table that the block of `Class.new` assigns: `self.table_name = "users"`."""
    body = call.block.block.body if isinstance(call.block, Closure) else ()
    for node in body:
        match node:
            case syntax.Assignment(
                target=syntax.Call(method="table_name"), value=syntax.Literal(value=str(name))
            ):
                return str(name)
    return None


def unknown_arguments(call: Invocation) -> list[Value]:
    """What the block of a call is given where nothing is known of it."""
    if not isinstance(call.block, Closure):
        return [call.unknown]
    return [Unknown(parameter.name) for parameter in call.block.block.parameters]
