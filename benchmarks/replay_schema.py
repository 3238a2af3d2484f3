"""Replays all migrations of apps from nothing, and compares the result with their own dump.

    python benchmarks/replay_schema.py PATH [PATH …]

For each database: how many tables, columns, indexes and foreign keys are equal and different, then
every difference, one to a line. A difference is either a mistake of the linter or a schema that the
repository's migrations do not make (older ones were deleted, a table was made by hand).
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from wishare_lint.project import find_roots, read_project
from wishare_lint.rails.schema import Column, Index, Schema, Table
from wishare_lint.side import Side
from wishare_lint.tree import DirectoryTree


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
        counts: Counter[str] = Counter()
        differences = list(compared(dumped, replayed, counts))
        print(
            f"{path} {database.name}: {len(migrations)} migrations, {dict(sorted(counts.items()))}"
        )
        for difference in differences:
            print(f"  {difference}")


def compared(dumped: Schema, replayed: Schema, counts: Counter[str]) -> Iterator[str]:
    for name in sorted({*dumped.tables, *replayed.tables}):
        left, right = dumped.tables.get(name), replayed.tables.get(name)
        if left is None or right is None:
            counts["tables different"] += 1
            yield f"{name}: only in {'the replay' if left is None else 'the dump'}"
            continue
        counts["tables equal"] += 1
        yield from compared_tables(left, right, counts)


def compared_tables(dumped: Table, replayed: Table, counts: Counter[str]) -> Iterator[str]:
    pairs = (
        ("columns", columns(dumped), columns(replayed)),
        ("indexes", indexes(dumped), indexes(replayed)),
        ("foreign keys", foreign_keys(dumped), foreign_keys(replayed)),
    )
    for kind, left, right in pairs:
        for name in sorted({*left, *right}):
            same = left.get(name) == right.get(name)
            counts[f"{kind} {'equal' if same else 'different'}"] += 1
            if not same:
                yield f"{dumped.name}: {name}: dump {left.get(name)}, replay {right.get(name)}"


def columns(table: Table) -> dict[str, object]:
    return {name: described(column) for name, column in table.columns.items()}


def described(column: Column) -> object:
    kept = ("default", "limit", "precision", "scale", "array")
    options = {n: column.options.get(n) for n in kept if column.options.get(n) not in (None, False)}
    return (str(column.type), bool(column.null), {n: str(v) for n, v in options.items()})


def indexes(table: Table) -> dict[str, object]:
    return {str(index.name): indexed(index) for index in table.indexes}


def indexed(index: Index) -> object:
    return (tuple(map(str, index.columns)), index.unique, str(index.options.get("where")))


def foreign_keys(table: Table) -> dict[str, object]:
    return {
        str(key.column): (str(key.to_table), str(key.options.get("on_delete")))
        for key in table.foreign_keys
    }


if __name__ == "__main__":
    main(sys.argv[1:])
