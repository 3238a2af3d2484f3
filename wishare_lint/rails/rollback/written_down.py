"""A `down` that somebody wrote: what it leaves of what `up` did, and what its order does."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from wishare_lint.rails.migrations.control import ReversibleBlock
from wishare_lint.rails.migrations.playback import Playback, play_on
from wishare_lint.rails.operations import CreateTable, DropTable, Operation
from wishare_lint.rails.rollback.difference import Difference, differences
from wishare_lint.rails.rollback.restoration import schema_before
from wishare_lint.rails.schema.schema import Conflict, Schema
from wishare_lint.ruby.source import Place


@dataclass(frozen=True)
class WrittenDown:
    """The method `down`, or the `dir.down` of a `reversible` block.

    `up` and `down` are the operations of both directions, `before` and `after` the schemas around
    `up`. `differences` are what `down` certainly leaves, `conflict` is its first operation that the
    database refuses, and why.
    """

    place: Place
    up: tuple[Operation, ...]
    down: tuple[Operation, ...]
    before: Schema
    after: Schema
    differences: tuple[Difference, ...]
    conflict: tuple[Operation, Conflict] | None = None

    @property
    def subject(self) -> str:
        return self.place.text.partition("\n")[0]

    @property
    def direction(self) -> str:
        return "down"

    @property
    def conditional(self) -> bool:
        return any(operation.conditional for operation in (*self.up, *self.down))

    @property
    def remade(self) -> tuple[CreateTable, ...]:
        """The tables that `up` drops and `down` makes again."""
        dropped = {one.table for one in self.up if isinstance(one, DropTable)}
        made = (one for one in self.down if isinstance(one, CreateTable))
        return tuple(one for one in made if one.table in dropped)

    def left_of(self, table: CreateTable) -> tuple[Difference, ...]:
        """In what a table that is made again differs from the one that was dropped."""
        return tuple(one for one in self.differences if one.table == table.table)

    @property
    def left(self) -> tuple[Difference, ...]:
        """The differences outside of the tables that are made again."""
        told = {one for table in self.remade for one in self.left_of(table)}
        return tuple(one for one in self.differences if one not in told)

    @cached_property
    def other_order(self) -> tuple[Operation, ...] | None:
        """The operations in an order that the database takes; None where none is found."""
        if self.conflict is None:
            return None
        orders = (self.down[::-1], *_moving(self.conflict[0], self.down))
        return next((order for order in orders if _is_taken(order, self.after)), None)


def _moving(moved: Operation, operations: tuple[Operation, ...]) -> Iterator[tuple[Operation, ...]]:
    """The operations, with one of them at every place in turn."""
    others = tuple(one for one in operations if one is not moved)
    for at in range(len(operations)):
        yield (*others[:at], moved, *others[at:])


def _is_taken(operations: tuple[Operation, ...], schema: Schema) -> bool:
    for operation in operations:
        applied = operation.apply(schema)
        if isinstance(applied, Conflict):
            return False
        schema = applied
    return True


def written_method(place: Place, up: Playback, down: Playback) -> WrittenDown:
    """The method `down`, whose name stands at `place`."""
    found = _lasting(up.before, down.after)
    return WrittenDown(
        place, up.operations, down.operations, up.before, down.before, found, down.conflict
    )


def written_blocks(up: Playback, down: Playback) -> Iterator[WrittenDown]:
    """The `reversible` blocks with a `dir.down`.

    One may make up for another: only what the whole roll-back leaves is told of any.
    """
    forth = {block.place: block for block in up.reversible_blocks}
    left = set(_lasting(up.before, down.after))
    for back in down.reversible_blocks:
        block = forth.get(back.place)
        if block is not None and "down" in back.directions and not back.outside:
            yield _written_block(block, back, up, down, left)


def _written_block(
    block: ReversibleBlock,
    back: ReversibleBlock,
    up: Playback,
    down: Playback,
    left: set[Difference],
) -> WrittenDown:
    before = schema_before(up, block.operations)
    after = play_on(block.operations, before)
    found = _lasting(before, play_on(back.operations, after))
    own = down.conflict is not None and any(one is down.conflict[0] for one in back.operations)
    return WrittenDown(
        block.place,
        block.operations,
        back.operations,
        before,
        after,
        tuple(one for one in found if one in left),
        down.conflict if own else None,
    )


def _lasting(before: Schema, after: Schema) -> tuple[Difference, ...]:
    """What is certainly not as before; that an extension stays does no harm."""
    after = replace(after, extensions=after.extensions & before.extensions)
    return tuple(one for one in differences(before, after) if one.certain)
