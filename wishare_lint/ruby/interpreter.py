"""An abstract interpreter of Ruby: follows what is literal, and says `Unknown` of the rest.

Nothing is executed. Loops over known values are unrolled, known conditions decided, methods of the
same class entered; under an unknown condition both branches are followed, with the condition kept
in `conditions`. What the calls mean is for subclasses to say, in `answer` and `resolve_constant`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeAlias

from wishare_lint.ruby import syntax
from wishare_lint.ruby.core.values import equal, ruby_string, truthy
from wishare_lint.ruby.methods import UnansweredError, call_method
from wishare_lint.ruby.source import Place
from wishare_lint.ruby.values import (
    Code,
    ConstantReference,
    Range,
    RubyObject,
    Symbol,
    Unknown,
    Value,
)

MAXIMUM_STEPS = 100_000
MAXIMUM_DEPTH = 60


class Scope:
    """Local variables; a block sees, and may set, those of the scope around it."""

    __slots__ = ("block", "names", "outer")

    def __init__(self, outer: "Scope | None" = None, block: "Closure | None" = None) -> None:
        self.names: dict[str, Value] = {}
        self.outer = outer
        self.block: Closure | None = outer.block if outer and block is None else block

    def find(self, name: str) -> "Scope | None":
        """The scope that holds the variable."""
        scope: Scope | None = self
        while scope is not None and name not in scope.names:
            scope = scope.outer
        return scope

    def assign(self, name: str, value: Value) -> None:
        (self.find(name) or self).names[name] = value


@dataclass(frozen=True, eq=False)
class Closure(RubyObject):
    """A block, lambda or proc together with the variables around it; or `&:name`."""

    block: syntax.Block
    scope: Scope

    @property
    def source(self) -> str:
        return self.block.place.text

    def __str__(self) -> str:
        return self.source


@dataclass(frozen=True, eq=False)
class MethodBlock(RubyObject):
    """`&:name`: a block that calls the method on its argument."""

    method: str
    place: Place


@dataclass(frozen=True, eq=False)
class Invocation:
    """A call with its arguments evaluated. `receiver` is None for a call on self.

    `keywords` holds `key => value` arguments; an unknown `**splat` stands under the key `**`.
    """

    node: syntax.Call
    receiver: Value
    on_self: bool
    method: str
    positional: tuple[Value, ...] = ()
    keywords: Mapping[Value, Value] = field(default_factory=dict)
    block: Closure | MethodBlock | None = None

    @property
    def place(self) -> Place:
        return self.node.place

    @property
    def unknown(self) -> Unknown:
        return Unknown(self.node.place.text)


class _Jump(Exception):
    def __init__(self, kind: str, value: Value) -> None:
        self.kind = kind
        self.value = value


class Raised(Exception):
    """The Ruby code raises; `name` is the exception's class as written."""

    def __init__(self, name: str, place: Place) -> None:
        self.name = name
        self.place = place


