"""How two versions of an enum differ, and what that means for the rows that are there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wishare_lint.rails.enums.enum import OPTIONS, Enum, Mapped, same
from wishare_lint.rails.rows.row_write import RowWrite
from wishare_lint.ruby.source import Place
from wishare_lint.ruby.values import Unknown, Value


@dataclass(frozen=True)
class LabelChange:
    """What happened to one label.

    `kind`: `label_added`, `label_removed`, `label_renamed` (`was` is the old label, same value) or
    `value_changed` (`was` is the old value).
    """

    kind: str
    label: str
    value: Value
    was: Value = None


@dataclass(frozen=True)
class Meaning:
    """What the rows with one stored value say: `was` to the base, `now` to the head (None: nil)."""

    stored: Value
    was: str
    now: str | None


@dataclass(frozen=True)
class ArrayEdit:
    """How an array of labels was edited; an insertion behind the last old label moves nothing."""

    inserted: tuple[str, ...]
    removed: tuple[str, ...]
    reordered: bool


@dataclass(frozen=True)
class Rewrite:
    """What the data migrations of the change set do to the rows whose meaning changes.

    `outcome`: `moved` (all rows say the right thing afterwards), `partly` (some rows stay as they
    are), `wrong` (they are moved, to `to`, which says something else) or `unread` (to a value that
    the code computes). `by` are the writes that do it.
    """

    meaning: Meaning
    outcome: str
    to: tuple[Value, ...]
    by: tuple[RowWrite, ...]


@dataclass(frozen=True)
class Reader:
    """A class that reads the rows of an enum, and its table."""

    class_name: str
    table: str


@dataclass(frozen=True)
class EnumChange:
    """The difference of an enum between base and head; `after` is None where it is gone.

    `readers` are the classes that have it: several where it stands in a concern. `place` is where
    the reader should look in the head: the declaration, or the class where the declaration was.
    `rewrites` holds the stored values that data migrations of the change set rewrite.
    """

    before: Enum
    after: Enum | None
    readers: tuple[Reader, ...]
    place: Place
    labels: tuple[LabelChange, ...] = ()
    storage_changed: bool = False
    options_changed: tuple[str, ...] = ()
    rewrites: tuple[Rewrite, ...] = ()

    @property
    def subject(self) -> str:
        return self.before.subject

    @property
    def class_name(self) -> str:
        """The class whose rows are meant, in code to paste: the first of the readers."""
        return self.readers[0].class_name if self.readers else self.before.class_name

    @property
    def name(self) -> str:
        """`Order#status`; in a concern with several readers, that of the concern."""
        declared = self.after or self.before
        owner = self.class_name if len(self.readers) == 1 else declared.class_name
        return f"{owner}#{declared.attribute}"

    def of_kind(self, kind: str) -> tuple[LabelChange, ...]:
        return tuple(change for change in self.labels if change.kind == kind)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind of change, in the words of `inspect`."""
        found = dict.fromkeys(change.kind for change in self.labels)
        removed = ("enum_removed",) if self.after is None else ()
        storage = ("storage_changed",) if self.storage_changed else ()
        options = ("options_changed",) if self.options_changed else ()
        return (*removed, *storage, *found, *options)

    @property
    def meanings(self) -> tuple[Meaning, ...]:
        """The stored values that rows may hold and that say something else than before."""
        return tuple(_meanings(self.before, self.after))

    @property
    def gained(self) -> Mapped:
        """The labels that rows with a stored value read from now on, where it had none."""
        if self.after is None or self.storage_changed:
            return ()
        stored = (value for value in self.after.stored if self.before.label_of(value) is None)
        read = ((self.after.label_of(value), value) for value in stored)
        return tuple((label, value) for label, value in read if label is not None)

    @property
    def array_edit(self) -> ArrayEdit | None:
        """What moved the labels of an array; None for hashes, and where an array became a hash."""
        if self.after is None or (self.before.form, self.after.form) != ("array", "array"):
            return None
        old, new = list(self.before.labels), list(self.after.labels)
        kept = [label for label in old if label in new]
        last = max((new.index(label) for label in kept), default=0)
        return ArrayEdit(
            inserted=tuple(label for label in new[:last] if label not in old),
            removed=tuple(label for label in old if label not in new),
            reordered=kept != [label for label in new if label in old],
        )

    @property
    def stable(self) -> Mapped:
        """A mapping with all labels of both sides in which no stored value changes its meaning:
        the old labels keep their values, and new ones take values that were never used."""
        return self.stable_beside(())

    def stable_beside(self, used: Iterable[Value]) -> Mapped:
        """The same where other values were used, too, in an earlier time."""
        kept = dict(self.before.labels)
        former = tuple(used)
        for label, value in self.after.labels.items() if self.after else ():
            if label not in kept:
                kept[label] = self._free(label, value, (*kept.values(), *former))
        return tuple(kept.items())

    def _free(self, label: str, wanted: Value, taken: tuple[Value, ...]) -> Value:
        """The wanted value if it is free and of the old kind, else one that is."""
        if not self.storage_changed and not any(same(wanted, value) for value in taken):
            return wanted
        if self.before.storage == "string":
            return label
        return max((value for value in taken if isinstance(value, int)), default=-1) + 1


