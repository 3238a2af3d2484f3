"""`inspect`: the facts as they were read, for people and for programs."""

import json
import shutil
from typing import Any

import pytest

from tests.rails_app import MIGRATION, MODEL, RailsApp, migration

pytestmark = pytest.mark.usefixtures("pack")

CREATED = "db/migrate/20250101000000_create_users.rb"
CHANGED_MODEL = """\
class User < ApplicationRecord
  self.ignored_columns += ["age"]
  enum :status, { enabled: 0, blocked: 2, gone: 3 }, default: :enabled
  enum :role, %i[guest admin]
end
"""


def facts(app: RailsApp, *arguments: str) -> dict[str, Any]:
    """The JSON of `inspect`."""
    result = app.lint("inspect", "--format", "json", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def operations(app: RailsApp, change: str) -> list[dict[str, Any]]:
    """What `up` of a migration does, without what every operation has."""
    app.write({MIGRATION: migration(change)})
    (found,) = facts(app, MIGRATION)["migrations"]
    common = ("conditional", "conditions", "via", "range", "cost")
    return [{k: v for k, v in each.items() if k not in common} for each in found["up"]]


# What is shown


def test_by_default_what_is_not_released(app: RailsApp) -> None:
    app.write({MIGRATION: migration("add_column :users, :name, :string")})
    found = facts(app)
    assert [each["path"] for each in found["migrations"]] == [MIGRATION]
    assert found["models"] == []


def test_all_means_all(app: RailsApp) -> None:
    found = facts(app, "--all")
    assert [each["path"] for each in found["migrations"]] == [CREATED]
    assert [each["path"] for each in found["models"]] == [MODEL]


def test_a_named_file_is_shown_whether_it_is_new_or_not(app: RailsApp) -> None:
    app.write({MIGRATION: migration("add_column :users, :name, :string")})
    assert [each["path"] for each in facts(app, CREATED)["migrations"]] == [CREATED]
    found = facts(app, "--base", "main", MODEL)
    assert ([each["path"] for each in found["models"]], found["migrations"]) == ([MODEL], [])


def test_a_file_that_does_not_exist_is_2(app: RailsApp) -> None:
    result = app.lint("inspect", "gone.rb")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "error: gone.rb does not exist\n"


# The contract of the JSON


def test_the_json_of_a_migration_is_what_the_design_promises(app: RailsApp) -> None:
    app.write({MIGRATION: migration("add_column :users, :name, :string, null: false")})
    span = {"range": {"start": {"line": 3, "column": 5}, "end": {"line": 3, "column": 51}}}
    common = {"conditional": False, "conditions": [], "via": "add_column", **span}
    column = {"table": "users", "column": "name", "type": "string", "options": {"null": False}}
    lock = {"lock": "ACCESS EXCLUSIVE", "blocks": "reads and writes", "tables": ["users"]}
    column["cost"] = {**lock, "rewrites": False, "scans": False}
    assert facts(app, MIGRATION) == {
        "version": 1,
        "migrations": [
            {
                "path": MIGRATION,
                "version": "20260101000000",
                "class_name": "AddNameToUsers",
                "rails_version": "8.0",
                "transactional": True,
                "up": [{"kind": "add_column", **column, **common}],
                "down": [{"kind": "remove_column", **column, **common}],
                "rollback": {"verdict": "exact", "reasons": []},
            }
        ],
        "models": [],
        "enum_changes": [],
        "not_analysed": [],
    }


def test_the_json_of_a_model_is_what_the_design_promises(app: RailsApp) -> None:
    app.write({MODEL: CHANGED_MODEL})
    (model,) = facts(app)["models"]
    (status, role) = model.pop("enums")
    assert model == {
        "path": MODEL,
        "class_name": "User",
        "table": "users",
        "ignored_columns": ["age"],
    }
    assert status == {
        "attribute": "status",
        "labels": [["enabled", 0], ["blocked", 2], ["gone", 3]],
        "storage": "integer",
        "options": {"default": "enabled"},
        "range": {"start": {"line": 3, "column": 3}, "end": {"line": 3, "column": 71}},
    }
    assert (role["attribute"], role["labels"]) == ("role", [["guest", 0], ["admin", 1]])


def test_an_enum_that_a_gem_declares_tells_its_macro(app: RailsApp) -> None:
    app.write({MODEL: "class User < ApplicationRecord\n  aasm { state :new }\nend\n"})
    (model,) = facts(app)["models"]
    (machine,) = model["enums"]
    assert (machine["macro"], machine["attribute"]) == ("aasm", "aasm_state")
    assert machine["labels"] == [["new", "new"]]


def test_the_json_of_enum_changes_is_what_the_design_promises(app: RailsApp) -> None:
    app.write({MODEL: CHANGED_MODEL})
    status, role = facts(app)["enum_changes"]
    assert {key: status[key] for key in ("class_name", "attribute", "path")} == {
        "class_name": "User",
        "attribute": "status",
        "path": MODEL,
    }
    changes = {change["kind"]: change for change in status["changes"]}
    assert changes["label_renamed"] == {
        "kind": "label_renamed",
        "label": "enabled",
        "value": 0,
        "was": "active",
    }
    assert changes["value_changed"] == {
        "kind": "value_changed",
        "label": "blocked",
        "value": 2,
        "was": 1,
    }
    assert changes["label_added"] == {"kind": "label_added", "label": "gone", "value": 3}
    assert changes["options_changed"] == {"kind": "options_changed", "options": ["default"]}
    assert (role["attribute"], role["changes"]) == ("role", [{"kind": "enum_added"}])


def test_an_enum_that_is_gone_or_stored_otherwise(app: RailsApp) -> None:
    app.write({MODEL: "class User < ApplicationRecord\n  # no enum\nend\n"})
    (gone,) = facts(app)["enum_changes"]
    assert gone["changes"] == [{"kind": "enum_removed"}]
    text = 'class User < ApplicationRecord\n  enum :status, { active: "a", blocked: "b" }\nend\n'
    app.write({MODEL: text})
    (stored,) = facts(app)["enum_changes"]
    assert stored["changes"][0] == {
        "kind": "storage_changed",
        "was": "integer",
        "now": "string",
    }


def test_without_a_base_nothing_is_said_of_changes(app: RailsApp) -> None:
    shutil.rmtree(app.root / ".git")
    assert "enum_changes" not in facts(app)


def test_what_could_not_be_read_is_listed(app: RailsApp) -> None:
    app.write({MIGRATION: migration("add_column ENV['TABLE'], :name, :string")})
    (missing,) = facts(app, MIGRATION)["not_analysed"]
    assert missing["path"] == MIGRATION
    assert missing["range"]["start"] == {"line": 3, "column": 5}
    assert "ENV['TABLE']" in missing["reason"]


# Operations


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (
            "rename_column :users, :email, :mail",
            {"kind": "rename_column", "table": "users", "column": "email", "new_name": "mail"},
        ),
        (
            "rename_table :users, :people",
            {"kind": "rename_table", "table": "users", "new_name": "people"},
        ),
        (
            "change_column_null :users, :email, false",
            {"kind": "change_column_null", "table": "users", "column": "email", "null": False},
        ),
        (
            'change_column_default :users, :email, from: nil, to: ""',
            {
                "kind": "change_column_default",
                "table": "users",
                "column": "email",
                "from": None,
                "to": "",
            },
        ),
        (
            "add_index :users, [:email, :status], unique: true, algorithm: :concurrently",
            {
                "kind": "add_index",
                "table": "users",
                "columns": ["email", "status"],
                "name": "index_users_on_email_and_status",
                "options": {"unique": True, "algorithm": "concurrently"},
            },
        ),
        (
            "add_column ENV['TABLE'], :name, :string",
            {
                "kind": "add_column",
                "table": {"unknown": "ENV['TABLE']"},
                "column": "name",
                "type": "string",
                "options": {},
            },
        ),
        (
            'execute File.read("x.sql")',
            {"kind": "execute", "sql": {"unknown": 'File.read("x.sql")'}},
        ),
    ],
)
def test_an_operation_tells_all_that_the_call_says(
    app: RailsApp, change: str, found: dict[str, Any]
) -> None:
    (operation,) = operations(app, change)
    assert {key: operation.get(key) for key in found} == found


