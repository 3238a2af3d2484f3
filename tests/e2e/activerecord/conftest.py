"""Prints the table of agreement after the tests."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pytest

from tests.e2e.activerecord.agreement import Agreement, table


@dataclass
class Agreements:
    """All rows, and the reasons of those that differ on purpose, by name and adapter."""

    rows: list[Agreement] = field(default_factory=list)
    known: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, rows: Iterable[Agreement], known: Mapping[tuple[str, str], str]) -> None:
        self.rows.extend(rows)
        self.known.update(known)


_KEY = pytest.StashKey[Agreements]()


@pytest.fixture(scope="session")
def agreements(pytestconfig: pytest.Config) -> Agreements:
    return pytestconfig.stash.setdefault(_KEY, Agreements())


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    found = config.stash.get(_KEY, Agreements())
    if found.rows:
        terminalreporter.section("the linter and ActiveRecord 6.1")
        for line in table(found.rows, found.known):
            terminalreporter.line(line)
