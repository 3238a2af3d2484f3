"""Arrays and hashes."""

from collections.abc import Mapping

import tree_sitter

from wishare_lint.ruby import syntax
from wishare_lint.ruby.converter import Converter, Handler
from wishare_lint.ruby.source import Place
from wishare_lint.ruby.values import Symbol


def read_array(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    return syntax.Array(convert.place(node), _gathered(convert, convert.body(node)))


def _gathered(convert: Converter, items: syntax.Body) -> syntax.Body:
    """Array items, with bare `key: value` pairs at the end gathered into one hash."""
    pairs = tuple(i for i in items if isinstance(i, syntax.Pair | syntax.DoubleSplat))
    if not pairs:
        return items
    hash_place = Place(convert.source, pairs[0].place.start, pairs[-1].place.end)
    return (*(i for i in items if i not in pairs), syntax.Hash(hash_place, pairs))


def read_hash(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    return syntax.Hash(convert.place(node), convert.body(node))


def read_pair(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    key = _symbol_key(convert, convert.required(node, "key"))
    value = convert.field(node, "value") or syntax.Variable(key.place, key.place.text)
    return syntax.Pair(convert.place(node), key, value)


def _symbol_key(convert: Converter, key: syntax.Node) -> syntax.Node:
    """`"key": value` has a symbol for its key, though it looks like a string."""
    colon = convert.data[key.place.end : key.place.end + 1] == b":"
    if colon and isinstance(key, syntax.Literal) and isinstance(key.value, str):
        return syntax.Literal(key.place, Symbol(key.value))
    if colon and isinstance(key, syntax.Template):
        return syntax.Template(key.place, key.parts, symbol=True)
    return key


HANDLERS: Mapping[str, Handler] = {
    "array": read_array,
    "hash": read_hash,
    "pair": read_pair,
    "string_array": read_array,
    "symbol_array": read_array,
    "right_assignment_list": read_array,
}
