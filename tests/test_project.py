from tests.memory_tree import MemoryTree
from wishare_lint.project import Project, ProjectSettings, find_roots, read_project
from wishare_lint.rails.models.inflector import Inflector


def tree(*paths: str) -> MemoryTree:
    return MemoryTree(dict.fromkeys(paths, ""))


def test_an_app_at_the_top_is_the_only_root() -> None:
    assert find_roots(tree("config/application.rb", "engines/x/db/migrate/1_a.rb")) == ("",)


def test_each_app_of_a_repository_is_a_root() -> None:
    files = tree("apps/b/config/application.rb", "apps/a/config/application.rb", "lib/shared.rb")

    assert find_roots(files) == ("apps/a", "apps/b")


def test_engines_beside_the_apps_belong_to_the_top() -> None:
    files = tree("apps/a/config/application.rb", "core/app/models/shop/order.rb")

    assert find_roots(files) == ("", "apps/a")


def test_engines_without_any_app_belong_to_the_top() -> None:
    assert find_roots(tree("core/db/migrate/1_a.rb", "core/spec/dummy/config/application.rb")) == (
        "",
    )


def test_a_repository_without_rails_has_no_root() -> None:
    assert find_roots(tree("lib/thing.rb", "db/migrate/readme.rb")) == ()


def test_an_app_has_its_files_and_those_of_its_engines_and_packs() -> None:
    project = read_project(
        tree(
            "app/models/user.rb",
            "app/models/user.yml",
            "config/application.rb",
            "db/data/3_fill.rb",
            "db/migrate/1_a.rb",
            "db/migrate/helper.rb",
            "db/migrate/notes.yml",
            "engines/billing/app/models/billing/invoice.rb",
            "engines/billing/db/migrate/2_b.rb",
            "packs/cart/app/models/cart.rb",
            "spec/dummy/db/migrate/9_z.rb",
        )
    )

    assert project.migration_paths == ("db/migrate/1_a.rb", "engines/billing/db/migrate/2_b.rb")
    assert project.data_migration_paths == ("db/data/3_fill.rb",)
    assert project.model_paths == (
        "app/models/user.rb",
        "engines/billing/app/models/billing/invoice.rb",
        "packs/cart/app/models/cart.rb",
    )


def test_a_file_belongs_to_the_innermost_app() -> None:
    files = tree(
        "app/models/top.rb",
        "apps/web/app/models/page.rb",
        "apps/web/config/application.rb",
        "apps/web/db/migrate/1_a.rb",
        "config/application.rb",
    )

    assert read_project(files).model_paths == ("app/models/top.rb",)
    assert read_project(files, "apps/web").model_paths == ("apps/web/app/models/page.rb",)
    assert read_project(files, "apps/web").migration_paths == ("apps/web/db/migrate/1_a.rb",)


def test_a_fixture_app_is_read_when_it_is_the_root() -> None:
    files = tree("spec/dummy/app/models/user.rb", "spec/dummy/db/migrate/1_a.rb")
    project = read_project(files, "spec/dummy")

    assert project.model_paths == ("spec/dummy/app/models/user.rb",)
    assert project.migration_paths == ("spec/dummy/db/migrate/1_a.rb",)


def test_configured_folders_of_a_database_hold_migrations() -> None:
    yml = "production: {adapter: pg, migrations_paths: [db/migrate, lib/migrations]}\n"
    files = MemoryTree(
        {"config/database.yml": yml, "lib/migrations/1_a.rb": "", "lib/migrations/base.rb": ""}
    )

    assert read_project(files).migration_paths == ("lib/migrations/1_a.rb",)


def test_settings_add_migrations_and_models() -> None:
    settings = ProjectSettings(migration_paths=("db/old_*",), model_paths=("domains/*/models",))
    files = tree("db/old_migrations/1_a.rb", "domains/cart/models/cart.rb", "domains/cart/api.rb")
    project = read_project(files, settings=settings)

    assert project.migration_paths == ("db/old_migrations/1_a.rb",)
    assert project.model_paths == ("domains/cart/models/cart.rb",)


def test_settings_exclude_files_of_every_kind() -> None:
    settings = ProjectSettings(exclude=("web/db/data", "web/db/migrate/1_*", "**/legacy"))
    files = tree(
        "web/app/models/legacy/user.rb",
        "web/app/models/user.rb",
        "web/db/data/1_a.rb",
        "web/db/migrate/1_a.rb",
        "web/db/migrate/2_b.rb",
    )
    project = read_project(files, "web", settings)

    assert project.migration_paths == ("web/db/migrate/2_b.rb",)
    assert project.data_migration_paths == ()
    assert project.model_paths == ("web/app/models/user.rb",)


def test_settings_outweigh_the_files() -> None:
    settings = ProjectSettings(database="mariadb", database_version="10.6", rails_version="7.1")
    files = MemoryTree({"Gemfile.lock": "    pg (1.6.3)\n    rails (8.1.3)\n"})
    project = read_project(files, settings=settings)

    assert (project.databases[0].adapter, project.databases[0].version) == ("mysql", "10.6")
    assert project.rails_version == (7, 1)


def test_the_locked_rails_outweighs_the_required_and_the_dumped_one() -> None:
    dump = {"db/schema.rb": "ActiveRecord::Schema[7.0].define(version: 1) do\nend\n"}
    gemfile = {**dump, "Gemfile": 'gem "rails", "~> 7.1"\n'}
    lock = {**gemfile, "Gemfile.lock": "    rails (7.2.2)\n"}

    versions = [read_project(MemoryTree(files)).rails_version for files in (lock, gemfile, dump)]

    assert versions == [(7, 2), (7, 1), (7, 0)]


def test_the_inflections_of_the_app_and_its_engines_are_known() -> None:
    files = MemoryTree(
        {
            "config/initializers/inflections.rb": 'inflect.acronym "API"\n',
            "core/config/initializers/inflections.rb": 'inflect.acronym "RMA"\n',
            "spec/dummy/config/initializers/inflections.rb": 'inflect.acronym "UI"\n',
        }
    )

    assert read_project(files).inflector == Inflector(acronyms=("API", "RMA"))


def project_with_two_databases() -> Project:
    yml = """
    production:
      primary: {adapter: postgresql}
      cache: {adapter: sqlite3, migrations_paths: db/migrate/cache}
    """
    return read_project(MemoryTree({"config/database.yml": yml}))


def test_a_migration_is_run_on_the_database_of_the_innermost_folder() -> None:
    project = project_with_two_databases()

    assert project.database_of("db/migrate/1_a.rb").name == "primary"
    assert project.database_of("db/migrate/cache/1_a.rb").name == "cache"
    assert project.database_of("db/migrate/cached/1_a.rb").name == "primary"


def test_a_migration_of_an_engine_is_run_on_the_first_database() -> None:
    assert project_with_two_databases().database_of("core/db/migrate/1_a.rb").name == "primary"
