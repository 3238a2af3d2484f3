"""Which label of a model's attribute stands for which stored value.

Sources: ActiveRecord::Enum, where an array numbers its labels by position and a hash names the
values; and the gems that map a column in the same way, each with its own macro.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from wishare_lint.rails.schema.options import Options
from wishare_lint.ruby.source import Place
from wishare_lint.ruby.values import Code, Unknown, Value

Mapped: TypeAlias = tuple[tuple[str, Value], ...]
"""Labels in order, each with its stored value."""

OPTIONS = ("prefix", "suffix", "scopes", "default", "validate", "instance_methods")
"""The options of `enum`; the keyword syntax puts an underscore before each."""

_NOT_IN_METHODS = re.compile(r"[^\w]+", re.ASCII)


@dataclass(frozen=True)
class Enum:
    """One mapped attribute of one class, or of a concern.

    `macro` declares it: ActiveRecord's `enum`, or that of a gem (`aasm`, `state_machine`,
    `statesman`, `enumerize`, …), whose states count as labels. `form` is `array` where the position
    of a label is its value, else `hash`; `unknown` with the labels. `mapped` is Unknown where it
    takes a running program to tell; so is a single value in it. `place` is the whole call,
    `name_place` its first word. `conditions`: what must be true for it to count.
    """

    class_name: str
    attribute: str
    mapped: Mapped | Unknown
    form: str
    options: Options
    place: Place
    name_place: Place
    conditions: tuple[str, ...] = ()
    macro: str = "enum"

    @cached_property
    def labels(self) -> Mapping[str, Value]:
        """Stored value by label; empty when unknown. Of a repeated label the last counts."""
        return {} if isinstance(self.mapped, Unknown) else dict(self.mapped)

    @property
    def stored(self) -> tuple[Value, ...]:
        """The values that rows may hold, each once, without those that are not known."""
        return tuple(value for _, value in self._by_value if not isinstance(value, Unknown))

    @property
    def storage(self) -> str:
        """`integer`, `string`, another type's name, `mixed` or `unknown`; nil fits each."""
        kinds = {_storage(value) for value in self.labels.values() if value is not None}
        return kinds.pop() if len(kinds) == 1 else ("mixed" if kinds else "unknown")

    def label_of(self, value: Value) -> str | None:
        """The label that Rails shows for a stored value: the first that maps to it."""
        return next(iter(self.labels_of(value)), None)

    def labels_of(self, value: Value) -> tuple[str, ...]:
        """Every label that maps to a stored value."""
        return self._by_value.get(_key(value), ())

    @cached_property
    def _by_value(self) -> Mapping[tuple[bool, Value], tuple[str, ...]]:
        found: dict[tuple[bool, Value], tuple[str, ...]] = {}
        for label, value in self.labels.items():
            found[_key(value)] = (*found.get(_key(value), ()), label)
        return found

    @property
    def default(self) -> Value:
        """The label that `default:` gives to new records, None without one; Unknown where it is
        computed. A text that is no label stays as it is."""
        value = self.options.get("default")
        if isinstance(value, Unknown | Code):
            return Unknown(str(value))
        label = str(value) if isinstance(value, str) else None
        return label if label in self.labels else self.label_of(value) or label

    @property
    def name(self) -> str:
        """`Order#status`."""
        return f"{self.class_name}#{self.attribute}"

    @property
    def subject(self) -> str:
        """The same for as long as class and attribute stay, wherever the code moves."""
        return self.name

    def method_names(self, label: str) -> tuple[str, ...]:
        """The names of the label's scopes; its predicates have a `?` behind them.

        A label that is no method's name gets a second set of methods with `_` in it.
        """
        before, after = self._affix("prefix"), self._affix("suffix")
        before, after = before and f"{before}_", after and f"_{after}"
        spellings = dict.fromkeys((label, _NOT_IN_METHODS.sub("_", label)))
        return tuple(f"{before}{spelling}{after}" for spelling in spellings)

    def method_name(self, label: str) -> str:
        """The name under which code calls the label: with prefix and suffix."""
        return self.method_names(label)[-1]

    def _affix(self, option: str) -> str:
        value = self.options.get(option)
        if value is True:
            return self.attribute
        return str(value) if isinstance(value, str) else ""


@dataclass(frozen=True)
class RailsEnum(Enum):
    """An enum that ActiveRecord's own `enum` declares.

    `keyword_syntax`: the old `enum status: {…}`. `array_place` is the array of labels where it
    stands in the call itself. `repeated` are the labels that the hash in the call writes twice:
    Ruby keeps the later value. `respelled` are those that it has as a symbol and as a string: two
    keys to Ruby, and one label to Rails.
    """

    keyword_syntax: bool = False
    array_place: Place | None = None
    repeated: tuple[str, ...] = ()
    respelled: tuple[str, ...] = ()


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
        case _:
            return "unknown"


def same(left: Value, right: Value) -> bool:
    """Whether the database holds the same for both: a symbol is stored as its text."""
    return _key(left) == _key(right)


def _key(value: Value) -> tuple[bool, Value]:
    """A value for comparing: Python takes true for 1, databases do not."""
    return isinstance(value, bool), value
