"""Replays all migrations of apps from nothing, and compares the result with their own dump.

    python benchmarks/replay_schema.py PATH [PATH …]

For each database: how many tables, columns, indexes and foreign keys are equal and different, then
every difference, by its reason. A difference is either a mistake of the linter or a schema that the
repository's migrations do not make (older ones were deleted, a table was made by hand).
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from wishare_lint.project import find_roots, read_project
from wishare_lint.rails.migrations.migration import Migration
from wishare_lint.rails.operations import CreateTable, RenameTable
from wishare_lint.rails.rollback.difference import differences, sentences
from wishare_lint.rails.schema.schema import EMPTY, Schema, Table
from wishare_lint.side import Side
from wishare_lint.tree import DirectoryTree

NOT_MADE = "no migration in the repository makes it"
NOT_DROPPED = "no migration in the repository drops it"
COMPUTED = "a migration computes it"
OTHERWISE = "the migrations say otherwise than the dump"


@dataclass(frozen=True)
class Different:
    """One object that is not the same in the replay."""

    kind: str
    reason: str
    text: str


def main(paths: list[str]) -> None:
    for path in paths:
        tree = DirectoryTree(Path(path))
        for root in find_roots(tree):
            report(Side(tree, read_project(tree, root)), path)


def report(side: Side, path: str) -> None:
    for database in side.project.databases:
        migrations = side.migrations(side.paths_of(database))
        if not migrations or database.schema_path is None:
            continue
        dumped, replayed = side.schema(database), side.replayed(migrations)
        found = list(compared(dumped, replayed, made(migrations)))
        equal = total(dumped) - Counter(one.kind for one in found if one.reason != NOT_DROPPED)
        print(f"{path} {database.name}: {len(migrations)} migrations")
        for kind in KINDS:
            different = sum(one.kind == kind for one in found)
            print(f"  {kind}: {equal[kind]} equal, {different} different")
        print_by_reason(found)


KINDS = ("tables", "columns", "indexes", "foreign keys", "constraints")


def total(schema: Schema) -> Counter[str]:
    """How many there are of each kind."""
    return Counter({kind: len(found) for kind, found in objects(schema).items()})


Key = tuple[str, str]
"""A table's name, and the name of the part."""


def objects(schema: Schema) -> Mapping[str, Mapping[Key, Table]]:
    """Each object as a table that holds nothing else, so that two of them can be compared."""
    found: dict[str, dict[Key, Table]] = {kind: {} for kind in KINDS}
    for name, table in schema.tables.items():
        bare = Table(table.name)
        found["tables"][name, ""] = replace(bare, options=table.options.only(("comment",)))
        for column in table.columns.values():
            found["columns"][name, str(column.name)] = bare.with_column(column)
        for index in table.indexes:
            found["indexes"][name, str(index.name)] = replace(bare, indexes=(index,))
        for key in table.foreign_keys:
            found["foreign keys"][name, str(key.column)] = replace(bare, foreign_keys=(key,))
        for constraint in table.constraints:
            alone = replace(bare, constraints=(constraint,))
            found["constraints"][name, str(constraint.name)] = alone
    return found


def made(migrations: Iterable[Migration]) -> frozenset[str]:
    """The tables that a migration makes."""
    names: set[str] = set()
    for migration in migrations:
        for operation in migration.up.operations:
            if isinstance(operation, CreateTable):
                names.add(str(operation.table))
            elif isinstance(operation, RenameTable) and str(operation.table) in names:
                names.add(str(operation.new_name))
    return frozenset(names)


def compared(dumped: Schema, replayed: Schema, tables: frozenset[str]) -> Iterator[Different]:
    left, right = objects(dumped), objects(replayed)
    for kind in KINDS:
        for key in sorted({*left[kind], *right[kind]}):
            one, other = left[kind].get(key), right[kind].get(key)
            yield from different(kind, key, one, other, key[0] in tables)


def different(
    kind: str, key: Key, dumped: Table | None, replayed: Table | None, is_made: bool
) -> Iterator[Different]:
    name = ".".join(part for part in key if part)
    if replayed is None:
        yield Different(kind, OTHERWISE if is_made else NOT_MADE, f"{name}: only in the dump")
    elif dumped is None:
        yield Different(kind, NOT_DROPPED, f"{name}: only in the replay")
    else:
        found = differences(EMPTY.with_table(dumped), EMPTY.with_table(replayed))
        if found:
            reason = OTHERWISE if all(one.certain for one in found) else COMPUTED
            yield Different(kind, reason, "; ".join(sentences(found)))


def print_by_reason(found: Iterable[Different]) -> None:
    by_reason: dict[str, list[Different]] = defaultdict(list)
    for one in found:
        by_reason[one.reason].append(one)
    for reason, ones in sorted(by_reason.items()):
        kinds = Counter(one.kind for one in ones)
        print(f"  {reason}: {', '.join(f'{count} {kind}' for kind, count in kinds.items())}")
        for one in ones:
            if reason != NOT_MADE or one.kind == "tables":
                print(f"    {one.text}")


if __name__ == "__main__":
    main(sys.argv[1:])
