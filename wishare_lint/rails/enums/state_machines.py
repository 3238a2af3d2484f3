"""State machines of gems, read as the mapping of a column: which states rows may hold.

Sources: AASM::Base and AASM::Persistence::Base; StateMachines::Machine with its parsing of
transitions; Statesman::Machine. A state is stored as its name, unless `value:` says otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from wishare_lint.rails.enums.call import stored
from wishare_lint.rails.enums.enum import Enum
from wishare_lint.rails.schema.options import Options
from wishare_lint.ruby.interpreter import Closure, Interpreter, Invocation
from wishare_lint.ruby.source import Place
from wishare_lint.ruby.values import Symbol, Unknown, Value

STATESMAN = "statesman"
"""What stands for the macro of the gem, which has none but `state`."""

_CONDITIONS = frozenset(
    {"if", "unless", "if_state", "unless_state", "if_all_states", "unless_all_states", "on"}
    | {"except_on", "do", "via", "if_any_state", "unless_any_state", "guard"}
)
"""Options of a transition that name no state (StateMachines::Branch)."""

_SIDES = frozenset({"from", "to", "except_from", "except_to"})
_TRANSITIONS = ("transition", "before_transition", "after_transition", "around_transition")
_MATCHERS = ("any", "all", "same")


@dataclass
class States:
    """The states of a machine as they turn up, each with its stored value.

    `unread` is the first expression that may name further ones.
    """

    values: dict[str, Value] = field(default_factory=dict)
    initial: str | None = None
    unread: Unknown | None = None

    def add(self, name: Value, value: Value = None) -> None:
        """A state; one that is named again keeps its value, unless it gets one now."""
        match name:
            case str():
                known = self.values.get(str(name), str(name))
                self.values[str(name)] = known if value is None else stored(value)
            case tuple():
                for one in name:
                    self.add(one, value)
            case None:
                pass
            case _:
                self.unread = self.unread or Unknown(str(name))


class MachineBody(Interpreter):
    """Follows the block of a machine; constants are those of the class around it."""

    def __init__(self, around: Interpreter, states: States) -> None:
        super().__init__(constants=around.constants)
        self._around = around
        self.states = states

    def constant(self, name: str, place: Place) -> Value:
        return self._around.constant(name, place)

    def follow(self, block: object) -> None:
        """Follows a block, if there is one."""
        if isinstance(block, Closure):
            self.yield_to(block)

    def _inside(self, invocation: Invocation) -> Value:
        """A loop over what is not known: its block may name states."""
        return self.follow_once(invocation, Unknown(str(invocation.receiver)))


class AasmBody(MachineBody):
    """`aasm do … end`: only `state` names states; the first one is the initial one."""

    def answer(self, invocation: Invocation) -> Value:
        if not invocation.on_self:
            return self._inside(invocation)
        match invocation.method:
            case "state" if invocation.positional:
                self._state(invocation)
            case "initial_state" if invocation.positional:
                self.states.initial = str(invocation.positional[0])
        return invocation.unknown

    def _state(self, invocation: Invocation) -> None:
        for name in invocation.positional:
            self.states.add(name)
            first = self.states.initial is None
            if isinstance(name, str) and (first or invocation.keywords.get("initial") is True):
                self.states.initial = str(name)


class StateMachineBody(MachineBody):
    """`state_machine do … end`: `state` names states, and each transition those that it joins."""

    def answer(self, invocation: Invocation) -> Value:
        if not invocation.on_self:
            return () if invocation.receiver == () else self._inside(invocation)
        match invocation.method:
            case "state" | "other_states":
                self.states.add(invocation.positional, invocation.keywords.get("value"))
            case "event" | "with_options":
                self.follow(invocation.block)
            case method if method in _TRANSITIONS:
                self._transition(invocation)
            case method if method in _MATCHERS:
                return ()
        return invocation.unknown

    def _transition(self, invocation: Invocation) -> None:
        """`transition %i[a b] => :c`, or `transition from: %i[a b], to: :c`."""
        unread = [one for one in invocation.positional if isinstance(one, Unknown)]
        self.states.add(tuple(unread))
        for key, value in invocation.keywords.items():
            if key == "**" or key in _SIDES:
                self.states.add(value)
            elif key not in _CONDITIONS:
                self.states.add(key)
                self.states.add(value)


def read_aasm(call: Invocation, around: Interpreter, enum: Enum) -> Enum:
    """`aasm`, `aasm :name, column: :status`; `enum` tells class and place."""
    body = AasmBody(around, States())
    body.follow(call.block)
    name = _name(call, "default")
    column = call.keywords.get("column", "aasm_state" if name == "default" else name)
    machine = _declared(enum, column, body.states, _prefix(_namespace(call, name)))
    if call.keywords.get("enum"):  # a Rails enum of the class maps the column
        return replace(machine, mapped=Unknown("enum: true"), form="unknown")
    return machine


def read_state_machine(call: Invocation, around: Interpreter, enum: Enum) -> Enum:
    """`state_machine`, `state_machine :status, initial: :draft`; `enum` tells class and place."""
    body = StateMachineBody(around, States())
    initial = call.keywords.get("initial")
    if isinstance(initial, str):
        body.states.initial = str(initial)
        body.states.add(initial)
    body.follow(call.block)
    column = call.keywords.get("attribute", _name(call, "state"))
    return _declared(enum, column, body.states, _prefix(call.keywords.get("namespace")))


def read_statesman(call: Invocation, _around: Interpreter, enum: Enum) -> Enum:
    """One `state :a` of a class that includes Statesman::Machine: rows of a table of transitions
    hold the states."""
    states = States()
    states.add(call.positional[0] if call.positional else None)
    if call.keywords.get("initial") is True:
        states.initial = next(iter(states.values), None)
    return _declared(replace(enum, macro=STATESMAN), "to_state", states, {})


def merged(first: Enum, second: Enum) -> Enum:
    """A machine that is opened again: it keeps its states and gets those of the second call."""
    if isinstance(first.mapped, Unknown) or isinstance(second.mapped, Unknown):
        return first if isinstance(first.mapped, Unknown) else second
    options = Options({**second.options.values, **first.options.values})
    new = {name: value for name, value in second.labels.items() if name not in first.labels}
    mapped = (*first.labels.items(), *new.items())
    return replace(first, mapped=mapped, form="hash", options=options)


def _declared(enum: Enum, column: Value, states: States, options: Mapping[str, Value]) -> Enum:
    initial = {} if states.initial is None else {"default": Symbol(states.initial)}
    known = isinstance(column, str) and states.unread is None
    mapped = tuple(states.values.items()) if known else states.unread or Unknown(str(column))
    return replace(
        enum,
        attribute=str(column),
        mapped=mapped,
        form="hash" if known else "unknown",
        options=Options({**options, **initial}),
    )


def _name(call: Invocation, default: str) -> Value:
    return call.positional[0] if call.positional else default


def _namespace(call: Invocation, name: Value) -> Value:
    namespace = call.keywords.get("namespace")
    return name if namespace is True else namespace


def _prefix(value: Value) -> dict[str, Value]:
    return {"prefix": value} if isinstance(value, str) else {}
