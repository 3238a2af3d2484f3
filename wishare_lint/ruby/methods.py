"""Ruby's own methods on known values, as pure functions; what is not here is not known.

Semantics are those of Ruby's core classes and of ActiveSupport's core extensions (`index_with`,
`squish`, `presence`, …), as far as they have no side effect.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from wishare_lint.ruby.strings import margin, without_margin
from wishare_lint.ruby.values import Range, Symbol, Unknown, Value

Yielder = Callable[..., Value]
"""Calls the block with the given arguments."""

Implementation = Callable[..., Value]


class Unanswered(Exception):
    """The method is not known for this value, or not with these arguments."""


def call_method(receiver: Value, name: str, arguments: tuple[Value, ...], block: Yielder | None) -> Value:
    """What the method returns.

    Raises:
        Unanswered: the method is not known here, or the arguments do not fit it.
    """
    implementation = _implementation(receiver, name, block is not None)
    if implementation is None or any(isinstance(argument, Unknown) for argument in arguments):
        raise Unanswered
    try:
        return implementation(receiver, *arguments) if block is None else implementation(
            receiver, block, *arguments
        )
    except (TypeError, ValueError, KeyError, IndexError, AttributeError, ArithmeticError) as error:
        raise Unanswered from error


def _implementation(receiver: Value, name: str, with_block: bool) -> Implementation | None:
    for kind, plain, blocks in _TABLES:
        if isinstance(receiver, kind):
            return (blocks if with_block else plain).get(name) or (
                None if with_block else _ANY.get(name)
            )
    return None if with_block else _ANY.get(name)


def truthy(value: Value) -> bool | None:
    """Whether Ruby takes the value for true; None when it is not known."""
    if isinstance(value, Unknown):
        return None
    return value is not None and value is not False


def ruby_string(value: Value) -> str:
    """`to_s`."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case tuple() | dict() | Range():
            raise TypeError
        case _:
            return str(value)


def _blank(value: Value) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or value is False or value == () or value == {}


def equal(left: Value, right: Value) -> bool:
    """`==`: a symbol is not a string, and true is not 1."""
    if isinstance(left, str) and isinstance(right, str):
        return isinstance(left, Symbol) == isinstance(right, Symbol) and str(left) == str(right)
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    return left == right


def _truthy(value: Value) -> bool:
    known = truthy(value)
    if known is None:
        raise TypeError
    return known


def _pairs(items: Mapping[Value, Value]) -> tuple[Value, ...]:
    return tuple(items.items())


def _to_hash(items: tuple[Value, ...]) -> Value:
    result: dict[Value, Value] = {}
    for item in items:
        if not (isinstance(item, tuple) and len(item) == 2):
            raise TypeError
        result[item[0]] = item[1]
    return result


def _flatten(items: tuple[Value, ...]) -> tuple[Value, ...]:
    flat: list[Value] = []
    for item in items:
        flat.extend(_flatten(item) if isinstance(item, tuple) else (item,))
    return tuple(flat)


def _unique(items: tuple[Value, ...]) -> tuple[Value, ...]:
    kept: list[Value] = []
    for item in items:
        if not any(equal(item, other) for other in kept):
            kept.append(item)
    return tuple(kept)


def _contains(items: tuple[Value, ...], wanted: Value) -> bool:
    if any(isinstance(item, Unknown) for item in items):
        raise TypeError
    return any(equal(item, wanted) for item in items)


def _index(items: tuple[Value, ...], at: Value, length: Value = None) -> Value:
    if not isinstance(at, int) or length is not None:
        raise TypeError
    return items[at] if -len(items) <= at < len(items) else None


def _take(items: tuple[Value, ...], count: int | None = None) -> Value:
    if count is None:
        return items[0] if items else None
    return items[:count]


def _last(items: tuple[Value, ...], count: int | None = None) -> Value:
    if count is None:
        return items[-1] if items else None
    return items[-count:]


def _join(items: tuple[Value, ...], separator: str = "") -> str:
    if any(isinstance(item, Unknown) for item in _flatten(items)):
        raise TypeError
    return separator.join(map(ruby_string, _flatten(items)))


def _numbered(items: tuple[Value, ...], first: int = 0) -> tuple[Value, ...]:
    return tuple((item, number) for number, item in enumerate(items, first))


def _zip(items: tuple[Value, ...], *others: tuple[Value, ...]) -> Value:
    listed = [other.items() or () if isinstance(other, Range) else other for other in others]
    return tuple(
        (item, *(other[i] if i < len(other) else None for other in listed))
        for i, item in enumerate(items)
    )


def _each(items: tuple[Value, ...], block: Yielder) -> Value:
    for item in items:
        block(item)
    return items


