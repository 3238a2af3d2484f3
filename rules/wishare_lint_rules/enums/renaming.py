"""How a label gets another name while others still use the old one, as code to paste."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wishare_lint import (
    Enum,
    EnumChange,
    LabelChange,
    enum_clashes,
    enum_declaration,
    symbol,
)
from wishare_lint_rules.enums.recipes import declared

_SHOWN = 3
"""How many labels are written out."""


def loadable(enum: Enum, version: tuple[int, int] | None) -> Enum:
    """The enum, with a prefix if Rails refuses one of its labels."""
    if next(enum_clashes(enum, version), None) is None:
        return enum
    return replace(enum, options=enum.options.merged(prefix=True))


def keep_old_names(change: EnumChange, after: Enum, renamed: Sequence[LabelChange]) -> str:
    """The renamed labels, and methods that answer to the old names."""
    lines = [declared(after), ""]
    for one in renamed[:_SHOWN]:
        lines.append(f"# until nothing says `{one.was}` any more:")
        lines += _aliases(
            change.before.method_name(str(one.was)), after.method_name(one.label), after
        )
    if len(renamed) > _SHOWN:
        lines.append(f"# … and so for {len(renamed) - _SHOWN} more")
    lines += ("", "# or, if it means something else, beside the old one:")
    lines.append(enum_declaration(after, change.stable))
    return "\n".join(lines)


def _aliases(old: str, new: str, after: Enum) -> Iterator[str]:
    if after.options.get("scopes") is not False:
        yield f"scope {symbol(old)}, -> {{ {new} }}"
    if after.options.get("instance_methods") is not False:
        yield from (f"alias_method {symbol(old)}{end}, {symbol(new)}{end}" for end in "?!")
