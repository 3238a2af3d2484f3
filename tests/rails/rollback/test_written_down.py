"""What a `down` that somebody wrote leaves of what `up` did, and what its order does."""

import pytest

from tests.rails.playing import migration, schema, up_down, written
from wishare_lint.rails.rollback.rollback import Rollback, rollback
from wishare_lint.rails.rollback.written_down import WrittenDown
from wishare_lint.rails.schema.schema import UNKNOWN, Schema

SCHEMA = schema(
    """
    create_table "companies" do |t|
      t.string "name"
    end
    create_table "labels" do |t|
      t.string "name", null: false
      t.index ["name"], name: "index_labels_on_name", unique: true
    end
    create_table "users" do |t|
      t.string "name", default: "x"
      t.text "bio"
      t.bigint "company_id"
    end
    add_foreign_key "users", "companies"
    """
)


def rolled_back(code: str, before: Schema = SCHEMA) -> Rollback:
    return rollback(migration(code), before)


def the(code: str, before: Schema = SCHEMA) -> WrittenDown:
    (found,) = rolled_back(code, before).written_downs
    return found


def texts(down: WrittenDown) -> list[str]:
    return [difference.text for difference in down.left]


def test_every_difference_is_told() -> None:
    code = up_down(
        "remove_column :users, :name; add_index :users, :bio; remove_index :labels, :name",
        "add_column :users, :name, :text; add_index :labels, :name",
    )
    assert texts(the(code)) == [
        "index `index_labels_on_name` of `labels` comes back without `unique: true`",
        "column `users.name` comes back as :text instead of :string",
        'column `users.name` comes back without `default: "x"`',
        "index `index_users_on_bio` of `users` stays",
    ]


@pytest.mark.parametrize(
    "code",
    [
        up_down("add_column :users, :x, :string", "remove_column :users, :x"),
        up_down("add_column :users, :x, :string", ""),
        up_down("add_column :users, :x, :string", "raise 'no'"),
        up_down("execute sql", "remove_column :users, :bio"),
        "def up\nadd_column :users, :x, :string\nend",
        "remove_column :users, :name, :string",
        "def down\nremove_column :users, :bio\nend",
    ],
)
def test_there_is_none_where_it_inverts_or_another_rule_speaks(code: str) -> None:
    assert rolled_back(code).written_downs == ()


def test_an_extension_that_stays_does_no_harm() -> None:
    code = up_down('enable_extension "citext"; add_column :users, :x, :citext', "say 1")
    assert texts(the(code.replace("say 1", "remove_column :users, :bio"))) == [
        "column `users.bio` is gone",
        "column `users.x` stays",
    ]


def test_a_block_is_judged_by_what_it_does_itself() -> None:
    found = the(
        """
        remove_column :users, :name, :string
        reversible do |dir|
          dir.up { add_column :users, :x, :string }
          dir.down { remove_column :users, :bio }
        end
        """
    )
    assert texts(found) == ["column `users.bio` is gone", "column `users.x` stays"]
    assert found.place.text.startswith("reversible do |dir|")


def test_a_block_that_another_one_makes_up_for_leaves_nothing() -> None:
    found = rolled_back(
        """
        add_column :users, :x, :string, if_not_exists: true
        add_column :users, :bio, :text, if_not_exists: true
        reversible do |dir|
          dir.up { remove_index :labels, :name }
          dir.down { say "below" }
        end
        reversible { |dir| dir.down { add_index :labels, :name, unique: true } }
        """
    )
    assert [texts(down) for down in found.written_downs] == [[], []]


def test_what_stands_beside_the_directions_is_no_way_back() -> None:
    code = """
        reversible do |dir|
          dir.up { add_column :users, :x, :string }
          add_column :users, :y, :string
          dir.down { remove_column :users, :x }
        end
    """
    assert rolled_back(code).written_downs == ()


def test_a_table_that_is_made_again_is_told_apart() -> None:
    found = the(
        up_down(
            "drop_table :companies, force: :cascade; add_column :users, :x, :string",
            "create_table :companies",
        )
    )
    (table,) = found.remade
    assert [one.text for one in found.left_of(table)] == ["column `companies.name` is gone"]
    assert texts(found) == [
        "column `users.x` stays",
        "the foreign key of `users` to `companies` is gone",
    ]


def test_a_condition_is_known() -> None:
    code = up_down(
        'add_column :users, :x, :string if ENV["X"]; add_index :users, :bio',
        "remove_column :users, :x",
    )
    assert the(code, UNKNOWN).conditional
    assert not the(code.replace(' if ENV["X"]', ""), UNKNOWN).conditional


# The order


def other_order(up: str, down: str) -> list[str] | None:
    code = up_down(up, down)
    order = the(code).other_order
    played = migration(code)
    return None if order is None else [written(played, operation) for operation in order]


def test_the_reverse_order_works() -> None:
    assert other_order(
        "add_column :users, :x, :string; add_index :users, :x",
        "remove_column :users, :x; remove_index :users, :x",
    ) == ["remove_index :users, :x", "remove_column :users, :x"]


def test_one_step_at_another_place_works() -> None:
    order = other_order(
        "create_table :tags; add_reference :users, :tag, foreign_key: true; "
        "add_column :users, :x, :string; add_index :users, :x",
        "remove_index :users, :x; remove_column :users, :x; drop_table :tags; "
        "remove_reference :users, :tag, foreign_key: true, index: false",
    )
    assert order is not None
    assert order.index("drop_table :tags") > order.index("remove_foreign_key :users, :tags")
    assert order.index("remove_column :users, :x") > order.index("remove_index :users, :x")


def test_no_order_helps_where_something_is_not_there() -> None:
    assert other_order("add_column :users, :x, :string", "remove_column :users, :y") is None


def test_there_is_no_other_order_where_this_one_works() -> None:
    code = up_down("add_column :users, :x, :string", "remove_column :users, :bio")
    assert the(code).conflict is None
    assert the(code).other_order is None


# What to write


def test_the_way_back_is_the_whole_method() -> None:
    found = rolled_back(up_down("remove_column :users, :name", "add_column :users, :name, :text"))
    assert found.way_back(found.written_downs[0]) == (
        "def down",
        '  add_column :users, :name, :string, default: "x"',
        "end",
    )


def test_the_way_back_of_a_block_is_its_dir_down() -> None:
    found = rolled_back(
        "reversible { |dir| dir.up { remove_column :users, :bio }; dir.down { say 1 } }"
    )
    assert found.way_back(found.written_downs[0]) == (
        "dir.down do",
        "  add_column :users, :bio, :text",
        "end",
    )


def test_a_table_is_written_as_it_was() -> None:
    found = rolled_back(up_down("drop_table :labels", "create_table :labels"))
    assert found.definition("labels").split("\n") == [
        "create_table :labels do |t|",
        "  t.string :name, null: false",
        "  t.index :name, unique: true",
        "end",
    ]
    assert found.definition("ghosts") == ""
