"""Plays a migration: follows its Ruby and yields the operations in the order they happen."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from wishare_lint.rails import receivers, vocabulary
from wishare_lint.rails.commands import COMMANDS, UNDONE_AS_A_WHOLE, UNRECORDED, Command
from wishare_lint.rails.commands.called import called, with_options
from wishare_lint.rails.commands.table_block import commands as table_block_commands
from wishare_lint.rails.commands.tables import block_table
from wishare_lint.rails.compatibility import Compatibility
from wishare_lint.rails.control import CONTROL, ReversibleBlock, in_direction
from wishare_lint.rails.existence import exists
from wishare_lint.rails.inflector import Inflector
from wishare_lint.rails.operations import Execute, Operation, Origin, UnknownOperation
from wishare_lint.rails.quoting import quoted
from wishare_lint.rails.receivers import Connection, Direction, Sink, TableBlock
from wishare_lint.rails.recorder import Later, Recorder
from wishare_lint.rails.rows import Record, Relation, call_rows, is_model
from wishare_lint.rails.schema import UNKNOWN, Schema
from wishare_lint.ruby import syntax
from wishare_lint.ruby.interpreter import Closure, Interpreter, Invocation, MethodBlock
from wishare_lint.ruby.values import ConstantReference, Value

ENGLISH = Inflector()

_ADAPTER_NAMES = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}
"""What `adapter_name` says; MySQL has several adapters."""


class MigrationInterpreter(Interpreter):
    """Follows a migration on a schema; what it does is in `recorder`, in order."""

    def __init__(
        self,
        compatibility: Compatibility,
        inflector: Inflector = ENGLISH,
        adapter: str | None = None,
        methods: Mapping[str, syntax.Method] | None = None,
        constants: Mapping[str, syntax.Node] | None = None,
        schema: Schema = UNKNOWN,
    ) -> None:
        super().__init__(methods, constants)
        self.compatibility = compatibility
        self.recorder = Recorder(schema)
        self.reversible_blocks: list[ReversibleBlock] = []
        self._inflector = inflector
        self._adapter = adapter
        self._assured = False

    # What happens

    def emit(self, operation: Operation) -> None:
        """The operation happens at once: Rails does not record it."""
        self.recorder.run(operation)

    def origin(self, call: Invocation) -> Origin:
        """Where the operations of a call were read."""
        on_block_variable = isinstance(call.receiver, TableBlock)
        via = f"t.{call.method}" if on_block_variable else call.method
        return Origin(call.place, via, self.conditions, self._assured)

    def give_up_on(self, call: Invocation, reason: str) -> None:
        """What the call does is not known."""
        self.unreadable.append((call.place, reason))

    def later(self, block: Closure | MethodBlock, *arguments: Value) -> Later:
        """A block to be followed on replay, under the circumstances of now."""
        conditions, assured = self.conditions, self._assured

        def run() -> None:
            before = self.conditions, self._assured
            self.conditions, self._assured = conditions, assured
            try:
                self.yield_later(block, *arguments)
            finally:
                self.conditions, self._assured = before

        return run

    @contextmanager
    def assured(self) -> Iterator[None]:
        """While this lasts, the operations are marked as assured to be safe."""
        before, self._assured = self._assured, True
        try:
            yield
        finally:
            self._assured = before

    # What calls mean

    def answer(self, invocation: Invocation) -> Value:
        if invocation.on_self:
            return self._on_migration(invocation)
        match invocation.receiver:
            case TableBlock() as table:
                return self._on_table_block(table, invocation)
            case Direction() as direction:
                return self._on_direction(direction, invocation)
            case Connection() as connection:
                return self._on_connection(connection, invocation)
            case Relation() | Record():
                return self._on_rows(invocation)
            case ConstantReference():
                return self._on_constant(invocation)
        return self._on_unknown(invocation)

    def _on_unknown(self, call: Invocation) -> Value:
        """A call on something unknown: its block, if any, is followed once."""
        return self.follow_once(call, *receivers.unknown_arguments(call))

    def _on_constant(self, call: Invocation) -> Value:
        if call.method == "connection_pool":
            return call.receiver
        if call.method in vocabulary.CONNECTIONS:
            connection = Connection(recorded=False)
            return connection if call.block is None else self.follow_once(call, connection)
        if call.method in vocabulary.RUN_THEIR_BLOCK:
            return self._passed_through(call)
        if (str(call.receiver), call.method) == ("Class", "new"):
            return self._new_class(call)
        return self._on_rows(call) if is_model(call.receiver) else self._on_unknown(call)

    def _new_class(self, call: Invocation) -> Value:
        """`Class.new(ActiveRecord::Base)`: a model, named after its table if it names one."""
        table = receivers.assigned_table(call)
        if table is not None:
            return ConstantReference(self._inflector.classify(table))
        return ConstantReference(call.place.text) if call.positional else call.unknown

    def constant(self, name: str) -> Value:
        """A class without a name takes that of the constant."""
        value = super().constant(name)
        unnamed = isinstance(value, ConstantReference) and value.name.startswith("Class.new")
        return ConstantReference(name) if unnamed else value

    def _on_rows(self, call: Invocation) -> Value:
        return call_rows(call, self.origin(call), self.emit, self.follow_once)

    def _on_connection(self, connection: Connection, call: Invocation) -> Value:
        if connection.recorded:
            return self._on_migration(call)
        with self.recorder.aside():
            return self._on_migration(call)

    def _on_direction(self, direction: Direction, call: Invocation) -> Value:
        if call.method == "reverting":
            return direction.name == "down"
        direction.called.add(call.method)
        block = call.block
        if call.method == direction.name and block is not None:
            in_direction(self, direction, lambda: self.yield_to(block))
        return None

    def _on_migration(self, call: Invocation) -> Value:
        name = call.method
        control = CONTROL.get(name)
        if control is not None:
            return control(self, call)
        if name in COMMANDS:
            return self._command(call)
        if name in vocabulary.SQL and call.positional:
            return self._sql(call)
        if name in vocabulary.RUN_THEIR_BLOCK:
            return self._passed_through(call)
        if name in vocabulary.HARMLESS or name.endswith("?"):
            return self._reading(call)
        return self._helper(call)

    def _passed_through(self, call: Invocation) -> Value:
        if call.block is None:
            return call.unknown
        return self.yield_to(call.block, *receivers.unknown_arguments(call))

    def _reading(self, call: Invocation) -> Value:
        """A question to the database: the schema may answer it."""
        if call.method == "adapter_name" and self._adapter in _ADAPTER_NAMES:
            return _ADAPTER_NAMES[self._adapter]
        answer = quoted(call, self._adapter) or exists(call, self.recorder.schema)
        return self._on_unknown(call) if answer is None else answer

    def _helper(self, call: Invocation) -> Value:
        """A method that is defined elsewhere: it may do anything."""
        self.give_up_on(call, f"unknown helper `{call.method}`")
        self.recorder.record((UnknownOperation(source=call.place.text, origin=self.origin(call)),))
        return self._on_unknown(call)

    # Commands

    def _command(self, call: Invocation) -> Value:
        command = self._called(call)
        body, opaque = self._body_of(command, call)
        self._translate(replace(command, body=body, opaque_body=opaque), self.recorder.record)
        return call.unknown

    def _called(self, call: Invocation) -> Command:
        return called(call, self.origin(call), self.compatibility, self._inflector)

    def _body_of(
        self, command: Command, call: Invocation
    ) -> tuple[tuple[Operation, ...] | None, bool]:
        """The operations in the block of `create_table` and the like; whether some are not read."""
        if not isinstance(call.block, Closure):
            return (() if call.block is not None else None), call.block is not None
        body: list[Operation] = []
        before = len(self.unreadable)
        self.yield_to(call.block, TableBlock(block_table(command), body.extend))
        return tuple(body), len(self.unreadable) > before

    def _translate(self, command: Command, record: Sink) -> None:
        whole = UNDONE_AS_A_WHOLE.get(command.name)
        operations = tuple(COMMANDS[command.name](command))
        for operation in operations:
            if not operation.is_readable:
                self.unreadable.append((operation.place, operation.what_is_computed))
        if command.name in UNRECORDED:
            for operation in operations:
                self.emit(operation)
        elif whole is not None and self.recorder.reverting:
            self.recorder.undo_by(COMMANDS[whole](command))
        else:
            record(operations)

    def _on_table_block(self, table: TableBlock, call: Invocation) -> Value:
        if call.method.endswith("?"):
            return self._on_unknown(call)
        translated = list(table_block_commands(self._called(call), table.table))
        for command in translated:
            self._translate(with_options(command), table.sink)
        if not translated:
            self.give_up_on(call, f"unknown table method `{call.method}`")
        return None

    def _sql(self, call: Invocation) -> Value:
        from wishare_lint.rails.sql import statements

        operations = tuple(statements(call.positional[0], self.origin(call), self._adapter))
        if any(isinstance(operation, Execute) for operation in operations):
            self.give_up_on(call, "SQL that is not understood")
        if call.method == "execute":
            self.recorder.record_irreversible(operations)
        else:
            for operation in operations:
                self.emit(operation)
        return call.unknown
