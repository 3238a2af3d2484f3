"""Enums as Ruby code, ready to paste."""

import re

from wishare_lint.rails.enum import Enum, Mapped
from wishare_lint.ruby.values import symbol, to_source

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
    """The call of `enum` with other labels, in the syntax and with the options that it has."""
    start = (
        f"enum {enum.attribute}: " if enum.keyword_syntax else f"enum {symbol(enum.attribute)}, "
    )
    underscore = "_" if enum.keyword_syntax else ""
    options = "".join(
        f", {underscore}{name}: {to_source(value)}" for name, value in enum.options.values.items()
    )
    return start + enum_hash(mapped, _WIDTH - len(start) - len(options)) + options


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
