"""`super`: the method that the current one overrides, or else what the reader answers."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from wishare_lint.ruby import syntax
from wishare_lint.ruby.scope import Closure, Invocation, Scope
from wishare_lint.ruby.values import Unknown, Value

if TYPE_CHECKING:
    from wishare_lint.ruby.interpreter import Handler, Interpreter


def _super(interpreter: "Interpreter", node: syntax.Super, scope: Scope) -> Value:
    method = scope.method
    if method is None:
        return Unknown(node.place.text)
    invocation = _invocation(interpreter, node, method, scope)
    parent = interpreter.overridden.get(method)
    if parent is None:
        return interpreter.answer(invocation)
    return interpreter.enter(parent, invocation)


def _invocation(
    interpreter: "Interpreter", node: syntax.Super, method: syntax.Method, scope: Scope
) -> Invocation:
    """The call of the overridden method; a bare `super` passes the parameters as they are now."""
    block = scope.block if node.block is None else Closure(node.block, scope)
    call = syntax.Call(node.place, None, method.name, node.arguments or (), node.block, node.place)
    if node.arguments is None:
        positional, keywords = _passed_on(method.parameters, scope)
    else:
        plain = tuple(a for a in node.arguments if not isinstance(a, _NOT_POSITIONAL))
        values = interpreter.arguments(plain, scope)
        positional = (Unknown(f"*{node.place.text}"),) if values is None else tuple(values)
        keywords = interpreter.pairs(node.arguments, scope)
    return Invocation(call, None, True, method.name, positional, keywords, block)


_NOT_POSITIONAL = (syntax.Pair, syntax.DoubleSplat, syntax.BlockPass)


def _passed_on(
    parameters: tuple[syntax.Parameter, ...], scope: Scope
) -> tuple[tuple[Value, ...], dict[Value, Value]]:
    positional: list[Value] = []
    keywords: dict[Value, Value] = {}
    for parameter in parameters:
        holder = scope.find(parameter.name)
        value = None if holder is None else holder.names[parameter.name]
        match parameter.kind, value:
            case "splat", tuple():
                positional.extend(value)
            case "double_splat", dict():
                keywords |= value
            case "double_splat", _:
                keywords["**"] = Unknown(parameter.name)
            case "keyword", _:
                keywords[parameter.name] = value
            case "required" | "optional", _:
                positional.append(value)
    return tuple(positional), keywords


HANDLERS: "Mapping[type[syntax.Node], Handler]" = {syntax.Super: _super}
