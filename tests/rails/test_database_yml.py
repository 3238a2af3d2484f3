import pytest

from wishare_lint.rails.database_yml import DatabaseConfig, read_database_yml


def adapter_of(text: str) -> str | None:
    (database,) = read_database_yml(text)
    return database.adapter


def test_a_plain_environment_is_the_primary_database() -> None:
    text = "production:\n  adapter: postgresql\n  database: shop\n"

    assert read_database_yml(text) == (DatabaseConfig("primary", "postgresql"),)


def test_mappings_in_an_environment_are_databases() -> None:
    text = """
    default: &default
      adapter: trilogy
    production:
      primary:
        <<: *default
      cache:
        <<: *default
        migrations_paths: db/cache_migrate/
        schema_dump: cache.rb
    """

    assert read_database_yml(text) == (
        DatabaseConfig("primary", "trilogy"),
        DatabaseConfig("cache", "trilogy", ("db/cache_migrate",), "cache.rb"),
    )


def test_what_a_mapping_says_itself_outweighs_what_it_merges() -> None:
    text = """
    base: &base {adapter: sqlite3}
    other: &other {adapter: mysql2, pool: 5}
    production:
      <<: [*other, *base]
      adapter: postgis
    development:
      <<: *base
    """

    assert adapter_of(text) == "postgis"


def test_the_first_of_several_merged_mappings_counts() -> None:
    text = """
    one: &one {adapter: mysql2}
    two: &two {adapter: sqlite3}
    production:
      <<: [*one, *two]
    """

    assert adapter_of(text) == "mysql2"


def test_production_outweighs_development() -> None:
    text = "development: {adapter: sqlite3}\nproduction: {adapter: postgresql}\n"

    assert adapter_of(text) == "postgresql"


def test_development_counts_when_production_is_configured_elsewhere() -> None:
    assert adapter_of("development: {adapter: mysql2}\ntest: {adapter: sqlite3}\n") == "mysql2"


def test_production_that_only_its_machine_knows_is_not_guessed_from_development() -> None:
    text = """
    development:
      adapter: sqlite3
    production:
      url: <%= ENV["DATABASE_URL"] %>
    """

    assert adapter_of(text) is None


def test_migration_folders_of_all_environments_belong_to_the_database() -> None:
    text = """
    development:
      cache: {adapter: sqlite3, migrations_paths: db/development/cache_migrate}
    production:
      cache: {adapter: sqlite3, migrations_paths: [db/cache_migrate, db/shared_migrate]}
    """
    (cache,) = read_database_yml(text)

    assert cache.migrations_paths == (
        "db/cache_migrate",
        "db/shared_migrate",
        "db/development/cache_migrate",
    )


@pytest.mark.parametrize("option", ["replica: true", "database_tasks: false"])
def test_databases_that_rails_does_not_migrate_are_marked(option: str) -> None:
    primary, other = read_database_yml(
        f"production:\n  primary: {{adapter: pg}}\n  other: {{adapter: pg, {option}}}\n"
    )

    assert (primary.database_tasks, other.database_tasks) == (True, False)


@pytest.mark.parametrize(
    ("url", "adapter"),
    [
        ("postgres://localhost/shop", "postgres"),
        ("jdbc:mysql://localhost/shop", "mysql"),
        ("sqlite3:storage/shop.sqlite3", "sqlite3"),
        ('<%= ENV.fetch("DATABASE_URL", "mysql2://localhost/shop") %>', "mysql2"),
        ('<%= ENV["DATABASE_URL"] %>', "postgresql"),
    ],
)
def test_a_url_that_is_known_outweighs_the_adapter(url: str, adapter: str) -> None:
    assert adapter_of(f"production:\n  adapter: postgresql\n  url: {url}\n") == adapter


def test_an_environment_may_be_a_url() -> None:
    assert adapter_of("production: postgres://localhost/shop\n") == "postgres"


