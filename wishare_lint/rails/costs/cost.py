"""What an operation costs the app that is running meanwhile, as a value."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from wishare_lint.rails.schema.schema import Name

Blocked: TypeAlias = Literal["nothing", "writes to the same rows", "writes", "reads and writes"]
"""What has to wait."""


@dataclass(frozen=True)
class Cost:
    """What one operation costs, while its transaction lasts.

    `lock` is the strongest lock on tables that were there before, in the database's own words, None
    without any; `blocks` is what has to wait for it; `tables` are those that it is on.
    `rewrites`: whether every row is stored anew; `scans`: whether every row is read, to check it or
    to build an index. Both happen under the lock; None where it is not known.
    """

    lock: str | None = None
    blocks: Blocked = "nothing"
    tables: tuple[Name, ...] = ()
    rewrites: bool | None = False
    scans: bool | None = False

    @property
    def is_noticed(self) -> bool:
        """Whether somebody waits, or the disk is kept busy."""
        return self.blocks != "nothing" or bool(self.rewrites or self.scans)


NOTHING = Cost()
"""Nobody notices: no table is locked that was there before."""
