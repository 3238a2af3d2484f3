"""A model's `enum`: which label stands for which stored value, and how two versions differ.

Source: ActiveRecord::Enum. An array numbers its labels by position; a hash names the values.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from wishare_lint.rails.options import Options
from wishare_lint.ruby.interpreter import Invocation
from wishare_lint.ruby.source import Place
from wishare_lint.ruby.values import Symbol, Unknown, Value

Mapped: TypeAlias = tuple[tuple[str, Value], ...]
"""Labels in order, each with its stored value."""

_OPTIONS = ("prefix", "suffix", "scopes", "default", "validate", "instance_methods")


@dataclass(frozen=True)
class Enum:
    """One `enum` of one class.

    `form` is `array` or `hash`, as the values are written or computed. `keyword_syntax`: the old
    `enum status: {…}`. `mapped` is Unknown where it takes a running program to tell.
    `place` is the whole call, `name_place` the word `enum`.
    """

    class_name: str
    attribute: str
    mapped: Mapped | Unknown
    form: str
    keyword_syntax: bool
    options: Options
    place: Place
    name_place: Place
    literal: bool = True

    @property
    def labels(self) -> Mapping[str, Value]:
        """Stored value by label; empty when unknown. Of a repeated label the last counts."""
        return {} if isinstance(self.mapped, Unknown) else dict(self.mapped)

    @property
    def storage(self) -> str:
        """`integer`, `string`, another type's name, `mixed`, or `unknown`."""
        kinds = {_storage(value) for value in self.labels.values()}
        return kinds.pop() if len(kinds) == 1 else ("mixed" if kinds else "unknown")

    def label_of(self, value: Value) -> str | None:
        """The label that Rails shows for a stored value: the last that maps to it."""
        found = [label for label, stored in self.labels.items() if same(stored, value)]
        return found[-1] if found else None

    @property
    def name(self) -> str:
        """`Order#status`."""
        return f"{self.class_name}#{self.attribute}"

    @property
    def subject(self) -> str:
        """The same for as long as class and attribute stay, wherever the code moves."""
        return self.name

    def method_name(self, label: str) -> str:
        """The name of the label's predicate, without `?`: with prefix and suffix."""
        prefix, suffix = self.options.get("prefix"), self.options.get("suffix")
        before = self._affix(prefix)
        after = self._affix(suffix)
        return f"{before + '_' if before else ''}{label}{'_' + after if after else ''}"

    def _affix(self, value: Value) -> str:
        if value is True:
            return self.attribute
        return str(value) if isinstance(value, str) else ""


def _storage(value: Value) -> str:
    match value:
        case bool():
            return "boolean"
        case int():
            return "integer"
        case str():
            return "string"
        case float():
            return "float"
        case None:
            return "null"
        case _:
            return "unknown"


def same(left: Value, right: Value) -> bool:
    """Whether the database holds the same for both: a symbol is stored as its text."""
    if isinstance(left, bool) != isinstance(right, bool):
        return False
    return left == right


def read_enums(call: Invocation, class_name: str) -> Iterator[Enum]:
    """The enums that a call of `enum` declares; the keyword syntax may hold several."""
    positional = call.positional
    if positional and isinstance(positional[0], dict):
        yield from _keyword_enums(call, class_name, {**positional[0], **call.keywords})
    elif positional:
        yield _positional_enum(call, class_name)
    else:
        yield from _keyword_enums(call, class_name, call.keywords)


def _positional_enum(call: Invocation, class_name: str) -> Enum:
    """`enum :status, values, **options`; without values, every keyword is a label."""
    name, *rest = call.positional
    values = rest[0] if rest else _labels(call.keywords)
    options = Options.of(call.keywords) if rest else Options()
    return _enum(call, class_name, str(name), values, False, options)


def _labels(keywords: Mapping[Value, Value]) -> Value:
    return Unknown("**") if "**" in keywords else dict(keywords)


def _keyword_enums(
    call: Invocation, class_name: str, keywords: Mapping[Value, Value]
) -> Iterator[Enum]:
    """`enum status: {…}, _prefix: true`."""
    underscored = {f"_{option}": option for option in _OPTIONS}
    options = Options(
        {underscored[str(key)]: value for key, value in keywords.items() if key in underscored}
    )
    for name, values in keywords.items():
        if name not in underscored and isinstance(name, str) and name != "**":
            yield _enum(call, class_name, str(name), values, True, options)


def _enum(
    call: Invocation,
    class_name: str,
    attribute: str,
    values: Value,
    keyword_syntax: bool,
    options: Options,
) -> Enum:
    mapped, form = _mapped(values)
    return Enum(
        class_name,
        attribute,
        mapped,
        form,
        keyword_syntax,
        options,
        call.place,
        call.node.name_place,
    )


def _mapped(values: Value) -> tuple[Mapped | Unknown, str]:
    match values:
        case dict() if not any(isinstance(key, Unknown) for key in values):
            return tuple((str(key), _stored(value)) for key, value in values.items()), "hash"
        case tuple() if not any(isinstance(item, Unknown | dict | tuple) for item in values):
            return tuple((str(item), number) for number, item in enumerate(values)), "array"
        case _:
            return Unknown(str(values)), "unknown"


def _stored(value: Value) -> Value:
    return str(value) if isinstance(value, Symbol) else value


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
class EnumChange:
    """The difference of an enum between base and head; `after` is None where it is gone.

    `table` holds the rows, as far as it is known. `place` is where the reader should look in the
    head: the declaration, or the class where the declaration was.
    """

    before: Enum
    after: Enum | None
    table: str
    place: Place
    labels: tuple[LabelChange, ...] = ()
    storage_changed: bool = False
    options_changed: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        return self.before.subject

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


def label_changes(before: Enum, after: Enum) -> tuple[LabelChange, ...]:
    """The changes of labels from one mapping to another, in the order of the old one."""
    old, new = before.labels, after.labels
    fresh = {label: value for label, value in new.items() if label not in old}
    changes: list[LabelChange] = []
    for label, value in old.items():
        if label in new:
            if not same(value, new[label]):
                changes.append(LabelChange("value_changed", label, new[label], value))
            continue
        heir = next((name for name, stored in fresh.items() if same(stored, value)), None)
        if heir is None:
            changes.append(LabelChange("label_removed", label, value))
        else:
            fresh.pop(heir)
            changes.append(LabelChange("label_renamed", heir, value, label))
    added = (LabelChange("label_added", label, value) for label, value in fresh.items())
    return (*changes, *added)


def compare(before: Enum, after: Enum, table: str) -> EnumChange | None:
    """The difference of two enums; None when they mean the same, however they are written.

    Nothing is said of a mapping that is not known on both sides.
    """
    if isinstance(before.mapped, Unknown) or isinstance(after.mapped, Unknown):
        return None
    storage_changed = before.storage != after.storage and bool(after.labels and before.labels)
    labels = label_changes(before, after)
    if storage_changed:
        labels = tuple(change for change in labels if change.kind != "value_changed")
    options = tuple(
        name
        for name in _OPTIONS
        if before.options.get(name) != after.options.get(name) and name != "validate"
    )
    if not (labels or storage_changed or options):
        return None
    return EnumChange(before, after, table, after.place, labels, storage_changed, options)
