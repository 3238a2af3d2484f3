"""Migrations that do nothing, or nothing in some environments, and yet are recorded as run."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from wishare_lint.rails.commands import COMMANDS
from wishare_lint.rails.migrations.migration import Migration
from wishare_lint.ruby import syntax
from wishare_lint.ruby.parser import comments
from wishare_lint.ruby.source import Place


@dataclass(frozen=True)
class Idle:
    """Where a migration does nothing.

    `commented_out`: there was code, and it is a comment now. `condition` is what must be true of
    the environment for it to change the schema; empty where it never does.
    """

    place: Place
    commented_out: bool = False
    condition: str = ""


def idle(migration: Migration) -> Idle | None:
    """How the migration does nothing; None where it does something, or says why it does not."""
    if migration.up.unreadable or migration.lifecycle.overlooked:
        return None
    return _empty(migration) or _for_some_environments(migration)


def _empty(migration: Migration) -> Idle | None:
    method = migration.lifecycle.entry("up")
    if not all(map(_is_nil, migration.definition.node.body if method is None else method.body)):
        return None
    place = migration.place if method is None else method.name_place
    texts = [comment.text.lstrip("# ") for comment in comments(migration.source)]
    if any(map(_CODE.match, texts)):
        return Idle(place, commented_out=True)
    return Idle(place) if all(map(_MAGIC.match, texts)) else None


def _is_nil(node: syntax.Node) -> bool:
    return isinstance(node, syntax.Literal) and node.value is None


_CODE = re.compile(
    rf"(?:{'|'.join(COMMANDS)}|execute|t\.\w+)[ (]+[:\"']"
    r"|[A-Z]\w*(?:::[A-Z]\w*)*\.[a-z_]+"
)
"""The beginning of a comment that was a line of code: a command, or a call on a class."""

_MAGIC = re.compile(
    r"(?:-\*-|frozen_string_literal:|encoding:|coding:|typed:|rubocop:|wishare-lint:|$)"
)
"""The beginning of a comment that is for programs; any other one tells readers why."""


def _for_some_environments(migration: Migration) -> Idle | None:
    changes = [one for one in migration.up.operations if one.changes_schema]
    conditions = {_about_environment(one.origin.conditions) for one in changes}
    condition = conditions.pop() if len(conditions) == 1 else ""
    return Idle(changes[0].place, condition=condition) if condition else None


def _about_environment(conditions: Iterable[str]) -> str:
    return next((text for text in conditions if "Rails.env" in text), "")
