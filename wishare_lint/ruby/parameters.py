"""How the arguments of a call become the local variables of a method or block."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from wishare_lint.ruby import syntax
from wishare_lint.ruby.scope import Scope
from wishare_lint.ruby.values import Value

if TYPE_CHECKING:
    from wishare_lint.ruby.interpreter import Interpreter


def bind(
    interpreter: "Interpreter",
    parameters: Sequence[syntax.Parameter],
    positional: tuple[Value, ...],
    keywords: Mapping[Value, Value],
    scope: Scope,
) -> None:
    """Assigns the arguments to the parameters; what is missing gets its default, or nil."""
    kinds = [parameter.kind for parameter in parameters]
    if keywords and "keyword" not in kinds and "double_splat" not in kinds:
        positional, keywords = (*positional, dict(keywords)), {}
    values = list(positional)
    after_splat = kinds[kinds.index("splat") + 1 :].count("required") if "splat" in kinds else 0
    named = {parameter.name for parameter in parameters if parameter.kind == "keyword"}
    for parameter in parameters:
        match parameter.kind:
            case "splat":
                count = len(values) - after_splat
                scope.names[parameter.name] = tuple(values[:count])
                values = values[count:]
            case "keyword":
                scope.names[parameter.name] = _keyword(interpreter, parameter, keywords, scope)
            case "double_splat":
                rest = {key: value for key, value in keywords.items() if key not in named}
                scope.names[parameter.name] = rest
            case "destructured":
                inner = values.pop(0) if values else None
                spread = inner if isinstance(inner, tuple) else (inner,)
                bind(interpreter, parameter.parts, spread, {}, scope)
            case "required" | "optional":
                value = values.pop(0) if values else _default(interpreter, parameter, scope)
                scope.names[parameter.name] = value


def _keyword(
    interpreter: "Interpreter",
    parameter: syntax.Parameter,
    keywords: Mapping[Value, Value],
    scope: Scope,
) -> Value:
    if parameter.name in keywords:
        return keywords[parameter.name]
    return keywords["**"] if "**" in keywords else _default(interpreter, parameter, scope)


def _default(interpreter: "Interpreter", parameter: syntax.Parameter, scope: Scope) -> Value:
    return None if parameter.default is None else interpreter.value(parameter.default, scope)