def _each_with_index(items: tuple[Value, ...], block: Yielder, first: int = 0) -> Value:
    for number, item in enumerate(items, first):
        block(item, number)
    return items


def _each_with_object(items: tuple[Value, ...], block: Yielder, memo: Value) -> Value:
    for item in items:
        block(item, memo)
    return memo


def _map(items: tuple[Value, ...], block: Yielder) -> tuple[Value, ...]:
    return tuple(block(item) for item in items)


def _select(items: tuple[Value, ...], block: Yielder) -> tuple[Value, ...]:
    return tuple(item for item in items if _truthy(block(item)))


def _reject(items: tuple[Value, ...], block: Yielder) -> tuple[Value, ...]:
    return tuple(item for item in items if not _truthy(block(item)))


def _each_slice(items: tuple[Value, ...], block: Yielder, size: int) -> Value:
    for start in range(0, len(items), size):
        block(items[start : start + size])
    return items


def _find(items: tuple[Value, ...], block: Yielder) -> Value:
    return next((item for item in items if _truthy(block(item))), None)


def _fetch(items: Mapping[Value, Value], key: Value, *default: Value) -> Value:
    return items[key] if key in items else default[0]


def _dig(items: Value, *keys: Value) -> Value:
    for key in keys:
        items = items.get(key) if isinstance(items, dict) else _index(items, key)  # type: ignore[arg-type]
    return items


def _each_pair(items: dict[Value, Value], block: Yielder) -> Value:
    for key, value in items.items():
        block(key, value)
    return items


def _map_pairs(items: dict[Value, Value], block: Yielder) -> tuple[Value, ...]:
    return tuple(block(key, value) for key, value in items.items())


def _select_pairs(items: dict[Value, Value], block: Yielder) -> Value:
    return {key: value for key, value in items.items() if _truthy(block(key, value))}


def _reject_pairs(items: dict[Value, Value], block: Yielder) -> Value:
    return {key: value for key, value in items.items() if not _truthy(block(key, value))}


def _times(count: int, block: Yielder) -> Value:
    return _each(tuple(range(count)), block)


def _step_to(first: int, block: Yielder, last: int) -> Value:
    return _each(tuple(range(first, last + 1)), block)


def _down_to(first: int, block: Yielder, last: int) -> Value:
    return _each(tuple(range(first, last - 1, -1)), block)


def _divide(left: int, right: int) -> Value:
    return left // right


def _format(template: str, values: Value) -> str:
    arguments = values if isinstance(values, tuple) else (values,)
    return template % arguments


def _replace_all(text: str, old: str, new: str) -> str:
    return text.replace(old, new)


def _strip_heredoc(text: str) -> str:
    lines = text.split("\n")
    width = margin(lines)
    return "\n".join(without_margin(line, width) for line in lines)


def _plus(left: str, right: str) -> str:
    if not isinstance(right, str):
        raise TypeError
    return str(left) + str(right)


def _same(value: Value) -> Value:
    return value


def _of_range(method: Implementation) -> Implementation:
    def on_items(value: Range, *arguments: Value) -> Value:
        items = value.items()
        if items is None:
            raise TypeError
        return method(items, *arguments)

    return on_items


_ANY: Mapping[str, Implementation] = {
    **dict.fromkeys(
        ("freeze", "dup", "clone", "itself", "deep_dup", "html_safe", "presence_in"), _same
    ),
    "nil?": lambda value: value is None,
    "blank?": _blank,
    "present?": lambda value: not _blank(value),
    "presence": lambda value: None if _blank(value) else value,
    "to_s": ruby_string,
    "!": lambda value: not _truthy(value),
    "==": equal,
    "eql?": equal,
    "in?": lambda value, items: _contains(items, value),
}

_STRING: Mapping[str, Implementation] = {
    "to_s": str,
    "to_str": str,
    "to_sym": Symbol,
    "intern": Symbol,
    "+": _plus,
    "*": lambda text, count: text * count,
    "%": _format,
    "upcase": lambda text: text.upper(),
    "downcase": lambda text: text.lower(),
    "capitalize": lambda text: text.capitalize(),
    "strip": lambda text: text.strip(),
    "lstrip": lambda text: text.lstrip(),
    "rstrip": lambda text: text.rstrip(),
    "chomp": lambda text, end="\n": text.removesuffix(end),
    "chop": lambda text: text[:-1],
    "squish": lambda text: " ".join(text.split()),
    "strip_heredoc": _strip_heredoc,
    "gsub": _replace_all,
    "sub": lambda text, old, new: text.replace(old, new, 1),
    "delete": lambda text, characters: text.translate({ord(c): None for c in characters}),
    "delete_prefix": lambda text, prefix: text.removeprefix(prefix),
    "delete_suffix": lambda text, suffix: text.removesuffix(suffix),
    "tr": lambda text, old, new: text.translate(str.maketrans(old, new)),
    "split": lambda text, by=None: tuple(text.split(None if by == " " else by)),
    "lines": lambda text: tuple(text.splitlines(keepends=True)),
    "length": len,
    "size": len,
    "empty?": lambda text: not text,
    "start_with?": lambda text, *starts: text.startswith(starts),
    "end_with?": lambda text, *ends: text.endswith(ends),
    "include?": lambda text, part: part in text,
    "to_i": lambda text: int(m.group()) if (m := re.match(r"\s*-?\d+", text)) else 0,
    "underscore": lambda text: re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", text).replace("-", "_").lower(),
}

