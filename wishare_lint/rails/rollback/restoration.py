"""The calls of a migration that a roll-back cannot undo, or not wholly, and how to write them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from wishare_lint.rails.migrations.control import ReversibleBlock
from wishare_lint.rails.migrations.playback import Playback, play_on
from wishare_lint.rails.operations import (
    AddColumn,
    CreateTable,
    DropTable,
    Irreversible,
    Operation,
    RemoveColumn,
)
from wishare_lint.rails.rollback.difference import Difference, differences
from wishare_lint.rails.rollback.undo import Undo
from wishare_lint.rails.schema.ruby_writer import RubyWriter
from wishare_lint.rails.schema.schema import Schema
from wishare_lint.ruby.source import Place


@dataclass(frozen=True)
class CallFact:
    """Something about all operations of one call; `cure` is the call as it should be written."""

    operations: tuple[Operation, ...]
    cure: str

    @property
    def place(self) -> Place:
        return self.operations[0].place

    @property
    def via(self) -> str:
        """The command, as written."""
        return self.operations[0].origin.via

    @property
    def direction(self) -> str:
        return "down"

    @property
    def conditional(self) -> bool:
        return any(operation.conditional for operation in self.operations)

    @property
    def guard(self) -> str:
        """The last condition under which it runs, as a modifier: `unless column_exists?(…)`."""
        text = self.operations[0].origin.conditions[-1] if self.conditional else "true"
        bare = text.removeprefix("not ")
        return f"if {text}" if bare == text else f"unless {bare}"

    @property
    def subject(self) -> str:
        return ", ".join(dict.fromkeys(operation.subject for operation in self.operations))


@dataclass(frozen=True)
class Stop(CallFact):
    """A call that Rails cannot undo: the roll-back ends there, with `error`."""

    reasons: tuple[str, ...]
    error: str


@dataclass(frozen=True)
class Loss(CallFact):
    """A call that Rails undoes, but not wholly: `lost` is what could come back and does not."""

    lost: tuple[Difference, ...]


def stops(up: Playback, down: Playback, writer: RubyWriter) -> tuple[Stop, ...]:
    """The calls that end the roll-back, each once, in the order of the code."""
    schemas = _schemas(up)
    found: dict[Place, list[tuple[Operation, Irreversible]]] = {}
    for operation, reason in down.irreversible:
        found.setdefault(operation.place, []).append((operation, reason))
    return tuple(
        Stop(
            tuple(operation for operation, _ in pairs),
            Undo(writer, schemas.get(place, up.before)).reversible([one for one, _ in pairs]),
            tuple(dict.fromkeys(reason.reason for _, reason in pairs)),
            pairs[0][1].error,
        )
        for place, pairs in found.items()
    )


def losses(up: Playback, down: Playback, writer: RubyWriter) -> tuple[Loss, ...]:
    """The calls whose inverse restores less than it could."""
    return tuple(_losses(up, down, writer))


def _losses(up: Playback, down: Playback, writer: RubyWriter) -> Iterator[Loss]:
    schemas = _schemas(up)
    undone = by_place(down.operations)
    for place, operations in by_place(up.operations).items():
        if place not in undone:
            continue
        before = schemas[place]
        undo = Undo(writer, before)
        after = play_on(operations, before)
        now = differences(before, play_on(undone[place], after))
        best = differences(before, play_on(_inverses(undo, operations), after))
        lost = tuple(one for one in now if one.certain and one not in best)
        if lost:
            yield Loss(operations, undo.reversible(operations), lost)


def passed_over(
    up: Playback, down: Playback, unguarded: Playback, writer: RubyWriter
) -> tuple[CallFact, ...]:
    """The calls that ran under a guard, and that the roll-back passes over because of it.

    `unguarded` is the way up followed into every branch, so that its operations know their guards.
    """
    schemas = _schemas(up)
    seen = {operation.place for operation in down.operations}
    seen |= {operation.place for operation, _ in down.irreversible}
    blocks = up.reversible_blocks
    seen |= {one.place for block in blocks for one in (*block.operations, *block.outside)}
    ran = by_place(up.operations)
    found: list[CallFact] = []
    for place, operations in by_place(unguarded.operations).items():
        guarded = operations[0].conditional and operations[0].changes_schema
        if guarded and place in ran and place not in seen:
            fact = CallFact(operations, "")
            cure = Undo(writer, schemas[place]).guarded(ran[place], fact.guard)
            found.append(replace(fact, cure=cure))
    return tuple(found)


def unrecorded(up: Playback, down: Playback, writer: RubyWriter) -> tuple[CallFact, ...]:
    """The calls that run forwards on roll-back."""
    schemas = _schemas(up)
    return tuple(
        CallFact(calls, Undo(writer, schemas.get(place, up.before)).reversible(calls))
        for place, calls in by_place(down.unrecorded).items()
    )


def both_ways(up: Playback, down: Playback, writer: RubyWriter) -> tuple[CallFact, ...]:
    """The calls in `reversible`, outside of `dir.up` and `dir.down`: Rails keeps the whole block,
    and runs it in both directions."""
    schemas = _schemas(up)
    again = {one.place for block in down.reversible_blocks for one in block.outside}
    outside = (one for block in up.reversible_blocks for one in block.outside)
    return tuple(
        CallFact(calls, Undo(writer, schemas.get(place, up.before)).reversible(calls))
        for place, calls in by_place(outside).items()
        if place in again
    )


def left_behind(up: Playback) -> tuple[ReversibleBlock, ...]:
    """The `reversible` blocks that change the schema of what was there, and have no `dir.down`."""
    made = {one.table_name for one in up.operations if isinstance(one, CreateTable)}
    return tuple(
        block
        for block in up.reversible_blocks
        if "down" not in block.directions
        and any(one.changes_schema and one.table_name not in made for one in block.operations)
    )


def dropped(up: Playback, down: Playback) -> tuple[str, ...]:
    """The tables, and columns of other tables, that `up` makes and `down` drops: `users.name`."""
    made = {one.subject for one in up.operations if isinstance(one, CreateTable | AddColumn)}
    known = [one for one in down.operations if one.is_readable and one.subject in made]
    tables = [one.table for one in known if isinstance(one, DropTable)]
    columns = (one for one in known if isinstance(one, RemoveColumn) and one.table not in tables)
    return (*map(str, tables), *(one.subject for one in columns))


def schema_before(up: Playback, operations: tuple[Operation, ...]) -> Schema:
    """The schema just before the first of some operations of a playback."""
    first = operations[0].place if operations else None
    return up.before if first is None else _schemas(up).get(first, up.before)


def _inverses(undo: Undo, operations: tuple[Operation, ...]) -> Iterator[Operation]:
    for operation in reversed(operations):
        yield from undo.inverses(operation) or ()


def by_place(operations: Iterable[Operation]) -> Mapping[Place, tuple[Operation, ...]]:
    """The operations by the call that makes them."""
    found: dict[Place, tuple[Operation, ...]] = {}
    for operation in operations:
        found[operation.place] = (*found.get(operation.place, ()), operation)
    return found


def _schemas(played: Playback) -> Mapping[Place, Schema]:
    """The schema before the first operation of each call."""
    found: dict[Place, Schema] = {}
    schema = played.before
    for operation in played.operations:
        found.setdefault(operation.place, schema)
        schema = play_on((operation,), schema)
    return found
