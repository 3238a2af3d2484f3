"""Strings, quoted symbols and heredocs."""

from collections.abc import Callable, Iterator, Mapping

import tree_sitter

from wishare_lint.ruby import syntax
from wishare_lint.ruby.converter import Converter, Handler
from wishare_lint.ruby.strings import margin, unescape, unescape_single, without_margin
from wishare_lint.ruby.values import Symbol


def read_delimited_symbol(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    return _quoted(convert, node, symbol=True)


def read_string(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    return _quoted(convert, node, symbol=False)


def _quoted(convert: Converter, node: tree_sitter.Node, symbol: bool) -> syntax.Node:
    single = (
        convert.data[node.start_byte : node.start_byte + 3].lstrip(b":").startswith((b"'", b"%q"))
    )
    parts = _parts(convert, node.named_children, unescape_single if single else unescape)
    return _template(convert, node, parts, symbol)


def _parts(
    convert: Converter, children: list[tree_sitter.Node], escape: Callable[[str], str]
) -> Iterator[str | syntax.Node]:
    for child in children:
        if child.type == "interpolation":
            yield from convert.body(child)
        elif child.type == "escape_sequence":
            yield escape(convert.text(child))
        elif child.type == "heredoc_end":
            continue
        else:
            yield escape(convert.text(child))


def _template(
    convert: Converter, node: tree_sitter.Node, parts: Iterator[str | syntax.Node], symbol: bool
) -> syntax.Node:
    listed = tuple(parts)
    texts = [part for part in listed if isinstance(part, str)]
    if len(texts) < len(listed):
        return syntax.Template(convert.place(node), listed, symbol)
    text = "".join(texts)
    return syntax.Literal(convert.place(node), Symbol(text) if symbol else text)


def read_chained_string(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    parts = (part for child in convert.body(node) for part in _string_parts(child))
    return _template(convert, node, parts, symbol=False)


def read_heredoc_beginning(convert: Converter, node: tree_sitter.Node) -> syntax.Node:
    body = convert.heredocs.get(node.start_byte)
    if body is None:
        return convert.opaque(node)
    opening = convert.text(node)
    raw = "'" in opening
    parts = list(_parts(convert, body.named_children, str if raw else unescape))
    if parts and isinstance(parts[0], str):
        parts[0] = parts[0].removeprefix("\r").removeprefix("\n")
    if parts and isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip(" \t")  # what stands before the closing word
    squiggly = opening.startswith("<<~")
    return _template(convert, node, iter(_squiggly(parts) if squiggly else parts), symbol=False)


def _string_parts(node: syntax.Node) -> tuple[str | syntax.Node, ...]:
    if isinstance(node, syntax.Template):
        return node.parts
    if isinstance(node, syntax.Literal) and isinstance(node.value, str):
        return (node.value,)
    return (node,)


def _squiggly(parts: list[str | syntax.Node]) -> list[str | syntax.Node]:
    """The parts of a `<<~` heredoc without their common indentation."""
    marked = "".join(part if isinstance(part, str) else "\0" for part in parts)
    width = margin(marked.split("\n"))
    lines = "\n".join(without_margin(line, width) for line in marked.split("\n"))
    texts = iter(lines.split("\0"))
    stripped: list[str | syntax.Node] = [next(texts)]
    for node in (part for part in parts if not isinstance(part, str)):
        stripped += [node, next(texts)]
    return stripped


HANDLERS: Mapping[str, Handler] = {
    "delimited_symbol": read_delimited_symbol,
    "string": read_string,
    "chained_string": read_chained_string,
    "heredoc_beginning": read_heredoc_beginning,
    "bare_symbol": read_delimited_symbol,
    "bare_string": read_string,
}
