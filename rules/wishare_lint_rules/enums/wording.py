"""Names and values as the rules about enums say them."""

from collections.abc import Iterable, Sequence

from wishare_lint import EnumChange, Meaning, Value, listed, to_source

_SHOWN = 4
"""How many labels, values or classes a sentence names before it counts the rest."""


def where(change: EnumChange) -> str:
    """The enum by name; one in a concern with the classes that have it."""
    classes = [reader.class_name for reader in change.readers]
    return f"`{change.name}`" + (f" (in {several(classes)})" if len(classes) > 1 else "")


def several(names: Sequence[object]) -> str:
    """Names in backticks, of many only the first."""
    if len(names) <= _SHOWN:
        return listed(names)
    shown = ", ".join(f"`{name}`" for name in names[: _SHOWN - 1])
    return f"{shown} and {len(names) - _SHOWN + 1} more"


def values(stored: Iterable[Value]) -> str:
    """Stored values as Ruby writes them: `1, 2 and 3`; where none is known, `value`."""
    sources = [to_source(value) for value in stored] or ["value"]
    if len(sources) > _SHOWN:
        sources = [*sources[: _SHOWN - 1], f"{len(sources) - _SHOWN + 1} more"]
    *others, last = sources
    return f"{', '.join(others)} and {last}" if others else last


def readings(meanings: Sequence[Meaning]) -> str:
    """What rows say from now on: "rows that hold 1 read `review` instead of `live`"."""
    parts = [
        f"rows that hold {to_source(one.stored)} read {label(one.now)} instead of `{one.was}`"
        for one in meanings[:_SHOWN]
    ]
    more = len(meanings) - _SHOWN
    change = "value changes its meaning" if more == 1 else "values change their meaning"
    return ", ".join(parts) + (f", and {more} more {change}" if more > 0 else "")


def label(name: str | None) -> str:
    """A label as a reader sees it; without one, nil."""
    return "nil" if name is None else f"`{name}`"


def table(change: EnumChange) -> str:
    """What rows said and say, as a comment: one line for each stored value."""
    rows = [(to_source(one.stored), one.was, one.now or "nil") for one in change.meanings]
    rows.insert(0, ("stored", "was", "is"))
    widths = [max(len(row[column]) for row in rows) for column in range(2)]
    lines = (f"# {a:<{widths[0]}} | {b:<{widths[1]}} | {c}" for a, b, c in rows)
    return "\n".join(lines)
