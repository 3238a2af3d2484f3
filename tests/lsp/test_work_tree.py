"""What is kept while files are edited never makes a difference to what is found."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import pytest

from tests.rails_app import APP, MODEL, SCHEMA, RailsApp, migration
from wishare_lint.check import check_all
from wishare_lint.commands.session import begin
from wishare_lint.comparison import Request
from wishare_lint.config import ConfigError
from wishare_lint.finding import Report
from wishare_lint.lsp.work_tree import WorkTree
from wishare_lint.packs import AnyRule, running
from wishare_lint.tree import TreeError

NAME = "db/migrate/20260101000000_add_name_to_users.rb"
NOTE = "db/migrate/20260102000000_change_notes.rb"
ORDER = "app/models/order.rb"
STATES = "app/models/concerns/states.rb"
LISTS = "app/services/lists.rb"
JOB = "app/jobs/mail_job.rb"

CONCERN = "module States\n  extend ActiveSupport::Concern\n"

TEXTS = {
    NAME: (
        migration("add_column :users, :name, :string, null: false"),
        migration("remove_column :users, :email"),
        migration("rename_column :users, :status, :state"),
        migration("drop_table :orders"),
        "class AddNameToUsers <",
        None,
    ),
    NOTE: (
        migration("create_table(:notes) { |t| t.string :text }\n    add_index :notes, :text", "N"),
        migration("add_index :users, :email", "N"),
        migration('User.where(status: "blocked").update_all(status: 0)', "N"),
        None,
    ),
    MODEL: (
        APP[MODEL],
        APP[MODEL].replace("blocked", "banned"),
        APP[MODEL].replace("enum", 'self.ignored_columns = ["email"]\n  enum'),
        "class User < ApplicationRecord\n  include States\nend\n",
        "class User < ApplicationRecord\n  enum :status, Lists::ALL\nend\n",
        "class User < Applica",
        None,
    ),
    ORDER: (
        "class Order < ApplicationRecord\n  include States\nend\n",
        "class Order < User\n  enum :kind, { a: 0 }\nend\n",
        'class Order < ApplicationRecord\n  self.table_name = "users"\n  states_as :status\nend\n',
        None,
    ),
    STATES: (
        f"{CONCERN}  included {{ enum :status, {{ active: 0, blocked: 1 }} }}\nend\n",
        f"{CONCERN}  class_methods {{ def states_as(name) = enum(name, Lists::ALL) }}\nend\n",
        None,
    ),
    LISTS: (
        "module Lists\n  ALL = { active: 0, blocked: 1 }.freeze\nend\n",
        "module Lists\n  ALL = { active: 0, blocked: true }.freeze\nend\n",
        "module Lists\n  ALL = %w[active blocked gone].freeze\nend\n",
        None,
    ),
    JOB: (
        "class MailJob\n  def perform = User.blocked.each(&:mail)\nend\n",
        "class MailJob; end\n",
    ),
    "db/schema.rb": (
        SCHEMA,
        SCHEMA.replace("integer", "string").replace("default: 0", 'default: "active"'),
        SCHEMA.replace('    t.string "email"\n', ""),
        None,
    ),
    "config/database.yml": (
        "production:\n  adapter: postgresql\n",
        "production:\n  adapter: mysql2\n",
    ),
    "Gemfile.lock": ("GEM\n  specs:\n    rails (7.0.8)\n", "GEM\n  specs:\n    rails (8.0.1)\n"),
    ".wishare-lint.yml": ("profile: all\n", "rules:\n  remove-column: warning\n", "profile: [\n"),
    "config/initializers/inflections.rb": (
        'ActiveSupport::Inflector.inflections { |i| i.irregular "order", "users" }\n',
        None,
    ),
}
"""Texts of each file, which mean different things to each other; None for no such file."""

CHECKED = (NAME, NOTE, MODEL, ORDER, STATES)


@pytest.fixture
def app(app: RailsApp) -> RailsApp:
    files = {ORDER: TEXTS[ORDER][0], STATES: TEXTS[STATES][0], LISTS: TEXTS[LISTS][0]}
    app.commit({path: text for path, text in files.items() if text is not None})
    app.git("branch", "--force", "main")
    return app


def cold(app: RailsApp, path: str) -> str:
    """What a run that knows nothing yet has to say of a file on disk."""
    file = app.root / path
    start = next(folder for folder in file.parents if folder.is_dir())
    session = begin(Request(start, buffer=(file, file.read_bytes())), None, False)
    rules = running(session.rules, session.config)
    return said(check_all(session.change_sets, rules, session.rules, session.config))


def warm(tree: WorkTree, app: RailsApp, path: str) -> str:
    """What is said by what is kept."""
    return said(tree.check(app.root / path).report)


def said(report: Report) -> str:
    """All of a report that can be compared."""
    findings = [
        (f.rule, f.severity, f.message, f.location, f.instead, f.related, f.fixes, f.fingerprint)
        for f in report.findings
    ]
    places = [(place.location, place.reason) for place in report.coverage.not_analysed]
    counts = (report.coverage.migrations, report.coverage.operations, report.coverage.enums)
    return "\n".join(map(str, [*findings, *places, counts, report.notices, report.errors]))


def write(app: RailsApp, path: str, text: str | None) -> None:
    if text is not None:
        app.write({path: text})
    elif (app.root / path).exists():
        (app.root / path).unlink()


def outcome(work: Callable[[], str]) -> str:
    """What is said, or what is complained of."""
    try:
        return work()
    except ConfigError as problem:
        return str(problem)


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits_the_findings_are_those_of_a_run_that_knows_nothing(
    app: RailsApp, rules: tuple[AnyRule, ...], seed: int
) -> None:
    random = Random(seed)
    tree = WorkTree(app.root, rules)
    for _ in range(12):
        path = random.choice(tuple(TEXTS))
        write(app, path, random.choice(TEXTS[path]))
        tree.refresh()
        file = random.choice([path for path in CHECKED if (app.root / path).exists()] or [MODEL])
        if not (app.root / file).exists():
            continue
        assert outcome(partial(warm, tree, app, file)) == outcome(partial(cold, app, file))


@pytest.mark.parametrize("seed", range(2))
def test_a_buffer_counts_as_the_file_it_will_be(
    app: RailsApp, rules: tuple[AnyRule, ...], seed: int
) -> None:
    random = Random(seed)
    tree = WorkTree(app.root, rules)
    buffers: dict[str, str] = {}
    for _ in range(12):
        path = random.choice([path for path in TEXTS if path.endswith(".rb")])
        text = random.choice([text for text in TEXTS[path] if text is not None])
        buffers[path] = text
        tree.edit(app.root / path, text)
        file = random.choice([path for path in CHECKED if path in buffers] or [MODEL])
        found = warm(tree, app, file)
        saved = RailsApp(app.root.parent / f"saved{len(buffers)}{random.random()}")
        app.git("worktree", "add", "--quiet", "--detach", str(saved.root))
        saved.write(buffers)
        assert found == cold(saved, file)


@pytest.mark.parametrize(
    ("changed", "model"),
    [
        (LISTS, "class User < ApplicationRecord\n  enum :status, Lists::ALL\nend\n"),
        (STATES, "class User < ApplicationRecord\n  include States\n  states_as :status\nend\n"),
    ],
)
def test_an_enum_changes_with_the_file_that_its_labels_come_from(
    app: RailsApp, rules: tuple[AnyRule, ...], changed: str, model: str
) -> None:
    app.commit({MODEL: model, STATES: TEXTS[STATES][1] or ""})
    app.git("branch", "--force", "main")
    tree = WorkTree(app.root, rules)
    assert not tree.check(app.root / MODEL).report.findings
    for text in TEXTS[changed]:
        write(app, changed, text)
        tree.refresh()
        assert warm(tree, app, MODEL) == cold(app, MODEL)


def test_a_file_that_is_written_between_two_looks_is_read_again(
    app: RailsApp, rules: tuple[AnyRule, ...]
) -> None:
    tree = WorkTree(app.root, rules)
    app.write({NAME: migration("add_column :users, :name, :string, null: false")})
    assert tree.refresh()
    assert tree.check(app.root / NAME).report.findings
    assert not tree.refresh()
    app.write({NAME: migration("add_column :users, :name, :string")})
    assert tree.refresh()
    assert not tree.check(app.root / NAME).report.findings


def test_a_buffer_that_is_taken_away_leaves_the_file_on_disk(
    app: RailsApp, rules: tuple[AnyRule, ...]
) -> None:
    tree = WorkTree(app.root, rules)
    tree.edit(app.root / MODEL, APP[MODEL].replace("blocked", "banned"))
    assert tree.check(app.root / MODEL).report.findings
    tree.edit(app.root / MODEL, None)
    assert not tree.check(app.root / MODEL).report.findings


def test_a_file_of_another_tree_is_refused(app: RailsApp, rules: tuple[AnyRule, ...]) -> None:
    tree = WorkTree(app.root, rules)
    with pytest.raises(TreeError, match="lies outside"):
        tree.check(Path(os.devnull))
