"""Whether a PostgreSQL expression has another value for each row.

Source: the column `provolatile` of `pg_proc` in PostgreSQL 15, and the pages of its extensions
pgcrypto and uuid-ossp; `uuidv4` and `uuidv7` came with 18.
"""

import re

_QUOTED = re.compile(r"->\s*\{\s*(?P<quote>[\"'])(?P<sql>.*)(?P=quote)\s*\}", re.DOTALL)
_CALLED = re.compile(r"\b([a-z_][\w.]*)\s*\(")
_SEQUENCE = re.compile(r"\bgenerated\b.*\bas identity\b")

_VOLATILE = frozenset(
    {
        "clock_timestamp",
        "currval",
        "gen_random_bytes",
        "gen_random_uuid",
        "gen_salt",
        "lastval",
        "nextval",
        "random",
        "setval",
        "timeofday",
        "uuid_generate_v1",
        "uuid_generate_v1mc",
        "uuid_generate_v4",
        "uuidv4",
        "uuidv7",
    }
)

_SAME_FOR_ALL = frozenset(
    {
        "abs",
        "array_fill",
        "cast",
        "ceil",
        "coalesce",
        "concat",
        "current_setting",
        "current_timestamp",
        "current_time",
        "date_part",
        "date_trunc",
        "decode",
        "encode",
        "extract",
        "floor",
        "format",
        "greatest",
        "json_build_array",
        "json_build_object",
        "jsonb_build_array",
        "jsonb_build_object",
        "least",
        "length",
        "localtime",
        "localtimestamp",
        "lower",
        "make_date",
        "make_interval",
        "md5",
        "now",
        "nullif",
        "round",
        "statement_timestamp",
        "timezone",
        "to_char",
        "to_date",
        "to_json",
        "to_jsonb",
        "to_timestamp",
        "to_tsvector",
        "transaction_timestamp",
        "upper",
    }
)


def is_volatile(expression: str) -> bool | None:
    """Whether SQL, or a lambda that returns it, is computed for each row; None where it calls what
    is not known."""
    quoted = _QUOTED.fullmatch(expression.strip())
    sql = (quoted["sql"] if quoted else expression).lower()
    if "->" in sql or "#{" in sql:
        return None
    if _SEQUENCE.search(sql):
        return True
    called = {name.rpartition(".")[2] for name in _CALLED.findall(sql)}
    if called & _VOLATILE:
        return True
    return False if called <= _SAME_FOR_ALL else None
