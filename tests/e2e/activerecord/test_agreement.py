"""The verdict on every roll-back is what real ActiveRecord does, on SQLite and on PostgreSQL.

Each migration is played up and down on a real database, with a dump before, between and after:
what its operations do to the schema, the verdict and what the roll-back leaves must be the same.
"""

from collections.abc import Iterator, Mapping

import pytest

from tests.e2e.activerecord import fixtures
from tests.e2e.activerecord.agreement import AS_BEFORE, ERROR, OTHERWISE, Agreement, agreement
from tests.e2e.activerecord.cases import MIGRATIONS, SCHEMA
from tests.e2e.activerecord.conftest import Agreements
from tests.e2e.activerecord.database import (
    Case,
    Played,
    is_available,
    play_cases,
    postgresql,
    schema_rb,
)
from tests.e2e.activerecord.rails_6_1 import newer
from wishare_lint.finding import Finding
from wishare_lint.testing import check_trees

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not is_available(), reason="needs Ruby with ActiveRecord"),
]

ADAPTERS = ("sqlite", "postgresql")
TOO_LITTLE = "irreversible-in-change/too_little_said/20260101000001_too_little_said:20"
TOLD = "in 6.1, `if_exists:` passes for a description of the table"
LIMIT = "in 6.1, a column of SQLite keeps its limit under its new type"
KNOWN = {
    (TOO_LITTLE, "sqlite"): TOLD,
    (TOO_LITTLE, "postgresql"): TOLD,
    ("case: change_table changing", "sqlite"): LIMIT,
    ("irreversible-in-change/without_inverse/20260101000001_without_inverse:7", "sqlite"): LIMIT,
    ("down-may-fail/narrower_types/20260101000002_numbers_are_short", "sqlite"): LIMIT,
    ("down-may-fail/on_mysql/20260101000003_text_is_longer", "sqlite"): LIMIT,
    ("down-may-fail/narrower_types/20260101000003_refused", "postgresql"): (
        "whether a foreign key fits the new type of its column is not looked at"
    ),
    ("irreversible-in-change/enough_said/20260101000001_enough_said:22", "sqlite"): (
        "in 6.1, an index of SQLite loses its condition when it is renamed"
    ),
}
"""Where the verdict is another one, on purpose."""


def cases(adapter: str) -> Mapping[str, Case]:
    schema = schema_rb(SCHEMA)
    own = {f"case: {name}": Case(schema, source) for name, source in MIGRATIONS.items()}
    return {**own, **fixtures.cases(adapter)}


@pytest.fixture(scope="session")
def sqlite() -> Mapping[str, Played]:
    return play_cases({"adapter": "sqlite3", "database": ":memory:"}, cases("sqlite"))


@pytest.fixture(scope="session")
def postgres() -> Mapping[str, Played]:
    with postgresql() as connection:
        return play_cases(connection, cases("postgresql"))


@pytest.fixture(scope="session")
def compared(
    sqlite: Mapping[str, Played], postgres: Mapping[str, Played], agreements: Agreements
) -> Mapping[tuple[str, str], Agreement]:
    rows = [*_compared(sqlite, "sqlite"), *_compared(postgres, "postgresql")]
    agreements.add(rows, KNOWN)
    return {(row.name, row.adapter): row for row in rows}


def _compared(played: Mapping[str, Played], adapter: str) -> Iterator[Agreement]:
    for name, case in cases(adapter).items():
        migration = fixtures.read(case.migration, adapter)
        reason = "it is no migration" if migration is None else newer(case.migration)
        if migration is None or reason:
            yield Agreement(name, adapter, not_run=reason or "")
        else:
            yield agreement(name, adapter, migration, played[name])


@pytest.mark.parametrize("adapter", ADAPTERS)
def test_what_the_linter_says_is_what_happens(
    adapter: str, compared: Mapping[tuple[str, str], Agreement]
) -> None:
    wrong = {
        row.name: row.disagreements
        for key, row in compared.items()
        if row.adapter == adapter and row.disagreements and key not in KNOWN
    }
    assert wrong == {}


def test_what_differs_on_purpose_still_differs(
    compared: Mapping[tuple[str, str], Agreement],
) -> None:
    assert [key for key in KNOWN if not compared[key].disagreements] == []


def test_every_rule_about_roll_backs_is_among_them(
    compared: Mapping[tuple[str, str], Agreement],
) -> None:
    run = {row.name.partition("/")[0] for row in compared.values() if not row.not_run}
    assert {rule.id for rule in fixtures.group()} - run == set()


@pytest.mark.parametrize("ending", [AS_BEFORE, OTHERWISE, ERROR])
def test_there_are_cases_of_every_ending(
    ending: str, compared: Mapping[tuple[str, str], Agreement]
) -> None:
    assert any(row.real == ending for row in compared.values())


def test_sqlite_loses_rows_where_the_rule_says_so(sqlite: Mapping[str, Played]) -> None:
    named = {n: case for n, case in cases("sqlite").items() if n.startswith("sqlite-rebuild-")}
    ran = [name for name in named if not (sqlite[name].broken or sqlite[name].up_error)]
    lost = {name: loses_rows(sqlite[name]) for name in ran}
    assert {name: bool(rebuild_findings(named[name])) for name in ran} == lost
    assert set(lost.values()) == {True, False}


def loses_rows(played: Played) -> bool:
    """Whether rows that refer to others are gone, or refer to nothing any more."""
    referring = [name for name, table in played.before.tables.items() if table.foreign_keys]
    return any(played.rows_before[name] != played.rows_after_up.get(name) for name in referring)


def rebuild_findings(case: Case) -> tuple[Finding, ...]:
    rule = next(rule for rule in fixtures.group() if rule.id == "sqlite-rebuild-cascade")
    base = {"db/schema.rb": case.schema, "Gemfile": 'gem "rails", "~> 6.1.0"\n'}
    head = {**base, "db/migrate/20260101000001_example.rb": case.migration}
    before, after = ({path: text.encode() for path, text in tree.items()} for tree in (base, head))
    return check_trees([rule], before, after, "sqlite").shown
