"""Assignments of every form."""

from collections.abc import Mapping

import tree_sitter

from wishare_lint.ruby import syntax
from wishare_lint.ruby.converter import Converter, Handler


def read_assignment(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    target, value = convert.required(node, "left"), convert.required(node, "right")
    if isinstance(value, syntax.Splat):
        value = syntax.Array(value.place, (value,))
    return syntax.Assignment(convert.place(node), target, value)


def read_operator_assignment(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    operator = node.child_by_field_name("operator")
    name = "" if operator is None else convert.text(operator).removesuffix("=")
    target, value = convert.required(node, "left"), convert.required(node, "right")
    return syntax.OperatorAssignment(convert.place(node), target, name, value)


def read_left_assignment_list(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    return syntax.Targets(convert.place(node), convert.body(node))


def read_rest_assignment(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    return syntax.Splat(convert.place(node), convert.only_child(node))


HANDLERS: Mapping[str, Handler] = {
    "assignment": read_assignment,
    "operator_assignment": read_operator_assignment,
    "left_assignment_list": read_left_assignment_list,
    "rest_assignment": read_rest_assignment,
    "destructured_left_assignment": read_left_assignment_list,
}
