"""Methods that an app adds to every migration: by opening Rails' classes, or by mixing into them.

A migration passes calls that it does not answer to the connection (ActiveRecord::Migration's
`method_missing`), so what is added to the connection's class is as good.
"""

import re
from collections.abc import Iterator

from wishare_lint.rails.migrations.ancestors import MIXING_IN, Find, body, constant_names
from wishare_lint.ruby import syntax
from wishare_lint.ruby.definitions import MethodDefinition, methods

_EXTENDED = re.compile(r"ActiveRecord::(?:Migration|ConnectionAdapters)\b")
MENTIONED = re.compile(rb"ActiveRecord::(?:Migration|ConnectionAdapters)\b|module ActiveRecord\b")
"""What a file must say to extend migrations."""

_OPENING = frozenset({"class_eval", "class_exec", "instance_eval"})


def extensions(
    nodes: syntax.Body, find: Find, around: str = ""
) -> Iterator[tuple[str, MethodDefinition]]:
    """The methods, by name, that a file adds to migrations; `around` is the module it is in."""
    for node in nodes:
        match node:
            case syntax.Class() | syntax.Module():
                name = f"{around}::{node.name}" if around else node.name
                if _EXTENDED.match(name) and not _is_migration(node):
                    yield from methods(body(node)).items()
                yield from extensions(node.body, find, name)
            case syntax.Call():
                if _EXTENDED.match(_target(node)):
                    yield from _mixed_in(node, find)
                elif node.block is not None:
                    yield from extensions(node.block.body, find, around)


def _is_migration(node: syntax.Class | syntax.Module) -> bool:
    return isinstance(node, syntax.Class) and node.superclass is not None


def _target(call: syntax.Call) -> str:
    """The class that a call is made on, without a version in brackets."""
    receiver = call.receiver
    if isinstance(receiver, syntax.Call) and receiver.method == "[]":
        receiver = receiver.receiver
    return receiver.name if isinstance(receiver, syntax.Constant) else ""


def _mixed_in(call: syntax.Call, find: Find) -> Iterator[tuple[str, MethodDefinition]]:
    """`Migration.include X`, `Migration.send(:include, X)`, `Migration.class_eval { … }`."""
    sent = call.arguments[0] if call.method == "send" and call.arguments else None
    method = str(sent.value) if isinstance(sent, syntax.Literal) else call.method
    if method in _OPENING and call.block is not None:
        yield from methods(call.block.body).items()
    elif method in MIXING_IN:
        for name in constant_names(call.arguments):
            for definition in find(name):
                yield from methods(body(definition.node)).items()
