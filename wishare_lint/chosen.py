"""What is to be checked, by the paths of its files."""

from dataclasses import dataclass

from wishare_lint.finding import Base


@dataclass(frozen=True)
class Selection:
    """What is to be checked.

    `base` is None when there is nothing to compare with; `changed` are the paths that differ from
    it. `migrations` and `models` are the files to check; `data_migrations` are new files that
    change rows only, by a gem such as data_migrate, and `tasks` those with tasks run by hand.
    `released_together`: the migrations belong to one release, so a table that one of them makes is
    new to the others. `reported`: only findings in these files are wanted; None means all.
    """

    migrations: tuple[str, ...]
    models: tuple[str, ...]
    base: Base | None = None
    changed: frozenset[str] = frozenset()
    released_together: bool = False
    reported: frozenset[str] | None = None
    notices: tuple[str, ...] = ()
    data_migrations: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()

    def reports(self, path: str) -> bool:
        """Whether findings in a file are wanted."""
        return self.reported is None or path in self.reported
