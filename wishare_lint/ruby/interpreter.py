"""An abstract interpreter of Ruby: follows what is literal, and says `Unknown` of the rest.

Nothing is executed. Loops over known values are unrolled, known conditions decided, methods of the
same class entered; under an unknown condition both branches are followed, with the condition kept
in `conditions`. What the calls mean is for subclasses to say, in `answer` and `resolve_constant`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

from wishare_lint.ruby import (
    assignments,
    calls,
    control_flow,
    expressions,
    super_calls,
    syntax,
)
from wishare_lint.ruby.methods import UnansweredError, call_method
from wishare_lint.ruby.parameters import bind
from wishare_lint.ruby.scope import Closure, Invocation, Jump, MethodBlock, Raised, Scope
from wishare_lint.ruby.source import Place
from wishare_lint.ruby.values import ConstantReference, Range, Unknown, Value, as_key

__all__ = ["Closure", "Interpreter", "Invocation", "MethodBlock", "Raised", "Scope"]

MAXIMUM_STEPS = 100_000
MAXIMUM_DEPTH = 60

Handler: TypeAlias = Callable[["Interpreter", Any, Scope], Value]
"""Gives one kind of node its value."""


class Interpreter:
    """Follows statements and expressions.

    `methods` are the methods that a call on self may enter, `overridden` those that `super` enters
    from each of them, `constants` the expressions that
    constants stand for. `unreadable` collects what had to be left out, with the reason.
    """

    def __init__(
        self,
        methods: Mapping[str, syntax.Method] | None = None,
        constants: Mapping[str, syntax.Node] | None = None,
    ) -> None:
        self.methods = methods or {}
        self.constants = constants or {}
        self.overridden: Mapping[syntax.Method, syntax.Method] = {}
        self.conditions: tuple[str, ...] = ()
        self.unreadable: list[tuple[Place, str]] = []
        self.instance_variables = Scope()
        self._constant_values: dict[str, Value] = {}
        self._depth = 0
        self._steps = 0

    # What a subclass gives a meaning to

    def answer(self, invocation: Invocation) -> Value:
        """The value of a call that neither the class nor Ruby itself answers."""
        return invocation.unknown

    def resolve_constant(self, name: str) -> Value:
        """The value of a constant that is not assigned in sight."""
        return ConstantReference(name)

    def enter(self, method: syntax.Method, invocation: Invocation) -> Value:
        """What a call on self returns that a method in sight answers."""
        return self.call_method(
            method, invocation.positional, invocation.keywords, invocation.block
        )

    def leave_out(self, place: Place, reason: str) -> None:
        """Notes what could not be read."""
        self.unreadable.append((place, reason))

    # Statements and expressions

    def run(self, body: Sequence[syntax.Node], scope: Scope) -> Value:
        """Follows statements in order; the value is that of the last one."""
        value: Value = None
        for node in body:
            value = self.value(node, scope)
        return value

    def value(self, node: syntax.Node, scope: Scope) -> Value:
        """The value of an expression; `Unknown` where it takes a running program to tell."""
        self._steps += 1
        if self._depth >= MAXIMUM_DEPTH or self._steps >= MAXIMUM_STEPS:
            return self._give_up(node)
        self._depth += 1
        try:
            return _HANDLERS[type(node)](self, node, scope)
        finally:
            self._depth -= 1

    def _give_up(self, node: syntax.Node) -> Value:
        reason = "too many steps" if self._steps >= MAXIMUM_STEPS else "nested too deeply"
        if not any(known == reason for _, known in self.unreadable):
            self.leave_out(node.place, reason)
        return Unknown(node.place.text)

    def arguments(self, nodes: syntax.Body, scope: Scope) -> list[Value] | None:
        """The values with splats spread out; None when a splat's length is not known."""
        values: list[Value] = []
        for node in nodes:
            if not isinstance(node, syntax.Splat):
                values.append(self.value(node, scope))
                continue
            spread = self.value(node.value, scope)
            listed = spread.items() if isinstance(spread, Range) else spread
            if isinstance(spread, Unknown) or listed is None:
                return None
            values.extend(listed if isinstance(listed, tuple) else (listed,))
        return values

    def pairs(self, nodes: syntax.Body, scope: Scope) -> dict[Value, Value]:
        """The pairs among the nodes; an unknown `**splat` stands under the key `**`."""
        pairs: dict[Value, Value] = {}
        for node in nodes:
            if isinstance(node, syntax.Pair):
                pairs[as_key(self.value(node.key, scope))] = self.value(node.value, scope)
            elif isinstance(node, syntax.DoubleSplat):
                spread = self.value(node.value, scope)
                pairs |= spread if isinstance(spread, dict) else {"**": Unknown(node.place.text)}
        return pairs

    def constant(self, name: str, place: Place) -> Value:  # noqa: ARG002  # others ask where it is
        """The value of a constant that stands at a place, worked out when it is first asked for."""
        if name in self._constant_values:
            return self._constant_values[name]
        expression = self.constants.get(name)
        if expression is None:
            return self.resolve_constant(name)
        self._constant_values[name] = Unknown(name)
        self._constant_values[name] = self.value(expression, Scope())
        return self._constant_values[name]

    @contextmanager
    def under(self, *conditions: str) -> Iterator[None]:
        """While this lasts, everything happens only if the conditions hold too."""
        before = self.conditions
        self.conditions = (*before, *conditions)
        try:
            yield
        finally:
            self.conditions = before

    # Methods and blocks

    def call_method(
        self,
        method: syntax.Method,
        positional: Sequence[Value] = (),
        keywords: Mapping[Value, Value] | None = None,
        block: Closure | MethodBlock | None = None,
    ) -> Value:
        """Enters a method; the value is what it returns."""
        scope = Scope(block=block, method=method)
        bind(self, method.parameters, tuple(positional), keywords or {}, scope)
        for parameter in method.parameters:
            if parameter.kind == "block":
                scope.names[parameter.name] = block
        return self._frame(method.body, scope, "return")

    def yield_to(self, block: Closure | MethodBlock, *arguments: Value) -> Value:
        """Calls a block with the arguments; one array is spread over several parameters."""
        if isinstance(block, MethodBlock):
            return self._call_on(arguments[0] if arguments else None, block)
        parameters, values = block.block.parameters, arguments
        match arguments:
            case (tuple() as spread,) if len([p for p in parameters if p.kind != "block"]) > 1:
                values = spread
        scope = Scope(block.scope)
        bind(self, parameters, values, {}, scope)
        if not parameters:
            scope.names.update({f"_{i}": value for i, value in enumerate(values, 1)})
            scope.names["it"] = values[0] if values else None
        return self._frame(block.block.body, scope, "next")

    def yield_later(self, block: Closure | MethodBlock, *arguments: Value) -> Value:
        """Calls a block after the method around it has returned: a jump only leaves the block."""
        try:
            return self.yield_to(block, *arguments)
        except Jump as jump:
            return jump.value

    def follow_once(self, invocation: Invocation, *arguments: Value) -> Value:
        """Follows the block of a call a single time, as one of an unknown number of rounds."""
        if invocation.block is not None:
            self.yield_to(invocation.block, *arguments)
        return invocation.unknown

    def _frame(self, body: Sequence[syntax.Node], scope: Scope, kind: str) -> Value:
        conditions = self.conditions
        try:
            return self.run(body, scope)
        except Jump as jump:
            if jump.kind != kind:
                raise
            return jump.value
        finally:
            self.conditions = conditions

    def _call_on(self, receiver: Value, block: MethodBlock) -> Value:
        try:
            return call_method(receiver, block.method, (), None)
        except UnansweredError:
            return self.answer(Invocation(block.call, receiver, False, block.method))


_HANDLERS: Mapping[type[syntax.Node], Handler] = {
    **expressions.HANDLERS,
    **calls.HANDLERS,
    **super_calls.HANDLERS,
    **assignments.HANDLERS,
    **control_flow.HANDLERS,
}
