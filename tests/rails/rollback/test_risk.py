"""The calls whose undoing depends on the rows, and how to write them."""

from tests.rails.playing import migration, schema, up_down
from wishare_lint.rails.rollback.risk import Risk
from wishare_lint.rails.rollback.rollback import rollback

SCHEMA = schema(
    """
    create_table "teams"
    create_table "users" do |t|
      t.string "name", null: false
      t.string "email", null: false
      t.bigint "team_id", null: false
      t.index ["email"], name: "index_users_on_email", unique: true
      t.index ["team_id"], name: "index_users_on_team_id"
    end
    add_foreign_key "users", "teams"
    """
)


def risks(code: str, adapter: str = "postgresql") -> tuple[Risk, ...]:
    return rollback(migration(code, adapter=adapter), SCHEMA).risks


def test_a_call_is_told_once_with_all_its_reasons() -> None:
    (risk,) = risks("remove_columns :users, :name, :email, type: :string, null: false")
    assert [operation.column_name for operation in risk.operations] == ["email", "name"]
    assert len(risk.reasons) == 2


def test_in_change_the_cure_is_a_block_with_both_directions() -> None:
    (risk,) = risks("change_column_null :users, :email, true")
    assert risk.cure.split("\n") == [
        "reversible do |dir|",
        "  dir.up { change_column_null :users, :email, true }",
        "  dir.down do",
        "    # settle the rows that stand in the way here",
        "    change_column_null :users, :email, false",
        "  end",
        "end",
    ]


def test_in_down_the_cure_is_the_step_itself() -> None:
    (risk,) = risks(
        up_down("remove_index :users, :email", "add_index :users, :email, unique: true")
    )
    assert risk.cure.split("\n") == [
        "# settle the rows that stand in the way here",
        "add_index :users, :email, unique: true",
    ]


def test_the_cure_brings_back_all_that_the_call_has_dropped() -> None:
    (risk,) = risks("remove_reference :users, :team, null: false, foreign_key: true")
    assert risk.cure.split("\n")[3:-2] == [
        "    add_column :users, :team_id, :bigint",
        "    # give every row a value for `team_id` here",
        "    change_column_null :users, :team_id, false",
        "    add_index :users, :team_id",
        "    add_foreign_key :users, :teams",
    ]


def test_nothing_is_said_of_a_step_that_is_never_reached() -> None:
    assert risks("change_column_null :users, :email, true; execute 'VACUUM'") == ()
    assert (
        risks(
            up_down(
                "change_column_null :users, :email, true",
                "remove_column :users, :ghost; change_column_null :users, :email, false",
            )
        )
        == ()
    )


def test_mysql_makes_up_a_value() -> None:
    code = "remove_column :users, :name, :string, null: false"
    assert len(risks(code)) == len(risks(code, "sqlite")) == 1
    assert risks(code, "mysql") == ()
