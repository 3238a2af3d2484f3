"""Literals, collections and names, as values."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from wishare_lint.ruby import syntax
from wishare_lint.ruby.calls import call
from wishare_lint.ruby.core.values import ruby_string
from wishare_lint.ruby.scope import Closure, Scope
from wishare_lint.ruby.values import Code, PartialText, Range, RubyObject, Symbol, Unknown, Value

if TYPE_CHECKING:
    from wishare_lint.ruby.interpreter import Handler, Interpreter


def _literal(_interpreter: "Interpreter", node: syntax.Literal, _scope: Scope) -> Value:
    return node.value


def _template(interpreter: "Interpreter", node: syntax.Template, scope: Scope) -> Value:
    parts: list[str | Unknown] = []
    for part in node.parts:
        if isinstance(part, str):
            parts.append(part)
        else:
            parts.extend(_interpolated(interpreter.value(part, scope), part))
    if any(isinstance(part, Unknown) for part in parts):
        return PartialText(node.place.text, tuple(parts))
    text = "".join(map(str, parts))
    return Symbol(text) if node.symbol else text


def _interpolated(value: Value, node: syntax.Node) -> tuple[str | Unknown, ...]:
    """What `#{…}` puts into a string."""
    match value:
        case PartialText():
            return value.parts
        case Unknown():
            return (value,)
        case Closure() | Code() | RubyObject() | Range() | tuple() | dict():
            return (Unknown(node.place.text),)
    return (ruby_string(value),)


def _array(interpreter: "Interpreter", node: syntax.Array, scope: Scope) -> Value:
    items = interpreter.arguments(node.items, scope)
    return Unknown(node.place.text) if items is None else tuple(items)


def _hash(interpreter: "Interpreter", node: syntax.Hash, scope: Scope) -> Value:
    pairs = interpreter.pairs(node.pairs, scope)
    return Unknown(node.place.text) if "**" in pairs else pairs


def _range(interpreter: "Interpreter", node: syntax.RangeLiteral, scope: Scope) -> Value:
    first = None if node.first is None else interpreter.value(node.first, scope)
    last = None if node.last is None else interpreter.value(node.last, scope)
    if isinstance(first, Unknown) or isinstance(last, Unknown):
        return Unknown(node.place.text)
    return Range(first, last, node.exclusive)


def _lambda(_interpreter: "Interpreter", node: syntax.Lambda, scope: Scope) -> Value:
    return Closure(node.block, scope)


def _constant(interpreter: "Interpreter", node: syntax.Constant, _scope: Scope) -> Value:
    return interpreter.constant(node.name, node.place)


def _variable(interpreter: "Interpreter", node: syntax.Variable, scope: Scope) -> Value:
    """A variable; a bare name that is none is a call."""
    if node.name.startswith(("@", "$")):
        return interpreter.instance_variables.names.get(node.name, Unknown(node.name))
    holder = scope.find(node.name)
    if holder is not None:
        return holder.names[node.name]
    bare = syntax.Call(node.place, None, node.name, (), None, node.place)
    return call(interpreter, bare, scope)


def _unknown(_interpreter: "Interpreter", node: syntax.Node, _scope: Scope) -> Value:
    """Syntax that is no value by itself, or none that can be known."""
    return Unknown(node.place.text)


def _definition(_interpreter: "Interpreter", _node: syntax.Node, _scope: Scope) -> Value:
    """A method or class inside of code: nothing happens by defining it."""
    return None


def _opaque(interpreter: "Interpreter", node: syntax.Opaque, scope: Scope) -> Value:
    for child in node.children:
        interpreter.value(child, scope)
    return Unknown(node.place.text)


HANDLERS: "Mapping[type[syntax.Node], Handler]" = {
    syntax.Literal: _literal,
    syntax.Template: _template,
    syntax.Array: _array,
    syntax.Hash: _hash,
    syntax.RangeLiteral: _range,
    syntax.Lambda: _lambda,
    syntax.Constant: _constant,
    syntax.Variable: _variable,
    syntax.Opaque: _opaque,
    **dict.fromkeys(
        (syntax.Method, syntax.Class, syntax.Module, syntax.SingletonClass), _definition
    ),
    **dict.fromkeys(
        (
            syntax.Self,
            syntax.Splat,
            syntax.DoubleSplat,
            syntax.BlockPass,
            syntax.Pair,
            syntax.Targets,
        ),
        _unknown,
    ),
}