def test_an_adapter_of_no_family_is_told_by_its_name() -> None:
    assert adapter_of("production: {adapter: cockroachdb}\n") == "cockroachdb"


@pytest.mark.parametrize(
    "code",
    [
        'ENV.fetch("ADAPTER", "mysql2")',
        "ENV.fetch('ADAPTER') { 'mysql2' }",
        'ENV["ADAPTER"] || "mysql2"',
        "ENV['ADAPTER'].presence || 'mysql2'",
        '"mysql2"',
        'ENV["TEST"] ? "mysql2" : other_adapter',
    ],
)
def test_an_adapter_that_is_written_out_in_erb_is_read(code: str) -> None:
    assert adapter_of(f"production:\n  adapter: <%= {code} -%>\n") == "mysql2"


@pytest.mark.parametrize("code", ['ENV["ADAPTER"]', 'ENV["SSL"] ? "mysql2" : "postgresql"'])
def test_an_adapter_that_is_chosen_in_erb_is_not_guessed(code: str) -> None:
    assert adapter_of(f"production:\n  adapter: <%= {code} %>\n") is None


def test_branches_that_do_not_touch_the_adapter_do_no_harm() -> None:
    text = """
    production:
      <% if ENV["CI"] %>
      host: <%= ENV.fetch("PGHOST", "127.0.0.1") %>
      <% else %>
      host: <%= ENV["PGHOST"] %>
      <% end %>
      database: shop_<%= "_#{ENV["ID"]}" if ENV["ID"] %>
      adapter: postgresql
    """

    assert adapter_of(text) == "postgresql"


def test_branches_that_choose_the_adapter_leave_it_open() -> None:
    text = """
    production:
      primary:
        <% if ENV["MYSQL"] %>
        adapter: mysql2
        <% else %>
        adapter: postgresql
        <% end %>
      cache:
        adapter: sqlite3
    """

    assert [(d.name, d.adapter) for d in read_database_yml(text)] == [
        ("primary", None),
        ("cache", None),
    ]


def test_text_that_is_no_yaml_without_its_erb_tells_an_adapter_if_there_is_only_one() -> None:
    text = """
    <% if ENV["CI"] %>
    default: &default
      adapter: mysql2
    <% else %>
    default: &default
      adapter: trilogy
    <% end %>
    production:
      <<: *default
    """

    assert read_database_yml(text) == (DatabaseConfig("primary", "mysql2"),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a\n- b\n",
        "production:\n",
        "production: {\n",
        "a: &a {<<: *a}\nproduction: *a\n",
        "production: &a\n  <<: *a\n",
        "production:\n  primary: [1, 2]\n",
        "[" * 100_000,
        "<%= render 'x' %>\nproduction: [",
        "production:\n  adapter: [postgresql]\n  migrations_paths: {a: b}\n  url: [x]\n",
        "\x00",
    ],
)
def test_text_that_means_nothing_is_a_primary_database_without_an_adapter(text: str) -> None:
    assert read_database_yml(text) == (DatabaseConfig("primary"),)


def test_merges_that_multiply_are_read_once_each() -> None:
    layers = ["l0: &l0 {adapter: mysql2}"]
    layers += [f"l{n}: &l{n} {{<<: [{', '.join([f'*l{n - 1}'] * 9)}]}}" for n in range(1, 40)]

    assert adapter_of("\n".join([*layers, "production: *l39"])) == "mysql2"


def test_folders_that_only_running_the_file_would_tell_are_left_out() -> None:
    text = "production:\n  adapter: pg\n  migrations_paths: <%= Rails.root.join('db/x') %>\n"

    assert read_database_yml(text) == (DatabaseConfig("primary", "pg"),)


def test_commented_erb_is_not_read() -> None:
    text = "production:\n  # adapter: sqlite3\n  <%# was 'mysql2' %>\n  adapter: <%= adapter %>\n"

    assert adapter_of(text) is None
