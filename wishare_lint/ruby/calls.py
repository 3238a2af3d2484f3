"""Calls: their arguments, blocks and receivers, and who answers them."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from wishare_lint.ruby import syntax
from wishare_lint.ruby.methods import UnansweredError, call_method
from wishare_lint.ruby.scope import Closure, Invocation, MethodBlock, Raised, Scope
from wishare_lint.ruby.values import Symbol, Unknown, Value

if TYPE_CHECKING:
    from wishare_lint.ruby.interpreter import Handler, Interpreter

_NOT_POSITIONAL = (syntax.Pair, syntax.DoubleSplat, syntax.BlockPass)
_SENDERS = ("send", "public_send", "__send__")
_GROWING = {
    **dict.fromkeys(("<<", "push", "append"), "push"),
    **dict.fromkeys(("merge!", "update"), "merge"),
    "concat": "concat",
}
"""Methods that add to an array or a hash, with the one that gives the result."""
_CHANGING = frozenset(
    {"clear", "delete", "delete_at", "delete_if", "fill", "insert", "keep_if", "pop"}
    | {"prepend", "replace", "shift", "store", "unshift"}
)
_CALLERS = ("call", "()", "[]", "yield", "===")


def call(interpreter: "Interpreter", node: syntax.Call, scope: Scope) -> Value:
    """The value of a call: of a method in sight, of Ruby itself, or as the reader answers it."""
    invocation = _invocation(interpreter, node, scope)
    if invocation.method in _SENDERS:
        invocation = _unwrapped(invocation)
    if invocation.on_self:
        return _on_self(interpreter, invocation, scope)
    value = _on_receiver(interpreter, invocation)
    _keep_change(node.receiver, invocation, scope)
    return value


def _keep_change(receiver: syntax.Node | None, invocation: Invocation, scope: Scope) -> None:
    """`list << x`: a variable with an array or hash that the call changes in place."""
    name, method = receiver.name if isinstance(receiver, syntax.Variable) else "", invocation.method
    holder = scope.find(name)
    if holder is None or not isinstance(invocation.receiver, tuple | dict):
        return
    if method in _GROWING:
        more = (*invocation.positional, *filter(None, [dict(invocation.keywords)]))
        try:
            holder.names[name] = call_method(invocation.receiver, _GROWING[method], more, None)
        except UnansweredError:
            holder.names[name] = invocation.unknown
    elif method in _CHANGING or (method.endswith("!") and method != "!"):
        holder.names[name] = invocation.unknown


def _invocation(interpreter: "Interpreter", node: syntax.Call, scope: Scope) -> Invocation:
    on_self = node.receiver is None or isinstance(node.receiver, syntax.Self)
    receiver = None if node.receiver is None else interpreter.value(node.receiver, scope)
    plain = tuple(a for a in node.arguments if not isinstance(a, _NOT_POSITIONAL))
    values = interpreter.arguments(plain, scope)
    if values is None:
        values = [Unknown(f"*{node.place.text}")]
    return Invocation(
        node,
        receiver,
        on_self,
        node.method,
        tuple(values),
        interpreter.pairs(node.arguments, scope),
        _passed_block(interpreter, node, scope),
    )


def _passed_block(
    interpreter: "Interpreter", node: syntax.Call, scope: Scope
) -> Closure | MethodBlock | None:
    if node.block is not None:
        return Closure(node.block, scope)
    for argument in node.arguments:
        if isinstance(argument, syntax.BlockPass):
            given = argument.value
            value = scope.block if given is None else interpreter.value(given, scope)
            if isinstance(value, Symbol):
                return MethodBlock(value, node)
            return value if isinstance(value, Closure | MethodBlock) else None
    return None


def _unwrapped(invocation: Invocation) -> Invocation:
    """`send(:name, …)` as the call that it makes."""
    match invocation.positional:
        case (str(name), *rest):
            return replace(invocation, method=str(name), positional=tuple(rest))
    return invocation


def _on_self(interpreter: "Interpreter", invocation: Invocation, scope: Scope) -> Value:
    method = interpreter.methods.get(invocation.method)
    if method is not None:
        return interpreter.enter(method, invocation)
    match invocation.method:
        case "block_given?":
            return scope.block is not None
        case "lambda" | "proc" if isinstance(invocation.block, Closure):
            return invocation.block
        case "raise" | "fail":
            raise Raised(_exception(invocation), invocation.place)
    return interpreter.answer(invocation)


def _exception(invocation: Invocation) -> str:
    return str(invocation.positional[0]) if invocation.positional else "RuntimeError"


def _on_receiver(interpreter: "Interpreter", invocation: Invocation) -> Value:
    receiver, block = invocation.receiver, invocation.block
    if isinstance(receiver, Closure) and invocation.method in _CALLERS:
        return interpreter.yield_to(receiver, *invocation.positional)
    yielder = None if block is None else partial(interpreter.yield_to, block)
    arguments = invocation.positional
    if invocation.keywords:
        arguments = (*arguments, dict(invocation.keywords))
    try:
        return call_method(receiver, invocation.method, arguments, yielder)
    except UnansweredError:
        return interpreter.answer(invocation)


def _yield(interpreter: "Interpreter", node: syntax.Yield, scope: Scope) -> Value:
    values = interpreter.arguments(node.arguments, scope)
    if scope.block is None or values is None:
        return Unknown(node.place.text)
    return interpreter.yield_to(scope.block, *values)


HANDLERS: "Mapping[type[syntax.Node], Handler]" = {syntax.Call: call, syntax.Yield: _yield}
