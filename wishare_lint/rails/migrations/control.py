"""What steers a migration: `reversible`, `up_only`, `revert`, `transaction` and the like."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from wishare_lint.rails.migrations import other_migrations
from wishare_lint.rails.migrations.receivers import Connection, Direction, TableBlock
from wishare_lint.rails.migrations.recorder import Later
from wishare_lint.rails.operations import Operation
from wishare_lint.ruby.scope import Closure, Invocation, MethodBlock
from wishare_lint.ruby.source import Place
from wishare_lint.ruby.values import Value

if TYPE_CHECKING:
    from wishare_lint.rails.migrations.interpreter import MigrationInterpreter


@dataclass(frozen=True)
class ReversibleBlock:
    """A `reversible` or `up_only` block: what it does in the direction that is played.

    `directions` are those that it provides for; `up_only` says that there is nothing to undo.
    `outside` is what runs in the block of `reversible`, but in neither `dir.up` nor `dir.down`.
    """

    place: Place
    directions: frozenset[str]
    operations: tuple[Operation, ...]
    outside: tuple[Operation, ...]


def _change_table(interpreter: "MigrationInterpreter", call: Invocation) -> Value:
    block, recorder = call.block, interpreter.recorder
    if block is None:
        return None
    table = TableBlock(call.positional[0] if call.positional else call.unknown, recorder.record)
    follow = partial(interpreter.yield_to, block, table)
    in_bulk = call.keywords.get("bulk") is True
    if in_bulk and recorder.reverting and not interpreter.compatibility.reverses_bulk:
        recorder.keeping_order(follow)
    else:
        follow()
    return None


def _reversible(interpreter: "MigrationInterpreter", call: Invocation) -> Value:
    if call.block is None:
        return None
    direction = Direction("down" if interpreter.recorder.reverting else "up", set(), [])
    follow = _now_or_on_replay(interpreter, call.block, direction)
    _run_block(interpreter, call, follow, direction)
    return None


def _up_only(interpreter: "MigrationInterpreter", call: Invocation) -> Value:
    if call.block is not None and not interpreter.recorder.reverting:
        direction = Direction("up", {"up", "down"}, [])
        block = _now_or_on_replay(interpreter, call.block)
        _run_block(
            interpreter, call, partial(in_direction, interpreter, direction, block), direction
        )
    return None


def _run_block(
    interpreter: "MigrationInterpreter", call: Invocation, follow: Later, direction: Direction
) -> None:
    recorder = interpreter.recorder

    def run() -> None:
        before = len(recorder.operations)
        try:
            follow()
        finally:
            inside = direction.operations
            own = set(map(id, inside))
            outside = [one for one in recorder.operations[before:] if id(one) not in own]
            interpreter.reversible_blocks.append(
                ReversibleBlock(
                    interpreter.seen_at(call.place),
                    frozenset(direction.called),
                    tuple(inside),
                    tuple(outside),
                )
            )

    recorder.defer(run)


def in_direction(
    interpreter: "MigrationInterpreter", direction: Direction, follow: Later
) -> object:
    """Follows code that belongs to the direction that is played."""
    before = len(interpreter.recorder.operations)
    try:
        return follow()
    finally:
        direction.operations.extend(interpreter.recorder.operations[before:])


def _now_or_on_replay(
    interpreter: "MigrationInterpreter", block: Closure | MethodBlock, *arguments: Value
) -> Later:
    """A block that a recorder keeps; run at once, a `return` in it leaves the whole method."""
    if interpreter.recorder.recording:
        return interpreter.later(block, *arguments)
    return lambda: interpreter.yield_to(block, *arguments)


def _transaction(interpreter: "MigrationInterpreter", call: Invocation) -> Value:
    """Up to 5.2 the block is not undone, but runs again, forwards."""
    block, recorder = call.block, interpreter.recorder
    if block is None:
        return None
    if recorder.reverting and not interpreter.compatibility.inverts_transactions:
        recorder.defer(interpreter.later(block))
        return None
    return interpreter.yield_to(block)


def _safety_assured(interpreter: "MigrationInterpreter", call: Invocation) -> Value:
    block = call.block
    if block is None:
        return None
    with interpreter.assured():
        return interpreter.yield_to(block)


def _reverting(interpreter: "MigrationInterpreter", _call: Invocation) -> Value:
    return interpreter.recorder.reverting


def _connection(_interpreter: "MigrationInterpreter", _call: Invocation) -> Value:
    return Connection(recorded=True)


Control: TypeAlias = "Callable[[MigrationInterpreter, Invocation], Value]"

CONTROL: Mapping[str, Control] = {
    "change_table": _change_table,
    "reversible": _reversible,
    "up_only": _up_only,
    "revert": other_migrations.revert,
    "run": other_migrations.run,
    "transaction": _transaction,
    "safety_assured": _safety_assured,
    "reverting?": _reverting,
    "connection": _connection,
}
