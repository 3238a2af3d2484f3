"""What a roll-back of `change` destroys although the migration found it there.

A command that passes over what exists is undone all the same: Rails asks nothing on the way down.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from wishare_lint.rails.migrations.playback import Playback, play_on
from wishare_lint.rails.operations import (
    AddColumn,
    AddConstraint,
    AddForeignKey,
    AddIndex,
    ChangeColumnNull,
    CreateEnum,
    CreateTable,
    EnableExtension,
    Operation,
)
from wishare_lint.rails.rollback.directions import up_only
from wishare_lint.rails.rollback.restoration import CallFact, by_place
from wishare_lint.rails.schema.schema import Schema


@dataclass(frozen=True)
class Destroyed(CallFact):
    """A call of which a roll-back undoes more than it did; `objects` say what, in words.

    `certain`: they are there before the migration; otherwise the schema does not know. `refusal`
    is why the database does not let it.
    """

    objects: tuple[str, ...]
    certain: bool
    refusal: str | None = None


def destroyed(up: Playback, down: Playback) -> Iterator[Destroyed]:
    """The calls that find what they are to make, or may find it, and that Rails undoes."""
    there = {id(operation): certain for operation, certain in _found(up)}
    undone = by_place(down.operations)
    refused = {} if down.conflict is None else {down.conflict[0].place: down.conflict[1].reason}
    for place, operations in by_place(up.operations).items():
        found = [one for one in operations if one.inverse() in undone.get(place, ())]
        for certain in (True, False):
            own = tuple(one for one in found if there.get(id(one)) is certain)
            names = tuple(filter(None, map(_made, own)))
            if own:
                yield Destroyed(own, up_only(place.code), names, certain, refused.get(place))


def _found(up: Playback) -> Iterator[tuple[Operation, bool]]:
    """The operations whose object is there before them (True), or may be (False)."""
    schema = up.before
    for operation in up.operations:
        known = operation.is_readable and _made(operation) is not None
        if known and operation.apply(schema) == schema:
            yield operation, True
        elif known and _passes_over(operation) and _may_have(schema, operation):
            yield operation, False
        schema = play_on((operation,), schema)


def _made(operation: Operation) -> str | None:
    """What the operation makes, in words; None where Rails never passes over what exists."""
    match operation:
        case CreateTable(table=table):
            return f"table `{table}`"
        case AddColumn(table=table, column=column):
            return f"column `{table}.{column.name}`"
        case AddIndex(table=table, index=index):
            return f"index `{index.name}` of `{table}`"
        case AddForeignKey(table=table, key=key):
            return f"the foreign key of `{table}` to `{key.to_table}`"
        case AddConstraint(table=table, constraint=constraint):
            return f"{constraint.kind} constraint `{constraint.name}` of `{table}`"
        case CreateEnum(name=str(name)):
            return f"enum type `{name}`"
        case EnableExtension(name=str(name)):
            return f"extension `{name}`"
        case ChangeColumnNull(table=table, name=name, null=False):
            return f"the NOT NULL of `{table}.{name}`"
    return None


def _passes_over(operation: Operation) -> bool:
    """Whether the call says to pass over what exists."""
    match operation:
        case AddColumn():
            return operation.if_not_exists
        case CreateTable() | AddIndex() | AddForeignKey() | AddConstraint():
            return operation.options.truthy("if_not_exists")
    return False


def _may_have(schema: Schema, operation: Operation) -> bool:
    """Whether the object can be there, for all that the schema knows."""
    if isinstance(operation, CreateTable):
        return not schema.lacks(operation.table)
    table = None if operation.table_name is None else schema.table(operation.table_name)
    if isinstance(operation, AddColumn) and table is not None:
        return table.may_have(operation.column.name)
    return table is None or table.opaque