def _meanings(before: Enum, after: Enum | None) -> Iterator[Meaning]:
    for stored in before.stored:
        was = before.label_of(stored)
        now = after.label_of(stored) if after else None
        if was is not None and was != now:
            yield Meaning(stored, was, now)


def label_changes(before: Enum, after: Enum) -> tuple[LabelChange, ...]:
    """The changes of labels from one mapping to another, in the order of the old one."""
    old, new = before.labels, after.labels
    changes: list[LabelChange] = []
    heirs: set[str] = set()
    for label, value in old.items():
        heir = after.label_of(value)
        if label in new:
            if not _alike(value, new[label]):
                changes.append(LabelChange("value_changed", label, new[label], value))
        elif heir is None or not _is_heir(heir, value, before):
            changes.append(LabelChange("label_removed", label, value))
        else:
            heirs.add(heir)
            changes.append(LabelChange("label_renamed", heir, value, label))
    for label, value in new.items():
        if label in old or label in heirs:
            continue
        before_it = before.label_of(value)
        shadowed = before_it is not None and same(new.get(before_it), value)
        if shadowed and after.label_of(value) == label:
            changes.append(LabelChange("label_renamed", label, value, before_it))
        else:
            changes.append(LabelChange("label_added", label, value))
    return tuple(changes)


def _is_heir(label: str, value: Value, before: Enum) -> bool:
    """Whether a label that now has the value of a lost one took it over, and was not moved there
    from another value."""
    return label not in before.labels or same(before.labels[label], value)


def _alike(left: Value, right: Value) -> bool:
    """Whether two values are the same, as far as they are known."""
    return isinstance(left, Unknown) or isinstance(right, Unknown) or same(left, right)


def _effect(enum: Enum, option: str) -> Value:
    """An option as far as it changes methods or values; `false` is what Rails does without it."""
    value = enum.options.get(option)
    if option in ("scopes", "instance_methods"):
        return value is not False
    return None if option == "validate" or value is False else value


def compare(before: Enum, after: Enum, readers: tuple[Reader, ...]) -> EnumChange | None:
    """The difference of two enums; None when they mean the same, however they are written.

    Nothing is said of a mapping that is not known on both sides.
    """
    if isinstance(before.mapped, Unknown) or isinstance(after.mapped, Unknown):
        return None
    storages = {before.storage, after.storage}
    storage_changed = len(storages) > 1 and not storages & {"unknown", "mixed"}
    labels = label_changes(before, after)
    if storage_changed:
        labels = tuple(change for change in labels if change.kind != "value_changed")
    options = tuple(name for name in OPTIONS if _effect(before, name) != _effect(after, name))
    if before.macro != after.macro:  # the gem defines other methods, whatever its options
        options = ()
    if not (labels or storage_changed or options):
        return None
    return EnumChange(before, after, readers, after.place, labels, storage_changed, options)
