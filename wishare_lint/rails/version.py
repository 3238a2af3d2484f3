"""The Rails version of an app, read from its gem files or its schema dump."""

import re

Version = tuple[int, int]
"""Major and minor, such as (8, 1)."""

_GEM = "(?:rails|activerecord|railties)"
_LOCKED = re.compile(rf"^ {{4}}{_GEM} \((\d+)\.(\d+)", re.MULTILINE)
_REQUIRED = re.compile(
    rf"""["']{_GEM}["']\s*,[^\n]*?(?:\[\s*)?["']\s*(?:~>|>=?|=)?\s*(\d+)(?:\.(\d+))?[\w.]*["']"""
)
_DUMPED = re.compile(r"\bActiveRecord::Schema\[(\d+)\.(\d+)\]")
_WRITTEN = re.compile(r"\s*(\d+)(?:\.(\d+))?")


def parse_version(text: str) -> Version | None:
    """Major and minor of "8.1" or "8.1.3", minor 0 for "8"; None when it begins with no number."""
    return _version(_WRITTEN.match(text))


def locked_version(lock: str) -> Version | None:
    """The version in a `Gemfile.lock`."""
    return _version(_LOCKED.search(lock))


def required_version(gem_file: str) -> Version | None:
    """The lowest version that a `Gemfile` or gemspec asks for, as far as it is written out."""
    return _version(_REQUIRED.search(gem_file))


def dumped_version(schema_rb: str) -> Version | None:
    """The version whose defaults a `schema.rb` is written in: `ActiveRecord::Schema[8.1]`."""
    return _version(_DUMPED.search(schema_rb))


def _version(match: re.Match[str] | None) -> Version | None:
    return (int(match[1]), int(match[2] or 0)) if match else None
