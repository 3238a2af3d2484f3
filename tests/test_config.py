"""`.wishare-lint.yml`: what it may say, what it means, and how mistakes are told."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wishare_lint.config import (
    Config,
    ConfigError,
    RuleSetting,
    find,
    json_schema,
    load,
    strong_migrations_start_after,
)
from wishare_lint.finding import Severity
from wishare_lint.rule_names import RuleNames

RULES = RuleNames(
    {
        "drop-table": ("strong_migrations/drop_table",),
        "irreversible-sql": ("Rails/ReversibleMigration",),
        "irreversible-change": ("Rails/ReversibleMigration",),
        "suppression-hygiene": (),
    }
)


def configured(folder: Path, text: str, name: str = ".wishare-lint.yml") -> Config:
    (folder / name).write_text(text)
    return load(folder / name, RULES, folder)


def problems(folder: Path, text: str | bytes) -> list[str]:
    """The lines of the error that a file raises."""
    path = folder / ".wishare-lint.yml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ConfigError) as raised:
        load(path, RULES, folder)
    return str(raised.value).splitlines()


# Values


def test_an_empty_file_means_the_defaults(tmp_path: Path) -> None:
    config = configured(tmp_path, "# nothing yet\n")
    assert config == Config(path=tmp_path / ".wishare-lint.yml")
    assert (config.profile, config.fail_on) == ("recommended", Severity.ERROR)


def test_every_key_is_read(tmp_path: Path) -> None:
    config = configured(
        tmp_path,
        """\
version: "0.1"
profile: strict
database: postgresql
database_version: 16
rails_version: "8.0"
exclude: [vendor]
migrations:
  paths: [db/migrate, db/cache_migrate]
  start_after: 20260101000000
models:
  paths: [app/models]
rules:
  drop-table: warning
