"""Blocks, lambdas, their parameters, and bodies with `rescue` or `ensure`."""

from collections.abc import Iterator, Mapping

import tree_sitter

from wishare_lint.ruby import syntax
from wishare_lint.ruby.converter import Converter, Handler

_PARAMETER_KINDS = {
    "identifier": "required",
    "optional_parameter": "optional",
    "splat_parameter": "splat",
    "keyword_parameter": "keyword",
    "hash_splat_parameter": "double_splat",
    "block_parameter": "block",
    "destructured_parameter": "destructured",
}


def block(convert: Converter, node: tree_sitter.Node | None) -> syntax.Block | None:
    """The block of a call."""
    if node is None:
        return None
    return syntax.Block(
        convert.place(node),
        parameters(convert, node.child_by_field_name("parameters")),
        guarded(convert, node.child_by_field_name("body")),
    )


def parameters(convert: Converter, node: tree_sitter.Node | None) -> tuple[syntax.Parameter, ...]:
    """The parameters of a method, a block or a lambda."""
    if node is None:
        return ()
    return tuple(
        parameter
        for child in node.named_children
        if child.type in (*_PARAMETER_KINDS, "forward_parameter")
        for parameter in _parameters(convert, child)
    )


def _parameters(convert: Converter, node: tree_sitter.Node) -> Iterator[syntax.Parameter]:
    """The parameter; `...` stands for one of each kind that has no name."""
    if node.type != "forward_parameter":
        yield _parameter(convert, node)
        return
    for kind, name in syntax.ANONYMOUS.items():
        yield syntax.Parameter(convert.place(node), name, kind)


def _parameter(convert: Converter, node: tree_sitter.Node) -> syntax.Parameter:
    name = node.child_by_field_name("name")
    text = convert.text(node) if node.type == "identifier" else (convert.text(name) if name else "")
    kind = _PARAMETER_KINDS[node.type]
    destructured = node.type == "destructured_parameter"
    return syntax.Parameter(
        convert.place(node),
        text or syntax.ANONYMOUS.get(kind, ""),
        kind,
        convert.field(node, "value"),
        parameters(convert, node) if destructured else (),
    )


def guarded(convert: Converter, node: tree_sitter.Node | None) -> syntax.Body:
    """The statements of a body; one `Begin` where it has its own `rescue` or `ensure`."""
    if node is None:
        return ()
    if any(child.type in ("rescue", "ensure") for child in node.named_children):
        return (_rescued(convert, node),)
    return convert.body(node)


def _rescued(convert: Converter, node: tree_sitter.Node) -> syntax.Begin:
    children = node.named_children
    rescues = tuple(_rescue(convert, child) for child in children if child.type == "rescue")
    plain = [child for child in children if child.type not in ("rescue", "ensure", "else")]
    plain += [part for child in children if child.type == "else" for part in child.named_children]
    ensure = [part for child in children if child.type == "ensure" for part in child.named_children]
    return syntax.Begin(convert.place(node), convert.nodes(plain), rescues, convert.nodes(ensure))


def _rescue(convert: Converter, node: tree_sitter.Node) -> syntax.Rescue:
    variable = node.child_by_field_name("variable")
    name = convert.text(variable).removeprefix("=>").strip() if variable else None
    body = convert.body(node.child_by_field_name("body"))
    return syntax.Rescue(convert.place(node), name, body)


def read_lambda(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    body = node.child_by_field_name("body")
    inner = body.child_by_field_name("body") if body else None
    names = parameters(convert, node.child_by_field_name("parameters"))
    return syntax.Lambda(
        convert.place(node), syntax.Block(convert.place(node), names, convert.body(inner))
    )


def read_begin(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    return _rescued(convert, node)


def read_rescue_modifier(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    body, handler = convert.required(node, "body"), convert.required(node, "handler")
    rescue = syntax.Rescue(handler.place, None, (handler,))
    return syntax.Begin(convert.place(node), (body,), (rescue,), ())


HANDLERS: Mapping[str, Handler] = {
    "lambda": read_lambda,
    "begin": read_begin,
    "rescue_modifier": read_rescue_modifier,
}
