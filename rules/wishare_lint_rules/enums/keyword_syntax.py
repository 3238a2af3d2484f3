"""The keyword syntax of `enum`, and its options behind an attribute that is named first."""

from collections.abc import Iterable
from dataclasses import replace

from wishare_lint import RailsEnum, listed
from wishare_lint_rules.enums.recipes import declared

_NAMES = frozenset({"_prefix", "_suffix", "_scopes", "_default", "_instance_methods"})


def underscored(enum: RailsEnum) -> tuple[str, ...]:
    """The options that begin with an underscore in `enum :status, {…}, _prefix: true`."""
    return tuple(name for name in enum.options.values if name in _NAMES)


def old_options(enum: RailsEnum, *, raises: bool) -> str:
    """What Rails does with them; it `raises` from 7.2 on."""
    refused = f"refuses to load `{enum.class_name}`, so the app does not boot"
    does = f"Rails {refused}" if raises else f"up to Rails 7.1 it does nothing, and 7.2 {refused}"
    names = listed(underscored(enum))
    return f"{names} of `{enum.name}` is an option of `enum {enum.attribute}: …` only: {does}"


def without_underscore(enum: RailsEnum) -> str:
    """The call with the options as this syntax has them."""
    options = {name.removeprefix("_"): value for name, value in enum.options.values.items()}
    return declared(replace(enum, options=replace(enum.options, values=options)))


def positional_declarations(enums: Iterable[RailsEnum]) -> str:
    """What one call of the keyword syntax declares, with a call for each attribute."""
    known = (enum for enum in enums if enum.labels)
    return "\n".join(declared(replace(enum, keyword_syntax=False)) for enum in known)
