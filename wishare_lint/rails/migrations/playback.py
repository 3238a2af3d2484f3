"""What one direction of a migration does, from its first to its last operation."""

from collections.abc import Iterable
from dataclasses import dataclass

from wishare_lint.rails.migrations.control import ReversibleBlock
from wishare_lint.rails.migrations.interpreter import MigrationInterpreter
from wishare_lint.rails.migrations.other_migrations import OtherMigration
from wishare_lint.rails.operations import Irreversible, Operation
from wishare_lint.rails.schema.schema import UNKNOWN, Conflict, Schema
from wishare_lint.ruby import syntax
from wishare_lint.ruby.scope import Raised
from wishare_lint.ruby.source import Place


@dataclass(frozen=True)
class Playback:
    """What one direction does: its operations in order, and how it ends.

    `irreversible`: recorded operations without an inverse. `unrecorded`: those that run forwards
    while the others are undone. `raises`: the name of the exception that ends it, such as
    `ActiveRecord::IrreversibleMigration`, at `raised_at`. `missing`: there is no such method.
    `others` are the migrations that it runs or undoes by name.
    `before` is the schema that it was played on, with what must have been there; `after` the schema
    that it leaves; `conflict` the first operation that the database refuses, and why.
    """

    operations: tuple[Operation, ...] = ()
    irreversible: tuple[tuple[Operation, Irreversible], ...] = ()
    unrecorded: tuple[Operation, ...] = ()
    reversible_blocks: tuple[ReversibleBlock, ...] = ()
    others: tuple[OtherMigration, ...] = ()
    unreadable: tuple[tuple[Place, str], ...] = ()
    raises: str | None = None
    raised_at: Place | None = None
    missing: bool = False
    before: Schema = UNKNOWN
    after: Schema = UNKNOWN
    conflict: tuple[Operation, Conflict] | None = None

    def stopped_at(self, place: Place) -> tuple[str, ...]:
        """Why it ends in an exception at a call; empty if it does not."""
        stops = [reason.reason for one, reason in self.irreversible if one.place == place]
        raised = [f"{self.raises} is raised"] if self.raises and self.raised_at == place else []
        return tuple(dict.fromkeys((*stops, *raised)))

    @property
    def does_something(self) -> bool:
        """Whether anything happens in it, be it unreadable or an exception."""
        return bool(self.operations or self.irreversible or self.unreadable or self.raises)


def follow(interpreter: MigrationInterpreter, method: syntax.Method, undo: bool) -> Playback:
    """What a method does, or, with `undo`, what Rails does to undo it."""
    raised: Raised | None = None
    try:
        if undo:
            interpreter.recorder.revert(lambda: interpreter.call_method(method))
        else:
            interpreter.call_method(method)
    except Raised as error:
        raised = error
    recorder = interpreter.recorder
    return Playback(
        operations=tuple(recorder.operations),
        irreversible=tuple(recorder.irreversible),
        unrecorded=tuple(recorder.unrecorded),
        reversible_blocks=tuple(interpreter.reversible_blocks),
        others=tuple(interpreter.others),
        unreadable=tuple(interpreter.unreadable),
        raises=raised.name if raised else None,
        raised_at=raised.place if raised else None,
        before=recorder.before,
        after=recorder.schema,
        conflict=recorder.conflict,
    )


def play_on(operations: Iterable[Operation], schema: Schema) -> Schema:
    """The schema after all operations that can be applied; the others are passed over."""
    for operation in operations:
        applied = operation.apply(schema)
        schema = schema if isinstance(applied, Conflict) else applied
    return schema
