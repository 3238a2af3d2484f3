"""What files held before, and which labels enums had then, in real repositories."""

from pathlib import Path

import pytest

from tests.rails_app import RailsApp
from wishare_lint.git import Repository
from wishare_lint.history import CommitHistory

ORDER = "app/models/order.rb"


def order(labels: str, more: str = "") -> str:
    return f"class Order < ApplicationRecord\n  enum :status, {labels}\n{more}end\n"


DRAFT, LIVE = "{ draft: 0, live: 1 }", "{ draft: 0, live: 1, gone: 2 }"
REUSED = "{ draft: 0, live: 1, archived: 2 }"
RULE = ("--select", "enum-value-reused", "--base", "main")


@pytest.fixture
def shop(app: RailsApp) -> RailsApp:
    """The app on its main branch."""
    app.git("switch", "--quiet", "main")
    return app


def history(app: RailsApp) -> CommitHistory:
    repository = Repository.discover(app.root)
    assert repository is not None
    return repository.history(app.git("rev-parse", "HEAD"))


def contents(app: RailsApp, path: str = ORDER) -> list[str]:
    return [former.data.decode() for former in history(app).former(path)]


def findings(app: RailsApp, labels: str, *paths: str) -> str:
    """What is said of a branch that gives `Order` these labels."""
    app.branch("labels")
    for path in paths or (ORDER,):
        app.commit({path: order(labels)})
    return app.lint(*RULE).output


def test_former_versions_come_newest_first(shop: RailsApp) -> None:
    shop.commit({ORDER: "one"})
    second = shop.commit({ORDER: "two"})
    third = shop.commit({ORDER: "three"})
    assert contents(shop) == ["two", "one"]
    assert [former.commit for former in history(shop).former(ORDER)] == [third, second]


def test_a_file_is_followed_to_its_former_name(shop: RailsApp) -> None:
    text = order(LIVE)
    shop.commit({"packs/sales/app/models/order.rb": "first"})
    shop.commit({"packs/sales/app/models/order.rb": text})
    (shop.root / "app/models").mkdir(parents=True, exist_ok=True)
    shop.git("mv", "packs/sales/app/models/order.rb", ORDER)
    shop.commit({})
    assert contents(shop) == [text, "first"]


def test_a_file_that_was_away_for_a_while_has_its_old_versions(shop: RailsApp) -> None:
    shop.commit({ORDER: "old"})
    shop.git("rm", "--quiet", ORDER)
    shop.commit({})
    shop.commit({ORDER: "new"})
    assert contents(shop) == ["old"]


def test_what_only_a_branch_had_was_never_deployed(shop: RailsApp) -> None:
    shop.commit({ORDER: "one"})
    shop.branch("side")
    shop.commit({ORDER: "never deployed"})
    shop.commit({ORDER: "two"})
    shop.git("switch", "--quiet", "main")
    shop.git("merge", "--quiet", "--no-ff", "--message=merge", "side")
    assert contents(shop) == ["one"]


def test_a_name_is_taken_as_it_is(shop: RailsApp) -> None:
    shop.commit({"app/models/*.rb": "one"})
    shop.commit({"app/models/*.rb": "two"})
    assert contents(shop, "app/models/*.rb") == ["one"]
    assert contents(shop, "app/models/never.rb") == []


def test_a_value_of_a_label_that_is_long_gone_is_found(shop: RailsApp) -> None:
    shop.commit({ORDER: order(LIVE)})
    removed = shop.commit({ORDER: order(DRAFT)})
    shop.commit({ORDER: order(DRAFT, "  # still\n")})
    said = " ".join(findings(shop, REUSED).split())
    assert f"gives 2, which was `gone` until commit {removed[:9]} (20" in said


def test_a_label_that_comes_back_is_what_its_rows_say(shop: RailsApp) -> None:
    shop.commit({ORDER: order(LIVE)})
    shop.commit({ORDER: order(DRAFT)})
    assert "nothing found" in findings(shop, LIVE)


def test_the_last_label_of_a_value_counts(shop: RailsApp) -> None:
    shop.commit({ORDER: order(REUSED)})
    shop.commit({ORDER: order(LIVE)})
    shop.commit({ORDER: order(DRAFT)})
    assert "which was `gone` until" in findings(shop, REUSED)


def test_another_class_of_the_file_has_a_history_of_its_own(shop: RailsApp) -> None:
    shop.commit({ORDER: order(LIVE).replace("class Order", "class Invoice") + order(DRAFT)})
    shop.commit({ORDER: order(DRAFT)})
    assert "nothing found" in findings(shop, REUSED)


def test_the_history_of_a_constant_elsewhere_counts(shop: RailsApp) -> None:
    lists = "module Lists\n  STATUSES = %w[{}].freeze\nend\n"
    shop.commit({ORDER: order("Lists::STATUSES"), "lib/lists.rb": lists.format("draft live gone")})
    shop.commit({"lib/lists.rb": lists.format("draft live")})
    shop.branch("labels")
    shop.commit({"lib/lists.rb": lists.format("draft live archived")})
    assert "which was `gone` until" in shop.lint(*RULE).output


def test_no_history_is_read_when_no_value_is_new(
    shop: RailsApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.commit({ORDER: order(LIVE)})
    monkeypatch.setattr(CommitHistory, "former", None)
    assert "nothing found" in findings(shop, "{ draft: 0, live: 1, retired: 2 }")


def test_a_shallow_clone_says_that_it_cannot_tell(shop: RailsApp, tmp_path: Path) -> None:
    shop.commit({ORDER: order(LIVE)})
    shop.commit({ORDER: order(DRAFT)})
    shop.git("clone", "--quiet", "--depth=1", shop.root.as_uri(), str(tmp_path / "clone"))
    clone = RailsApp(tmp_path / "clone")
    assert "was not checked" not in findings(clone, DRAFT)
    clone.commit({ORDER: order(REUSED)})
    answer = clone.lint(*RULE)
    assert "nothing found" in answer.output
    assert answer.output.count("this clone lacks history") == 1


def test_without_git_there_is_nothing_to_say(tmp_path: Path, app: RailsApp) -> None:
    old = RailsApp(tmp_path / "old")
    old.write({ORDER: order(DRAFT)})
    app.commit({ORDER: order(REUSED)})
    answer = app.lint("--select", "enum-value-reused", "--base", str(old.root))
    assert "lacks history" not in answer.output
    assert answer.exit_code == 0
