"""Numbers, symbols without quotes, names and ranges."""

from collections.abc import Mapping

import tree_sitter

from wishare_lint.ruby import syntax
from wishare_lint.ruby.converter import Converter, Handler
from wishare_lint.ruby.values import Symbol

_CONSTANTS = {"true": True, "false": False, "nil": None}


def read_constant_literal(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    return syntax.Literal(convert.place(node), _CONSTANTS[node.type])


def read_integer(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    text = convert.text(node).replace("_", "").lower()
    try:
        value = int(text, 8) if _is_old_octal(text) else int(text, 0)
    except ValueError:
        return convert.opaque(node)
    return syntax.Literal(convert.place(node), value)


def read_float(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    return syntax.Literal(convert.place(node), float(convert.text(node).replace("_", "")))


def read_character(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    return syntax.Literal(convert.place(node), convert.text(node)[1:])


def read_simple_symbol(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    return syntax.Literal(convert.place(node), Symbol(convert.text(node)[1:]))


def read_hash_key_symbol(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    return syntax.Literal(convert.place(node), Symbol(convert.text(node)))


def read_identifier(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    return syntax.Variable(convert.place(node), convert.text(node))


def read_self(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    return syntax.Self(convert.place(node))


def read_constant(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    return syntax.Constant(convert.place(node), convert.text(node).removeprefix("::"))


def read_scope_resolution(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    scope = node.child_by_field_name("scope")
    if scope is None or scope.type in ("constant", "scope_resolution"):
        return read_constant(convert, node)
    if scope.type == "self":
        return syntax.Constant(convert.place(node), convert.text(node).removeprefix("self::"))
    return convert.opaque(node)


def read_range(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    exclusive = any(child.type == "..." for child in node.children)
    first, last = convert.field(node, "begin"), convert.field(node, "end")
    return syntax.RangeLiteral(convert.place(node), first, last, exclusive)


def _is_old_octal(text: str) -> bool:
    return len(text) > 1 and text[0] == "0" and text.isdigit()


HANDLERS: Mapping[str, Handler] = {
    "integer": read_integer,
    "float": read_float,
    "character": read_character,
    "simple_symbol": read_simple_symbol,
    "hash_key_symbol": read_hash_key_symbol,
    "identifier": read_identifier,
    "self": read_self,
    "constant": read_constant,
    "scope_resolution": read_scope_resolution,
    "range": read_range,
    "true": read_constant_literal,
    "false": read_constant_literal,
    "nil": read_constant_literal,
    "instance_variable": read_identifier,
    "class_variable": read_identifier,
    "global_variable": read_identifier,
}
