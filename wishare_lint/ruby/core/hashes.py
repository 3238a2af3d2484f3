"""Hashes."""

from collections.abc import Mapping

from wishare_lint.ruby.core.arrays import (
    dig,
    each,
    each_with_index,
    each_with_object,
    flatten,
    numbered,
    reduce,
    to_hash,
)
from wishare_lint.ruby.core.values import (
    Implementation,
    Yielder,
    contains,
    equal,
    known_truth,
    ruby_string,
    same,
)
from wishare_lint.ruby.values import Symbol, Value


def _pairs(items: Mapping[Value, Value]) -> tuple[Value, ...]:
    return tuple(items.items())


def _fetch(items: Mapping[Value, Value], key: Value, *default: Value) -> Value:
    return items[key] if key in items else default[0]


def _each_pair(items: dict[Value, Value], block: Yielder) -> Value:
    for key, value in items.items():
        block(key, value)
    return items


def _map_pairs(items: dict[Value, Value], block: Yielder) -> tuple[Value, ...]:
    return tuple(block(key, value) for key, value in items.items())


def _select_pairs(items: dict[Value, Value], block: Yielder) -> Value:
    return {key: value for key, value in items.items() if known_truth(block(key, value))}


def _reject_pairs(items: dict[Value, Value], block: Yielder) -> Value:
    return {key: value for key, value in items.items() if not known_truth(block(key, value))}


METHODS: Mapping[str, Implementation] = {
    **dict.fromkeys(
        (
            "to_h",
            "with_indifferent_access",
            "each",
            "each_pair",
            "map",
            "to_hash",
            "compare_by_identity",
        ),
        same,
    ),
    "keys": tuple,
    "values": lambda items: tuple(items.values()),
    "to_a": _pairs,
    "each_with_index": lambda items: numbered(_pairs(items)),
    "[]": lambda items, key: items.get(key),
    "fetch": _fetch,
    "dig": dig,
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
    "value?": lambda items, value: contains(tuple(items.values()), value),
    "length": len,
    "size": len,
    "count": len,
    "empty?": lambda items: not items,
    "any?": bool,
    "compact": lambda items: {k: v for k, v in items.items() if v is not None},
    "stringify_keys": lambda items: {ruby_string(k): v for k, v in items.items()},
    "symbolize_keys": lambda items: {Symbol(k): v for k, v in items.items()},
    "deep_symbolize_keys": lambda items: {Symbol(k): v for k, v in items.items()},
    "values_at": lambda items, *keys: tuple(items.get(key) for key in keys),
    "sort": lambda items: tuple(sorted(items.items())),
    "first": lambda items: next(iter(items.items()), None),
}

BLOCK_METHODS: Mapping[str, Implementation] = {
    **dict.fromkeys(("each", "each_pair"), _each_pair),
    **dict.fromkeys(("map", "collect"), _map_pairs),
    **dict.fromkeys(("select", "filter"), _select_pairs),
    "reject": _reject_pairs,
    "each_with_index": lambda items, block: each_with_index(_pairs(items), block),
    "each_with_object": lambda items, block, memo: each_with_object(_pairs(items), block, memo),
    **dict.fromkeys(
        ("inject", "reduce"), lambda items, block, *first: reduce(_pairs(items), block, *first)
    ),
    "flat_map": lambda items, block: flatten(_map_pairs(items, block)),
    "filter_map": lambda items, block: tuple(v for v in _map_pairs(items, block) if known_truth(v)),
    "transform_values": lambda items, block: {k: block(v) for k, v in items.items()},
    "transform_keys": lambda items, block: {block(k): v for k, v in items.items()},
    "each_key": lambda items, block: each(tuple(items), block),
    "each_value": lambda items, block: each(tuple(items.values()), block),
    "to_h": lambda items, block: to_hash(_map_pairs(items, block)),
    "sort_by": lambda items, block: tuple(sorted(items.items(), key=lambda pair: block(*pair))),
    "any?": lambda items, block: any(known_truth(block(k, v)) for k, v in items.items()),
    "fetch": lambda items, block, key: items[key] if key in items else block(key),
}
