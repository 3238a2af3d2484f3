"""Plays a migration: follows its Ruby and yields the operations in the order they happen.

Rolling back `change` goes as in ActiveRecord::Migration#revert: the body is followed once with a
recorder, what the recorder knows is inverted in reverse order, and everything else (model calls,
commands that Rails does not record) happens at once, forwards.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypeAlias

from wishare_lint.rails.commands import COMMANDS, UNRECORDED, Command
from wishare_lint.rails.commands.table_block import commands as table_block_commands
from wishare_lint.rails.compatibility import Compatibility
from wishare_lint.rails.inflector import Inflector
from wishare_lint.rails.operations import (
    Irreversible,
    Operation,
    Origin,
    UnknownOperation,
)
from wishare_lint.rails.options import Options
from wishare_lint.rails.rows import Record, Relation, call_rows, is_model
from wishare_lint.rails.sql import statements
from wishare_lint.ruby import syntax
from wishare_lint.ruby.interpreter import Closure, Interpreter, Invocation
from wishare_lint.ruby.values import Code, ConstantReference, RubyObject, Unknown, Value


@dataclass(frozen=True)
class TableBlock(RubyObject):
    """`t` in the block of `create_table` or `change_table`."""

    table: Value
    sink: Callable[[Operation], None]


@dataclass(frozen=True)
class Direction(RubyObject):
    """`dir` in the block of `reversible`."""

    name: str


@dataclass(frozen=True)
class Connection(RubyObject):
    """A database connection; the migration's own is the recorder while `change` is rolled back."""

    recorded: bool


@dataclass(frozen=True)
class Deferred:
    """What a `reversible` block does on roll-back: Rails keeps it for later as one command."""

    operations: tuple[Operation, ...]


Recorded: TypeAlias = Operation | Deferred

ENGLISH = Inflector()

_PASS_THROUGH = frozenset(
    """say_with_time suppress_messages transaction safety_assured with_lock_retries
    disable_statement_timeout with_timeouts announce benchmark ddl_transaction
    with_lock_timeout without_timeout requires_new uncached unprepared_statement
    disable_lock_timeout with_statement_timeout with_advisory_lock
    disable_referential_integrity""".split()
)
"""Methods that only run their block."""

_HARMLESS = frozenset(
    """puts p print say sleep require require_relative load warn announce write quote
    quoted_true quoted_false quote_table_name quote_column_name quote_string reset_column_information binding freeze
    table_exists? column_exists? index_exists? foreign_key_exists? data_source_exists?
    view_exists? check_constraint_exists? index_name_exists? extension_enabled? enum_types
    unique_constraint_exists? exclusion_constraint_exists? type_exists? function_exists?
    tables columns indexes foreign_keys primary_key views primary_keys check_constraints
    select_value select_values select_all select_one select_rows adapter_name
    database_version postgresql_version supports_json? mysql? postgresql? sqlite? schema_search_path
    current_database version name table_name_prefix table_name_suffix proper_table_name
    set_lock_timeout set_statement_timeout
    to_s class format sprintf catch loop Integer String Array rand at_exit exit abort system
    time_ago_in_words attr_accessor current_schema schema_exists? execute_block
    copy_migrations connection_pool""".split()
)
"""Calls that read, print or wait; nothing in the database changes by them."""

_SQL = frozenset(
    """execute exec_query exec_update exec_delete exec_insert update delete insert
    execute_batch select_with_write""".split()
)