_ARRAY: Mapping[str, Implementation] = {
    **dict.fromkeys(("each", "map", "to_a", "entries", "with_indifferent_access"), _same),
    **dict.fromkeys(("each_with_index", "with_index", "each_with_index.map"), _numbered),
    "to_h": _to_hash,
    "zip": _zip,
    "+": lambda items, more: items + more,
    "concat": lambda items, *more: items + tuple(x for part in more for x in part),
    "-": lambda items, less: tuple(item for item in items if not _contains(less, item)),
    "|": lambda items, more: _unique(items + more),
    "&": lambda items, other: _unique(tuple(item for item in items if _contains(other, item))),
    "*": lambda items, by: _join(items, by) if isinstance(by, str) else items * by,
    "first": _take,
    "last": _last,
    "second": lambda items: _index(items, 1),
    "take": _take,
    "drop": lambda items, count: items[count:],
    "[]": _index,
    "at": _index,
    "dig": _dig,
    "fetch": lambda items, at: items[at],
    "join": _join,
    "to_sentence": lambda items: _join(items, ", "),
    "flatten": _flatten,
    "compact": lambda items: tuple(item for item in items if item is not None),
    "uniq": _unique,
    "reverse": lambda items: items[::-1],
    "sort": lambda items: tuple(sorted(items)),
    "include?": _contains,
    "exclude?": lambda items, item: not _contains(items, item),
    "length": len,
    "size": len,
    "count": len,
    "empty?": lambda items: not items,
    "any?": lambda items: any(map(_truthy, items)),
    "none?": lambda items: not any(map(_truthy, items)),
    "index_with": lambda items, value: dict.fromkeys(items, value),
    "excluding": lambda items, *less: tuple(i for i in items if not _contains(_flatten(less), i)),
    "without": lambda items, *less: tuple(i for i in items if not _contains(_flatten(less), i)),
    "index": lambda items, wanted: next((i for i, x in enumerate(items) if equal(x, wanted)), None),
    "sum": lambda items: sum(items),
    "min": lambda items: min(items),
    "max": lambda items: max(items),
    "transpose": lambda items: tuple(zip(*items, strict=True)),
    "product": lambda items, other: tuple((a, b) for a in items for b in other),
}

_ARRAY_BLOCKS: Mapping[str, Implementation] = {
    **dict.fromkeys(("each", "each_entry", "reverse_each"), _each),
    **dict.fromkeys(("map", "collect"), _map),
    **dict.fromkeys(("select", "filter", "keep_if"), _select),
    **dict.fromkeys(("find", "detect"), _find),
    "reject": _reject,
    "each_with_index": _each_with_index,
    "each_with_object": _each_with_object,
    "with_index": lambda items, block, first=0: tuple(
        block(item, number) for number, item in enumerate(items, first)
    ),
    "filter_map": lambda items, block: tuple(v for v in _map(items, block) if _truthy(v)),
    "flat_map": lambda items, block: tuple(
        x for v in _map(items, block) for x in (v if isinstance(v, tuple) else (v,))
    ),
    "each_slice": _each_slice,
    "to_h": lambda items, block: _to_hash(_map(items, block)),
    "index_with": lambda items, block: {item: block(item) for item in items},
    "index_by": lambda items, block: {block(item): item for item in items},
    "sort_by": lambda items, block: tuple(sorted(items, key=block)),
    "any?": lambda items, block: any(_truthy(block(item)) for item in items),
    "all?": lambda items, block: all(_truthy(block(item)) for item in items),
    "none?": lambda items, block: not any(_truthy(block(item)) for item in items),
    "uniq": lambda items, block: tuple({block(item): item for item in items[::-1]}.values())[::-1],
}

