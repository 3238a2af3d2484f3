"""What is different about an index, in words; and about what has options as an index has."""

from collections.abc import Iterator

from wishare_lint.rails.rollback.column_difference import changed
from wishare_lint.rails.schema.options import Options
from wishare_lint.rails.schema.printed_sql import same_sql
from wishare_lint.rails.schema.schema import Index
from wishare_lint.ruby.values import Value

_DEFAULTS: dict[str, Value] = {"using": "btree", "unique": False, "validate": True}
_USUAL_ORDERS = ("asc", "asc nulls last")
"""Orders that a dump leaves out."""


def index_changes(before: Index, after: Index) -> Iterator[str]:
    """In what the index `after` is not `before`: "on other columns", "without `unique: true`"."""
    if not same_columns(before, after):
        yield "on other columns"
    yield from option_changes(_with_orders(before), _with_orders(after))


def same_columns(one: Index, other: Index) -> bool:
    """Whether they stand on the same columns, or on one expression."""
    return one.columns == other.columns or (
        len(one.columns) == len(other.columns) == 1 and same_sql(*one.columns, *other.columns)
    )


def option_changes(before: Options, after: Options) -> Iterator[str]:
    """In what the options differ, where one that is not given is as it is by default."""
    for option in dict.fromkeys((*before.values, *after.values)):
        was, now = (o.get(option, _DEFAULTS.get(option)) for o in (before, after))
        plain = _DEFAULTS.get(option)
        if was != now and not (option == "where" and same_sql(was, now)):
            yield changed(option, None if was == plain else was, None if now == plain else now)


def _with_orders(index: Index) -> Options:
    """The options with the order by column, and without what is the order anyway."""
    order = index.options.get("order")
    if order is None:
        return index.options
    by_column = order if isinstance(order, dict) else dict.fromkeys(map(str, index.columns), order)
    told = {name: one for name, one in by_column.items() if str(one).lower() not in _USUAL_ORDERS}
    others = index.options.without("order")
    return others.merged(order=told) if told else others
