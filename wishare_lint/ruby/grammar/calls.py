"""Calls, operators and arguments."""

from collections.abc import Mapping

import tree_sitter

from wishare_lint.ruby import syntax
from wishare_lint.ruby.converter import Converter, Handler
from wishare_lint.ruby.grammar.blocks import block

_LOGICAL = {"&&": "and", "and": "and", "||": "or", "or": "or"}
_NEGATED = {"!=": "==", "!~": "=~"}
_UNARY = {"not": "!", "-": "-@", "+": "+@"}


def read_call(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    name = node.child_by_field_name("method")
    if name is not None and name.type == "super":
        return _super_with(convert, node)
    return syntax.Call(
        convert.place(node),
        convert.field(node, "receiver"),
        "call" if name is None else convert.text(name),
        _arguments(convert, node.child_by_field_name("arguments")),
        block(convert, node.child_by_field_name("block")),
        convert.place(name or node),
    )


def _super_with(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    """`super(…)`, `super { … }` or both."""
    given = node.child_by_field_name("arguments")
    return syntax.Super(
        convert.place(node),
        None if given is None else convert.body(given),
        block(convert, node.child_by_field_name("block")),
    )


def read_super(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    return syntax.Super(convert.place(node), None, None)


def _arguments(convert: Converter, node: tree_sitter.Node | None) -> syntax.Body:
    """The arguments; `...` hands on all that the method around was given."""
    if node is None or not any(child.type == "forward_argument" for child in node.named_children):
        return convert.body(node)
    place = convert.place(node)
    rest, options = (syntax.Variable(place, name) for name in syntax.ANONYMOUS.values())
    forwarded = (syntax.Splat(place, rest), syntax.DoubleSplat(place, options))
    return (*convert.body(node)[:-1], *forwarded, syntax.BlockPass(place, None))


def read_element_reference(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    receiver, *arguments = convert.body(node)
    return syntax.Call(convert.place(node), receiver, "[]", tuple(arguments), None, receiver.place)


def read_binary(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    operator = node.child_by_field_name("operator")
    name = "" if operator is None else convert.text(operator)
    left, right = convert.required(node, "left"), convert.required(node, "right")
    if name in _LOGICAL:
        return syntax.Logical(convert.place(node), _LOGICAL[name], left, right)
    if name in _NEGATED:
        positive = _operator(convert, node, left, _NEGATED[name], (right,))
        return _operator(convert, node, positive, "!", ())
    return _operator(convert, node, left, name, (right,))


def read_unary(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    operator = node.child_by_field_name("operator")
    name = "!" if operator is None else convert.text(operator)
    operand = convert.required(node, "operand")
    number = operand.value if isinstance(operand, syntax.Literal) else None
    if name == "-" and isinstance(number, int | float):
        return syntax.Literal(convert.place(node), -number)
    return _operator(convert, node, operand, _UNARY.get(name, name), ())


def _operator(
    convert: Converter,
    node: tree_sitter.Node,
    receiver: syntax.Node,
    name: str,
    arguments: syntax.Body,
) -> syntax.Call:
    place = convert.place(node)
    return syntax.Call(place, receiver, name, arguments, None, place)


def read_splat_argument(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    return syntax.Splat(convert.place(node), _spread(convert, node, "splat"))


def read_hash_splat_argument(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    return syntax.DoubleSplat(convert.place(node), _spread(convert, node, "double_splat"))


def _spread(convert: Converter, node: tree_sitter.Node, kind: str) -> syntax.Node:
    """What is spread; a bare `*` hands on the parameter of that kind that has no name."""
    if node.named_children:
        return convert.only_child(node)
    return syntax.Variable(convert.place(node), syntax.ANONYMOUS[kind])


def read_block_argument(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    value = convert.only_child(node) if node.named_children else None
    return syntax.BlockPass(convert.place(node), value)


def read_yield(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    arguments = [child for child in node.named_children if child.type == "argument_list"]
    return syntax.Yield(convert.place(node), convert.body(arguments[0] if arguments else None))


HANDLERS: Mapping[str, Handler] = {
    "call": read_call,
    "element_reference": read_element_reference,
    "binary": read_binary,
    "unary": read_unary,
    "splat_argument": read_splat_argument,
    "hash_splat_argument": read_hash_splat_argument,
    "block_argument": read_block_argument,
    "yield": read_yield,
    "super": read_super,
}