_HASH: Mapping[str, Implementation] = {
    **dict.fromkeys(
        ("to_h", "with_indifferent_access", "each", "each_pair", "map", "to_hash", "compare_by_identity"),
        _same,
    ),
    "keys": lambda items: tuple(items),
    "values": lambda items: tuple(items.values()),
    "to_a": _pairs,
    "each_with_index": lambda items: _numbered(_pairs(items)),
    "[]": lambda items, key: items.get(key),
    "fetch": _fetch,
    "dig": _dig,
    "merge": lambda items, *more: {k: v for part in (items, *more) for k, v in part.items()},
    "reverse_merge": lambda items, more: {**more, **items},
    "except": lambda items, *keys: {k: v for k, v in items.items() if k not in keys},
    "without": lambda items, *keys: {k: v for k, v in items.items() if k not in keys},
    "slice": lambda items, *keys: {key: items[key] for key in keys if key in items},
    "invert": lambda items: {value: key for key, value in items.items()},
    "key": lambda items, wanted: next((k for k, v in items.items() if equal(v, wanted)), None),
    "key?": lambda items, key: key in items,
    "has_key?": lambda items, key: key in items,
    "include?": lambda items, key: key in items,
    "value?": lambda items, value: _contains(tuple(items.values()), value),
    "length": len,
    "size": len,
    "count": len,
    "empty?": lambda items: not items,
    "any?": lambda items: bool(items),
    "compact": lambda items: {k: v for k, v in items.items() if v is not None},
    "stringify_keys": lambda items: {ruby_string(k): v for k, v in items.items()},
    "symbolize_keys": lambda items: {Symbol(k): v for k, v in items.items()},
    "deep_symbolize_keys": lambda items: {Symbol(k): v for k, v in items.items()},
    "values_at": lambda items, *keys: tuple(items.get(key) for key in keys),
    "sort": lambda items: tuple(sorted(items.items())),
    "first": lambda items: next(iter(items.items()), None),
}

_HASH_BLOCKS: Mapping[str, Implementation] = {
    **dict.fromkeys(("each", "each_pair"), _each_pair),
    **dict.fromkeys(("map", "collect"), _map_pairs),
    **dict.fromkeys(("select", "filter"), _select_pairs),
    "reject": _reject_pairs,
    "each_with_index": lambda items, block: _each_with_index(_pairs(items), block),
    "each_with_object": lambda items, block, memo: _each_with_object(_pairs(items), block, memo),
    "flat_map": lambda items, block: _flatten(_map_pairs(items, block)),
    "filter_map": lambda items, block: tuple(v for v in _map_pairs(items, block) if _truthy(v)),
    "transform_values": lambda items, block: {k: block(v) for k, v in items.items()},
    "transform_keys": lambda items, block: {block(k): v for k, v in items.items()},
    "each_key": lambda items, block: _each(tuple(items), block),
    "each_value": lambda items, block: _each(tuple(items.values()), block),
    "to_h": lambda items, block: _to_hash(_map_pairs(items, block)),
    "sort_by": lambda items, block: tuple(sorted(items.items(), key=lambda pair: block(*pair))),
    "any?": lambda items, block: any(_truthy(block(k, v)) for k, v in items.items()),
    "fetch": lambda items, block, key: items[key] if key in items else block(key),
}

_NUMBER: Mapping[str, Implementation] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": _divide,
    "%": lambda left, right: left % right,
    "**": lambda left, right: left**right if right < 64 else None,
    "<<": lambda left, right: left << right if right < 64 else None,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
    "zero?": lambda value: value == 0,
    "positive?": lambda value: value > 0,
    "succ": lambda value: value + 1,
    "to_i": int,
    "to_f": float,
    "abs": abs,
}

_NUMBER_BLOCKS: Mapping[str, Implementation] = {
    "times": _times,
    "upto": _step_to,
    "downto": _down_to,
}

_NIL: Mapping[str, Implementation] = {"to_a": lambda _: (), "to_h": lambda _: {}, "to_i": lambda _: 0}

_RANGE = {name: _of_range(method) for name, method in _ARRAY.items()}
_RANGE_BLOCKS = {name: _of_range(method) for name, method in _ARRAY_BLOCKS.items()}
_NONE: Mapping[str, Implementation] = MappingProxyType({})

_TABLES: tuple[tuple[type, Mapping[str, Implementation], Mapping[str, Implementation]], ...] = (
    (str, _STRING, _NONE),
    (tuple, _ARRAY, _ARRAY_BLOCKS),
    (dict, _HASH, _HASH_BLOCKS),
    (bool, _NONE, _NONE),
    (int, _NUMBER, _NUMBER_BLOCKS),
    (float, _NUMBER, _NUMBER_BLOCKS),
    (Range, _RANGE, _RANGE_BLOCKS),
    (type(None), _NIL, _NONE),
)
