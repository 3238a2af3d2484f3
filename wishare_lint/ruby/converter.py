"""The way down a tree of tree-sitter: each of its nodes becomes one of ours.

Only `ruby/` knows tree-sitter, and none of its nodes leaves. Node and field names are those of
tree-sitter-ruby's grammar.
"""

from collections.abc import Callable, Mapping
from typing import TypeAlias

import tree_sitter

from wishare_lint.ruby import syntax
from wishare_lint.ruby.source import Place, SourceFile

MAXIMUM_DEPTH = 140
"""Nesting beyond this is left opaque, far from Python's own recursion limit."""

SKIPPED = frozenset({"comment", "heredoc_body", "empty_statement"})

Handler: TypeAlias = "Callable[[Converter, tree_sitter.Node], syntax.Node]"


class Converter:
    """Converts the nodes of one file. `heredocs` are their bodies by the offset of the opening.

    `errors` collects the places that are nested too deeply to be read.
    """

    def __init__(
        self,
        source: SourceFile,
        handlers: Mapping[str, Handler],
        heredocs: Mapping[int, tree_sitter.Node],
    ) -> None:
        self.source = source
        self.data = source.data
        self.heredocs = heredocs
        self.errors: list[Place] = []
        self._handlers = handlers
        self._depth = 0

    def node(self, node: tree_sitter.Node) -> syntax.Node:
        """The node as one of ours; `Opaque` where no handler knows its type."""
        if self._depth >= MAXIMUM_DEPTH:
            self.errors.append(self.place(node))
            return syntax.Opaque(self.place(node), "nested too deeply")
        self._depth += 1
        handler = self._handlers.get(node.type)
        converted = self.opaque(node) if handler is None else handler(self, node)
        self._depth -= 1
        return converted

    def nodes(self, nodes: list[tree_sitter.Node]) -> syntax.Body:
        return tuple([self.node(node) for node in nodes if node.type not in SKIPPED])

    def body(self, node: tree_sitter.Node | None) -> syntax.Body:
        """What stands in a node, in order."""
        return () if node is None else self.nodes(node.named_children)

    def field(self, node: tree_sitter.Node, name: str) -> syntax.Node | None:
        child = node.child_by_field_name(name)
        return None if child is None else self.node(child)

    def required(self, node: tree_sitter.Node, name: str) -> syntax.Node:
        """A field that valid Ruby always has."""
        return self.field(node, name) or syntax.Opaque(self.place(node), "missing")

    def only_child(self, node: tree_sitter.Node) -> syntax.Node:
        body = self.body(node)
        return body[0] if body else syntax.Opaque(self.place(node), "anonymous argument")

    def opaque(self, node: tree_sitter.Node) -> syntax.Node:
        return syntax.Opaque(self.place(node), node.type, self.body(node))

    def place(self, node: tree_sitter.Node) -> Place:
        return Place(self.source, node.start_byte, node.end_byte)

    def text(self, node: tree_sitter.Node) -> str:
        return self.data[node.start_byte : node.end_byte].decode("utf-8", "replace")
