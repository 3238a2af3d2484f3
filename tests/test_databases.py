import pytest

from tests.memory_tree import MemoryTree
from wishare_lint.app_files import AppFiles
from wishare_lint.databases import Database, read_databases

POSTGRESQL = "    pg (1.6.3)\n"
BOTH = "    pg (1.6.3)\n    sqlite3 (2.9.5)\n"


def app(texts: dict[str, str], root: str = "") -> AppFiles:
    return AppFiles(MemoryTree(texts), root)


def test_without_any_sign_there_is_a_primary_database_of_an_unknown_kind() -> None:
    assert read_databases(app({})) == (Database("primary", None, None, ("db/migrate",), None),)


def test_each_database_has_its_folders_and_its_dump() -> None:
    yml = """
    production:
      primary: {adapter: postgresql}
      primary_replica: {adapter: postgresql, replica: true}
      cache: {adapter: sqlite3, migrations_paths: db/cache_migrate}
    """
    files = {
        "web/config/database.yml": yml,
        "web/db/schema.rb": "",
        "web/db/cache_schema.rb": "",
        "web/db/primary_replica_schema.rb": "",
    }

    assert read_databases(app(files, "web")) == (
        Database("primary", "postgresql", None, ("web/db/migrate",), "web/db/schema.rb"),
        Database("cache", "sqlite", None, ("web/db/cache_migrate",), "web/db/cache_schema.rb"),
    )


def test_the_first_database_has_the_plain_dump_whatever_its_name() -> None:
    yml = "production:\n  writer: {adapter: pg}\n  reports: {adapter: pg}\n"
    files = {"config/database.yml": yml, "db/schema.rb": "", "db/reports_structure.sql": ""}

    assert [database.schema_path for database in read_databases(app(files))] == [
        "db/schema.rb",
        "db/reports_structure.sql",
    ]


def test_the_format_of_the_dump_is_what_the_app_says() -> None:
    dumps = {"db/schema.rb": "", "db/structure.sql": ""}
    sql = {"config/application.rb": "    config.active_record.schema_format = :sql\n"}
    comment = {"config/application.rb": "    # config.active_record.schema_format = :sql\n"}

    assert read_databases(app({**dumps, **sql}))[0].schema_path == "db/structure.sql"
    assert read_databases(app({**dumps, **comment}))[0].schema_path == "db/schema.rb"
    assert read_databases(app(dumps))[0].schema_path == "db/schema.rb"


def test_a_dump_may_have_a_configured_name() -> None:
    yml = "production: {adapter: pg, schema_dump: db/main.rb}\n"
    files = {"config/database.yml": yml, "db/main.rb": "", "db/schema.rb": ""}

    assert read_databases(app(files))[0].schema_path == "db/main.rb"


def test_the_setting_outweighs_every_file() -> None:
    files = {"config/database.yml": "production: {adapter: sqlite3}\n"}

    assert read_databases(app(files), adapter="mysql2")[0].adapter == "mysql"


def test_the_database_configuration_outweighs_the_locked_gems() -> None:
    files = {"config/database.yml": "production: {adapter: sqlite3}\n", "Gemfile.lock": POSTGRESQL}

    assert read_databases(app(files))[0].adapter == "sqlite"


def test_an_adapter_of_no_family_is_not_mended_by_the_locked_gems() -> None:
    files = {
        "config/database.yml": "production: {adapter: cockroachdb}\n",
        "Gemfile.lock": POSTGRESQL,
    }

    assert read_databases(app(files))[0].adapter is None


def test_the_locked_gems_count_when_the_configuration_is_silent() -> None:
    files = {
        "config/database.yml": "production:\n  url: <%= ENV['DATABASE_URL'] %>\n",
        "Gemfile.lock": POSTGRESQL,
    }

    assert read_databases(app(files))[0].adapter == "postgresql"


def test_the_dump_counts_when_the_locked_gems_disagree() -> None:
    files = {"Gemfile.lock": BOTH, "db/schema.rb": '  enable_extension "plpgsql"\n'}

    assert read_databases(app(files))[0].adapter == "postgresql"


def test_the_server_version_is_that_of_databases_like_the_first() -> None:
    yml = """
    production:
      primary: {adapter: postgresql}
      cache: {adapter: sqlite3}
      reports: {adapter: postgis}
    """
    databases = read_databases(app({"config/database.yml": yml}), version="16")

    assert [database.version for database in databases] == ["16", None, "16"]


def test_a_folder_with_a_dump_of_its_own_is_a_database_without_configuration() -> None:
    files = {
        "db/cache_migrate/1_a.rb": "",
        "db/cache_schema.rb": "",
        "db/post_migrate/2_b.rb": "",
        "db/schema.rb": "",
    }

    assert [(d.name, d.migration_folders, d.schema_path) for d in read_databases(app(files))] == [
        ("primary", ("db/migrate",), "db/schema.rb"),
        ("cache", ("db/cache_migrate",), "db/cache_schema.rb"),
    ]


def test_a_database_whose_folder_is_not_configured_has_the_one_under_its_name() -> None:
    yml = "production:\n  primary: {adapter: pg}\n  cache: {adapter: pg}\n  queue: {adapter: pg}\n"
    files = {"config/database.yml": yml, "db/cache_migrate/1_a.rb": ""}

    assert [d.migration_folders for d in read_databases(app(files))] == [
        ("db/migrate",),
        ("db/cache_migrate",),
        ("db/migrate",),
    ]


def test_folders_of_a_neighbour_are_named_from_the_top() -> None:
    yml = "production: {adapter: pg, migrations_paths: ../core/db/migrate}\n"

    assert read_databases(app({"web/config/database.yml": yml}, "web"))[0].migration_folders == (
        "core/db/migrate",
    )


@pytest.mark.parametrize(
    ("line", "version"),
    [
        ("StrongMigrations.target_version = 15", "15"),
        ('  StrongMigrations.target_postgresql_version = "15.4"', "15.4"),
        ("StrongMigrations.target_mysql_version = 8", None),
        ("# StrongMigrations.target_version = 10", None),
        ("StrongMigrations.target_version = { primary: 15 }", None),
    ],
)
def test_strong_migrations_may_tell_the_version_of_the_server(
    line: str, version: str | None
) -> None:
    files = {"Gemfile.lock": POSTGRESQL, "config/initializers/strong_migrations.rb": line}

    assert read_databases(app(files))[0].version == version
    assert read_databases(app(files), version="16")[0].version == "16"
