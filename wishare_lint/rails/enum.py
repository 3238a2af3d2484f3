"""A model's `enum`: which label stands for which stored value.

Source: ActiveRecord::Enum. An array numbers its labels by position; a hash names the values.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from wishare_lint.rails.options import Options
from wishare_lint.ruby import syntax
from wishare_lint.ruby.core.values import ruby_string
from wishare_lint.ruby.interpreter import Invocation
from wishare_lint.ruby.source import Place
from wishare_lint.ruby.values import Code, Symbol, Unknown, Value

Mapped: TypeAlias = tuple[tuple[str, Value], ...]
"""Labels in order, each with its stored value."""

OPTIONS = ("prefix", "suffix", "scopes", "default", "validate", "instance_methods")
"""The options of `enum`; the keyword syntax puts an underscore before each."""

_NOT_IN_METHODS = re.compile(r"[^\w]+", re.ASCII)


@dataclass(frozen=True)
class Enum:
    """One `enum` of one class, or of a concern.

    `form` is `array` or `hash`, as the values are written or computed. `keyword_syntax`: the old
    `enum status: {…}`. `mapped` is Unknown where it takes a running program to tell; so is a single
    value in it. `place` is the whole call, `name_place` the word `enum`, `array_place` the array of
    labels where it stands in the call itself. `conditions`: what must be true for it to count.
    `repeated` are the labels that the hash in the call writes twice: Ruby keeps the later value.
    """

    class_name: str
    attribute: str
    mapped: Mapped | Unknown
    form: str
    keyword_syntax: bool
    options: Options
    place: Place
    name_place: Place
    array_place: Place | None = None
    conditions: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()

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


def read_enums(
    call: Invocation, class_name: str, place: Place, conditions: tuple[str, ...] = ()
) -> Iterator[Enum]:
    """The enums that a call of `enum` declares; the keyword syntax may hold several.

    `place` is what the class says: the call, or that of the method with the call in it.
    """
    for name, values, keyword_syntax, options in _declared(call):
        mapped, form = _mapped(values)
        yield Enum(
            class_name=class_name,
            attribute=name,
            mapped=mapped,
            form=form,
            keyword_syntax=keyword_syntax,
            options=options,
            place=place,
            name_place=call.node.name_place if place == call.place else place,
            array_place=_array_place(call.node, name),
            conditions=conditions,
            repeated=_repeated(call.node, name),
        )


_Declared: TypeAlias = tuple[str, Value, bool, Options]


def _declared(call: Invocation) -> Iterator[_Declared]:
    if call.positional and not isinstance(call.positional[0], dict):
        yield _by_position(call)
        return
    definitions = call.positional[0] if call.positional else {}
    assert isinstance(definitions, dict)
    yield from _by_keyword({**definitions, **call.keywords})


def _by_position(call: Invocation) -> _Declared:
    """`enum :status, values, **options`; without values, every keyword is a label."""
    name, *rest = call.positional
    if rest:
        return str(name), rest[0], False, Options.of(call.keywords)
    labels = Unknown("**") if "**" in call.keywords else dict(call.keywords)
    return str(name), labels, False, Options()


def _by_keyword(keywords: Mapping[Value, Value]) -> Iterator[_Declared]:
    """`enum status: {…}, _prefix: true`."""
    underscored = {f"_{option}": option for option in OPTIONS}
    given = {underscored[str(key)]: value for key, value in keywords.items() if key in underscored}
    for name, values in keywords.items():
        if isinstance(name, str) and name not in (*underscored, *OPTIONS, "**"):
            yield str(name), values, True, Options(given)


def _mapped(values: Value) -> tuple[Mapped | Unknown, str]:
    match values:
        case dict() if all(map(_is_plain, values)):
            pairs = values.items()
            return tuple((ruby_string(key), _stored(value)) for key, value in pairs), "hash"
        case tuple() if all(map(_is_plain, values)):
            return tuple((ruby_string(item), at) for at, item in enumerate(values)), "array"
        case _:
            return Unknown(str(values)), "unknown"


def _stored(value: Value) -> Value:
    if isinstance(value, Symbol):
        return str(value)
    return value if _is_plain(value) else Unknown(str(value))


def _is_plain(value: Value) -> bool:
    return isinstance(value, bool | int | float | str | None)


def _array_place(call: syntax.Call, attribute: str) -> Place | None:
    """Where the call holds the array of labels of an attribute; None where it is named only."""
    arrays = (node for node in _values(call, attribute) if isinstance(node, syntax.Array))
    return next((array.place for array in arrays), None)


def _repeated(call: syntax.Call, attribute: str) -> tuple[str, ...]:
    """The keys that stand twice in the hash of labels, in braces or without."""
    hashes = (node.pairs for node in _values(call, attribute) if isinstance(node, syntax.Hash))
    bare = call.arguments if len(_plain(call)) == 1 else ()
    literals = [
        pair.key.value
        for pair in next(hashes, bare)
        if isinstance(pair, syntax.Pair) and isinstance(pair.key, syntax.Literal)
    ]
    keys = [repr(key) for key in literals]
    return tuple(dict.fromkeys(str(key) for key in literals if keys.count(repr(key)) > 1))


def _plain(call: syntax.Call) -> list[syntax.Node]:
    return [node for node in call.arguments if not isinstance(node, syntax.Pair)]


def _values(call: syntax.Call, attribute: str) -> Iterator[syntax.Node]:
    """What the call gives as the labels of an attribute, as far as it is written there."""
    named = (pair for pair in call.arguments if isinstance(pair, syntax.Pair))
    candidates = _plain(call)[1:2] or [
        pair.value
        for pair in named
        if isinstance(pair.key, syntax.Literal) and pair.key.value == attribute
    ]
    for node in candidates:
        frozen = isinstance(node, syntax.Call) and node.method == "freeze"
        values = node.receiver if isinstance(node, syntax.Call) and frozen else node
        if values is not None:
            yield values
