"""The names that Rails gives to indexes and constraints when a call names none.

Source: SchemaStatements#index_name, #foreign_key_name, #check_constraint_name, and PostgreSQL's
#unique_constraint_name and #exclusion_constraint_name.
"""

import re

from wishare_lint.ruby.values import Unknown

Name = str | Unknown
"""As in the schema: `Unknown` where the code computes it."""

MAXIMUM_INDEX_NAME = 62
"""SchemaStatements#max_index_name_size, in bytes."""


def index_name(table: Name, columns: tuple[Name, ...], shorten: bool) -> Name:
    """`index_users_on_name`; from 7.1 on (`shorten`), a long one is cut and gets a digest."""
    unknown = _unknown(table, *columns)
    if unknown is not None:
        return unknown
    parts = _words(tuple(map(str, columns)))
    name = f"index_{table}_on_{'_and_'.join(parts)}"
    if not shorten or len(name.encode()) <= MAXIMUM_INDEX_NAME:
        return name
    digest = f"_{_digest(name)}"
    room = MAXIMUM_INDEX_NAME - len(digest)
    start = f"idx_on_{'_'.join(parts)}".encode()[:room].decode(errors="ignore")
    return start + digest


def _words(columns: tuple[str, ...]) -> tuple[str, ...]:
    """The columns; of a single SQL expression, its words."""
    if len(columns) == 1 and re.search(r"\W", columns[0]):
        return ("_".join(re.findall(r"\w+", columns[0])),)
    return columns


def foreign_key_name(table: Name, column: Name) -> Name:
    """`fk_rails_` and a digest."""
    return _unknown(table, column) or f"fk_rails_{_digest(f'{table}_{column}_fk')}"


_CONSTRAINTS = {
    "check": ("chk_rails", "chk"),
    "unique": ("uniq_rails", "unique"),
    "exclusion": ("excl_rails", "excl"),
}


def constraint_name(kind: str, table: Name, definition: Name) -> Name:
    """`chk_rails_`, `uniq_rails_` or `excl_rails_`, and a digest."""
    prefix, suffix = _CONSTRAINTS[kind]
    text = str(definition).replace(", ", "_and_") if kind == "unique" else definition
    return _unknown(table, definition) or f"{prefix}_{_digest(f'{table}_{text}_{suffix}')}"


def _unknown(*names: Name) -> Unknown | None:
    return next((name for name in names if isinstance(name, Unknown)), None)


def _digest(text: str) -> str:
    from hashlib import sha256

    return sha256(text.encode()).hexdigest()[:10]
