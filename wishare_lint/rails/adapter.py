"""The family of database that an app runs on, told by adapters, locked gems and schema dumps."""

import re
from collections.abc import Collection

_FAMILIES = {
    "postgresql": ("postgresql", "postgres", "postgis", "pg"),
    "mysql": ("mysql", "mysql2", "trilogy", "mariadb"),
    "sqlite": ("sqlite", "sqlite3"),
}
_FAMILY_BY_NAME = {name: family for family, names in _FAMILIES.items() for name in names}
_LOCKED = re.compile(
    r"^ {4}(?:activerecord-(?P<adapter>\w+)-adapter|(?P<driver>pg|mysql2|trilogy|sqlite3)) \(",
    re.MULTILINE,
)
_MARKS = {
    "postgresql": r"\benable_extension\b|\bcreate_enum\b|\bt\.(?:jsonb|inet|tsvector|citext)\b"
    r"|\bid: :uuid\b|\barray: true\b|\bpg_catalog\b",
    "mysql": r"\bENGINE=\w|^/\*!\d{5} |\bcharset: \"",
    "sqlite": r"\bsqlite_sequence\b|\bAUTOINCREMENT\b|\bcreate_virtual_table\b",
}


def family(name: str) -> str | None:
    """`postgresql`, `mysql` or `sqlite`, for the name of an adapter, a URL scheme or a driver gem.

    None for CockroachDB and others: they may speak a dialect of one of these, but lock otherwise.
    """
    return _FAMILY_BY_NAME.get(re.sub(r"^jdbc|_(?:proxy|makara)$", "", name))


def family_of_gems(lock: str) -> str | None:
    """The family of the drivers and adapters in a `Gemfile.lock`, None unless all are of one."""
    return _only({family(gem["adapter"] or gem["driver"]) for gem in _LOCKED.finditer(lock)})


def family_of_dump(dump: str) -> str | None:
    """The family whose marks a `schema.rb` or `structure.sql` bears, None unless it is just one."""
    return _only({name for name, mark in _MARKS.items() if re.search(mark, dump, re.MULTILINE)})


def _only(families: Collection[str | None]) -> str | None:
    return next(iter(families)) if len(families) == 1 else None