def test_a_table_is_told_with_its_columns(app: RailsApp) -> None:
    (created,) = operations(app, "create_table(:orders) { |t| t.string :number, null: false }")
    assert (created["kind"], created["table"]) == ("create_table", "orders")
    number = {"name": "number", "type": "string", "options": {"null": False}}
    assert number in created["columns"]


def test_rows_that_are_written(app: RailsApp) -> None:
    (update,) = operations(app, "User.where(status: 1).update_all(status: 2)")
    assert (update["kind"], update["model"]) == ("update_rows", "User")
    assert update["values"] == {"status": 2}


# What operations cost


def costs(app: RailsApp, change: str) -> list[dict[str, Any] | None]:
    app.write({MIGRATION: migration(change)})
    (found,) = facts(app, MIGRATION)["migrations"]
    return [operation.get("cost") for operation in found["up"]]


def test_what_depends_on_a_version_that_is_not_known_is_left_out(app: RailsApp) -> None:
    (cost,) = costs(app, "add_column :users, :role, :string, default: 'guest'")
    assert cost is not None
    assert (cost["blocks"], "rewrites" in cost) == ("reads and writes", False)


def test_the_version_of_the_server_may_be_configured(app: RailsApp) -> None:
    app.write({".wishare-lint.yml": "database_version: 10\n"})
    (cost,) = costs(app, "add_column :users, :role, :string, default: 'guest'")
    assert cost is not None
    assert cost["rewrites"] is True


