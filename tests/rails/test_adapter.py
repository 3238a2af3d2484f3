import pytest

from wishare_lint.rails.adapter import family, family_of_dump, family_of_gems


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("postgis", "postgresql"),
        ("postgres", "postgresql"),
        ("jdbcpostgresql", "postgresql"),
        ("mysql2_proxy", "mysql"),
        ("trilogy", "mysql"),
        ("sqlite3", "sqlite"),
    ],
)
def test_adapters_belong_to_a_family(name: str, expected: str) -> None:
    assert family(name) == expected


@pytest.mark.parametrize("name", ["cockroachdb", "sqlserver", "oracle_enhanced"])
def test_an_adapter_that_locks_otherwise_has_no_family(name: str) -> None:
    assert family(name) is None


def lock(*gems: str) -> str:
    return "GEM\n  specs:\n" + "".join(f"    {gem} (1.0)\n      rake (>= 1)\n" for gem in gems)


def test_a_locked_driver_tells_the_family() -> None:
    assert family_of_gems(lock("rails", "trilogy")) == "mysql"


def test_the_builds_of_one_driver_for_several_platforms_agree() -> None:
    text = "    pg (1.6.3)\n    pg (1.6.3-x86_64-linux)\n"

    assert family_of_gems(text) == "postgresql"


def test_a_dependency_of_a_gem_is_no_locked_gem() -> None:
    assert family_of_gems("    some-gem (1.0)\n      pg (>= 1)\n") is None


def test_drivers_of_two_families_tell_nothing() -> None:
    assert family_of_gems(lock("pg", "sqlite3")) is None


def test_an_adapter_of_another_dialect_outweighs_the_driver_that_it_needs() -> None:
    assert family_of_gems(lock("activerecord-cockroachdb-adapter", "pg")) is None


def test_an_adapter_of_the_same_family_agrees_with_its_driver() -> None:
    assert family_of_gems(lock("activerecord-postgis-adapter", "pg")) == "postgresql"


@pytest.mark.parametrize(
    ("dump", "expected"),
    [
        ('  enable_extension "plpgsql"\n', "postgresql"),
        ('    t.jsonb "data"\n', "postgresql"),
        ("SELECT pg_catalog.set_config('search_path', '', false);\n", "postgresql"),
        ('  create_table "users", charset: "utf8mb4", force: :cascade do |t|\n', "mysql"),
        ('  create_table "users", options: "ENGINE=InnoDB", force: :cascade do |t|\n', "mysql"),
        ("CREATE TABLE `users` (\n) ENGINE=InnoDB;\n", "mysql"),
        ('CREATE TABLE "users" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL);\n', "sqlite"),
    ],
)
def test_a_dump_bears_the_marks_of_its_family(dump: str, expected: str) -> None:
    assert family_of_dump(dump) == expected


def test_a_dump_that_any_database_could_have_made_tells_nothing() -> None:
    dump = 'create_table "users" do |t|\n  t.string "name", collation: "NOCASE"\nend\n'

    assert family_of_dump(dump) is None
