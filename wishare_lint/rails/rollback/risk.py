"""The calls of a migration whose undoing depends on the rows, and how to write them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from wishare_lint.rails.migrations.playback import Playback
from wishare_lint.rails.operations import AddColumn, Operation
from wishare_lint.rails.rollback.directions import both_ways
from wishare_lint.rails.rollback.restoration import CallFact, by_place
from wishare_lint.rails.rollback.tightening import tightenings
from wishare_lint.rails.schema.ruby_writer import RubyWriter
from wishare_lint.ruby.values import symbol


@dataclass(frozen=True)
class Risk(CallFact):
    """A call that a roll-back undoes, or makes, at the mercy of the rows; `reasons` are sentences.

    `certain`: it fails whatever the rows are.
    """

    reasons: tuple[str, ...]
    certain: bool


def risks(up: Playback, down: Playback, adapter: str | None, writer: RubyWriter) -> Iterator[Risk]:
    """The calls after which the roll-back may fail, each once."""
    found = {id(one.operation): one for one in tightenings(up, down, adapter)}
    undone = {operation.place for operation in up.operations}
    for place, operations in by_place(down.operations).items():
        at_risk = tuple(one for one in operations if id(one) in found)
        if at_risk:
            lines = "\n".join(
                line
                for one in operations
                for line in (_settling if id(one) in found else _statement)(one, writer)
            )
            yield Risk(
                at_risk,
                both_ways(place.code, lines) if place in undone else lines,
                tuple(dict.fromkeys(found[id(one)].reason for one in at_risk)),
                any(found[id(one)].certain for one in at_risk),
            )


def _settling(operation: Operation, writer: RubyWriter) -> Iterator[str]:
    """The lines of a `down` that deal with the rows before they ask anything of them."""
    if not isinstance(operation, AddColumn):
        yield "# settle the rows that stand in the way here"
        yield from _statement(operation, writer)
        return
    table, column = operation.table, operation.column
    yield from _statement(replace(operation, column=column.without("null")), writer)
    yield f"# give every row a value for `{column.name}` here"
    yield f"change_column_null {symbol(table)}, {symbol(column.name)}, false"


def _statement(operation: Operation, writer: RubyWriter) -> Iterator[str]:
    yield writer.statement(operation) or operation.place.code
