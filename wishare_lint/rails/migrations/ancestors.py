"""The modules and base classes of a class, and the methods that it has from them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from wishare_lint.ruby import syntax
from wishare_lint.ruby.definitions import Definition, MethodDefinition, methods

Find: TypeAlias = Callable[[str], Sequence[Definition]]
"""Where a class or module of that full name is defined."""

MIXING_IN = frozenset({"include", "prepend", "extend"})
_OF_RAILS = re.compile(r"(?:Active|Action)[A-Z]\w+::|Rails\b")


def ancestors(definition: Definition, find: Find) -> tuple[Definition, ...]:
    """The definitions that a class or module builds on, the nearest first; Rails' own are left out.

    What is prepended or extended counts as included.
    """
    seen: dict[str, tuple[Definition, ...]] = {definition.name: ()}
    for parent in _parents(definition, find):
        _visit(parent, find, seen)
    return tuple(one for found in seen.values() for one in found)


def _visit(name: str, find: Find, seen: dict[str, tuple[Definition, ...]]) -> None:
    if name in seen:
        return
    seen[name] = tuple(find(name))
    for definition in seen[name]:
        for parent in _parents(definition, find):
            _visit(parent, find, seen)


def _parents(definition: Definition, find: Find) -> Iterator[str]:
    """The full names of the modules, the last first, and of the superclass."""
    node = definition.node
    names = [name for item in body(node) for name in _mixed_in(item)]
    superclass = _superclass(node)
    for name in (*reversed(names), *((superclass,) if superclass else ())):
        if not _OF_RAILS.match(name):
            yield _resolved(name, definition, find)


def _resolved(name: str, definition: Definition, find: Find) -> str:
    """The full name that a name has where it is written: what stands around comes first."""
    for home in (definition.name, *reversed(definition.nesting)):
        full = f"{home}::{name}"
        if find(full):
            return full
    return name


def _superclass(node: syntax.Class | syntax.Module) -> str | None:
    """The superclass, without the version in brackets."""
    superclass = node.superclass if isinstance(node, syntax.Class) else None
    if isinstance(superclass, syntax.Call) and superclass.method == "[]":
        superclass = superclass.receiver
    return superclass.name if isinstance(superclass, syntax.Constant) else None


def _mixed_in(node: syntax.Node) -> Iterator[str]:
    """The modules that a statement mixes in: `include A, B`."""
    if isinstance(node, syntax.Call) and node.method in MIXING_IN:
        yield from constant_names(node.arguments)


def constant_names(nodes: Iterable[syntax.Node]) -> tuple[str, ...]:
    return tuple(node.name for node in nodes if isinstance(node, syntax.Constant))


def body(node: syntax.Class | syntax.Module) -> syntax.Body:
    """The body of a class; of a concern also what it puts into who includes it."""
    blocks = (
        item.block.body
        for item in node.body
        if isinstance(item, syntax.Call) and item.method in ("included", "prepended") and item.block
    )
    return (*node.body, *(item for block in blocks for item in block))


def inherited_methods(
    definition: Definition, lineage: Iterable[Definition]
) -> Mapping[str, Sequence[MethodDefinition]]:
    """The methods that a class has from its ancestors: by name, the nearest first.

    To findings, they stand at the name of the class.
    """
    place = definition.node.name_place
    found: dict[str, list[MethodDefinition]] = {}
    for ancestor in lineage:
        for name, method in methods(body(ancestor.node)).items():
            node = replace(method.node, name_place=place)
            found.setdefault(name, []).append(replace(method, node=node))
    return found
