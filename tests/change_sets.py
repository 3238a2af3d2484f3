"""Change sets of small apps held in memory, for tests that ask what a difference means."""

from collections.abc import Mapping
from pathlib import Path

from tests.memory_tree import MemoryTree
from wishare_lint.changeset import ChangeSet
from wishare_lint.comparison import Comparison, Request
from wishare_lint.config import Config
from wishare_lint.rails.enums.change import EnumChange
from wishare_lint.selection import change_set_between
from wishare_lint.tree import differing

Files = Mapping[str, str | None]

ORDER = "app/models/order.rb"
MIGRATION = "db/migrate/20260101000000_rewrite.rb"


def change_set(before: Mapping[str, str], after: Files) -> ChangeSet:
    """The change set from one app to another; `after` holds what differs, None for a lost file."""
    both = {**before, **after}
    head = MemoryTree({path: text for path, text in both.items() if text is not None})
    base = MemoryTree(before)
    changed = differing(base, head, both)
    return change_set_between(Request(Path()), Config(), Comparison(head, base, None, changed))


def enum_changes(before: Mapping[str, str], after: Files) -> tuple[EnumChange, ...]:
    return change_set(before, after).enum_changes


def order(body: str) -> str:
    """The file of `Order`."""
    return f"class Order < ApplicationRecord\n{body}\nend\n"


def migration(up: str, around: str = "", down: str = "") -> str:
    """A migration with these bodies."""
    return (
        f"class Rewrite < ActiveRecord::Migration[8.0]\n{around}\n"
        f"def up\n{up}\nend\ndef down\n{down}\nend\nend\n"
    )
