"""What a database keeps of the options that a call gives: the rest changes nothing.

Source: PostgreSQL::SchemaStatements#type_to_sql and the abstract #quoted_columns_for_index, which
only MySQL extends by `length`.
"""

from wishare_lint.rails.schema.options import Options
from wishare_lint.rails.schema.schema import Name

_BYTES = {1: 2, 2: 2, 3: 4, 4: 4}
"""The size in PostgreSQL of an integer with a limit."""


def stored_column(type_: Name, options: Options, adapter: str | None) -> Options:
    """The options of a column: a text has no limit in PostgreSQL, and no integer one byte."""
    limit = options.get("limit")
    if adapter != "postgresql" or not isinstance(limit, int):
        return options
    if type_ in ("text", "binary"):
        return options.without("limit")
    return options.merged(limit=_BYTES.get(limit, 8)) if type_ == "integer" else options


def stored_index(options: Options, adapter: str | None) -> Options:
    """The options of an index: only MySQL takes the length of a prefix."""
    return options if adapter in (None, "mysql") else options.without("length")
