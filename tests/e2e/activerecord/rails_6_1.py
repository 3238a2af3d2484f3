"""What ActiveRecord 6.1 can load and play, and why it cannot play something."""

import re

PLAYED_AS = (6, 1)
_BASE = re.compile(r"ActiveRecord::Migration(?:\[([\d.]+)\])?(?=\s)")
_NEWER = r"create_enum|enable_extension|unique_constraint|exclusion_constraint"
_NEWER_LINES = re.compile(rf"^.*\b(?:{_NEWER})\b.*\n", re.MULTILINE)
"""Lines of a dump that 6.1 does not know, or that say what its own dump does not show."""

_ENUM_COLUMN = re.compile(r'^ *t\.enum "(\w+)".*\n', re.MULTILINE)

_NEWER_CALLS = {
    re.compile(r"\b(add_foreign_key|add_check_constraint|add_reference)\b.*\bif_not_exists:"): (
        "`if_not_exists:` for `{}`"
    ),
    re.compile(r"\bdrop_table :\w+, :\w+"): "`drop_table` for several tables",
}

NOT_HERE = {
    r"NameError: (?:uninitialized constant|undefined local variable or method) `?(\w+)": (
        "the fixture has no `{}`"
    ),
    r"KeyError: key not found: \"(\w+)\"": "the environment has no `{}`",
    r"NoMethodError: undefined method `(\w+)'": "neither Rails 6.1 nor the fixture has `{}`",
    r"ArgumentError: (wrong number of arguments.*)": "Rails 6.1 says: {}",
    r"NotImplementedError: \S+::(\w+)Adapter does not support (.*)": "{}: no support for {}",
    r"(CREATE INDEX CONCURRENTLY|VACUUM) cannot run inside": (
        "{} needs `disable_ddl_transaction!`"
    ),
    r"cannot (VACUUM) from within": "{} needs `disable_ddl_transaction!`",
    r"ArgumentError: (Algorithm) must be one of": "{}s to make an index: SQLite has none",
    r"unknown database (\w+)": "SQLite has no schema `{}`",
    r"near \"(\w+)\": syntax error": "SQLite does not know `{}`",
    r"syntax error at or near \"(\w+)\"": "PostgreSQL does not know `{}`",
    r"no such ((?:function|collation sequence): \w+)": "SQLite has no {}",
    r"Unknown type ('\w+')": "Rails 6.1 cannot dump the type {}",
    r"RuntimeError: (.*)": "the migration itself raises: {}",
    r"unknown attribute '(\w+)'": "there is no {}: a call before it makes it, or nothing does",
    r"(?:Undefined(?:Table|Column)|no such (?:table|column|view)).*?(\S+)(?: does not exist)?$": (
        "there is no {}: a call before it makes it, or nothing does"
    ),
}
"""Errors that come from the real side being an old one, or from the fixture being a fragment."""


# Migrations


def as_played(source: str) -> str:
    """The migration, with 6.1 as its version if it has a newer one, and 4.2 if it has none."""

    def version(match: re.Match[str]) -> str:
        given = match[1] or "4.2"
        newer = tuple(map(int, given.split("."))) > PLAYED_AS
        return f"ActiveRecord::Migration[{'6.1' if newer else given}]"

    return _BASE.sub(version, source)


def newer(source: str) -> str | None:
    """What the migration asks of Rails that 6.1 does not do, without always saying so."""
    for pattern, reason in _NEWER_CALLS.items():
        match = pattern.search(source)
        if match:
            return f"Rails 6.1 has no {reason.format(*match.groups())}"
    return None


def reason_for(error: str) -> str | None:
    """Why an error says nothing about the linter; None where it may."""
    for pattern, reason in NOT_HERE.items():
        match = re.search(pattern, error)
        if match:
            return reason.format(*match.groups())
    return None


# Dumps


def loadable(dump: str) -> str:
    """The dump without what 6.1 does not know, except its enum columns."""
    if "ActiveRecord::Schema" not in dump:
        return dump
    return re.sub(
        r"ActiveRecord::Schema\[[\d.]+\]", "ActiveRecord::Schema", _NEWER_LINES.sub("", dump)
    )


def has_enums(dump: str) -> bool:
    """Whether it has enum columns."""
    return _ENUM_COLUMN.search(dump) is not None


def without_enums(dump: str, migration: str) -> str:
    """The dump without the enum columns that the migration does not name: 6.1 has none."""

    def column(match: re.Match[str]) -> str:
        return match[0] if re.search(rf"\b{match[1]}\b", migration) else ""

    return _ENUM_COLUMN.sub(column, dump)
