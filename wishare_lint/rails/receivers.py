"""The objects that the code of a migration talks to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from wishare_lint.rails.operations import Operation
from wishare_lint.ruby.values import RubyObject, Value

Sink: TypeAlias = Callable[[Iterable[Operation]], None]
"""Takes the operations of a call on `t`."""


@dataclass(frozen=True)
class TableBlock(RubyObject):
    """`t` in the block of `create_table` or `change_table`."""

    table: Value
    sink: Sink


@dataclass(frozen=True)
class Direction(RubyObject):
    """`dir` in the block of `reversible`; `called` notes which of `up` and `down` were given."""

    name: str
    called: set[str]


@dataclass(frozen=True)
class Connection(RubyObject):
    """A database connection; the migration's own is the recorder while `change` is rolled back."""

    recorded: bool