class Interpreter:
    """Follows statements and expressions.

    `methods` are the methods that a call on self may enter, `constants` the expressions that
    constants stand for. `unreadable` collects what had to be left out, with the reason.
    """

    def __init__(
        self,
        methods: Mapping[str, syntax.Method] | None = None,
        constants: Mapping[str, syntax.Node] | None = None,
    ) -> None:
        self.methods = methods or {}
        self.constants = constants or {}
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

    # Statements

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
            handler: _Handler = _VALUES[type(node)]
            return handler(self, node, scope)
        finally:
            self._depth -= 1

    def _give_up(self, node: syntax.Node) -> Value:
        reason = "too many steps" if self._steps >= MAXIMUM_STEPS else "nested too deeply"
        if not any(known == reason for _, known in self.unreadable):
            self.unreadable.append((node.place, reason))
        return Unknown(node.place.text)

    def call_method(
        self,
        method: syntax.Method,
        positional: Sequence[Value] = (),
        keywords: Mapping[Value, Value] | None = None,
        block: Closure | MethodBlock | None = None,
    ) -> Value:
        """Enters a method; the value is what it returns."""
        scope = Scope(block=block if isinstance(block, Closure) else None)
        self._bind(method.parameters, tuple(positional), keywords or {}, scope)
        for parameter in method.parameters:
            if parameter.kind == "block":
                scope.names[parameter.name] = block
        return self._frame(method.body, scope, "return")

    def yield_to(self, block: Closure | MethodBlock, *arguments: Value) -> Value:
        """Calls a block with the arguments; one array is spread over several parameters."""
        if isinstance(block, MethodBlock):
            return self._call_by_name(arguments[0] if arguments else None, block)
        parameters, values = block.block.parameters, arguments
        spread = len(values) == 1 and isinstance(values[0], tuple)
        if spread and len([p for p in parameters if p.kind != "block"]) > 1:
            values = values[0]  # type: ignore[assignment]
        scope = Scope(block.scope)
        self._bind(parameters, values, {}, scope)
        if not parameters:
            scope.names.update({f"_{i}": value for i, value in enumerate(values, 1)})
            scope.names["it"] = values[0] if values else None
        return self._frame(block.block.body, scope, "next")

    def _frame(self, body: Sequence[syntax.Node], scope: Scope, kind: str) -> Value:
        conditions = self.conditions
        try:
            return self.run(body, scope)
        except _Jump as jump:
            if jump.kind != kind:
                raise
            return jump.value
        finally:
            self.conditions = conditions

    def _bind(
        self,
        parameters: Sequence[syntax.Parameter],
        positional: tuple[Value, ...],
        keywords: Mapping[Value, Value],
        scope: Scope,
    ) -> None:
        kinds = [parameter.kind for parameter in parameters]
        if keywords and "keyword" not in kinds and "double_splat" not in kinds:
            positional, keywords = (*positional, dict(keywords)), {}
        values = list(positional)
        after_splat = kinds[kinds.index("splat") + 1 :].count("required") if "splat" in kinds else 0
        named = {p.name for p in parameters if p.kind == "keyword"}
        for parameter in parameters:
            match parameter.kind:
                case "splat":
                    count = len(values) - after_splat
                    scope.names[parameter.name] = tuple(values[:count])
                    values = values[count:]
                case "keyword":
                    scope.names[parameter.name] = self._keyword(parameter, keywords, scope)
                case "double_splat":
                    rest = {key: value for key, value in keywords.items() if key not in named}
                    scope.names[parameter.name] = rest
                case "destructured":
                    inner = values.pop(0) if values else None
                    spread = inner if isinstance(inner, tuple) else (inner,)
                    self._bind(parameter.parts, spread, {}, scope)
                case "required" | "optional":
                    scope.names[parameter.name] = (
                        values.pop(0) if values else self._default(parameter, scope)
                    )

    def _keyword(
        self, parameter: syntax.Parameter, keywords: Mapping[Value, Value], scope: Scope
    ) -> Value:
        if parameter.name in keywords:
            return keywords[parameter.name]
        return keywords["**"] if "**" in keywords else self._default(parameter, scope)

    def _default(self, parameter: syntax.Parameter, scope: Scope) -> Value:
        return None if parameter.default is None else self.value(parameter.default, scope)

    # Literals

    def _literal(self, node: syntax.Literal, scope: Scope) -> Value:
        return node.value

    def _template(self, node: syntax.Template, scope: Scope) -> Value:
        texts: list[str] = []
        for part in node.parts:
            value = part if isinstance(part, str) else self.value(part, scope)
            if isinstance(value, Unknown | Closure | Code | RubyObject | Range | tuple | dict):
                return Unknown(node.place.text)
            texts.append(ruby_string(value))
        return Symbol("".join(texts)) if node.symbol else "".join(texts)

    def _array(self, node: syntax.Array, scope: Scope) -> Value:
        items = self._arguments(node.items, scope)
        return Unknown(node.place.text) if items is None else tuple(items)

    def _arguments(self, nodes: syntax.Body, scope: Scope) -> list[Value] | None:
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

    def _hash(self, node: syntax.Hash, scope: Scope) -> Value:
        pairs = self._pairs(node.pairs, scope)
        return Unknown(node.place.text) if "**" in pairs else pairs

    def _pairs(self, nodes: syntax.Body, scope: Scope) -> dict[Value, Value]:
        pairs: dict[Value, Value] = {}
        for node in nodes:
            if isinstance(node, syntax.Pair):
                pairs[_key(self.value(node.key, scope))] = self.value(node.value, scope)
            elif isinstance(node, syntax.DoubleSplat):
                spread = self.value(node.value, scope)
                pairs |= spread if isinstance(spread, dict) else {"**": Unknown(node.place.text)}
        return pairs

    def _range(self, node: syntax.RangeLiteral, scope: Scope) -> Value:
        first = None if node.first is None else self.value(node.first, scope)
        last = None if node.last is None else self.value(node.last, scope)
        if isinstance(first, Unknown) or isinstance(last, Unknown):
            return Unknown(node.place.text)
        return Range(first, last, node.exclusive)

    def _lambda(self, node: syntax.Lambda, scope: Scope) -> Value:
        return Closure(node.block, scope)

    # Names

    def _constant(self, node: syntax.Constant, scope: Scope) -> Value:
        if node.name in self._constant_values:
            return self._constant_values[node.name]
        expression = self.constants.get(node.name)
        if expression is None:
            return self.resolve_constant(node.name)
        self._constant_values[node.name] = Unknown(node.name)
        self._constant_values[node.name] = self.value(expression, Scope())
        return self._constant_values[node.name]

    def _variable(self, node: syntax.Variable, scope: Scope) -> Value:
        if node.name.startswith(("@", "$")):
            return self.instance_variables.names.get(node.name, Unknown(node.name))
        holder = scope.find(node.name)
        if holder is not None:
            return holder.names[node.name]
        call = syntax.Call(node.place, None, node.name, (), None, node.place)
        return self._call(call, scope)

    def _self(self, node: syntax.Self, scope: Scope) -> Value:
        return Unknown("self")

    # Calls

    def _call(self, node: syntax.Call, scope: Scope) -> Value:
        invocation = self._invocation(node, scope)
        if invocation.method in _SENDERS and invocation.positional:
            invocation = _unwrapped(invocation)
        if invocation.on_self:
            return self._call_self(invocation, scope)
        return self._call_receiver(invocation)

    def _invocation(self, node: syntax.Call, scope: Scope) -> Invocation:
        on_self = node.receiver is None or isinstance(node.receiver, syntax.Self)
        receiver = None if node.receiver is None else self.value(node.receiver, scope)
        plain = tuple(a for a in node.arguments if not isinstance(a, _KEYWORD_NODES))
        values = self._arguments(plain, scope)
        if values is None:
            values = [Unknown(f"*{node.place.text}")]
        return Invocation(
            node,
            receiver,
            on_self,
            node.method,
            tuple(values),
            self._pairs(node.arguments, scope),
            self._passed_block(node, scope),
        )

    def _passed_block(self, node: syntax.Call, scope: Scope) -> Closure | MethodBlock | None:
        if node.block is not None:
            return Closure(node.block, scope)
        for argument in node.arguments:
            if isinstance(argument, syntax.BlockPass):
                value = scope.block if argument.value is None else self.value(argument.value, scope)
                if isinstance(value, Symbol):
                    return MethodBlock(value, argument.place)
                return value if isinstance(value, Closure | MethodBlock) else None
        return None

    def _call_self(self, invocation: Invocation, scope: Scope) -> Value:
        method = self.methods.get(invocation.method)
        if method is not None:
            return self.call_method(
                method, invocation.positional, invocation.keywords, invocation.block
            )
        match invocation.method:
            case "block_given?":
                return scope.block is not None
            case "lambda" | "proc" if isinstance(invocation.block, Closure):
                return invocation.block
            case "raise" | "fail":
                raise Raised(_exception(invocation), invocation.place)
        return self.answer(invocation)

    def _call_receiver(self, invocation: Invocation) -> Value:
        receiver, name = invocation.receiver, invocation.method
        if isinstance(receiver, Closure) and name in ("call", "()", "[]", "yield", "==="):
            return self.yield_to(receiver, *invocation.positional)
        yielder = None if invocation.block is None else partial(self.yield_to, invocation.block)
        arguments = invocation.positional
        if invocation.keywords:
            arguments = (*arguments, dict(invocation.keywords))
        try:
            return call_method(receiver, name, arguments, yielder)
        except UnansweredError:
            return self.answer(invocation)

    def _call_by_name(self, receiver: Value, block: MethodBlock) -> Value:
        node = syntax.Call(block.place, None, block.method, (), None, block.place)
        return self._call_receiver(Invocation(node, receiver, False, block.method))

    def follow_once(self, invocation: Invocation, *arguments: Value) -> Value:
        """Follows the block of a call a single time, as one of an unknown number of rounds."""
        if invocation.block is None:
            return invocation.unknown
        self.yield_to(invocation.block, *arguments)
        return invocation.unknown

    def _logical(self, node: syntax.Logical, scope: Scope) -> Value:
        left = self.value(node.left, scope)
        decided = truthy(left)
        if decided is None:
            with self.under(node.left.place.text if node.operator == "and" else f"!({node.left.place.text})"):
                right = self.value(node.right, scope)
            known = truthy(right)
            absorbing = known is (node.operator == "or") and known is not None
            return right if absorbing and isinstance(right, bool) else Unknown(node.place.text)
        return self.value(node.right, scope) if decided is (node.operator == "and") else left

    def _yield(self, node: syntax.Yield, scope: Scope) -> Value:
        values = self._arguments(node.arguments, scope)
        if scope.block is None or values is None:
            return Unknown(node.place.text)
        return self.yield_to(scope.block, *values)

    # Assignments

    def _assignment(self, node: syntax.Assignment, scope: Scope) -> Value:
        value = self.value(node.value, scope)
        self._assign(node.target, value, scope)
        return value

    def _assign(self, target: syntax.Node, value: Value, scope: Scope) -> None:
        match target:
            case syntax.Variable(name=name):
                if name.startswith(("@", "$")):
                    self.instance_variables.names[name] = value
                else:
                    scope.assign(name, value)
            case syntax.Targets(items=items):
                self._spread(items, value, scope)
            case syntax.Call(receiver=syntax.Node() as owner):
                self._assign_into(owner, target, value, scope)

    def _assign_into(
        self, owner: syntax.Node, target: syntax.Call, value: Value, scope: Scope
    ) -> None:
        """`x[key] = value` on a known hash; a writer (`x.name = value`) is a call."""
        receiver = self.value(owner, scope)
        keys = self._arguments(target.arguments, scope)
        if target.method == "[]" and isinstance(receiver, dict) and keys and len(keys) == 1:
            receiver[_key(keys[0])] = value
            return
        on_self = isinstance(owner, syntax.Self)
        name = "[]=" if target.method == "[]" else f"{target.method}="
        self.answer(Invocation(target, receiver, on_self, name, (value,)))

    def _spread(self, items: syntax.Body, value: Value, scope: Scope) -> None:
        known = value if isinstance(value, tuple) else None
        for position, item in enumerate(items):
            if isinstance(item, syntax.Splat):
                rest: Value = Unknown(str(value)) if known is None else known[position:]
                self._assign(item.value, rest, scope)
            elif known is None:
                self._assign(item, Unknown(item.place.text), scope)
            else:
                self._assign(item, known[position] if position < len(known) else None, scope)

    def _operator_assignment(self, node: syntax.OperatorAssignment, scope: Scope) -> Value:
        current = self._current(node.target, scope)
        if node.operator in ("||", "&&"):
            decided = truthy(current)
            keeps = decided is (node.operator == "||")
            value = current if keeps and decided is not None else self.value(node.value, scope)
        else:
            try:
                value = call_method(current, node.operator, (self.value(node.value, scope),), None)
            except UnansweredError:
                value = Unknown(node.place.text)
        self._assign(node.target, value, scope)
        return value

    def _current(self, target: syntax.Node, scope: Scope) -> Value:
        if isinstance(target, syntax.Variable) and not target.name.startswith(("@", "$")):
            holder = scope.find(target.name)
            return None if holder is None else holder.names[target.name]
        if isinstance(target, syntax.Variable):
            return self.instance_variables.names.get(target.name)
        return self.value(target, scope)

    # Control flow

    @contextmanager
    def under(self, condition: str) -> Iterator[None]:
        """While this lasts, everything happens only if `condition` holds."""
        before = self.conditions
        self.conditions = (*before, condition)
        try:
            yield
        finally:
            self.conditions = before

    def _if(self, node: syntax.If, scope: Scope) -> Value:
        decided = truthy(self.value(node.condition, scope))
        if decided is not None:
            return self.run(node.then if decided else node.otherwise, scope)
        text = _condition(node.condition)
        return self._branches([(text, node.then), (_negation(text), node.otherwise)], node, scope)

    def _branches(
        self, branches: list[tuple[str, syntax.Body]], node: syntax.Node, scope: Scope
    ) -> Value:
        """Follows every branch from the same start; variables that then differ become unknown."""
        visible = _chain(scope)
        before = [dict(level.names) for level in visible]
        ends: list[list[dict[str, Value]]] = []
        values: list[Value] = []
        left_under: list[str] = []
        for condition, body in branches:
            for level, names in zip(visible, before, strict=True):
                level.names = dict(names)
            try:
                with self.under(condition):
                    values.append(self.run(body, scope))
                ends.append([level.names for level in visible])
            except (_Jump, Raised):
                left_under.append(condition)
        for position, level in enumerate(visible):
            level.names = _merged([end[position] for end in ends]) if ends else before[position]
        self.conditions += tuple(map(_negation, left_under))
        same = values and all(equal(value, values[0]) for value in values)
        return values[0] if same and len(values) == len(branches) else Unknown(node.place.text)

    def _case(self, node: syntax.Case, scope: Scope) -> Value:
        subject = True if node.subject is None else self.value(node.subject, scope)
        undecided: list[tuple[str, syntax.Body]] = []
        for branch in node.branches:
            decided = self._matches(subject, branch, scope)
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
            return self.run(undecided[0][1], scope)
        return self._branches(undecided, node, scope)

    def _matches(self, subject: Value, branch: syntax.When, scope: Scope) -> bool | None:
        results = []
        for pattern in branch.patterns:
            value = self.value(pattern, scope)
            plain = isinstance(value, None | bool | int | float | str)
            known = plain and isinstance(subject, None | bool | int | float | str)
            results.append(equal(subject, value) if known else None)
        if True in results:
            return True
        return None if None in results else False

    def _loop(self, node: syntax.Loop, scope: Scope) -> Value:
        return self._branches(
            [(node.condition.place.text, node.body), ("the loop ends", ())], node, scope
        )

    def _for(self, node: syntax.For, scope: Scope) -> Value:
        items = self.value(node.items, scope)
        listed = items.items() if isinstance(items, Range) else items
        for item in listed if isinstance(listed, tuple) else (Unknown(node.target.place.text),):
            self._assign(node.target, item, scope)
            self.run(node.body, scope)
        return items

    def _begin(self, node: syntax.Begin, scope: Scope) -> Value:
        try:
            value = self.run(node.body, scope)
        except Raised:
            if not node.rescues:
                raise
            value = None
        for rescue in node.rescues:
            if rescue.variable is not None:
                scope.assign(rescue.variable, Unknown(rescue.variable))
            self._branches([("an error is rescued", rescue.body), ("no error", ())], node, scope)
        self.run(node.ensure, scope)
        return value

    def _statements(self, node: syntax.Statements, scope: Scope) -> Value:
        return self.run(node.body, scope)

    def _jump(self, node: syntax.Jump, scope: Scope) -> Value:
        raise _Jump(node.kind, None if node.value is None else self.value(node.value, scope))

    def _definition(self, node: syntax.Node, scope: Scope) -> Value:
        return None

    def _opaque(self, node: syntax.Opaque, scope: Scope) -> Value:
        for child in node.children:
            self.value(child, scope)
        return Unknown(node.place.text)

    def _unused(self, node: syntax.Node, scope: Scope) -> Value:
        return Unknown(node.place.text)


