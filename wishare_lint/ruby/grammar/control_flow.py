"""Conditions, loops, and leaving them."""

from collections.abc import Mapping

import tree_sitter

from wishare_lint.ruby import syntax
from wishare_lint.ruby.converter import Converter, Handler


def read_if(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    condition = convert.required(node, "condition")
    then = convert.body(node.child_by_field_name("consequence"))
    alternative = node.child_by_field_name("alternative")
    return syntax.If(convert.place(node), condition, then, _alternative(convert, alternative))


def _alternative(convert: Converter, node: tree_sitter.Node | None) -> syntax.Body:
    if node is None:
        return ()
    return (convert.node(node),) if node.type == "elsif" else convert.body(node)


def read_unless(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    converted = read_if(convert, node)
    assert isinstance(converted, syntax.If)
    converted.condition = _negated(converted.condition)
    return converted


def _negated(condition: syntax.Node) -> syntax.Node:
    return syntax.Call(condition.place, condition, "!", (), None, condition.place)


def read_if_modifier(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    body, condition = convert.required(node, "body"), convert.required(node, "condition")
    return syntax.If(convert.place(node), condition, (body,), ())


def read_unless_modifier(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    body, condition = convert.required(node, "body"), convert.required(node, "condition")
    return syntax.If(convert.place(node), _negated(condition), (body,), ())


def read_conditional(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    condition = convert.required(node, "condition")
    then, otherwise = convert.required(node, "consequence"), convert.required(node, "alternative")
    return syntax.If(convert.place(node), condition, (then,), (otherwise,))


def read_case(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    branches = [_when(convert, child) for child in node.named_children if child.type == "when"]
    otherwise = [child for child in node.named_children if child.type == "else"]
    return syntax.Case(
        convert.place(node),
        convert.field(node, "value"),
        tuple(branches),
        convert.body(otherwise[0] if otherwise else None),
    )


def _when(convert: Converter, node: tree_sitter.Node) -> syntax.When:
    patterns = node.children_by_field_name("pattern")
    flat = tuple(item for pattern in patterns for item in convert.body(pattern))
    return syntax.When(convert.place(node), flat, convert.body(node.child_by_field_name("body")))


def read_while(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    condition = convert.required(node, "condition")
    return syntax.Loop(
        convert.place(node), condition, convert.body(node.child_by_field_name("body"))
    )


def read_while_modifier(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    body, condition = convert.required(node, "body"), convert.required(node, "condition")
    return syntax.Loop(convert.place(node), condition, (body,))


def read_for(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    pattern, items = convert.required(node, "pattern"), node.child_by_field_name("value")
    body = convert.body(node.child_by_field_name("body"))
    return syntax.For(convert.place(node), pattern, convert.only_child(items or node), body)


def read_parenthesized_statements(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    return syntax.Statements(convert.place(node), convert.body(node))


def read_return(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    arguments = convert.body(node.named_children[0]) if node.named_children else ()
    place = convert.place(node)
    if len(arguments) > 1:
        return syntax.Jump(place, node.type, syntax.Array(place, arguments))
    return syntax.Jump(place, node.type, arguments[0] if arguments else None)


HANDLERS: Mapping[str, Handler] = {
    "if": read_if,
    "unless": read_unless,
    "if_modifier": read_if_modifier,
    "unless_modifier": read_unless_modifier,
    "conditional": read_conditional,
    "case": read_case,
    "while": read_while,
    "while_modifier": read_while_modifier,
    "for": read_for,
    "parenthesized_statements": read_parenthesized_statements,
    "return": read_return,
    "elsif": read_if,
    "until": read_while,
    "until_modifier": read_while_modifier,
    "next": read_return,
    "break": read_return,
}
