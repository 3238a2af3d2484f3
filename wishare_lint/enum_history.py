"""Labels that an enum had once, by the history of the files that declare it."""

from collections.abc import Iterator
from dataclasses import dataclass

from wishare_lint.history import FormerFile, History
from wishare_lint.rails.enums.enum import Enum, same
from wishare_lint.rails.models.model import read_models
from wishare_lint.ruby.source import SourceFile
from wishare_lint.ruby.values import Unknown, Value
from wishare_lint.side import Side


@dataclass(frozen=True)
class FormerLabel:
    """A label that stood for a stored value until a commit; `date` is the day of it (ISO 8601)."""

    label: str
    value: Value
    commit: str
    date: str

    def had(self, value: Value) -> bool:
        """Whether it stood for a value."""
        return same(self.value, value)


def former_labels(enum: Enum, base: Side, history: History) -> tuple[FormerLabel, ...]:
    """The last label of each stored value that the enum of the base has no longer.

    Each file that tells the mapping, that of the class and those of constants, is put back by
    itself to what it held before.
    """
    source = enum.place.source
    library = base.library.with_file(source)
    read_models(source, library)
    found: list[FormerLabel] = []
    for path in (source.path, *sorted(library.consulted - {source.path})):
        for former in history.former(path):
            earlier = _enum_with(enum, SourceFile(path, former.data), base)
            if earlier is not None:
                found.extend(_lost(earlier, enum, former))
    last: list[FormerLabel] = []
    for one in sorted(found, key=lambda one: one.date, reverse=True):
        if not any(known.had(one.value) for known in last):
            last.append(one)
    return tuple(last)


def _enum_with(enum: Enum, former: SourceFile, base: Side) -> Enum | None:
    """The enum as it was with the former text of a file; None where it was not there, or not in
    the same class."""
    library = base.library.with_file(former)
    declaring = former if former.path == enum.place.source.path else enum.place.source
    if enum.attribute.encode() not in declaring.data:
        return None
    for model in read_models(declaring, library):
        if model.class_name == enum.class_name:
            return next((one for one in model.enums if one.attribute == enum.attribute), None)
    return None


def _lost(earlier: Enum, enum: Enum, former: FormerFile) -> Iterator[FormerLabel]:
    """The labels whose values have none now; values of another kind stood in another column."""
    if isinstance(earlier.mapped, Unknown) or earlier.storage != enum.storage:
        return
    for value in earlier.stored:
        label = earlier.label_of(value)
        if label is not None and value is not None and enum.label_of(value) is None:
            yield FormerLabel(label, value, former.commit, former.date)
