"""Plays a migration: follows its Ruby and yields the operations in the order they happen."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from wishare_lint.rails.commands import COMMANDS
from wishare_lint.rails.migrations import receivers, schema_calls, vocabulary
from wishare_lint.rails.migrations.app_interpreter import ALONE, AppInterpreter, Program
from wishare_lint.rails.migrations.compatibility import Compatibility
from wishare_lint.rails.migrations.control import CONTROL, ReversibleBlock, in_direction
from wishare_lint.rails.migrations.existence import exists
from wishare_lint.rails.migrations.other_migrations import OtherMigration
from wishare_lint.rails.migrations.receivers import Connection, Direction, TableBlock
from wishare_lint.rails.migrations.recorder import Later, Recorder
from wishare_lint.rails.models.inflector import Inflector
from wishare_lint.rails.operations import Operation, Origin, UnknownOperation
from wishare_lint.rails.rows.relation import Relation
from wishare_lint.rails.rows.rows import Record, call_rows, is_model
from wishare_lint.rails.schema.quoting import quoted
from wishare_lint.rails.schema.schema import UNKNOWN, Schema
from wishare_lint.ruby.interpreter import Closure, Invocation, MethodBlock
from wishare_lint.ruby.source import Place
from wishare_lint.ruby.values import ConstantReference, Value

if TYPE_CHECKING:
    from wishare_lint.rails.migrations.migration import Migration

ENGLISH = Inflector()

_ADAPTER_NAMES = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}
"""What `adapter_name` says; MySQL has several adapters."""


class MigrationInterpreter(AppInterpreter):
    """Follows a migration on a schema; what it does is in `recorder`, in order.

    `others` are the migrations that it runs or undoes by their names.
    """

    def __init__(
        self,
        compatibility: Compatibility,
        inflector: Inflector = ENGLISH,
        adapter: str | None = None,
        program: Program = ALONE,
        schema: Schema = UNKNOWN,
        called_at: Place | None = None,
    ) -> None:
        super().__init__(program, called_at)
        self.compatibility = compatibility
        self.recorder = Recorder(schema)
        self.reversible_blocks: list[ReversibleBlock] = []
        self.others: list[OtherMigration] = []
        self.inflector = inflector
        self.adapter = adapter
        self._assured = False
        self._running: tuple[str, ...] = ()

    # Other migrations

    def other_migration(self, call: Invocation, name: str) -> "Migration | None":
        """The migration that a call names; None where the app has none of that name."""
        found = self.program.migration(name)
        loaded = self.program.loads("" if found is None else found.path)
        self.others.append(
            OtherMigration(self.seen_at(call.place), name, call.method, found, loaded)
        )
        return found

    def is_running(self, other: "Migration") -> bool:
        """Whether the migration is being followed already, one inside the other."""
        return other.subject in self._running

    def for_other(self, other: "Migration", place: Place) -> "MigrationInterpreter":
        """What follows another migration in the course of this one, seen at the call for it."""
        inner = MigrationInterpreter(
            other.compatibility, other.inflector, other.adapter, other.program, called_at=place
        )
        inner.recorder, inner.unreadable = self.recorder, self.unreadable
        inner.conditions, inner._assured = self.conditions, self._assured
        inner._running = (*self._running, other.subject)
        return inner

    # What happens

    def run_at_once(self, operations: Iterable[Operation]) -> None:
        """The operations happen now: Rails does not record them."""
        for operation in operations:
            self.recorder.run(operation)

    def origin(self, call: Invocation) -> Origin:
        """Where the operations of a call were read."""
        on_block_variable = isinstance(call.receiver, TableBlock)
        via = f"t.{call.method}" if on_block_variable else call.method
        return Origin(self.seen_at(call.place), via, self.conditions, self._assured)

    def give_up_on(self, call: Invocation, reason: str) -> None:
        """What the call does is not known."""
        self.leave_out(call.place, reason)

    def later(self, block: Closure | MethodBlock, *arguments: Value) -> Later:
        """A block to be followed on replay, under the circumstances of now."""
        conditions, assured, called_at = self.conditions, self._assured, self._called_at

        def run() -> None:
            before = self.conditions, self._assured
            self.conditions, self._assured = conditions, assured
            try:
                with self.reached_from(called_at):
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
                return schema_calls.on_table_block(self, table, invocation)
            case Direction() as direction:
                return self._on_direction(direction, invocation)
            case Connection() as connection:
                return self._on_connection(connection, invocation)
            case Relation() | Record():
                return self._on_rows(invocation)
            case ConstantReference():
                return self._on_constant(invocation)
        return self.on_unknown(invocation)

    def on_unknown(self, call: Invocation) -> Value:
        """A call on something unknown: its block, if any, is followed once."""
        return self.follow_once(call, *receivers.unknown_arguments(call))

    def _on_constant(self, call: Invocation) -> Value:
        if call.method == "connection_pool":
            return call.receiver
        if call.method in vocabulary.CONNECTIONS:
            connection = Connection(recorded=False)
            return connection if call.block is None else self.follow_once(call, connection)
        if (
            call.method in vocabulary.RUN_THEIR_BLOCK
            or call.method in vocabulary.GEMS_RUN_THEIR_BLOCK
        ):
            return self._passed_through(call)
        if (str(call.receiver), call.method) == ("Class", "new"):
            return self._new_class(call)
        return self._on_rows(call) if is_model(call.receiver) else self.on_unknown(call)

    def _new_class(self, call: Invocation) -> Value:
        """`Class.new(ActiveRecord::Base)`: a model, named after its table if it names one."""
        table = receivers.assigned_table(call)
        if table is not None:
            return ConstantReference(self.inflector.classify(table))
        return ConstantReference(call.place.text) if call.positional else call.unknown

    def constant(self, name: str, place: Place) -> Value:
        """A class without a name takes that of the constant."""
        value = super().constant(name, place)
        unnamed = isinstance(value, ConstantReference) and value.name.startswith("Class.new")
        return ConstantReference(name) if unnamed else value

    def _on_rows(self, call: Invocation) -> Value:
        return call_rows(call, self.origin(call), self.recorder.run, self.follow_once)

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
            return schema_calls.command(self, call)
        if name in vocabulary.SQL and call.positional:
            return schema_calls.sql(self, call)
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
        if call.method == "adapter_name" and self.adapter in _ADAPTER_NAMES:
            return _ADAPTER_NAMES[self.adapter]
        answer = quoted(call, self.adapter) or exists(call, self.recorder.schema)
        return self.on_unknown(call) if answer is None else answer

    def _helper(self, call: Invocation) -> Value:
        """A method that is defined elsewhere: by the app, by a gem, or nowhere in sight."""
        own = self.program.application.migration_methods.get(call.method)
        if own is not None:
            return self.enter(own, call)
        if call.method in vocabulary.GEMS_RUN_THEIR_BLOCK:
            return self._passed_through(call)
        if schema_calls.gem_command(self, call):
            return call.unknown
        self.not_known(call, f"unknown helper `{call.method}`")
        return self.on_unknown(call)

    def not_known(self, call: Invocation, reason: str) -> None:
        """The call may do anything to the database."""
        self.give_up_on(call, reason)
        self.recorder.record((UnknownOperation(source=call.place.text, origin=self.origin(call)),))