_Handler: TypeAlias = Callable[[Interpreter, Any, Scope], Value]

_KEYWORD_NODES = (syntax.Pair, syntax.DoubleSplat, syntax.BlockPass)
_SENDERS = ("send", "public_send", "__send__")

_VALUES: Mapping[type[syntax.Node], _Handler] = {
    syntax.Literal: Interpreter._literal,
    syntax.Template: Interpreter._template,
    syntax.Array: Interpreter._array,
    syntax.Hash: Interpreter._hash,
    syntax.RangeLiteral: Interpreter._range,
    syntax.Lambda: Interpreter._lambda,
    syntax.Constant: Interpreter._constant,
    syntax.Variable: Interpreter._variable,
    syntax.Self: Interpreter._self,
    syntax.Call: Interpreter._call,
    syntax.Logical: Interpreter._logical,
    syntax.Yield: Interpreter._yield,
    syntax.Assignment: Interpreter._assignment,
    syntax.OperatorAssignment: Interpreter._operator_assignment,
    syntax.If: Interpreter._if,
    syntax.Case: Interpreter._case,
    syntax.Loop: Interpreter._loop,
    syntax.For: Interpreter._for,
    syntax.Begin: Interpreter._begin,
    syntax.Statements: Interpreter._statements,
    syntax.Jump: Interpreter._jump,
    syntax.Method: Interpreter._definition,
    syntax.Class: Interpreter._definition,
    syntax.Module: Interpreter._definition,
    syntax.SingletonClass: Interpreter._definition,
    syntax.Opaque: Interpreter._opaque,
    syntax.Splat: Interpreter._unused,
    syntax.DoubleSplat: Interpreter._unused,
    syntax.BlockPass: Interpreter._unused,
    syntax.Pair: Interpreter._unused,
    syntax.Targets: Interpreter._unused,
}


