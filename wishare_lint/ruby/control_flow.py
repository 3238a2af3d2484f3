"""Branches, loops, rescues and jumps; where a condition is not known, every way is followed."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from wishare_lint.ruby import syntax
from wishare_lint.ruby.assignments import assign
from wishare_lint.ruby.core.values import equal, truthy
from wishare_lint.ruby.scope import Jump, Raised, Scope
from wishare_lint.ruby.values import Range, Unknown, Value

if TYPE_CHECKING:
    from wishare_lint.ruby.interpreter import Handler, Interpreter

_Branch: TypeAlias = tuple[str, syntax.Body]
"""What must be true, as written, and what is then done."""


def _if(interpreter: "Interpreter", node: syntax.If, scope: Scope) -> Value:
    decided = truthy(interpreter.value(node.condition, scope))
    if decided is not None:
        return interpreter.run(node.then if decided else node.otherwise, scope)
    text = _condition(node.condition)
    branches = [(text, node.then), (_negation(text), node.otherwise)]
    return _branches(interpreter, branches, node, scope)


def _condition(node: syntax.Node) -> str:
    if isinstance(node, syntax.Call) and node.method == "!" and node.receiver is not None:
        return _negation(node.receiver.place.text)
    return node.place.text


def _negation(text: str) -> str:
    return text.removeprefix("not ") if text.startswith("not ") else f"not {text}"


def _branches(
    interpreter: "Interpreter", branches: list[_Branch], node: syntax.Node, scope: Scope
) -> Value:
    """Follows every branch from the same start; variables that then differ become unknown.

    A branch that leaves the method leaves the rest of it under the other branches' condition.
    """
    visible = scope.chain
    before = [dict(level.names) for level in visible]
    ends: list[list[dict[str, Value]]] = []
    values: list[Value] = []
    left_under: list[str] = []
    for condition, body in branches:
        for level, names in zip(visible, before, strict=True):
            level.names = dict(names)
        try:
            with interpreter.under(condition):
                values.append(interpreter.run(body, scope))
            ends.append([level.names for level in visible])
        except (Jump, Raised):
            left_under.append(condition)
    for position, level in enumerate(visible):
        level.names = _merged([end[position] for end in ends]) if ends else before[position]
    interpreter.conditions += tuple(map(_negation, left_under))
    same = values and all(equal(value, values[0]) for value in values)
    return values[0] if same and len(values) == len(branches) else Unknown(node.place.text)


def _merged(ends: list[dict[str, Value]]) -> dict[str, Value]:
    first, *others = ends
    names = dict.fromkeys(name for end in ends for name in end)
    return {
        name: first.get(name)
        if all(name in end and equal(end[name], first.get(name)) for end in others)
        else Unknown(name)
        for name in names
    }


def _case(interpreter: "Interpreter", node: syntax.Case, scope: Scope) -> Value:
    subject = True if node.subject is None else interpreter.value(node.subject, scope)
    undecided: list[_Branch] = []
    for branch in node.branches:
        decided = _matches(interpreter, subject, branch, scope)
        if decided:
            undecided.append(("else", branch.body))
            break
        if decided is None:
            when = ", ".join(pattern.place.text for pattern in branch.patterns)
            text = when if node.subject is None else f"{node.subject.place.text} is {when}"
            undecided.append((text, branch.body))
    else:
        undecided.append(("else", node.otherwise))
    if len(undecided) == 1:
        return interpreter.run(undecided[0][1], scope)
    return _branches(interpreter, undecided, node, scope)


def _matches(
    interpreter: "Interpreter", subject: Value, branch: syntax.When, scope: Scope
) -> bool | None:
    results: list[bool | None] = []
    for pattern in branch.patterns:
        value = interpreter.value(pattern, scope)
        known = _is_plain(value) and _is_plain(subject)
        results.append(equal(subject, value) if known else None)
    if True in results:
        return True
    return None if None in results else False


def _is_plain(value: Value) -> bool:
    return isinstance(value, None | bool | int | float | str)


def _logical(interpreter: "Interpreter", node: syntax.Logical, scope: Scope) -> Value:
    left = interpreter.value(node.left, scope)
    decided = truthy(left)
    if decided is not None:
        goes_on = decided is (node.operator == "and")
        return interpreter.value(node.right, scope) if goes_on else left
    text = node.left.place.text
    with interpreter.under(text if node.operator == "and" else f"!({text})"):
        right = interpreter.value(node.right, scope)
    absorbing = truthy(right) is (node.operator == "or")
    return right if absorbing and isinstance(right, bool) else Unknown(node.place.text)


def _loop(interpreter: "Interpreter", node: syntax.Loop, scope: Scope) -> Value:
    branches: list[_Branch] = [(node.condition.place.text, node.body), ("the loop ends", ())]
    return _branches(interpreter, branches, node, scope)


def _for(interpreter: "Interpreter", node: syntax.For, scope: Scope) -> Value:
    items = interpreter.value(node.items, scope)
    listed = items.items() if isinstance(items, Range) else items
    for item in listed if isinstance(listed, tuple) else (Unknown(node.target.place.text),):
        assign(interpreter, node.target, item, scope)
        interpreter.run(node.body, scope)
    return items


def _begin(interpreter: "Interpreter", node: syntax.Begin, scope: Scope) -> Value:
    try:
        value = interpreter.run(node.body, scope)
    except Raised:
        if not node.rescues:
            raise
        value = None
    for rescue in node.rescues:
        if rescue.variable is not None:
            scope.assign(rescue.variable, Unknown(rescue.variable))
        branches: list[_Branch] = [("an error is rescued", rescue.body), ("no error", ())]
        _branches(interpreter, branches, node, scope)
    interpreter.run(node.ensure, scope)
    return value


def _statements(interpreter: "Interpreter", node: syntax.Statements, scope: Scope) -> Value:
    return interpreter.run(node.body, scope)


def _jump(interpreter: "Interpreter", node: syntax.Jump, scope: Scope) -> Value:
    raise Jump(node.kind, None if node.value is None else interpreter.value(node.value, scope))


HANDLERS: "Mapping[type[syntax.Node], Handler]" = {
    syntax.If: _if,
    syntax.Case: _case,
    syntax.Logical: _logical,
    syntax.Loop: _loop,
    syntax.For: _for,
    syntax.Begin: _begin,
    syntax.Statements: _statements,
    syntax.Jump: _jump,
}
