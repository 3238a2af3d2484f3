"""The verdict on a roll-back, from how both directions play and what they leave."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from wishare_lint.rails.migrations.migration import Migration
from wishare_lint.rails.migrations.playback import Playback
from wishare_lint.rails.operations import (
    AddColumn,
    AlterTable,
    CreateTable,
    Execute,
    Operation,
    OtherCommand,
    UnknownOperation,
)
from wishare_lint.rails.rollback.difference import Difference, sentences
from wishare_lint.rails.schema.schema import Schema
from wishare_lint.ruby.values import Unknown

Verdict: TypeAlias = tuple[str, tuple[str, ...]]
"""The verdict's name, and the reasons for it."""


def verdict(
    migration: Migration, up: Playback, down: Playback, found: tuple[Difference, ...]
) -> Verdict:
    """The verdict on `up` and `down`, which leave the differences `found`."""
    return (
        _without_schema(up, down)
        or _unreadable(up, down)
        or _refused(migration, up, down)
        or _compared(up, down, found, migration.method("change") is not None)
    )


def _without_schema(up: Playback, down: Playback) -> Verdict | None:
    """The verdicts that follow from how `down` is written."""
    if down.missing and not up.missing:
        return "missing", ("there is no `down`",)
    if down.irreversible:
        reasons = tuple(dict.fromkeys(reason.reason for _, reason in down.irreversible))
        stopped = any(reason.error.endswith(_IRREVERSIBLE) for _, reason in down.irreversible)
        return ("irreversible" if stopped else "fails"), reasons
    if down.raises is not None:
        verdict = "irreversible" if down.raises.endswith(_IRREVERSIBLE) else "fails"
        return verdict, (f"the roll-back raises {down.raises}",)
    return None


_IRREVERSIBLE = "IrreversibleMigration"


def _unreadable(up: Playback, down: Playback) -> Verdict | None:
    reasons = tuple(dict.fromkeys((*opaque(up.operations), *opaque(down.operations))))
    return ("unknown", reasons) if reasons and down.operations else None


def opaque(operations: Iterable[Operation]) -> Iterator[str]:
    """What the operations do to the schema without it being known, in words."""
    for operation in operations:
        via = f"`{operation.origin.via}`"
        if isinstance(operation, UnknownOperation):
            yield f"what {via} does is not known"
        elif isinstance(operation, Execute) and operation.changes_schema:
            yield f"the SQL of {via} is {'computed' if _is_computed(operation) else 'not read'}"
        elif isinstance(operation, AlterTable):
            yield f"what {via} changes of `{operation.table}` is not compared"
        elif not operation.is_readable:
            yield f"{via} has a computed name"


def _is_computed(operation: Execute) -> bool:
    return isinstance(operation.sql, Unknown)


def _refused(migration: Migration, up: Playback, down: Playback) -> Verdict | None:
    """The verdicts where the database would refuse an operation."""
    if up.conflict is not None:
        return "unknown", (f"going up: {up.conflict[1].reason}",)
    if down.conflict is not None:
        return "fails", (down.conflict[1].reason,)
    again = [one for one in down.unrecorded if isinstance(one, OtherCommand)]
    if again:
        return "fails", tuple(f"`{one.command}` runs forwards a second time" for one in again)
    misread = tuple(_misread(down.operations, up.before))
    if misread:
        return "fails", misread
    unfillable = () if migration.adapter == "mysql" else tuple(_unfillable(down.operations))
    return ("fails", tuple(dict.fromkeys(unfillable))) if unfillable else None


def _misread(operations: Iterable[Operation], before: Schema) -> Iterator[str]:
    """Columns whose type is the name of another column: `remove_column :users, :a, :b`."""
    for operation in operations:
        if isinstance(operation, AddColumn):
            type_ = operation.column.type
            if str(type_) not in _TYPES and before.column(operation.table, type_) is not None:
                name = f"`{operation.table}.{operation.column.name}`"
                yield f"column {name} comes back with the type `{type_}`, which is a column"


_TYPES = frozenset(
    {"binary", "date", "datetime", "integer", "json", "string", "text", "time", "timestamp", "uuid"}
)
"""Types that are columns' names as well."""


def _unfillable(operations: Iterable[Operation]) -> Iterator[str]:
    """Columns for which the rows have no value: MySQL makes one up, the others refuse."""
    empty: set[object] = set()
    for operation in operations:
        if isinstance(operation, CreateTable):
            empty.add(operation.table)
        elif isinstance(operation, AddColumn) and operation.table not in empty:
            column = operation.column
            if column.required_without_default:
                name = f"`{operation.table}.{column.name}`"
                yield f"column {name} cannot come back as NOT NULL without a default"


def _compared(
    up: Playback, down: Playback, found: tuple[Difference, ...], by_rails: bool
) -> Verdict:
    """The verdicts about what the schema is like after `up` and `down`."""
    if up.operations and not down.operations and not by_rails:
        return "no-op", sentences(found) or ("`down` is empty",)
    certain = [difference for difference in found if difference.certain]
    if certain:
        return "lossy", sentences(certain)
    return ("unknown" if found else "exact"), sentences(found)
