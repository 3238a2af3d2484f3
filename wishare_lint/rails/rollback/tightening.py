"""What a roll-back demands again of rows that were written when nothing demanded it.

Each of the databases looks at all rows before it takes a NOT NULL, a unique index, a foreign key or
a check, and refuses where one row breaks it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from wishare_lint.rails.migrations.playback import Playback
from wishare_lint.rails.operations import (
    AddColumn,
    AddConstraint,
    AddForeignKey,
    AddIndex,
    ChangeColumn,
    ChangeColumnNull,
    Operation,
)
from wishare_lint.rails.rollback.moment import Moment
from wishare_lint.rails.schema.created import Created
from wishare_lint.rails.schema.schema import (
    Constraint,
    ForeignKey,
    Index,
    Name,
    Table,
    forbids_null,
    mentions,
)
from wishare_lint.rails.schema.type_change import Effect, TypeChange, type_change
from wishare_lint.ruby.values import Unknown


@dataclass(frozen=True)
class Tightening:
    """An operation of a roll-back that fails on rows of a kind, or surely; `reason` says so."""

    operation: Operation
    reason: str
    certain: bool = False


def tightenings(up: Playback, down: Playback, adapter: str | None) -> Iterator[Tightening]:
    """What stands in the way of a roll-back, in the order in which it is met."""
    new = Created()
    for operation in up.operations:
        new = new.after(operation)
    moment = Moment(down.before, up.after, new, adapter)
    for operation in down.operations:
        if moment.has_rows(operation.table_name):
            yield from _met(operation, moment)
        moment = moment.after(operation)


def _met(operation: Operation, moment: Moment) -> Iterator[Tightening]:
    refusal = _refusal(operation, moment)
    reason = refusal or _reason(operation, moment)
    if reason is not None:
        yield Tightening(operation, reason, certain=refusal is not None)


def _refusal(operation: Operation, moment: Moment) -> str | None:
    """Why the database refuses it whatever the rows are."""
    if not isinstance(operation, ChangeColumn):
        return None
    table, column = operation.table, operation.column
    before = moment.schema.column(table, column.name)
    if before is None or _conversion(operation, moment).effect is not Effect.REFUSAL:
        return None
    return (
        f"a roll-back fails here: PostgreSQL does not turn `{table}.{column.name}` from "
        f"{before.full_type} into {column.full_type} without `using:`"
    )


def _reason(operation: Operation, moment: Moment) -> str | None:
    if isinstance(operation, AddColumn):
        return _of_new_column(operation, moment)
    if moment.settled:
        return None
    match operation:
        case ChangeColumnNull(table=table, name=name, null=False, default=None):
            return _of_null(table, name, moment)
        case ChangeColumn(table=table, column=column):
            tightened = column.null is False and _of_null(table, column.name, moment)
            return _of_type(operation, moment) or tightened or None
        case AddIndex(table=table, index=index) if index.unique:
            return _of_unique(table, index.columns, index.options.get("where"), moment)
        case AddForeignKey(table=table, key=key):
            return (
                _of_key(table, key, moment) if moment.looks_at_rows(operation.validated) else None
            )
        case AddConstraint(table=table, constraint=constraint):
            checked = moment.looks_at_rows(constraint.validated)
            return _of_constraint(table, constraint, moment) if checked else None
    return None


def _of_new_column(operation: AddColumn, moment: Moment) -> str | None:
    """MySQL makes up a value for the rows that are there, the others refuse."""
    if not operation.column.required_without_default or moment.adapter == "mysql":
        return None
    name = f"`{operation.table}.{operation.column.name}`"
    return (
        f"a roll-back fails as soon as `{operation.table}` has a row: {name} comes back as NOT "
        "NULL, and no row has a value for it"
    )


def _of_null(table: Name, name: Name, moment: Moment) -> str | None:
    column = moment.schema.column(table, name)
    filled = column is not None and column.default is not None and moment.made.has(table, name)
    if filled or moment.forbade_null(table, name):
        return None
    return f"a roll-back fails if a row has NULL in `{table}.{name}` by then: it forbids NULL again"


def _of_type(operation: ChangeColumn, moment: Moment) -> str | None:
    loss, column = _conversion(operation, moment).loss, operation.column
    if loss is None or loss.silent:
        return None
    name = f"`{operation.table}.{column.name}`"
    return f"a roll-back makes {name} {column.full_type} again, and {loss.text}"


def _conversion(operation: ChangeColumn, moment: Moment) -> TypeChange:
    before = moment.schema.column(operation.table, operation.column.name)
    table = moment.schema.table(operation.table)
    return type_change(before, operation.column, table, moment.adapter)


def _of_unique(table: Name, columns: tuple[Name, ...], where: object, moment: Moment) -> str | None:
    if any(moment.made.has(table, column) for column in columns):
        return None
    if any(_was_unique(known, columns, where) for known in moment.tables(table)):
        return None
    same = ", ".join(f"`{column}`" for column in columns)
    return (
        f"a roll-back fails if two rows of `{table}` have the same {same} by then: it has to be "
        "unique again"
    )


def _was_unique(table: Table, columns: tuple[Name, ...], where: object) -> bool:
    """Whether the columns, or fewer of them, were unique already, at least among these rows."""
    return any(
        index.unique and set(index.columns) <= set(columns) and _covers(index, where)
        for index in table.indexes
    ) or any(
        constraint.kind == "unique" and set(str(constraint.definition).split(", ")) <= set(columns)
        for constraint in table.constraints
    )


def _covers(index: Index, where: object) -> bool:
    """Whether no other rows count: NULL is never the same as NULL."""
    condition = index.options.get("where")
    return condition in (None, where) or any(forbids_null(condition, c) for c in index.columns)


def _of_key(table: Name, key: ForeignKey, moment: Moment) -> str | None:
    ends = (key.to_table, key.column)
    known = (one for other in moment.tables(table) for one in other.foreign_keys)
    if moment.made.has(table, key.column) or any((k.to_table, k.column) == ends for k in known):
        return None
    if moment.made.has(key.to_table):
        return (
            f"a roll-back fails as soon as a row of `{table}` has a `{key.column}`: "
            f"`{key.to_table}` comes back empty, and the foreign key to it too"
        )
    return (
        f"a roll-back fails if a `{key.column}` of `{table}` refers to no row of "
        f"`{key.to_table}` by then: the foreign key comes back"
    )


def _of_constraint(table: Name, constraint: Constraint, moment: Moment) -> str | None:
    if constraint.kind == "unique":
        return _of_unique(table, tuple(str(constraint.definition).split(", ")), None, moment)
    if any(_was_demanded(constraint, known, moment) for known in moment.tables(table)):
        return None
    named = isinstance(constraint.definition, Unknown) and constraint.name is not None
    what = constraint.name if named else constraint.definition
    return (
        f"a roll-back fails if rows of `{table}` break `{what}` by then: the {constraint.kind} "
        "constraint comes back"
    )


def _was_demanded(constraint: Constraint, table: Table, moment: Moment) -> bool:
    """Whether the rows satisfy it anyway; NULL in a column that has just been added does."""
    same = (constraint.kind, constraint.definition)
    return any(
        (one.kind, one.definition) == same and one.validated for one in table.constraints
    ) or any(
        (moment.made.has(table.name, column) and mentions(constraint.definition, column))
        or (constraint.forbids_null(column) and moment.forbade_null(table.name, column))
        for column in table.columns
    )
