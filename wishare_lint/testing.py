"""Runs rules over small Rails apps held in memory: for the examples and tests of any rule pack.

An example is Ruby. A line `# app/models/order.rb` starts a file of that name. Without one, it is a
migration if it names `ActiveRecord::Migration`, a model if it defines another class, and else the
body of a migration's `change`.
"""

import inspect
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from wishare_lint.changeset import ChangeSet
from wishare_lint.check import check
from wishare_lint.comparison import Comparison, Request
from wishare_lint.config import Config
from wishare_lint.finding import Finding, Report
from wishare_lint.history import FormerFile
from wishare_lint.packs import AnyRule
from wishare_lint.selection import change_set_between
from wishare_lint.tree import differing

NOTHING: Mapping[str, bytes] = MappingProxyType({})
MIGRATION = "db/migrate/20260101000000_example.rb"
_FILE = re.compile(r"^# ((?:[\w.-]+/)+[\w.-]+)$", re.MULTILINE)
_CLASS = re.compile(r"^class ([\w:]+)", re.MULTILINE)


@dataclass(frozen=True)
class MemoryTree:
    """Files by path, as bytes."""

    files: Mapping[str, bytes]

    def paths(self) -> Sequence[str]:
        return sorted(self.files)

    def read(self, path: str) -> bytes | None:
        return self.files.get(path)

    def read_all(self, paths: Iterable[str]) -> Mapping[str, bytes]:
        return {path: self.files[path] for path in paths if path in self.files}


@dataclass(frozen=True)
class MemoryHistory:
    """A history of one commit, which changed all files from what they are here."""

    once: Mapping[str, bytes]
    is_cut: bool = False

    def former(self, path: str) -> Sequence[FormerFile]:
        return [FormerFile("0" * 40, "2025-01-01", data) for data in (self.once.get(path),) if data]


def files(example: str) -> dict[str, bytes]:
    """The files of an example."""
    text = inspect.cleandoc(example) + "\n"
    parts = _FILE.split(text)
    found = dict(zip(parts[1::2], parts[2::2], strict=True))
    if parts[0].strip():
        found[_path(parts[0])] = _whole(parts[0])
    return {path: body.encode() for path, body in found.items()}


def _path(code: str) -> str:
    name = _CLASS.search(code)
    if name is None or "ActiveRecord::Migration" in code:
        return MIGRATION
    word = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.group(1).replace("::", "/"))
    return f"app/models/{word.lower()}.rb"


def _whole(code: str) -> str:
    if _CLASS.search(code):
        return code
    body = "".join(f"    {line}\n" if line else "\n" for line in code.strip("\n").split("\n"))
    return f"class Example < ActiveRecord::Migration[8.1]\n  def change\n{body}  end\nend\n"


def check_example(
    rules: Sequence[AnyRule],
    example: str,
    before: str = "",
    database: str = "postgresql",
    past: str = "",
) -> tuple[Finding, ...]:
    """The findings about an example that are shown; `before` is an example of what is deployed,
    `past` of what was deployed before that.

    `database` is what it runs on, unless a `config/database.yml` in it says so.
    """
    base = files(before) if before else {}
    head = {**base, **files(example)}
    configured = "config/database.yml" in head
    return check_trees(rules, base, head, None if configured else database, files(past)).shown


def check_trees(
    rules: Sequence[AnyRule],
    base: Mapping[str, bytes] | None,
    head: Mapping[str, bytes],
    database: str | None = "postgresql",
    past: Mapping[str, bytes] = NOTHING,
) -> Report:
    """The report about one tree against another; without a base, about the whole of `head`.

    `past` are files of the base as they were before.
    """
    tree = MemoryTree(head)
    config = Config(database=database)
    if base is None:
        comparison = Comparison(tree)
    else:
        changed = differing(MemoryTree(base), tree, {*base, *head})
        history = MemoryHistory(past)
        comparison = Comparison(tree, MemoryTree(base), None, changed, history=history)
    changes: ChangeSet = change_set_between(Request(Path()), config, comparison)
    return check(changes, rules, rules, config)
