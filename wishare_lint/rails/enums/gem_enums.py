"""Enums that are declared by the macros of gems, not by ActiveRecord."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from wishare_lint.rails.enums.enum import Enum, RailsEnum
from wishare_lint.rails.enums.enumerize import read_enumerize
from wishare_lint.rails.enums.state_machines import (
    STATESMAN,
    merged,
    read_aasm,
    read_state_machine,
    read_statesman,
)
from wishare_lint.rails.schema.options import Options
from wishare_lint.ruby.interpreter import Interpreter, Invocation
from wishare_lint.ruby.source import Place

TRIGGERS = (b"enumerize", b"aasm", b"state_machine", b"Statesman::Machine")
"""A file without any of these words has no enum of a gem that is known here."""

_Reader: TypeAlias = Callable[[Invocation, Interpreter, Enum], Enum]

_READERS: Mapping[str, _Reader] = {
    "aasm": read_aasm,
    "enumerize": read_enumerize,
    "state_machine": read_state_machine,
}
_STATESMAN = "Statesman::Machine"
_MACHINES = ("aasm", "state_machine", STATESMAN)


def read_gem_enum(
    call: Invocation,
    around: Interpreter,
    includes: Sequence[str],
    class_name: str,
    place: Place,
) -> Enum | None:
    """What a call in a class body declares; None where it declares no enum.

    A macro of another gem that has `enum` in its name declares one that cannot be read.
    """
    enum = _unread(call, class_name, place, around.conditions)
    if call.method in _READERS:
        return _READERS[call.method](call, around, enum)
    if call.method == "state" and _STATESMAN in includes:
        return read_statesman(call, around, enum)
    named = call.positional and isinstance(call.positional[0], str)
    return enum if "enum" in call.method and named else None


def _unread(call: Invocation, class_name: str, place: Place, conditions: tuple[str, ...]) -> Enum:
    """The enum as far as the call alone tells."""
    return Enum(
        class_name=class_name,
        attribute=str(call.positional[0]) if call.positional else "",
        mapped=call.unknown,
        form="unknown",
        options=Options(),
        place=place,
        name_place=call.node.name_place,
        conditions=conditions,
        macro=call.method,
    )


def with_gem_enum(enums: Sequence[Enum], new: Enum) -> list[Enum]:
    """The enums of a class with one more; a machine that is opened again stays one."""
    if new.mapped == ():
        return list(enums)
    at = next((at for at, enum in enumerate(enums) if _is_reopened(enum, new)), None)
    if at is None:
        return [*enums, new]
    return [*enums[:at], merged(enums[at], new), *enums[at + 1 :]]


def overlaid(inherited: Enum | None, own: Enum) -> Enum:
    """What a class has of an attribute that its parent or a concern maps, too.

    A machine adds to that of the parent; an enum of Rails maps the column for any machine.
    """
    if inherited is None or inherited is own:
        return own
    if isinstance(inherited, RailsEnum) and not isinstance(own, RailsEnum):
        return inherited
    return merged(inherited, own) if _is_reopened(inherited, own) else own


def _is_reopened(first: Enum, second: Enum) -> bool:
    key = (first.macro, first.attribute)
    return first.macro in _MACHINES and key == (second.macro, second.attribute)
