"""Which rows of a changed enum the data migrations beside it rewrite, value by value."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wishare_lint.rails.enums.change import EnumChange, Meaning, Reader, Rewrite
from wishare_lint.rails.models.models import Models
from wishare_lint.rails.rows.row_write import RowWrite, Step, step
from wishare_lint.ruby.values import Unknown, Value

_OUTCOMES = ("partly", "wrong", "unread", "moved")
"""From the worst: of several tables the worst counts."""


def with_rewrites(change: EnumChange, writes: Sequence[RowWrite], head: Models) -> EnumChange:
    """The change together with what the writes, in the order they run, do to its rows."""
    if change.after is None or not writes:
        return change
    steps = _steps_by_table(change, writes, head)
    found = (_rewrite(change, meaning, steps) for meaning in change.meanings)
    return replace(change, rewrites=tuple(rewrite for rewrite in found if rewrite is not None))


def leaves_none(
    change: EnumChange, stored: Value, writes: Sequence[RowWrite], head: Models
) -> bool:
    """Whether no row has a stored value any more after the writes, which run by themselves."""
    by_themselves = [write for write in writes if write.task is None]
    tables = _steps_by_table(change, by_themselves, head)
    return bool(tables) and all(stored not in _followed(stored, steps)[0] for steps in tables)


def _steps_by_table(
    change: EnumChange, writes: Sequence[RowWrite], head: Models
) -> list[tuple[Step, ...]]:
    return [tuple(_steps(change, reader, writes, head)) for reader in change.readers]


def _steps(
    change: EnumChange, reader: Reader, writes: Sequence[RowWrite], head: Models
) -> Iterator[Step]:
    column = change.after.attribute if change.after else change.before.attribute
    for write in writes:
        if write.direction == "up" and write.table(head) == reader.table:
            found = step(write, column, head, change.before.storage)
            if found is not None:
                yield found


def _rewrite(
    change: EnumChange, meaning: Meaning, tables: Sequence[tuple[Step, ...]]
) -> Rewrite | None:
    fates = [_followed(meaning.stored, steps) for steps in tables]
    touching = tuple(write for _, by in fates for write in by)
    if not touching:
        return None
    outcome = min((_outcome(change, meaning, ends) for ends, _ in fates), key=_OUTCOMES.index)
    to = dict.fromkeys(end for ends, _ in fates for end in ends if end != meaning.stored)
    return Rewrite(meaning, outcome, tuple(to), touching)


def _followed(
    stored: Value, steps: Sequence[Step]
) -> tuple[frozenset[Value], tuple[RowWrite, ...]]:
    """The values that rows with a stored value may have in the end, and what changed them."""
    values: set[Value] = {stored}
    touching: list[RowWrite] = []
    for one in steps:
        taken = {value for value in values if one.takes(value) is not False}
        moved = {one.change(value) for value in taken} if one.change else set()
        if taken and moved != taken:
            touching.append(one.write)
            left = {value for value in values if one.takes(value) is not True}
            values = {*left, *moved}
    return frozenset(values), tuple(touching)


def _outcome(change: EnumChange, meaning: Meaning, ends: frozenset[Value]) -> str:
    if meaning.stored in ends:
        return "partly"
    if any(isinstance(end, Unknown) for end in ends):
        return "unread"
    return "moved" if all(_is_right(change, meaning, end) for end in ends) else "wrong"


def _is_right(change: EnumChange, meaning: Meaning, end: Value) -> bool:
    """Whether a row that says `end` now says what it said before; if that label is gone, any."""
    assert change.after is not None
    label = change.after.label_of(end)
    if meaning.was in change.after.labels:
        return label == meaning.was
    return label is not None or end is None
