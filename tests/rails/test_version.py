import pytest

from wishare_lint.rails.version import (
    dumped_version,
    locked_version,
    parse_version,
    required_version,
)


@pytest.mark.parametrize(
    ("text", "version"),
    [("8.1", (8, 1)), ("7.10", (7, 10)), ("8", (8, 0)), ("8.1.0.beta1", (8, 1)), ("edge", None)],
)
def test_a_version_is_its_major_and_minor(text: str, version: tuple[int, int] | None) -> None:
    assert parse_version(text) == version


def test_the_locked_rails_counts_and_not_what_other_gems_ask_for() -> None:
    lock = "    devise (4.9.4)\n      railties (>= 4.1.0)\n    rails (7.2.1)\n"

    assert locked_version(lock) == (7, 2)


def test_active_record_may_be_locked_without_rails() -> None:
    assert locked_version("    activerecord (6.1.7.10)\n") == (6, 1)


def test_gems_whose_names_hold_rails_do_not_count() -> None:
    assert locked_version("    rails-i18n (8.0.1)\n    sprockets-rails (3.5.2)\n") is None


@pytest.mark.parametrize(
    "line",
    [
        'gem "rails", "~> 7.1.3"',
        "gem 'rails', '7.1.3.4'",
        's.add_dependency "railties", [">= 7.1", "< 8.1"]',
        's.add_dependency("activerecord", "< 8.1", ">= 7.1")',
        's.add_dependency "rails", [\n  ">= 7.1",\n  "< 8.1"\n]',
        'gem "rails", ENV["RAILS_VERSION"] || ["> 7.1", "< 8.2"]',
    ],
)
def test_the_lowest_version_that_is_asked_for_counts(line: str) -> None:
    assert required_version(line) == (7, 1)


@pytest.mark.parametrize(
    "lines",
    [
        'gem "rails", github: "rails/rails"\ngem "pg", "~> 1.1"',
        'gem "rails"\ngem "pg", "~> 1.1"',
        'gem "rails-i18n", "~> 7.0"',
        'gem "rails", "< 8.1"',
    ],
)
def test_without_a_lowest_version_of_rails_there_is_none(lines: str) -> None:
    assert required_version(lines) is None


def test_a_dump_names_the_version_of_its_defaults() -> None:
    assert dumped_version("ActiveRecord::Schema[8.1].define(version: 2026_01_01) do\n") == (8, 1)


def test_a_dump_of_old_rails_names_none() -> None:
    assert dumped_version("ActiveRecord::Schema.define(version: 2019) do\n") is None
