"""Enums as Ruby code, ready to paste."""

import re
from collections.abc import Callable, Mapping

from wishare_lint.rails.enums.enum import Enum, Mapped, RailsEnum
from wishare_lint.ruby.values import Value, symbol, to_source

_WIDTH = 90
"""Columns that a hash may take before it is written over several lines."""

_KEYWORD_CALL = re.compile(r"(enum[ (]\s*)(?::(\w+)\s*=>|(\w+):)")
_KEYWORD_OPTION = re.compile(r"\b_(prefix|suffix|scopes|default|instance_methods):")


def enum_hash(mapped: Mapped, width: int = _WIDTH) -> str:
    """The labels as a hash: `{ draft: 0, live: 1 }`."""
    pairs = [f"{_label(label)} {to_source(value)}" for label, value in mapped]
    line = f"{{ {', '.join(pairs)} }}"
    if len(line) <= width:
        return line
    return "{\n" + "".join(f"  {pair},\n" for pair in pairs) + "}"


def enum_declaration(enum: Enum, mapped: Mapped) -> str:
    """The declaration with other labels, in the syntax and with the options that it has."""
    if not isinstance(enum, RailsEnum):
        return _GEMS.get(enum.macro, _enumerize)(enum, mapped)
    start = (
        f"enum {enum.attribute}: " if enum.keyword_syntax else f"enum {symbol(enum.attribute)}, "
    )
    underscore = "_" if enum.keyword_syntax else ""
    options = "".join(
        f", {underscore}{name}: {to_source(value)}" for name, value in enum.options.values.items()
    )
    return start + enum_hash(mapped, _WIDTH - len(start) - len(options)) + options


def _enumerize(enum: Enum, mapped: Mapped) -> str:
    values = f"%i[{' '.join(map(str, dict(mapped)))}]"
    if any(label != value for label, value in mapped):
        values = enum_hash(mapped)
    default = f", default: {symbol(str(enum.default))}" if enum.default else ""
    return f"enumerize {symbol(enum.attribute)}, in: {values}{default}"


def _aasm(enum: Enum, mapped: Mapped) -> str:
    column = "" if enum.attribute == "aasm_state" else f" column: {symbol(enum.attribute)}"
    return _block(f"aasm{column} do", _statesman(enum, mapped))


def _state_machine(enum: Enum, mapped: Mapped) -> str:
    initial = f", initial: {symbol(str(enum.default))}" if enum.default else ""
    states = "\n".join(f"state {symbol(name)}{_value(name, value)}" for name, value in mapped)
    return _block(f"state_machine {symbol(enum.attribute)}{initial} do", states)


def _statesman(enum: Enum, mapped: Mapped) -> str:
    marks = {str(enum.default): ", initial: true"} if enum.default else {}
    return "\n".join(f"state {symbol(name)}{marks.get(name, '')}" for name, _ in mapped)


def _value(name: str, value: Value) -> str:
    return "" if name == value else f", value: {to_source(value)}"


def _block(head: str, body: str) -> str:
    indented = body.replace("\n", "\n  ")
    return f"{head}\n  {indented}\n  # …\nend"


_GEMS: Mapping[str, Callable[[Enum, Mapped], str]] = {
    "aasm": _aasm,
    "state_machine": _state_machine,
    "statesman": _statesman,
}
"""How the macros of gems are written, without events and transitions."""


def _label(label: str) -> str:
    return f"{label}:" if label.isidentifier() else f"{to_source(label)}:"


def positional_call(call: str) -> str | None:
    """A call of `enum` in the syntax of Rails 7.0 and later, the labels as they are written.

    None where it declares no attribute first, as in the call of a macro.
    """
    start = _KEYWORD_CALL.match(call)
    name = start and (start[2] or start[3])
    if start is None or not name or name.startswith("_"):
        return None
    rest = _KEYWORD_OPTION.sub(lambda option: f"{option[1]}:", call[start.end() :])
    return f"{start[1]}:{name},{rest}"
