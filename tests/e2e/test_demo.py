"""The demo app: each danger of its change is found, each safe pattern is quiet."""

import json
import shutil
import subprocess
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.demo import APP, lint_demo

DANGERS = {
    "app/models/wishlist.rb": {"enum-label-renamed", "enum-label-conflict"},
    "db/migrate/20260302090000_rename_name_of_users.rb": {"rename-column"},
    "db/migrate/20260302091000_remove_old_field_from_wishlists.rb": {
        "remove-column",
        "irreversible-in-change",
    },
    "db/migrate/20260302092000_drop_old_analytics.rb": {"drop-table", "irreversible-in-change"},
    "db/migrate/20260302093000_add_currency_to_wishlist_items.rb": {"add-not-null-no-default"},
    "db/migrate/20260302094000_clear_empty_urls.rb": {"missing-down"},
}
SAFE = {
    "app/models/user.rb",
    "app/models/reservation.rb",
    "db/migrate/20260303090000_move_sms_notifications_to_push.rb",
    "db/migrate/20260303091000_add_occasion_to_wishlists.rb",
    "db/migrate/20260303092000_fill_occasion_of_wishlists.rb",
    "db/migrate/20260303093000_require_quantity_of_wishlist_items.rb",
    "db/migrate/20260303094000_remove_legacy_payload_from_notifications.rb",
    "db/migrate/20260303095000_create_reservations.rb",
}


@cache
def rules_by_file() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for finding in json.loads(lint_demo("--format", "json").stdout)["findings"]:
        found[finding["path"]].add(finding["rule"])
    return dict(found)


@pytest.mark.parametrize("path", DANGERS)
def test_a_danger_is_found(path: str) -> None:
    assert rules_by_file().get(path) == DANGERS[path]


@pytest.mark.parametrize("path", sorted(SAFE))
def test_a_safe_pattern_is_quiet(path: str) -> None:
    assert (APP / path).is_file()
    assert path not in rules_by_file()


def test_these_are_all_migrations_of_the_change() -> None:
    before = APP.parent / "before"
    every = {path.relative_to(APP).as_posix() for path in APP.glob("db/migrate/*.rb")}
    new = {path for path in every if not (before / path).exists()}
    assert new == {path for path in (*DANGERS, *SAFE) if path.startswith("db/")}


def test_all_is_read() -> None:
    coverage = json.loads(lint_demo("--format", "json").stdout)["coverage"]
    assert coverage["migrations"] == 11
    assert coverage["not_analysed"] == []


@pytest.mark.e2e
def test_make_demo_works_on_a_fresh_copy(tmp_path: Path) -> None:
    copy = tmp_path / "fresh copy"
    caches = shutil.ignore_patterns(".*_cache", ".hypothesis", ".venv", ".git", "node_modules")
    shutil.copytree(ROOT, copy, ignore=caches)
    made = subprocess.run(
        ["make", "demo", f"PYTHON={sys.executable}"],
        cwd=copy,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    assert lint_demo().stdout in made.stdout
    assert "exit code 1" in made.stdout