def test_a_table_of_the_same_migration_costs_nothing(app: RailsApp) -> None:
    free: dict[str, Any] = {
        "lock": None,
        "blocks": "nothing",
        "tables": [],
        "rewrites": False,
        "scans": False,
    }
    change = "create_table(:orders) { |t| t.string :number }\n    add_index :orders, :number"
    assert costs(app, change) == [free, free]


def test_nothing_is_said_of_what_is_not_known(app: RailsApp) -> None:
    assert costs(app, 'execute "ALTER TABLE users SET UNLOGGED"') == [None]


# Text


def test_the_text_of_a_migration(app: RailsApp) -> None:
    change = "add_column :users, :name, :string, null: false if Rails.env.production?"
    app.write({MIGRATION: migration(change)})
    assert (
        app.lint("inspect", MIGRATION).stdout
        == f"""\
{MIGRATION}
  AddNameToUsers (Rails 8.0)
  up
    3:5    add_column users.name string, null: false
             if Rails.env.production?
             lock ACCESS EXCLUSIVE on users blocks reads and writes
  down
    3:5    remove_column users.name string, null: false
             if Rails.env.production?
             lock ACCESS EXCLUSIVE on users blocks reads and writes
  roll-back: exact
"""
    )


def test_the_text_of_a_roll_back_that_fails(app: RailsApp) -> None:
    app.write({MIGRATION: migration("remove_column :users, :email")})
    text = app.lint("inspect", MIGRATION).stdout
    assert "  roll-back: irreversible\n    `remove_column` does not say the type" in text


def test_the_text_of_a_model_and_of_its_changes(app: RailsApp) -> None:
    app.write({MODEL: CHANGED_MODEL})
    assert (
        app.lint("inspect").stdout
        == f"""\
{MODEL}
  User (table users)
  ignored columns: age
    3:3    enum status: enabled = 0, blocked = 2, gone = 3 (default: :enabled)
    4:3    enum role: guest = 0, admin = 1

changes of enums
  User#status: options changed: default
  User#status: label active renamed to enabled, still 0
  User#status: value of blocked 1 → 2
  User#status: label gone = 3 added
  User#role: new
"""
    )


def test_text_cannot_act_on_the_terminal(app: RailsApp) -> None:
    app.write({MIGRATION: migration('add_column :users, "a\x1b[2Jb", :string')})
    result = app.lint("inspect", MIGRATION)
    assert "\x1b" not in result.stdout
    assert "users.a\\x1b[2Jb string" in result.stdout


def test_text_may_be_coloured(app: RailsApp) -> None:
    assert "\x1b[" in app.lint("inspect", "--all", "--color", "always").stdout
    assert "\x1b[" not in app.lint("inspect", "--all").stdout
