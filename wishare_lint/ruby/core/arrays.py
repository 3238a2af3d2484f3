"""Arrays."""

from collections.abc import Mapping

from wishare_lint.ruby.core.values import (
    Implementation,
    Yielder,
    contains,
    equal,
    known_truth,
    ruby_string,
    same,
)
from wishare_lint.ruby.values import Range, Unknown, Value


def to_hash(items: tuple[Value, ...]) -> Value:
    result: dict[Value, Value] = {}
    for item in items:
        if not (isinstance(item, tuple) and len(item) == 2):
            raise TypeError
        result[item[0]] = item[1]
    return result


def flatten(items: tuple[Value, ...]) -> tuple[Value, ...]:
    flat: list[Value] = []
    for item in items:
        flat.extend(flatten(item) if isinstance(item, tuple) else (item,))
    return tuple(flat)


def _unique(items: tuple[Value, ...]) -> tuple[Value, ...]:
    kept: list[Value] = []
    for item in items:
        if not any(equal(item, other) for other in kept):
            kept.append(item)
    return tuple(kept)


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
    if any(isinstance(item, Unknown) for item in flatten(items)):
        raise TypeError
    return separator.join(map(ruby_string, flatten(items)))


def numbered(items: tuple[Value, ...], first: int = 0) -> tuple[Value, ...]:
    return tuple((item, number) for number, item in enumerate(items, first))


def _zip(items: tuple[Value, ...], *others: tuple[Value, ...] | Range) -> Value:
    listed = [_first(other, len(items)) if isinstance(other, Range) else other for other in others]
    return tuple(
        (item, *(other[i] if i < len(other) else None for other in listed))
        for i, item in enumerate(items)
    )


def _first(numbers: Range, count: int) -> tuple[Value, ...]:
    """The members of a range, of an endless one the first `count`."""
    if isinstance(numbers.first, int) and numbers.last is None:
        return tuple(range(numbers.first, numbers.first + count))
    listed = numbers.items()
    if listed is None:
        raise TypeError
    return listed


def each(items: tuple[Value, ...], block: Yielder) -> Value:
    for item in items:
        block(item)
    return items


def each_with_index(items: tuple[Value, ...], block: Yielder, first: int = 0) -> Value:
    for number, item in enumerate(items, first):
        block(item, number)
    return items


def each_with_object(items: tuple[Value, ...], block: Yielder, memo: Value) -> Value:
    if isinstance(memo, tuple):  # what the block appends to it is not seen
        raise TypeError
    for item in items:
        block(item, memo)
    return memo


def _map(items: tuple[Value, ...], block: Yielder) -> tuple[Value, ...]:
    return tuple(block(item) for item in items)


def _select(items: tuple[Value, ...], block: Yielder) -> tuple[Value, ...]:
    return tuple(item for item in items if known_truth(block(item)))


def _reject(items: tuple[Value, ...], block: Yielder) -> tuple[Value, ...]:
    return tuple(item for item in items if not known_truth(block(item)))


def reduce(items: tuple[Value, ...], block: Yielder, *first: Value) -> Value:
    memo, *rest = (*first, *items)
    for item in rest:
        memo = block(memo, item)
    return memo


def _pluck(items: tuple[Value, ...], *keys: Value) -> Value:
    rows = [tuple(dig(item, key) for key in keys) for item in items]
    return tuple(row[0] if len(keys) == 1 else row for row in rows)


def _each_slice(items: tuple[Value, ...], block: Yielder, size: int) -> Value:
    for start in range(0, len(items), size):
        block(items[start : start + size])
    return items


def _find(items: tuple[Value, ...], block: Yielder) -> Value:
    return next((item for item in items if known_truth(block(item))), None)


def dig(items: Value, *keys: Value) -> Value:
    for key in keys:
        items = items.get(key) if isinstance(items, dict) else _index(items, key)  # type: ignore[arg-type]
    return items


METHODS: Mapping[str, Implementation] = {
    **dict.fromkeys(("each", "map", "to_a", "entries", "with_indifferent_access"), same),
    **dict.fromkeys(("each_with_index", "with_index", "each_with_index.map"), numbered),
    "to_h": to_hash,
    "zip": _zip,
    "+": lambda items, more: items + more,
    "concat": lambda items, *more: items + tuple(x for part in more for x in part),
    "-": lambda items, less: tuple(item for item in items if not contains(less, item)),
    "|": lambda items, more: _unique(items + more),
    "&": lambda items, other: _unique(tuple(item for item in items if contains(other, item))),
    "*": lambda items, by: _join(items, by) if isinstance(by, str) else items * by,
    "first": _take,
    "last": _last,
    "second": lambda items: _index(items, 1),
    "take": _take,
    "drop": lambda items, count: items[count:],
    "[]": _index,
    "at": _index,
    "dig": dig,
    "fetch": lambda items, at: items[at],
    "join": _join,
    "to_sentence": lambda items: _join(items, ", "),
    "flatten": flatten,
    "compact": lambda items: tuple(item for item in items if item is not None),
    "uniq": _unique,
    "reverse": lambda items: items[::-1],
    "sort": lambda items: tuple(sorted(items)),
    "include?": contains,
    "exclude?": lambda items, item: not contains(items, item),
    "length": len,
    "size": len,
    "count": len,
    "empty?": lambda items: not items,
    "any?": lambda items: any(map(known_truth, items)),
    "none?": lambda items: not any(map(known_truth, items)),
    "index_with": dict.fromkeys,
    "excluding": lambda items, *less: tuple(i for i in items if not contains(flatten(less), i)),
    "without": lambda items, *less: tuple(i for i in items if not contains(flatten(less), i)),
    "index": lambda items, wanted: next((i for i, x in enumerate(items) if equal(x, wanted)), None),
    "sum": sum,
    "min": min,
    "max": max,
    "pluck": _pluck,
    "push": lambda items, *more: items + more,
    "each_slice": lambda items, size: tuple(
        items[start : start + size] for start in range(0, len(items), size)
    ),
    "transpose": lambda items: tuple(zip(*items, strict=True)),
    "product": lambda items, other: tuple((a, b) for a in items for b in other),
}

BLOCK_METHODS: Mapping[str, Implementation] = {
    **dict.fromkeys(("each", "each_entry", "reverse_each"), each),
    **dict.fromkeys(("map", "collect"), _map),
    **dict.fromkeys(("select", "filter", "keep_if"), _select),
    **dict.fromkeys(("find", "detect"), _find),
    **dict.fromkeys(("inject", "reduce"), reduce),
    "reject": _reject,
    "each_with_index": each_with_index,
    "each_with_object": each_with_object,
    "with_index": lambda items, block, first=0: tuple(
        block(item, number) for number, item in enumerate(items, first)
    ),
    "filter_map": lambda items, block: tuple(v for v in _map(items, block) if known_truth(v)),
    "flat_map": lambda items, block: tuple(
        x for v in _map(items, block) for x in (v if isinstance(v, tuple) else (v,))
    ),
    "each_slice": _each_slice,
    "to_h": lambda items, block: to_hash(_map(items, block)),
    "index_with": lambda items, block: {item: block(item) for item in items},
    "index_by": lambda items, block: {block(item): item for item in items},
    "sort_by": lambda items, block: tuple(sorted(items, key=block)),
    "any?": lambda items, block: any(known_truth(block(item)) for item in items),
    "all?": lambda items, block: all(known_truth(block(item)) for item in items),
    "none?": lambda items, block: not any(known_truth(block(item)) for item in items),
    "uniq": lambda items, block: tuple({block(item): item for item in items[::-1]}.values())[::-1],
}