class MigrationInterpreter(Interpreter):
    """Follows one direction of one migration. `operations` are what it does, in order.

    `irreversible` are recorded operations that have no inverse, with the reason: there Rails stops
    the roll-back.
    """

    def __init__(
        self,
        direction: str,
        compatibility: Compatibility,
        inflector: Inflector = ENGLISH,
        adapter: str | None = None,
        methods: Mapping[str, syntax.Method] | None = None,
        constants: Mapping[str, syntax.Node] | None = None,
    ) -> None:
        super().__init__(methods, constants)
        self.direction = direction
        self.operations: list[Operation] = []
        self.irreversible: list[tuple[Operation, Irreversible]] = []
        self._compatibility = compatibility
        self._inflector = inflector
        self._adapter = adapter
        self._recorder: list[Recorded] | None = None
        self._assured = False

    # What happens to operations

    def emit(self, operation: Operation) -> None:
        """The operation happens now: it is not recorded."""
        self.operations.append(operation)

    def record(self, operation: Recorded) -> None:
        """The operation happens now, or is noted to be inverted later."""
        if self._recorder is not None:
            self._recorder.append(operation)
        elif isinstance(operation, Deferred):
            self.operations.extend(operation.operations)
        else:
            self.operations.append(operation)

    def invert(self, follow: Callable[[], object]) -> None:
        """Follows code as Rails' `revert` does: recorded first, then inverted backwards."""
        outer, self._recorder = self._recorder, []
        try:
            follow()
        finally:
            recorded, self._recorder = self._recorder, outer
        for entry in reversed(recorded):
            if isinstance(entry, Deferred):
                self.record(entry)
                continue
            inverse = entry.inverse()
            if isinstance(inverse, Irreversible):
                self.irreversible.append((entry, inverse))
            else:
                self.record(inverse)

    # What calls mean

    def answer(self, invocation: Invocation) -> Value:
        receiver = invocation.receiver
        if invocation.on_self:
            return self._on_migration(invocation)
        match receiver:
            case TableBlock():
                return self._on_table_block(receiver, invocation)
            case Direction():
                return self._on_direction(receiver, invocation)
            case Connection():
                return self._on_connection(receiver, invocation)
            case Relation() | Record():
                return self._on_rows(invocation)
            case ConstantReference():
                return self._on_constant(receiver, invocation)
        return self._on_unknown(invocation)

    def _on_unknown(self, invocation: Invocation) -> Value:
        """A call on something unknown: its block, if any, is followed once."""
        if invocation.block is not None:
            return self.follow_once(invocation, *_unknown_arguments(invocation))
        return invocation.unknown

    def _on_constant(self, receiver: ConstantReference, invocation: Invocation) -> Value:
        if invocation.method in ("connection", "lease_connection", "with_connection"):
            connection = Connection(recorded=False)
            if invocation.block is not None:
                return self.follow_once(invocation, connection)
            return connection
        if invocation.method in _PASS_THROUGH:
            return self._passed_through(invocation)
        if is_model(receiver):
            return self._on_rows(invocation)
        return self._on_unknown(invocation)

    def _on_rows(self, invocation: Invocation) -> Value:
        origin = self._origin(invocation)
        return call_rows(invocation, origin, self.emit, self.follow_once)

    def _on_connection(self, connection: Connection, invocation: Invocation) -> Value:
        if connection.recorded:
            return self._on_migration(invocation)
        with self._straight():
            return self._on_migration(invocation)

    @contextmanager
    def _straight(self) -> Iterator[None]:
        """While this lasts, nothing is recorded: it happens at once."""
        recorder, self._recorder = self._recorder, None
        try:
            yield
        finally:
            self._recorder = recorder

    def _on_direction(self, direction: Direction, invocation: Invocation) -> Value:
        if invocation.method == direction.name and invocation.block is not None:
            return self.yield_to(invocation.block)
        return None

    def _on_migration(self, invocation: Invocation) -> Value:
        name = invocation.method
        control = _CONTROL.get(name)
        if control is not None:
            return control(self, invocation)
        if name in COMMANDS:
            return self._command(invocation)
        if name in _SQL and invocation.positional:
            return self._sql(invocation)
        if name in _PASS_THROUGH:
            return self._passed_through(invocation)
        if name in _HARMLESS or name.endswith("?"):
            return self._on_unknown(invocation)
        return self._helper(invocation)

    def _passed_through(self, invocation: Invocation) -> Value:
        if invocation.block is None:
            return invocation.unknown
        return self.yield_to(invocation.block, *_unknown_arguments(invocation))

    def _helper(self, invocation: Invocation) -> Value:
        """A method that is defined elsewhere: it may do anything."""
        self.unreadable.append((invocation.place, f"unknown helper `{invocation.method}`"))
        self.record(
            UnknownOperation(source=invocation.place.text, origin=self._origin(invocation))
        )
        return self._on_unknown(invocation)

    # Commands

    def _origin(self, invocation: Invocation) -> Origin:
        return Origin(
            invocation.place, _via(invocation), self.conditions, self._assured
        )

    def _command(self, invocation: Invocation) -> Value:
        body, opaque = self._body_of(invocation)
        command = Command(
            invocation.method,
            tuple(map(_plain, invocation.positional)),
            _options(invocation),
            self._origin(invocation),
            self._compatibility,
            self._inflector,
            body,
            opaque,
        )
        self._translate(command, self.record)
        return invocation.unknown

    def _translate(self, command: Command, record: Callable[[Operation], None]) -> None:
        record = self.emit if command.name in UNRECORDED else record
        for operation in COMMANDS[command.name](_with_options(command)):
            if not operation.is_readable:
                self.unreadable.append((operation.place, _what_is_dynamic(operation)))
            record(operation)

    def _body_of(self, invocation: Invocation) -> tuple[tuple[Operation, ...] | None, bool]:
        """The operations in the block of `create_table` and the like."""
        if not isinstance(invocation.block, Closure):
            return (() if invocation.block is not None else None), invocation.block is not None
        body: list[Operation] = []
        before = len(self.unreadable)
        self.yield_to(invocation.block, TableBlock(_first(invocation), body.append))
        return tuple(body), len(self.unreadable) > before

    def _on_table_block(self, block: TableBlock, invocation: Invocation) -> Value:
        call = Command(
            invocation.method,
            tuple(map(_plain, invocation.positional)),
            _options(invocation),
            self._origin(invocation),
            self._compatibility,
            self._inflector,
        )
        if invocation.method.endswith("?"):
            return invocation.unknown
        translated = list(table_block_commands(call, block.table))
        for command in translated:
            self._translate(command, block.sink)
        if not translated:
            self.unreadable.append((invocation.place, f"unknown table method `{call.name}`"))
        return None

    def _sql(self, invocation: Invocation) -> Value:
        recorded = invocation.method == "execute"
        origin = self._origin(invocation)
        for operation in statements(invocation.positional[0], origin, self._adapter):
            (self.record if recorded else self.emit)(operation)
        return invocation.unknown

    # Control

    def _change_table(self, invocation: Invocation) -> Value:
        if invocation.block is not None:
            self.yield_to(invocation.block, TableBlock(_first(invocation), self.record))
        return None

    def _reversible(self, invocation: Invocation) -> Value:
        if invocation.block is None:
            return None
        recorder = self._recorder
        start = len(self.operations)
        with self._straight():
            self.yield_to(invocation.block, Direction(self.direction))
        if recorder is not None:
            done = tuple(self.operations[start:])
            del self.operations[start:]
            recorder.append(Deferred(done))
        return None

    def _up_only(self, invocation: Invocation) -> Value:
        if self.direction == "up" and invocation.block is not None:
            return self.yield_to(invocation.block)
        return None

    def _revert(self, invocation: Invocation) -> Value:
        if invocation.block is not None:
            block = invocation.block
            self.invert(lambda: self.yield_to(block))
            return None
        self.unreadable.append((invocation.place, "what another migration does is not followed"))
        self.emit(UnknownOperation(source=invocation.place.text, origin=self._origin(invocation)))
        return None

    def _safety_assured(self, invocation: Invocation) -> Value:
        before, self._assured = self._assured, True
        try:
            return self._passed_through(invocation)
        finally:
            self._assured = before

    def _reverting(self, invocation: Invocation) -> Value:
        return self._recorder is not None

    def _connection(self, invocation: Invocation) -> Value:
        return Connection(recorded=True)


