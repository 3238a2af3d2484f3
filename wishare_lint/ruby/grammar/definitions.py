"""Classes, modules and methods."""

from collections.abc import Mapping

import tree_sitter

from wishare_lint.ruby import syntax
from wishare_lint.ruby.converter import Converter, Handler
from wishare_lint.ruby.grammar.blocks import guarded, parameters


def read_method(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    return _definition(convert, node, singleton=False)


def read_singleton_method(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    return _definition(convert, node, singleton=True)


def _definition(convert: Converter, node: tree_sitter.Node, singleton: bool) -> syntax.Node:
    name = node.child_by_field_name("name") or node
    body = node.child_by_field_name("body")
    endless = body is not None and body.type != "body_statement"
    return syntax.Method(
        convert.place(node),
        convert.text(name),
        parameters(convert, node.child_by_field_name("parameters")),
        convert.nodes([body]) if endless and body is not None else guarded(convert, body),
        singleton,
        convert.place(name),
    )


def read_class(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    name = node.child_by_field_name("name") or node
    parent = node.child_by_field_name("superclass")
    return syntax.Class(
        convert.place(node),
        convert.text(name).removeprefix("::"),
        convert.only_child(parent) if parent else None,
        guarded(convert, node.child_by_field_name("body")),
        convert.place(name),
    )


def read_module(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    name = node.child_by_field_name("name") or node
    body = convert.body(node.child_by_field_name("body"))
    return syntax.Module(
        convert.place(node), convert.text(name).removeprefix("::"), body, convert.place(name)
    )


def read_singleton_class(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    return syntax.SingletonClass(
        convert.place(node), convert.body(node.child_by_field_name("body"))
    )


HANDLERS: Mapping[str, Handler] = {
    "method": read_method,
    "singleton_method": read_singleton_method,
    "class": read_class,
    "module": read_module,
    "singleton_class": read_singleton_class,
}
