"""How two schemas differ, in words for the one who rolls back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wishare_lint.rails.rollback.column_difference import column_changes, unknowns
from wishare_lint.rails.rollback.index_difference import index_changes, option_changes, same_columns
from wishare_lint.rails.schema.printed_sql import same_sql
from wishare_lint.rails.schema.schema import Column, Constraint, ForeignKey, Index, Schema, Table
from wishare_lint.ruby.values import Unknown


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was. `certain` is false where one of the two is not known.

    `text` is a clause about the later schema: "`users.name` comes back without its default".
    """

    text: str
    table: str | None = None
    certain: bool = True


def differences(before: Schema, after: Schema) -> tuple[Difference, ...]:
    """Everything in which `after` is not `before`."""
    return tuple(dict.fromkeys((*_tables(before, after), *_objects(before, after))))


def _tables(before: Schema, after: Schema) -> Iterator[Difference]:
    for name, table in before.tables.items():
        later = after.tables.get(name)
        if later is None:
            yield Difference(f"table `{name}` is gone", name)
        elif later is not table:
            yield from _of_table(name, table, later)
    for name in after.tables:
        if name not in before.tables:
            yield Difference(f"table `{name}` stays", name)


def _objects(before: Schema, after: Schema) -> Iterator[Difference]:
    for name, labels in before.enums.items():
        later = after.enums.get(name)
        if later is None:
            yield Difference(f"enum type `{name}` is gone")
        elif set(later) != set(labels):
            certain = not any(isinstance(label, Unknown) for label in (*labels, *later))
            yield Difference(f"enum type `{name}` has other values", certain=certain)
    for name in after.enums:
        if name not in before.enums:
            yield Difference(f"enum type `{name}` stays")
    for name in sorted(before.extensions - after.extensions):
        yield Difference(f"extension `{name}` is gone")
    for name in sorted(after.extensions - before.extensions):
        yield Difference(f"extension `{name}` stays")
    for key, was in before.objects.items():
        now = after.objects.get(key)
        if now is not None and now != was:
            yield Difference(f"{_called(key)} may come back as another one", certain=False)
        elif now is None and was is not None:
            yield Difference(f"{_called(key)} is gone")
    for key in after.objects.keys() - before.objects.keys():
        yield Difference(f"{_called(key)} stays")


def _called(key: str) -> str:
    """`view totals` in words."""
    kind, _, name = key.partition(" ")
    return f"{kind} `{name}`"


def _of_table(name: str, before: Table, after: Table) -> Iterator[Difference]:
    if before.opaque != after.opaque:
        yield Difference(f"what was in table `{name}` before is not known", name, certain=False)
        return
    for key, column in before.columns.items():
        later = after.columns.get(key)
        if later is None:
            yield Difference(f"column `{name}.{key}` is gone", name)
        elif later != column:
            yield from _of_column(name, column, later)
    for key in after.columns:
        if key not in before.columns:
            yield Difference(f"column `{name}.{key}` stays", name)
    yield from _of_indexes(name, before, after)
    yield from _of_keys(name, before, after)
    yield from _of_constraints(name, before, after)
    if before.options.get("comment") != after.options.get("comment"):
        yield Difference(f"table `{name}` comes back with another comment", name)


def _of_column(table: str, before: Column, after: Column) -> Iterator[Difference]:
    name = f"`{table}.{before.name}`"
    changes = tuple(column_changes(before, after))
    for change in changes:
        yield Difference(f"column {name} comes back {change}", table)
    missing = tuple(unknowns(before, after))
    for what in missing:
        yield Difference(f"of column {name}, {what} before is not known", table, certain=False)
    if not changes and not missing and not (before.is_known and after.is_known):
        yield Difference(f"what {name} was before is not known", table, certain=False)


# Indexes, keys and constraints


def _of_indexes(table: str, before: Table, after: Table) -> Iterator[Difference]:
    for index in before.indexes:
        if index in after.indexes:
            continue
        later = after.index(index.name)
        other = _elsewhere(index, after, before)
        if not index.is_known or isinstance(index.name, Unknown):
            text = f"what index `{index.name}` of `{table}` was before is not known"
            yield Difference(text, table, certain=False)
        elif later is not None:
            yield from _of_index(table, index, later)
        elif other is not None:
            text = f"index `{index.name}` of `{table}` comes back as `{other.name}`"
            yield Difference(text, table)
        else:
            yield Difference(f"index `{index.name}` of `{table}` is gone", table)
    for index in after.indexes:
        if (
            index not in before.indexes
            and before.index(index.name) is None
            and _elsewhere(index, before, after) is None
        ):
            yield Difference(f"index `{index.name}` of `{table}` stays", table)


def _elsewhere(index: Index, there: Table, here: Table) -> Index | None:
    """The same index under a name that only the other table has."""
    return next(
        (
            other
            for other in there.indexes
            if same_columns(other, index) and here.index(other.name) is None
        ),
        None,
    )


def _of_index(table: str, before: Index, after: Index) -> Iterator[Difference]:
    for change in index_changes(before, after):
        yield Difference(f"index `{before.name}` of `{table}` comes back {change}", table)


def _of_keys(table: str, before: Table, after: Table) -> Iterator[Difference]:
    for key in before.foreign_keys:
        if key in after.foreign_keys:
            continue
        later = after.foreign_key(key.name(table)) or _same_ends(key, after)
        text = f"the foreign key of `{table}` to `{key.to_table}`"
        if later is None:
            yield Difference(f"{text} is gone", table, certain=key.is_known)
        elif not key.is_known or not later.is_known:
            yield Difference(f"what {text} was before is not known", table, certain=False)
        else:
            own, new = (k.options.merged(name=k.name(table)) for k in (key, later))
            for change in option_changes(own, new):
                yield Difference(f"{text} comes back {change}", table)
    for key in after.foreign_keys:
        if before.foreign_key(key.name(table)) is None and _same_ends(key, before) is None:
            yield Difference(f"the foreign key of `{table}` to `{key.to_table}` stays", table)


def _same_ends(key: ForeignKey, table: Table) -> ForeignKey | None:
    ends = (key.to_table, key.column)
    return next((one for one in table.foreign_keys if (one.to_table, one.column) == ends), None)


def _of_constraints(table: str, before: Table, after: Table) -> Iterator[Difference]:
    for constraint in before.constraints:
        later = after.same_constraint(constraint)
        text = f"{constraint.kind} constraint `{constraint.name}` of `{table}`"
        if later is None:
            yield Difference(f"{text} is gone", table)
        elif later != constraint:
            yield from _of_constraint(table, text, constraint, later)
    for constraint in after.constraints:
        if before.same_constraint(constraint) is None:
            text = f"{constraint.kind} constraint `{constraint.name}` of `{table}` stays"
            yield Difference(text, table)


def _of_constraint(
    table: str, text: str, before: Constraint, after: Constraint
) -> Iterator[Difference]:
    if any(isinstance(one.definition, Unknown) for one in (before, after)):
        yield Difference(f"what {text} demanded before is not known", table, certain=False)
    elif not same_sql(before.definition, after.definition):
        yield Difference(f"{text} comes back as `{after.definition}`", table)
    for change in option_changes(before.options, after.options):
        yield Difference(f"{text} comes back {change}", table)


def sentences(found: Iterable[Difference]) -> tuple[str, ...]:
    """The texts, each once."""
    return tuple(dict.fromkeys(difference.text for difference in found))
