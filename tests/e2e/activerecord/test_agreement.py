"""The verdict on every roll-back is what real ActiveRecord does, on SQLite and on PostgreSQL.

Each migration is played up and down on a real database, with a dump before, between and after.
"""

from collections.abc import Mapping

import pytest

from tests.e2e.activerecord.cases import MIGRATIONS, SCHEMA
from tests.e2e.activerecord.database import Played, is_available, play, postgresql
from wishare_lint.rails.migration import Migration, read_migration
from wishare_lint.rails.rollback import Rollback, rollback
from wishare_lint.ruby.source import SourceFile

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not is_available(), reason="needs Ruby with ActiveRecord"),
]

ENDINGS = {
    "exact": ("the schema is as before",),
    "lossy": ("the schema differs", "nothing happens"),
    "irreversible": ("Rails refuses",),
    "missing": ("nothing happens", "the schema is as before"),
    "no-op": ("nothing happens", "the schema is as before"),
    "fails": ("an error",),
}
"""What each verdict claims of the real roll-back."""


KNOWN = {
    # The dump of 6.1 shows a bigint of SQLite as an integer; later ones tell them apart.
    ("remove_reference without index", "sqlite"): "the schema is as before",
    # SQLite's tables are copied without the column: Rails does not ask whether there is one.
    ("up and down: down fails", "sqlite"): "nothing happens",
    # SQLite drops a table that is referred to, as long as no row does: here are none.
    ("up and down: tables in the order of up", "sqlite"): "the schema is as before",
}
"""Where the verdict is another one, on purpose: what happens instead."""


@pytest.fixture(scope="session")
def sqlite() -> Mapping[str, Played]:
    return play({"adapter": "sqlite3", "database": ":memory:"}, SCHEMA, MIGRATIONS)


@pytest.fixture(scope="session")
def postgres() -> Mapping[str, Played]:
    with postgresql() as connection:
        return play(connection, SCHEMA, MIGRATIONS)


def verdict(name: str, played: Played, adapter: str) -> Rollback:
    source = SourceFile("db/migrate/1_example.rb", MIGRATIONS[name].encode())
    migration = read_migration(source, adapter)
    assert isinstance(migration, Migration)
    return rollback(migration, played.before)


def ending(played: Played) -> str:
    if played.down_error is not None:
        refused = played.down_error.startswith("ActiveRecord::IrreversibleMigration")
        return "Rails refuses" if refused else "an error"
    if played.after_down == played.before:
        return "the schema is as before"
    return "nothing happens" if played.after_down == played.after_up else "the schema differs"


@pytest.mark.parametrize("adapter", ["sqlite", "postgres"])
@pytest.mark.parametrize("name", MIGRATIONS)
def test_the_verdict_is_what_happens(
    name: str, adapter: str, request: pytest.FixtureRequest
) -> None:
    played: Played = request.getfixturevalue(adapter)[name]
    assert played.up_error is None
    found = verdict(name, played, {"postgres": "postgresql"}.get(adapter, adapter))
    if (name, adapter) in KNOWN:
        assert ending(played) == KNOWN[name, adapter]
        return
    assert ending(played) in ENDINGS[found.verdict], (
        found.verdict,
        found.reasons,
        played.down_error,
    )
