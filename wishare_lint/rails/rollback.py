"""What a roll-back of a migration restores: `up` and `down` played on the schema before it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wishare_lint.rails.migration import Migration, Playback
from wishare_lint.rails.operations import Execute, Operation, RowOperation, UnknownOperation
from wishare_lint.rails.schema import Conflict, Schema, Table
from wishare_lint.ruby.source import Place


@dataclass(frozen=True)
class Rollback:
    """The verdict on the roll-back of one migration.

    `verdict`: `exact`, `lossy`, `irreversible`, `missing`, `no-op`, `fails` or `unknown`;
    `reasons` say what is not restored, or why the verdict is what it is.
    """

    migration: Migration
    verdict: str
    reasons: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        return self.migration.place

    @property
    def subject(self) -> str:
        return self.migration.version


def rollback(migration: Migration, before: Schema) -> Rollback:
    """The verdict, for a migration that runs on the schema `before`."""
    up, down = migration.up, migration.down
    ended = _ended(migration, up, down)
    if ended is not None:
        return ended
    unreadable = [*_opaque(up.operations), *_opaque(down.operations)]
    if unreadable:
        return Rollback(migration, "unknown", tuple(dict.fromkeys(unreadable)))
    after = play(up.operations, before)
    restored = after if isinstance(after, Conflict) else play(down.operations, after)
    if isinstance(after, Conflict):
        return Rollback(migration, "unknown", (f"going up: {after.reason}",))
    if isinstance(restored, Conflict):
        return Rollback(migration, "fails", (restored.reason,))
    differences = tuple(dict.fromkeys(_differences(before, restored)))
    return Rollback(migration, "lossy" if differences else "exact", differences)


def _ended(migration: Migration, up: Playback, down: Playback) -> Rollback | None:
    """The verdicts that need no schema."""
    if down.missing:
        return Rollback(migration, "missing", ("there is no `down`",))
    if down.irreversible:
        reasons = tuple(reason.reason for _, reason in down.irreversible)
        return Rollback(migration, "irreversible", tuple(dict.fromkeys(reasons)))
    if down.raises is not None:
        irreversible = down.raises.endswith("IrreversibleMigration")
        verdict = "irreversible" if irreversible else "fails"
        return Rollback(migration, verdict, (f"`down` raises {down.raises}",))
    if up.operations and not down.operations:
        return Rollback(migration, "no-op", ("`down` does nothing",))
    return None


def _opaque(operations: Iterable[Operation]) -> Iterator[str]:
    for operation in operations:
        if isinstance(operation, Execute | UnknownOperation):
            yield f"`{operation.origin.via}` is not understood"
        elif isinstance(operation, RowOperation):
            yield f"rows of `{operation.target}` are written"
        elif not operation.is_readable:
            yield f"`{operation.origin.via}` has a computed name"


def play(operations: Iterable[Operation], schema: Schema) -> Schema | Conflict:
    """The schema after all operations, or the first conflict."""
    for operation in operations:
        applied = operation.apply(schema)
        if isinstance(applied, Conflict):
            return applied
        schema = applied
    return schema


def play_on(operations: Iterable[Operation], schema: Schema) -> Schema:
    """The schema after all operations that can be applied; the others are passed over."""
    for operation in operations:
        applied = operation.apply(schema)
        schema = schema if isinstance(applied, Conflict) else applied
    return schema


def _differences(before: Schema, after: Schema) -> Iterator[str]:
    for name, table in before.tables.items():
        restored = after.tables.get(name)
        if restored is None:
            yield f"table `{name}` is gone"
        elif restored is not table:
            yield from _table_differences(table, restored)
    yield from (f"table `{name}` is left over" for name in after.tables.keys() - before.tables.keys())
    if before.enums != after.enums:
        yield "enum types differ"
    if before.extensions != after.extensions:
        yield "extensions differ"


def _table_differences(before: Table, after: Table) -> Iterator[str]:
    for name, column in before.columns.items():
        restored = after.columns.get(name)
        if restored is None:
            yield f"column `{before.name}.{name}` is gone"
        elif restored != column:
            yield f"column `{before.name}.{name}` comes back different"
    yield from (
        f"column `{before.name}.{name}` is left over"
        for name in after.columns.keys() - before.columns.keys()
    )
    yield from _lost(before, "index", [i.name for i in before.indexes], [i.name for i in after.indexes])
    yield from _lost(
        before,
        "foreign key on",
        [key.column for key in before.foreign_keys],
        [key.column for key in after.foreign_keys],
    )
    yield from _lost(
        before,
        "constraint",
        [c.name or c.definition for c in before.constraints],
        [c.name or c.definition for c in after.constraints],
    )


def _lost(table: Table, what: str, before: list[object], after: list[object]) -> Iterator[str]:
    yield from (f"{what} `{name}` of `{table.name}` is gone" for name in before if name not in after)
    yield from (
        f"{what} `{name}` of `{table.name}` is left over" for name in after if name not in before
    )