_Control: TypeAlias = Callable[[MigrationInterpreter, Invocation], Value]

_CONTROL: Mapping[str, _Control] = {
    "change_table": MigrationInterpreter._change_table,
    "reversible": MigrationInterpreter._reversible,
    "up_only": MigrationInterpreter._up_only,
    "revert": MigrationInterpreter._revert,
    "run": MigrationInterpreter._revert,
    "safety_assured": MigrationInterpreter._safety_assured,
    "reverting?": MigrationInterpreter._reverting,
    "connection": MigrationInterpreter._connection,
}


def _via(invocation: Invocation) -> str:
    receiver = invocation.node.receiver
    is_block_variable = isinstance(invocation.receiver, TableBlock)
    return f"t.{invocation.method}" if is_block_variable and receiver else invocation.method


def _first(invocation: Invocation) -> Value:
    return invocation.positional[0] if invocation.positional else invocation.unknown


def _plain(value: Value) -> Value:
    return Code(value.source) if isinstance(value, Closure) else value


def _options(invocation: Invocation) -> Options:
    return Options.of({key: _plain(value) for key, value in invocation.keywords.items()})


def _with_options(command: Command) -> Command:
    """The command with a braced hash at its end taken as options, as Rails took it before 3.0."""
    *rest, last = command.positional or (None,)
    takes_hash = command.name in ("change_column_default", "change_column_comment", "change_table_comment")
    if not isinstance(last, dict) or takes_hash or command.name == "remove_column":
        return command
    options = Options({**Options.of(last).values, **command.options.values}, command.options.rest)
    return replace(command, positional=tuple(rest), options=options)


def _unknown_arguments(invocation: Invocation) -> list[Value]:
    if not isinstance(invocation.block, Closure):
        return [invocation.unknown]
    return [Unknown(parameter.name) for parameter in invocation.block.block.parameters]


def _what_is_dynamic(operation: Operation) -> str:
    if isinstance(operation.table_name, Unknown):
        return f"the table's name is computed: `{operation.table_name}`"
    return f"the column's name is computed: `{operation.column_name}`"
