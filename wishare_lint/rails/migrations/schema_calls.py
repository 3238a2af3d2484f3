"""Calls that change the schema: Rails' commands, what is called on `t`, and SQL."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from wishare_lint.rails.commands import COMMANDS, UNDONE_AS_A_WHOLE, UNRECORDED, Command
from wishare_lint.rails.commands.called import called, with_options
from wishare_lint.rails.commands.table_block import commands as table_block_commands
from wishare_lint.rails.commands.tables import block_table
from wishare_lint.rails.migrations.receivers import Sink, TableBlock
from wishare_lint.rails.operations import Execute, Operation
from wishare_lint.ruby.scope import Closure, Invocation
from wishare_lint.ruby.values import Value

if TYPE_CHECKING:
    from wishare_lint.rails.migrations.interpreter import MigrationInterpreter


def command(interpreter: "MigrationInterpreter", call: Invocation) -> Value:
    """A command of Rails."""
    given = _called(interpreter, call)
    body, opaque = _body_of(interpreter, given, call)
    whole = replace(given, body=body, opaque_body=opaque)
    _translate(interpreter, whole, interpreter.recorder.record)
    return call.unknown


def gem_command(interpreter: "MigrationInterpreter", call: Invocation) -> bool:
    """A command of a gem; False where it is none that is known."""
    from wishare_lint.rails.gems import GEM_COMMANDS, UNRECORDED_BY_GEMS

    translation = GEM_COMMANDS.get(call.method)
    if translation is None:
        return False
    given = replace(_called(interpreter, call), body=None if call.block is None else ())
    operations = _readable(interpreter, translation(given))
    if call.method in UNRECORDED_BY_GEMS:
        interpreter.run_at_once(operations)
    else:
        interpreter.recorder.record(operations)
    return True


def _called(interpreter: "MigrationInterpreter", call: Invocation) -> Command:
    origin = interpreter.origin(call)
    return called(call, origin, interpreter.compatibility, interpreter.inflector)


def _body_of(
    interpreter: "MigrationInterpreter", given: Command, call: Invocation
) -> tuple[tuple[Operation, ...] | None, bool]:
    """The operations in the block of `create_table` and the like; whether some are not read."""
    if not isinstance(call.block, Closure):
        return (() if call.block is not None else None), call.block is not None
    body: list[Operation] = []
    before = len(interpreter.unreadable)
    interpreter.yield_to(call.block, TableBlock(block_table(given), body.extend))
    return tuple(body), len(interpreter.unreadable) > before


def _translate(interpreter: "MigrationInterpreter", given: Command, record: Sink) -> None:
    whole = UNDONE_AS_A_WHOLE.get(given.name)
    operations = _readable(interpreter, COMMANDS[given.name](given))
    if given.name in UNRECORDED:
        interpreter.run_at_once(operations)
    elif whole is not None and interpreter.recorder.reverting:
        interpreter.recorder.undo_by(COMMANDS[whole](given))
    else:
        record(operations)


def _readable(
    interpreter: "MigrationInterpreter", translated: Iterable[Operation]
) -> tuple[Operation, ...]:
    """The operations; of those with a computed name it is noted."""
    operations = tuple(translated)
    for operation in operations:
        if not operation.is_readable:
            interpreter.leave_out(operation.place, operation.what_is_computed)
    return operations


def on_table_block(
    interpreter: "MigrationInterpreter", table: TableBlock, call: Invocation
) -> Value:
    """A call on `t`."""
    if call.method.endswith("?"):
        return interpreter.on_unknown(call)
    translated = list(table_block_commands(_called(interpreter, call), table.table))
    for given in translated:
        _translate(interpreter, with_options(given), table.sink)
    if not translated:
        interpreter.give_up_on(call, f"unknown table method `{call.method}`")
    return None


def sql(interpreter: "MigrationInterpreter", call: Invocation) -> Value:
    """SQL, by `execute` or another method of the connection."""
    from wishare_lint.rails.sql import statements

    origin = interpreter.origin(call)
    operations = tuple(statements(call.positional[0], origin, interpreter.adapter))
    if any(isinstance(operation, Execute) for operation in operations):
        interpreter.give_up_on(call, "SQL that is not understood")
    if call.method == "execute":
        interpreter.recorder.record_irreversible(operations)
    else:
        interpreter.run_at_once(operations)
    return call.unknown