select: [drop-table]
ignore: [irreversible-sql]
fail_on: warning
""",
    )
    assert config == Config(
        path=tmp_path / ".wishare-lint.yml",
        version="0.1",
        profile="strict",
        database="postgresql",
        database_version="16",
        rails_version="8.0",
        exclude=("vendor",),
        migration_paths=("db/migrate", "db/cache_migrate"),
        start_after=20260101000000,
        model_paths=("app/models",),
        rules={"drop-table": RuleSetting(enabled=True, severity=Severity.WARNING)},
        select=frozenset({"drop-table"}),
        ignore=frozenset({"irreversible-sql"}),
        fail_on=Severity.WARNING,
    )


def test_a_version_without_quotes_keeps_its_zeros(tmp_path: Path) -> None:
    config = configured(tmp_path, "rails_version: 7.10\nversion: 1.0\n")
    assert (config.rails_version, config.version) == ("7.10", "1.0")


def test_a_number_may_have_underscores(tmp_path: Path) -> None:
    config = configured(tmp_path, "migrations: {start_after: 20_230_825_182_405}")
    assert config.start_after == 20230825182405


def test_an_empty_section_is_as_good_as_none(tmp_path: Path) -> None:
    assert configured(tmp_path, "rules:\nmigrations:\nexclude:\n").rules == {}


def test_fail_on_never_is_no_severity(tmp_path: Path) -> None:
    assert configured(tmp_path, "fail_on: never").fail_on is None


@pytest.mark.parametrize("word", ["off", '"off"', "false", "{enabled: false}"])
def test_a_rule_can_be_switched_off(tmp_path: Path, word: str) -> None:
    config = configured(tmp_path, f"rules: {{drop-table: {word}}}")
    assert not config.runs("drop-table", in_profile=True)


@pytest.mark.parametrize("word", ["info", "{severity: info}"])
def test_a_severity_switches_a_rule_on_that_is_not_in_the_profile(
    tmp_path: Path, word: str
) -> None:
    config = configured(tmp_path, f"rules: {{drop-table: {word}}}")
    assert config.rule("drop-table").severity is Severity.INFO
    assert config.runs("drop-table", in_profile=False)


def test_an_exclusion_alone_leaves_it_to_the_profile_whether_a_rule_runs(tmp_path: Path) -> None:
    config = configured(tmp_path, "rules: {drop-table: {exclude: [db/old]}}")
    assert config.runs("drop-table", in_profile=True)
    assert not config.runs("drop-table", in_profile=False)


def test_an_alias_speaks_for_every_rule_that_bears_it(tmp_path: Path) -> None:
    config = configured(tmp_path, "rules: {Rails/ReversibleMigration: off}")
    assert not config.runs("irreversible-sql", in_profile=True)
    assert not config.runs("irreversible-change", in_profile=True)


def test_what_is_said_of_an_id_outweighs_what_is_said_of_its_alias(tmp_path: Path) -> None:
    config = configured(
        tmp_path, "rules:\n  irreversible-sql: error\n  Rails/ReversibleMigration: off\n"
    )
    assert config.runs("irreversible-sql", in_profile=True)
    assert not config.runs("irreversible-change", in_profile=True)


def test_select_leaves_only_the_selected_rules(tmp_path: Path) -> None:
    config = configured(tmp_path, "select: [drop-table]")
    assert config.runs("drop-table", in_profile=False)
    assert not config.runs("irreversible-sql", in_profile=True)


def test_ignore_outweighs_select(tmp_path: Path) -> None:
    config = configured(tmp_path, "select: [drop-table]\nignore: [drop-table]")
    assert not config.runs("drop-table", in_profile=True)


# Paths


def test_patterns_of_a_file_in_a_folder_are_turned_to_the_root_of_the_repository(
    tmp_path: Path,
) -> None:
    (tmp_path / "apps" / "web").mkdir(parents=True)
    path = tmp_path / "apps" / "web" / ".wishare-lint.yml"
    path.write_text("exclude: [vendor]\nmigrations: {paths: [./db/migrate/]}\n")
    config = load(path, RULES, tmp_path)
    assert config.exclude == ("apps/web/vendor",)
    assert config.migration_paths == ("apps/web/db/migrate",)


def test_a_linked_file_speaks_for_the_folder_of_the_link(tmp_path: Path) -> None:
    (tmp_path / "shared.yml").write_text("exclude: [vendor]")
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / ".wishare-lint.yml").symlink_to(tmp_path / "shared.yml")
    config = load(tmp_path / "web" / ".wishare-lint.yml", RULES, tmp_path)
    assert config.exclude == ("web/vendor",)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("db/migrate/2019*", "db/migrate/20190101000000_create_users.rb"),
        ("db/migrate/20190101_a.rb", "db/migrate/20190101_a.rb"),
        ("db/old", "db/old/migrate/1_a.rb"),
        ("db/**/1_?.rb", "db/old/migrate/1_a.rb"),
        ("**/legacy/**", "legacy/a.rb"),
        ("**/legacy", "engines/core/legacy/a.rb"),
    ],
)
def test_a_pattern_covers_a_path(tmp_path: Path, pattern: str, path: str) -> None:
    config = configured(tmp_path, f'exclude: ["{pattern}"]')
    assert config.excluded_by(path) == pattern


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("db/*", "app/db/a.rb"),
        ("db/*.rb", "db/old/a.rb"),
        ("db/old", "db/older/a.rb"),
        ("db.migrate", "db/migrate"),
        ("db/**/a.rb", "db/ba.rb"),
        ("legacy/**", "legacy"),
    ],
)
def test_a_pattern_leaves_other_paths_alone(tmp_path: Path, pattern: str, path: str) -> None:
    assert configured(tmp_path, f'exclude: ["{pattern}"]').excluded_by(path) is None


def test_the_exclusion_of_a_rule_holds_for_that_rule_only(tmp_path: Path) -> None:
    config = configured(tmp_path, "rules: {drop-table: {exclude: [db/old]}}")
    assert config.excluded_by("db/old/a.rb", "drop-table") == "db/old"
    assert config.excluded_by("db/old/a.rb", "irreversible-sql") is None


# Mistakes


def test_all_mistakes_are_told_at_once_each_with_its_line(tmp_path: Path) -> None:
    text = "databse: mysql\nprofile: strct\nmigrations:\n  path: [db]\nrules:\n  drop-tabel: off\n"
    wanted = "one of recommended, strict, all"
    assert problems(tmp_path, text) == [
        ".wishare-lint.yml:1: unknown key `databse`; did you mean `database`?",
        f".wishare-lint.yml:2: `profile` must be {wanted}, not `strct`; did you mean `strict`?",
        ".wishare-lint.yml:4: unknown key `migrations.path`; did you mean `paths`?",
        ".wishare-lint.yml:6: unknown rule `drop-tabel`; did you mean `drop-table`?",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("exclude: vendor", "`exclude` must be a list, not `vendor`"),
        ("exclude: [1]", "`exclude[0]` must be text, not `1`"),
        ('exclude: ["a\\nb"]', "`exclude[0]` must be text, not `a b`"),
        ("migrations: [db]", "`migrations` must be a mapping of keys to values, not a list"),
        (
            "migrations: {start_after: 2026-01-01}",
            "`migrations.start_after` must be a whole number, not `2026-01-01`",
        ),
        (
            "migrations: {start_after: true}",
            "`migrations.start_after` must be a whole number, not `true`",
        ),
        ("rails_version: edge", '`rails_version` must be a version such as "8.0", not `edge`'),
        ("rails_version:", '`rails_version` must be a version such as "8.0", not empty'),
        (
            "rules: {drop-table: 0}",
            "`rules.drop-table` must be off, error, warning, info or a mapping, not `0`",
        ),
        (
            "rules: {drop-table: {enabled: no}}",
            "`rules.drop-table.enabled` must be true or false, not `no`",
        ),
        ("select: [1]", "`select[0]` must be the name of a rule, not `1`"),
        ("ignore: [drop]", "`ignore[0]`: unknown rule `drop`"),
        ("- a", "the file must be a mapping of keys to values, not a list"),
        ("exclude: [a\n", "not YAML: "),
        ("x: \x01", "not YAML: "),
        ("exclude: !!set {a}", "tags (`!…`) are not allowed"),
        ("exclude: &x [*x]", "the alias `*x` has no anchor before it"),
        ("? [a]\n: b", "a key must be text"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_a_mistake_is_one_plain_line(tmp_path: Path, text: str, message: str) -> None:
    assert problems(tmp_path, text)[0].partition(": ")[2].startswith(message)


def test_a_key_given_twice_is_a_mistake(tmp_path: Path) -> None:
    text = "rules:\n  drop-table: off\n  drop-table: error\n"
    assert problems(tmp_path, text) == [
        ".wishare-lint.yml:3: the key `drop-table` is already on line 2"
    ]


def test_a_second_document_is_a_mistake(tmp_path: Path) -> None:
    assert problems(tmp_path, "profile: all\n---\nprofile: strict\n") == [
        ".wishare-lint.yml:2: a second document is not allowed"
    ]


def test_a_file_that_is_not_utf_8_is_a_mistake(tmp_path: Path) -> None:
    assert problems(tmp_path, b"profile: all\n# \xff") == [".wishare-lint.yml:2: is not UTF-8"]


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    assert problems(tmp_path, b"#" * 1_000_001) == [
        ".wishare-lint.yml:1: is larger than 1000000 bytes"
    ]


def test_aliases_that_multiply_are_not_multiplied(tmp_path: Path) -> None:
    multiplied = "\n".join(f"- &a [{', '.join(['*a'] * 9)}]" for _ in range(60))
    assert problems(tmp_path, f"exclude:\n- &a [x]\n{multiplied}\n")


def test_an_alias_repeats_a_list(tmp_path: Path) -> None:
    config = configured(tmp_path, "exclude: &old [db/old]\nrules: {drop-table: {exclude: *old}}\n")
    assert config.rule("drop-table").exclude == ("db/old",)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"^mine\.yml:1: cannot be read: "):
        load(tmp_path / "mine.yml", RULES, tmp_path)


# Inheritance


def test_a_file_starts_from_the_one_that_it_inherits_from(tmp_path: Path) -> None:
    (tmp_path / "shared.yml").write_text(
        "profile: strict\nexclude: [a, b]\nmigrations: {paths: [db], start_after: 1}\n"
        "rules: {drop-table: {severity: info, exclude: [old]}, irreversible-sql: off}\n"
    )
    config = configured(
        tmp_path,
        "inherit_from: shared.yml\nexclude: [c]\nmigrations: {start_after: 2}\n"
        "rules: {drop-table: error}\n",
    )
    assert config.profile == "strict"
    assert config.exclude == ("c",)
    assert (config.migration_paths, config.start_after) == (("db",), 2)
    assert config.rule("drop-table") == RuleSetting(True, Severity.ERROR, ("old",))
    assert config.rule("irreversible-sql").enabled is False


def test_the_later_of_several_inherited_files_wins(tmp_path: Path) -> None:
    (tmp_path / "one.yml").write_text("profile: strict\ndatabase: mysql\n")
    (tmp_path / "two.yml").write_text("profile: all\n")
    config = configured(tmp_path, "inherit_from: [one.yml, two.yml]")
    assert (config.profile, config.database) == ("all", "mysql")


def test_a_name_is_sought_beside_the_file_that_writes_it(tmp_path: Path) -> None:
    (tmp_path / "lint").mkdir()
    (tmp_path / "lint" / "team.yml").write_text("inherit_from: base.yml")
    (tmp_path / "lint" / "base.yml").write_text("profile: all\nexclude: [vendor]")
    config = configured(tmp_path, "inherit_from: lint/team.yml")
    assert config.profile == "all"
    assert config.exclude == ("vendor",)


def test_an_alias_outweighs_an_inherited_id(tmp_path: Path) -> None:
    (tmp_path / "shared.yml").write_text("rules: {drop-table: error}")
    config = configured(
        tmp_path, "inherit_from: shared.yml\nrules: {strong_migrations/drop_table: off}"
    )
    assert not config.runs("drop-table", in_profile=True)


def test_mistakes_in_an_inherited_file_bear_its_name(tmp_path: Path) -> None:
    (tmp_path / "shared.yml").write_text("\nprofil: all")
    assert problems(tmp_path, "inherit_from: shared.yml\nfail_on: all") == [
        ".wishare-lint.yml:2: `fail_on` must be one of error, warning, info, never, not `all`",
        "shared.yml:2: unknown key `profil`; did you mean `profile`?",
    ]


def test_files_that_inherit_from_each_other_are_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "shared.yml").write_text("inherit_from: .wishare-lint.yml")
    assert problems(tmp_path, "inherit_from: shared.yml") == [
        "shared.yml:1: `inherit_from`: `.wishare-lint.yml` leads back to this file"
    ]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("https://example.com/base.yml", "is a URL; only files of the repository are read"),
        ("../base.yml", "is outside the repository"),
        ("missing.yml", "is not a file"),
        ("link.yml", "is outside the repository"),
    ],
)
def test_nothing_from_outside_the_repository_is_inherited(
    tmp_path: Path, name: str, reason: str
) -> None:
    repository = tmp_path / "app"
    repository.mkdir()
    (tmp_path / "base.yml").write_text("profile: all")
    (repository / "link.yml").symlink_to(tmp_path / "base.yml")
    assert problems(repository, f"inherit_from: {name}") == [
        f".wishare-lint.yml:1: `inherit_from`: `{name}` {reason}"
    ]


# Discovery


def test_the_nearest_file_above_the_start_is_found(tmp_path: Path) -> None:
    start = tmp_path / "app" / "models"
    start.mkdir(parents=True)
    (tmp_path / ".wishare-lint.yml").touch()
    assert find(start, tmp_path) == tmp_path / ".wishare-lint.yml"
    (tmp_path / "app" / ".wishare-lint.yaml").touch()
    assert find(start, tmp_path) == tmp_path / "app" / ".wishare-lint.yaml"


def test_a_file_above_the_root_is_not_found(tmp_path: Path) -> None:
    (tmp_path / ".wishare-lint.yml").touch()
    (tmp_path / "app").mkdir()
    assert find(tmp_path / "app", tmp_path / "app") is None


# The command line


def test_select_on_the_command_line_outweighs_the_file() -> None:
    config = Config(
        rules={"drop-table": RuleSetting(enabled=False, exclude=("old",))},
        select=frozenset({"irreversible-sql"}),
        ignore=frozenset({"drop-table"}),
    )
    merged = config.merge(RULES, select=["strong_migrations/drop_table"])
    assert merged.runs("drop-table", in_profile=False)
    assert not merged.runs("irreversible-sql", in_profile=True)
    assert merged.rule("drop-table").exclude == ("old",)


def test_ignore_on_the_command_line_adds_to_the_file() -> None:
    merged = Config(ignore=frozenset({"drop-table"})).merge(RULES, ignore=["irreversible-sql"])
    assert merged.ignore == {"drop-table", "irreversible-sql"}


def test_the_profile_of_the_command_line_wins() -> None:
    assert Config(profile="strict").merge(RULES, profile="all").profile == "all"


def test_without_options_nothing_changes() -> None:
    config = Config(profile="strict", select=frozenset({"drop-table"}))
    assert config.merge(RULES) == config


def test_unknown_rules_on_the_command_line_are_told_all_at_once() -> None:
    with pytest.raises(ConfigError) as raised:
        Config().merge(RULES, select=["drop-tabel", "xyz"])
    assert str(raised.value).splitlines() == [
        "--select: unknown rule `drop-tabel`; did you mean `drop-table`?",
        "--select: unknown rule `xyz`",
    ]


# JSON Schema


def _is_yaml(text: str) -> bool:
    """Whether JSON writes a text as YAML reads it, and a pattern that ends in `$` means its end."""
    return text.isprintable()


def accepted(document: dict[str, Any]) -> bool:
    """Whether the JSON Schema accepts a file that a YAML reader has turned into this."""
    jsonschema = pytest.importorskip("jsonschema")
    schema = json_schema(RULES)
    jsonschema.Draft7Validator.check_schema(schema)
    return bool(jsonschema.Draft7Validator(schema).is_valid(document))


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"version": "0.1", "rails_version": 8.0, "database": "mysql", "fail_on": "never"},
        {"inherit_from": "base.yml", "exclude": ["vendor"], "models": {"paths": []}},
        {"inherit_from": ["base.yml"], "migrations": {"start_after": 20260101000000}},
        {"rules": {"drop-table": "off", "irreversible-sql": False}},
        {"rules": {"Rails/ReversibleMigration": {"severity": "info", "exclude": ["old"]}}},
        {"select": ["drop-table"], "ignore": ["Rails/ReversibleMigration"]},
    ],
)
def test_the_schema_accepts_what_the_linter_accepts(
    tmp_path: Path, document: dict[str, Any]
) -> None:
    (tmp_path / "base.yml").touch()
    assert configured(tmp_path, json.dumps(document))
    assert accepted(document)


@pytest.mark.parametrize(
    "document",
    [
        {"databse": "mysql"},
        {"profile": "strct"},
        {"exclude": "vendor"},
        {"migrations": {"start_after": -1}},
        {"rules": {"drop-tabel": "off"}},
        {"rules": {"drop-table": "fatal"}},
        {"rules": {"drop-table": {"severity": "never"}}},
        {"select": ["drop-tabel"]},
    ],
)
def test_the_schema_refuses_what_the_linter_refuses(
    tmp_path: Path, document: dict[str, Any]
) -> None:
    assert problems(tmp_path, json.dumps(document))
    assert not accepted(document)


WORDS = st.sampled_from(
    ["", "strict", "error", "off", "drop-table", "mysql", "never", "8.0", "a\\b"]
)
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(-2, 30), WORDS, st.text(max_size=3).filter(_is_yaml)
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(
                ["paths", "start_after", "enabled", "severity", "exclude", "drop-table", "other"]
            ),
            inner,
            max_size=2,
        )
    ),
    max_leaves=4,
)
KEYS = st.sampled_from(
    sorted({*json_schema(RULES)["properties"], "other"} - {"inherit_from", "baseline"})
)


@given(st.dictionaries(KEYS, VALUES, max_size=3))
@settings(max_examples=300)
def test_the_schema_and_the_linter_agree(
    tmp_path_factory: pytest.TempPathFactory, document: dict[str, Any]
) -> None:
    path = tmp_path_factory.getbasetemp() / ".wishare-lint.yml"
    path.write_text(json.dumps(document, ensure_ascii=False))
    assert accepted(document) == is_read(path)


def is_read(path: Path) -> bool:
    try:
        load(path, RULES)
    except ConfigError:
        return False
    return True


def test_the_schema_tells_what_each_key_means() -> None:
    properties = json_schema(RULES)["properties"]
    assert all(described["description"] for described in properties.values())


def test_without_a_file_no_yaml_is_loaded() -> None:
    code = (
        "import sys, wishare_lint.config, wishare_lint.suppression; "
        "sys.exit(str({'yaml', 'difflib', 'json'} & sys.modules.keys() or ''))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ran.stderr.strip() == ""


# Hints of other tools


@pytest.mark.parametrize(
    ("line", "version"),
    [
        ("StrongMigrations.start_after = 20200101000000", 20200101000000),
        ("  StrongMigrations.start_after=20_230_825_182_405 # first safe one", 20230825182405),
        ("# StrongMigrations.start_after = 20200101000000", None),
        ("StrongMigrations.start_after = ENV['VERSION']", None),
        ("StrongMigrations.lock_timeout = 10", None),
    ],
)
def test_the_start_of_strong_migrations_is_read(line: str, version: int | None) -> None:
    assert strong_migrations_start_after(f"# Set up\n{line}\n") == version
