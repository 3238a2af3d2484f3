import pytest

from wishare_lint import layout


@pytest.mark.parametrize(
    "path",
    [
        "db/migrate/20260101000000_add_name.rb",
        "db/migrate/20260101000000_create_blobs.active_storage.rb",
        "db/migrate/1_a.rb",
    ],
)
def test_digits_and_a_name_make_a_migration(path: str) -> None:
    assert layout.is_named_as_migration(path)


@pytest.mark.parametrize(
    "path",
    [
        "db/migrate/concerns.rb",
        "db/migrate/20260101000000_AddName.rb",
        "db/migrate/20260101000000_add_name.rb.bak",
        "db/migrate/20260101000000.rb",
        "db/migrate/20260101000000_seed.sql",
    ],
)
def test_other_names_are_no_migrations(path: str) -> None:
    assert not layout.is_named_as_migration(path)


@pytest.mark.parametrize(
    "folder",
    [
        "db/migrate",
        "db/post_migrate",
        "db/cache_migrate",
        "db/development/cache_migrate",
        "db/migrate/2019",
        "core/db/migrate",
        "engines/billing/db/migrate",
        "packs/templates/db/migrate",
    ],
)
def test_folders_of_migrations(folder: str) -> None:
    assert layout.is_in_migration_folder(f"{folder}/1_a.rb")


@pytest.mark.parametrize(
    "folder",
    [
        "db/old_migrations",
        "db/data",
        "db/data_migrate",
        "db/seeds",
        "lib/shop/migrations",
        "spec/dummy/db/migrate",
        "core/spec/dummy/db/migrate",
        "test/fixtures/db/migrate",
        "lib/generators/shop/templates/db/migrate",
        "vendor/gems/shop/db/migrate",
    ],
)
def test_folders_that_are_not_of_migrations(folder: str) -> None:
    assert not layout.is_in_migration_folder(f"{folder}/1_a.rb")


@pytest.mark.parametrize("folder", ["db/data", "engines/x/db/data", "db/data_migrations"])
def test_folders_of_data_migrations(folder: str) -> None:
    assert layout.is_in_data_migration_folder(f"{folder}/1_a.rb")


@pytest.mark.parametrize("path", ["db/data.rb", "db/migrate/data/1_a.rb", "spec/db/data/1_a.rb"])
def test_folders_that_are_not_of_data_migrations(path: str) -> None:
    assert not layout.is_in_data_migration_folder(path)


@pytest.mark.parametrize(
    "path",
    [
        "app/models/user.rb",
        "app/models/concerns/named.rb",
        "app/models/spec/example.rb",
        "core/app/models/shop/order.rb",
        "packs/features/app/models/flag.rb",
    ],
)
def test_folders_of_models(path: str) -> None:
    assert layout.is_in_model_folder(path)


@pytest.mark.parametrize(
    "path",
    ["lib/user.rb", "app/controllers/user.rb", "spec/dummy/app/models/user.rb", "app/models.rb"],
)
def test_folders_that_are_not_of_models(path: str) -> None:
    assert not layout.is_in_model_folder(path)


def test_apps_are_where_their_application_rb_is() -> None:
    paths = [
        "apps/web/config/application.rb",
        "config/application.rb",
        "config/application.rb.erb",
        "myconfig/application.rb",
        "spec/dummy/config/application.rb",
    ]

    assert layout.app_roots(paths) == ("apps/web", "")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("config/initializers/inflections.rb", True),
        ("config/initializers/000_inflections.rb", True),
        ("core/config/initializers/custom_inflection.rb", True),
        ("config/inflections.rb", True),
        ("spec/dummy/config/initializers/inflections.rb", False),
        ("lib/inflections.rb", False),
        ("config/initializers/assets.rb", False),
    ],
)
def test_initialisers_of_inflections(path: str, expected: bool) -> None:
    assert layout.is_inflections_rb(path) is expected
