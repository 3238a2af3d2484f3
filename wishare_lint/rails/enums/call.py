"""A call of `enum`, in each of the ways in which Rails takes it.

Source: ActiveRecord::Enum#enum.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from wishare_lint.rails.enums.enum import OPTIONS, Mapped, RailsEnum
from wishare_lint.rails.schema.options import Options
from wishare_lint.ruby import syntax
from wishare_lint.ruby.core.values import ruby_string
from wishare_lint.ruby.interpreter import Invocation
from wishare_lint.ruby.source import Place
from wishare_lint.ruby.values import Symbol, Unknown, Value


def read_enums(
    call: Invocation, class_name: str, place: Place, conditions: tuple[str, ...] = ()
) -> Iterator[RailsEnum]:
    """The enums that a call of `enum` declares; the keyword syntax may hold several.

    `place` is what the class says: the call, or that of the method with the call in it.
    """
    for name, values, keyword_syntax, options in _declared(call):
        mapped, form = mapping(values)
        keys = _keys(call.node, name)
        yield RailsEnum(
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
            repeated=_repeated(keys),
            respelled=_respelled(keys),
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


def mapping(values: Value) -> tuple[Mapped | Unknown, str]:
    """Labels with their values, and how they are given: `array`, `hash` or `unknown`."""
    match values:
        case dict() if all(map(_is_plain, values)):
            pairs = values.items()
            return tuple((ruby_string(key), stored(value)) for key, value in pairs), "hash"
        case tuple() if all(map(_is_plain, values)):
            return tuple((ruby_string(item), at) for at, item in enumerate(values)), "array"
        case _:
            return Unknown(str(values)), "unknown"


def stored(value: Value) -> Value:
    """What rows hold for a value that is given in the code; Unknown where that is computed."""
    if isinstance(value, Symbol):
        return str(value)
    return value if _is_plain(value) else Unknown(str(value))


def _is_plain(value: Value) -> bool:
    return isinstance(value, bool | int | float | str | None)


def _array_place(call: syntax.Call, attribute: str) -> Place | None:
    """Where the call holds the array of labels of an attribute; None where it is named only."""
    arrays = (node for node in _values(call, attribute) if isinstance(node, syntax.Array))
    return next((array.place for array in arrays), None)


def _keys(call: syntax.Call, attribute: str) -> tuple[Value, ...]:
    """The keys as they stand in the hash of labels, in braces or without."""
    hashes = (node.pairs for node in _values(call, attribute) if isinstance(node, syntax.Hash))
    bare = call.arguments if len(_plain(call)) == 1 else ()
    return tuple(
        pair.key.value
        for pair in next(hashes, bare)
        if isinstance(pair, syntax.Pair) and isinstance(pair.key, syntax.Literal)
    )


def _repeated(keys: Sequence[Value]) -> tuple[str, ...]:
    """The keys that stand twice in a hash."""
    spelled = [repr(key) for key in keys]
    return tuple(dict.fromkeys(str(key) for key in keys if spelled.count(repr(key)) > 1))


def _respelled(keys: Sequence[Value]) -> tuple[str, ...]:
    """The labels of `{ live: 0, "live" => 1 }`: two keys to Ruby, and one label to Rails."""
    labels = [ruby_string(key) for key in {repr(key): key for key in keys}.values()]
    return tuple(dict.fromkeys(label for label in labels if labels.count(label) > 1))


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
