"""Classes, methods and constants of a Ruby file, found by a walk over its definitions only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wishare_lint.ruby import syntax

_VISIBILITIES = ("public", "private", "protected")


@dataclass(frozen=True)
class Definition:
    """A class or module with its full name, and the names of what stands around it."""

    node: syntax.Class | syntax.Module
    name: str
    nesting: tuple[str, ...]


@dataclass(frozen=True)
class MethodDefinition:
    """A method and who may call it: `public`, `private` or `protected`."""

    node: syntax.Method
    visibility: str


def definitions(body: syntax.Body, nesting: tuple[str, ...] = ()) -> Iterator[Definition]:
    """All classes and modules, outer before inner, also those inside a condition."""
    for node in body:
        match node:
            case syntax.Class() | syntax.Module():
                name = "::".join((*nesting[-1:], node.name))
                yield Definition(node, name, nesting)
                yield from definitions(node.body, (*nesting, name))
            case syntax.If():
                yield from definitions(node.then, nesting)
                yield from definitions(node.otherwise, nesting)


def methods(body: syntax.Body) -> Mapping[str, MethodDefinition]:
    """The instance methods of a class body, with `private` and `protected` followed."""
    found: dict[str, MethodDefinition] = {}
    visibility = "public"
    for node in body:
        match node:
            case syntax.Method(singleton=False):
                found[node.name] = MethodDefinition(node, visibility)
            case syntax.Variable(name=name) if name in _VISIBILITIES:
                visibility = name
            case syntax.Call(receiver=None, method=name) if name in _VISIBILITIES:
                found |= _with_visibility(node, found)
                if not node.arguments:
                    visibility = name
    return found


def _with_visibility(
    call: syntax.Call, found: Mapping[str, MethodDefinition]
) -> dict[str, MethodDefinition]:
    """`private def x`, `private :x, :y`."""
    changed: dict[str, MethodDefinition] = {}
    for argument in call.arguments:
        if isinstance(argument, syntax.Method):
            changed[argument.name] = MethodDefinition(argument, call.method)
        elif isinstance(argument, syntax.Literal) and argument.value in found:
            name = str(argument.value)
            changed[name] = MethodDefinition(found[name].node, call.method)
    return changed


def class_methods(body: syntax.Body) -> Mapping[str, syntax.Method]:
    """Methods of the class itself: `def self.x`, and those in `class << self`."""
    found: dict[str, syntax.Method] = {}
    for node in body:
        match node:
            case syntax.Method(singleton=True):
                found[node.name] = node
            case syntax.SingletonClass(body=inner):
                found |= {name: method.node for name, method in methods(inner).items()}
    return found


def constants(body: syntax.Body) -> Mapping[str, syntax.Node]:
    """The expressions that constants stand for, by their path, and by every end of it.

    `X` in a class `A` is found as `X` and as `A::X`. For the bare name, what stands further
    outside wins, and of two classes the last.
    """
    paths = _paths(body)
    ends: dict[str, syntax.Node] = {}
    for path in sorted(paths, key=lambda path: -path.count("::")):
        names = path.split("::")
        ends |= {"::".join(names[start:]): paths[path] for start in range(1, len(names))}
    return ends | paths


def _paths(body: syntax.Body) -> dict[str, syntax.Node]:
    """The expressions of constants by their path from here."""
    found: dict[str, syntax.Node] = {}
    for node in body:
        match node:
            case syntax.Assignment(target=syntax.Constant(name=name), value=value):
                found[name] = value
            case syntax.OperatorAssignment(target=syntax.Constant(name=name), value=value):
                found.setdefault(name, value)
            case syntax.Class() | syntax.Module():
                found |= {
                    f"{node.name}::{path}": value for path, value in _paths(node.body).items()
                }
    return found
