"""Small pieces of the sentences that findings are made of."""

from collections.abc import Iterable


def listed(names: Iterable[object]) -> str:
    """Names in backticks: "`a`", "`a` and `b`", "`a`, `b` and `c`"."""
    *others, last = [f"`{name}`" for name in names]
    return f"{', '.join(others)} and {last}" if others else last
