"""Bytes to syntax. A file that is not Ruby is still read as far as it can be."""

from collections.abc import Iterator, Mapping

import tree_sitter
import tree_sitter_ruby

from wishare_lint.ruby import syntax
from wishare_lint.ruby.converter import Converter, Handler
from wishare_lint.ruby.grammar import (
    assignments,
    blocks,
    calls,
    collections,
    control_flow,
    definitions,
    literals,
    strings,
)
from wishare_lint.ruby.source import MAXIMUM_BYTES, Place, SourceFile

_PARSER = tree_sitter.Parser(tree_sitter.Language(tree_sitter_ruby.language()))

_HANDLERS: Mapping[str, Handler] = {
    **literals.HANDLERS,
    **strings.HANDLERS,
    **collections.HANDLERS,
    **blocks.HANDLERS,
    **calls.HANDLERS,
    **assignments.HANDLERS,
    **control_flow.HANDLERS,
    **definitions.HANDLERS,
}


def parse(source: SourceFile) -> syntax.File:
    """The syntax of a Ruby file. A file over `MAXIMUM_BYTES` is one error and no body."""
    if len(source.data) > MAXIMUM_BYTES:
        return syntax.File(source, (), (source.whole,))
    root = _PARSER.parse(source.data).root_node
    converter = Converter(source, _HANDLERS, _heredocs(root) if b"<<" in source.data else {})
    body = converter.body(root)
    faults = map(converter.place, _faults(root)) if root.has_error else ()
    return syntax.File(source, body, (*converter.errors, *faults))


def comments(source: SourceFile) -> tuple[Place, ...]:
    """The comments of a Ruby file, in order; none of a file over `MAXIMUM_BYTES`."""
    if len(source.data) > MAXIMUM_BYTES:
        return ()
    nodes = _walk(_PARSER.parse(source.data).root_node)
    return tuple(
        Place(source, node.start_byte, node.end_byte) for node in nodes if node.type == "comment"
    )


def _walk(root: tree_sitter.Node) -> Iterator[tree_sitter.Node]:
    """Every node in source order, without recursion."""
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.children))


def _heredocs(root: tree_sitter.Node) -> dict[int, tree_sitter.Node]:
    """Bodies of heredocs by the offset of their openings: Ruby reads them in the same order."""
    nodes = list(_walk(root))
    openings = [node.start_byte for node in nodes if node.type == "heredoc_beginning"]
    bodies = [node for node in nodes if node.type == "heredoc_body"]
    bodies.sort(key=lambda node: node.start_byte)
    return dict(zip(openings, bodies, strict=False))


def _faults(root: tree_sitter.Node) -> Iterator[tree_sitter.Node]:
    """The outermost nodes that the parser could not make sense of."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.is_error or node.is_missing:
            yield node
        elif node.has_error:
            stack.extend(reversed(node.children))