def _key(value: Value) -> Value:
    return Unknown(str(value)) if isinstance(value, dict | RubyObject) else value


def _exception(invocation: Invocation) -> str:
    return str(invocation.positional[0]) if invocation.positional else "RuntimeError"


def _unwrapped(invocation: Invocation) -> Invocation:
    """`send(:name, …)` as the call that it makes."""
    name, *rest = invocation.positional
    if not isinstance(name, str):
        return invocation
    return Invocation(
        invocation.node,
        invocation.receiver,
        invocation.on_self,
        str(name),
        tuple(rest),
        invocation.keywords,
        invocation.block,
    )


def _condition(node: syntax.Node) -> str:
    if isinstance(node, syntax.Call) and node.method == "!" and node.receiver is not None:
        return _negation(node.receiver.place.text)
    return node.place.text


def _negation(text: str) -> str:
    return text.removeprefix("not ") if text.startswith("not ") else f"not {text}"


def _chain(scope: Scope) -> list[Scope]:
    levels: list[Scope] = []
    current: Scope | None = scope
    while current is not None:
        levels.append(current)
        current = current.outer
    return levels


def _merged(ends: list[dict[str, Value]]) -> dict[str, Value]:
    first, *others = ends
    names = dict.fromkeys(name for end in ends for name in end)
    return {
        name: first.get(name)
        if all(name in end and equal(end[name], first.get(name)) for end in others)
        else Unknown(name)
        for name in names
    }
