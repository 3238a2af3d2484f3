"""Assignments: to variables, to several at once, into hashes, and with an operator."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from wishare_lint.ruby import syntax
from wishare_lint.ruby.core.values import truthy
from wishare_lint.ruby.methods import UnansweredError, call_method
from wishare_lint.ruby.scope import Invocation, Scope
from wishare_lint.ruby.values import Unknown, Value, as_key

if TYPE_CHECKING:
    from wishare_lint.ruby.interpreter import Handler, Interpreter


def assign(interpreter: "Interpreter", target: syntax.Node, value: Value, scope: Scope) -> None:
    """Gives a variable, several of them, a hash's key or an attribute a value."""
    match target:
        case syntax.Variable(name=name) if name.startswith(("@", "$")):
            interpreter.instance_variables.names[name] = value
        case syntax.Variable(name=name):
            scope.assign(name, value)
        case syntax.Targets(items=items):
            _spread(interpreter, items, value, scope)
        case syntax.Call(receiver=syntax.Node() as owner):
            _assign_into(interpreter, owner, target, value, scope)


def _assign_into(
    interpreter: "Interpreter", owner: syntax.Node, target: syntax.Call, value: Value, scope: Scope
) -> None:
    """`x[key] = value` on a known hash; a writer (`x.name = value`) is a call."""
    receiver = interpreter.value(owner, scope)
    keys = interpreter.arguments(target.arguments, scope)
    if target.method == "[]" and isinstance(receiver, dict) and keys and len(keys) == 1:
        receiver[as_key(keys[0])] = value
        return
    on_self = isinstance(owner, syntax.Self)
    name = "[]=" if target.method == "[]" else f"{target.method}="
    interpreter.answer(Invocation(target, receiver, on_self, name, (value,)))


def _spread(interpreter: "Interpreter", items: syntax.Body, value: Value, scope: Scope) -> None:
    known = value if isinstance(value, tuple) else None
    for position, item in enumerate(items):
        if isinstance(item, syntax.Splat):
            rest: Value = Unknown(str(value)) if known is None else known[position:]
            assign(interpreter, item.value, rest, scope)
        elif known is None:
            assign(interpreter, item, Unknown(item.place.text), scope)
        else:
            one = known[position] if position < len(known) else None
            assign(interpreter, item, one, scope)


def _assignment(interpreter: "Interpreter", node: syntax.Assignment, scope: Scope) -> Value:
    value = interpreter.value(node.value, scope)
    assign(interpreter, node.target, value, scope)
    return value


def _operator_assignment(
    interpreter: "Interpreter", node: syntax.OperatorAssignment, scope: Scope
) -> Value:
    current = _current(interpreter, node.target, scope)
    if node.operator in ("||", "&&"):
        decided = truthy(current)
        keeps = decided is (node.operator == "||")
        known = keeps and decided is not None
        value = current if known else interpreter.value(node.value, scope)
    else:
        value = _computed(node, current, interpreter.value(node.value, scope))
    assign(interpreter, node.target, value, scope)
    return value


def _computed(node: syntax.OperatorAssignment, current: Value, operand: Value) -> Value:
    try:
        return call_method(current, node.operator, (operand,), None)
    except UnansweredError:
        return Unknown(node.place.text)


def _current(interpreter: "Interpreter", target: syntax.Node, scope: Scope) -> Value:
    match target:
        case syntax.Variable(name=name) if name.startswith(("@", "$")):
            return interpreter.instance_variables.names.get(name)
        case syntax.Variable(name=name):
            holder = scope.find(name)
            return None if holder is None else holder.names[name]
    return interpreter.value(target, scope)


HANDLERS: "Mapping[type[syntax.Node], Handler]" = {
    syntax.Assignment: _assignment,
    syntax.OperatorAssignment: _operator_assignment,
}
