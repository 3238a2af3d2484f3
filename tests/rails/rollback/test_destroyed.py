"""What a roll-back of `change` destroys although the migration found it there."""

import pytest

from tests.rails.playing import migration, schema, up_down
from wishare_lint.rails.rollback.destroyed import Destroyed
from wishare_lint.rails.rollback.rollback import rollback
from wishare_lint.rails.schema.schema import UNKNOWN, Schema

SCHEMA = schema(
    """
    create_enum "mood", ["sad", "ok"]
    create_table "labels" do |t|
      t.string "name", null: false
      t.index ["name"], name: "index_labels_on_name"
    end
    """
)


def destroyed(code: str, before: Schema = SCHEMA, version: str = "8.1") -> tuple[Destroyed, ...]:
    return rollback(migration(code, version), before).destroyed


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("create_table :labels, if_not_exists: true", "table `labels`"),
        ("add_column :labels, :name, :string, if_not_exists: true", "column `labels.name`"),
        (
            "add_index :labels, :name, if_not_exists: true",
            "index `index_labels_on_name` of `labels`",
        ),
        ('create_enum :mood, ["sad", "ok"]', "enum type `mood`"),
        ("change_column_null :labels, :name, false", "the NOT NULL of `labels.name`"),
    ],
)
def test_what_is_there_is_certain(code: str, what: str) -> None:
    (found,) = destroyed(code)
    assert (found.objects, found.certain) == ((what,), True)


def test_what_nobody_knows_of_is_not() -> None:
    (found,) = destroyed("add_column :labels, :name, :string, if_not_exists: true", UNKNOWN)
    assert (found.objects, found.certain) == (("column `labels.name`",), False)


@pytest.mark.parametrize(
    "code",
    [
        "create_table :tags, if_not_exists: true",
        "create_table :labels",
        "create_table :labels, force: true",
        "add_column :labels, :name, :string",
        'create_enum :size, ["s"]',
        "change_column_null :labels, :name, true",
        "up_only { create_table :labels, if_not_exists: true }",
        "create_table :labels, if_not_exists: true; execute 'VACUUM'",
        up_down("create_table :labels, if_not_exists: true", "drop_table :labels"),
        "change_table(name_of) { |t| t.string :name }",
    ],
)
def test_the_rest_is_made_or_not_undone(code: str) -> None:
    assert destroyed(code) == ()


def test_the_cure_leaves_it_on_the_way_back() -> None:
    (column,) = destroyed("add_column :labels, :name, :string, if_not_exists: true")
    assert column.cure == "up_only { add_column :labels, :name, :string, if_not_exists: true }"
    (table,) = destroyed("create_table :labels, if_not_exists: true do |t|\n  t.text :a\nend")
    assert table.cure.split("\n") == [
        "up_only do",
        "  create_table :labels, if_not_exists: true do |t|",
        "    t.text :a",
        "  end",
        "end",
    ]
