"""What a roll-back of a migration restores: `up` and `down` played on the schema before it."""

from dataclasses import dataclass, field
from functools import cached_property

from wishare_lint.rails.migrations.control import ReversibleBlock
from wishare_lint.rails.migrations.migration import Migration
from wishare_lint.rails.migrations.other_migrations import OtherMigration
from wishare_lint.rails.migrations.playback import Playback
from wishare_lint.rails.rollback.destroyed import Destroyed, destroyed
from wishare_lint.rails.rollback.difference import Difference, differences
from wishare_lint.rails.rollback.restoration import (
    CallFact,
    Loss,
    Stop,
    both_ways,
    dropped,
    left_behind,
    losses,
    passed_over,
    schema_before,
    stops,
    unrecorded,
)
from wishare_lint.rails.rollback.risk import Risk, risks
from wishare_lint.rails.rollback.undo import down_body
from wishare_lint.rails.rollback.verdict import opaque, verdict
from wishare_lint.rails.rollback.written_down import WrittenDown, written_blocks, written_method
from wishare_lint.rails.schema.schema import Conflict, Name, Schema
from wishare_lint.ruby.source import Place


@dataclass(frozen=True)
class Rollback:
    """The verdict on the roll-back of one migration.

    `verdict`: `exact`, `lossy`, `irreversible`, `missing`, `no-op`, `fails` or `unknown`;
    `reasons` say what is not restored, or why the verdict is what it is. It is about the schema:
    whether rows come back is not looked at. `up` and `down` are the migration as played on the
    schema before it; `differences` is what `down` then leaves.
    """

    migration: Migration
    verdict: str
    reasons: tuple[str, ...] = ()
    up: Playback = field(default_factory=Playback)
    down: Playback = field(default_factory=Playback)
    differences: tuple[Difference, ...] = ()

    @property
    def place(self) -> Place:
        return self.migration.place

    @property
    def subject(self) -> str:
        return self.migration.version

    @property
    def by_rails(self) -> bool:
        """Whether Rails undoes the migration itself, because it is written as `change`."""
        return self.migration.method("change") is not None

    @cached_property
    def stops(self) -> tuple[Stop, ...]:
        """The calls that Rails cannot undo."""
        return stops(self.up, self.down, self.migration.writer)

    @cached_property
    def losses(self) -> tuple[Loss, ...]:
        """The calls that Rails undoes, but restores less than it could."""
        return losses(self.up, self.down, self.migration.writer) if self.by_rails else ()

    @property
    def passed_over(self) -> tuple[CallFact, ...]:
        """The calls that Rails does not undo because their guard says something else by then."""
        played = (self.up, self.down, self.migration.up, self.migration.writer)
        return passed_over(*played) if self.by_rails else ()

    @property
    def left_behind(self) -> tuple[ReversibleBlock, ...]:
        """The `reversible` blocks that change the schema and have no way back."""
        return left_behind(self.up) if self.by_rails else ()

    @property
    def dropped(self) -> tuple[str, ...]:
        """The tables and columns that go with a roll-back, and with them what is in them by then;
        none where the roll-back does not run to its end."""
        return dropped(self.up, self.down) if self.verdict in _RUNS else ()

    def undoing(self, block: ReversibleBlock) -> tuple[str, ...] | None:
        """The lines that undo a block; None where they cannot be written."""
        before = schema_before(self.up, block.operations)
        return down_body(block.operations, before, self.migration.writer)

    @property
    def unrecorded(self) -> tuple[CallFact, ...]:
        """The calls that run forwards in both directions."""
        return unrecorded(self.up, self.down, self.migration.writer)

    @cached_property
    def written_downs(self) -> tuple[WrittenDown, ...]:
        """What somebody wrote to undo the migration, as far as it shows that it does not."""
        if self.verdict not in ("lossy", "fails", "no-op") or self.down.raises or self.stops:
            return ()
        if self.by_rails:
            return tuple(written_blocks(self.up, self.down))
        method = self.migration.method("down")
        if method is None or self.up.missing or not self.migration.down.does_something:
            return ()
        return (written_method(method.name_place, self.up, self.down),)

    def way_back(self, down: WrittenDown) -> tuple[str, ...]:
        """The `down`, or the `dir.down`, that undoes what it has to; empty where nobody knows."""
        body = down_body(down.up, down.before, self.migration.writer)
        head = "dir.down do" if self.by_rails else "def down"
        return (head, *(f"  {line}" for line in body), "end") if body else ()

    def definition(self, table: Name) -> str:
        """The `create_table` of a table as it was before; empty where that is not known."""
        known = self.up.before.table(table)
        return "" if known is None else self.migration.writer.table(known)

    @property
    def risks(self) -> tuple[Risk, ...]:
        """The calls after which the roll-back fails if the rows are of the wrong kind."""
        if self.up.conflict or self.down.conflict or self.down.raises or self.stops:
            return ()
        return tuple(risks(self.up, self.down, self.migration.adapter, self.migration.writer))

    @property
    def destroyed(self) -> tuple[Destroyed, ...]:
        """The calls of which Rails undoes more than they did."""
        return tuple(destroyed(self.up, self.down)) if self.by_rails and not self.stops else ()

    @property
    def both_ways(self) -> tuple[CallFact, ...]:
        """The calls that `reversible` runs in both directions."""
        return both_ways(self.up, self.down, self.migration.writer) if self.by_rails else ()

    @property
    def others(self) -> tuple[OtherMigration, ...]:
        """The migrations that it runs or undoes by name, in whichever direction."""
        return tuple(dict.fromkeys((*self.up.others, *self.down.others)))

    @property
    def leaves_traces(self) -> bool:
        """Whether the schema is not, or may not be, what it was before `up`."""
        return bool(self.differences) or any(opaque(self.up.operations))

    @property
    def second_run(self) -> Conflict | None:
        """Why `up` fails when it runs again on what the roll-back leaves."""
        again = self.migration.play("up", self.down.after)
        return again.conflict[1] if again.conflict else None

    @cached_property
    def down_body(self) -> tuple[str, ...] | None:
        """The lines of a `down` that undoes `up`; None where they cannot be written."""
        return down_body(self.up.operations, self.up.before, self.migration.writer)


_RUNS = ("exact", "lossy", "unknown")
"""The verdicts on a roll-back that undoes something, and is not known to fail."""


def rollback(migration: Migration, before: Schema) -> Rollback:
    """The verdict, for a migration that runs on the schema `before`."""
    up = migration.play("up", before)
    down = migration.play("down", up.after)
    found = differences(up.before, down.after)
    name, reasons = verdict(migration, up, down, found)
    return Rollback(migration, name, reasons, up, down, found)
