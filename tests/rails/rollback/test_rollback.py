"""The verdict on a roll-back, and what it leaves; as ActiveRecord 8.1 did it on PostgreSQL."""

from dataclasses import replace

import pytest

from tests.rails.playing import migration, schema, up_down
from wishare_lint.rails.rollback.rollback import Rollback, rollback
from wishare_lint.rails.schema.schema import UNKNOWN, Schema
from wishare_lint.rails.version import Version

SCHEMA = schema(
    """
    create_enum "mood", ["sad", "ok"]
    create_table "companies" do |t|
      t.string "name"
    end
    create_table "labels" do |t|
      t.string "name", null: false
      t.index ["name"], name: "index_labels_on_name", unique: true
    end
    create_table "posts", comment: "all posts" do |t|
      t.string "title", comment: "the title"
      t.bigint "user_id"
      t.integer "company_id"
      t.index ["user_id"], name: "index_posts_on_user_id"
    end
    create_table "users" do |t|
      t.string "name"
      t.string "email", null: false
      t.integer "age", default: 0, null: false
      t.text "bio"
      t.jsonb "data"
      t.string "code", limit: 20
      t.string "note", default: "x"
      t.integer "status"
      t.bigint "company_id"
      t.datetime "created_at", null: false
      t.datetime "updated_at", null: false
      t.index ["company_id"], name: "index_users_on_company_id"
      t.index ["email"], name: "index_users_on_email", unique: true
      t.index ["name"], name: "index_users_on_name"
      t.index ["name", "age"], name: "by_name_and_age"
      t.index ["status"], name: "partial_status", where: "(age > 1)"
      t.check_constraint "age >= 0", name: "age_check"
    end
    add_foreign_key "users", "companies"
    add_foreign_key "posts", "users", on_delete: :cascade
    """
)


BOTH_WAYS = """
reversible do |dir|
  dir.up { change_column :users, :name, :text }
  dir.down { change_column :users, :name, :string }
end
"""

VALIDATED = """
add_foreign_key :posts, :companies, validate: false
validate_foreign_key :posts, :companies
"""

VALIDATED_AND_REMOVED = """
add_check_constraint :users, "name IS NOT NULL", name: "n", validate: false
validate_check_constraint :users, name: "n"
change_column_null :users, :name, false
remove_check_constraint :users, "name IS NOT NULL", name: "n"
"""


def rolled_back(code: str, before: Schema = SCHEMA, adapter: str = "postgresql") -> Rollback:
    return rollback(migration(code, adapter=adapter), before)


@pytest.mark.parametrize(
    "code",
    [
        "create_table(:tags) { |t| t.string :name }",
        "drop_table(:labels) { |t| t.string :name, null: false; t.index :name, unique: true }",
        "rename_table :users, :people",
        "create_join_table :posts, :labels",
        'change_table_comment :posts, from: "all posts", to: "new"',
        "add_column :users, :x, :boolean, default: false, null: false",
        "remove_column :users, :bio, :text",
        'remove_column :users, :note, :string, default: "x"',
        "remove_columns :users, :bio, type: :text",
        "rename_column :users, :name, :full_name",
        'change_column_default :users, :note, from: "x", to: "y"',
        "change_column_null :users, :name, false",
        "add_index :users, :note",
        "add_index :users, 'lower(name)'",
        "remove_index :users, :name",
        "remove_index :users, [:name, :age], name: 'by_name_and_age'",
        "remove_index :users, :status, name: 'partial_status', where: 'age > 1'",
        "rename_index :users, 'by_name_and_age', 'other'",
        "add_reference :users, :post, foreign_key: true",
        "add_reference :users, :owner, polymorphic: true",
        "remove_reference :users, :company, foreign_key: true",
        "add_timestamps :posts, null: true",
        "remove_foreign_key :posts, :users, on_delete: :cascade",
        "add_foreign_key :posts, :companies, validate: false",
        "remove_check_constraint :users, 'age >= 0', name: 'age_check'",
        "create_enum :size, ['s', 'l']",
        "drop_enum :mood, ['sad', 'ok']",
        "change_table(:users) { |t| t.string :x; t.rename :bio, :about; t.index :note }",
        "change_table(:users, bulk: true) { |t| t.remove :bio, type: :text }",
        "revert { add_column :users, :bio, :text }",
        "up_only { User.update_all(note: nil) }",
        "User.update_all(note: nil)",
        "rename_column :users, :name, :tmp; rename_column :users, :tmp, :name",
        "%i[users posts].each { |table| add_column table, :x, :string }",
        up_down("change_column :users, :name, :text", "change_column :users, :name, :string"),
        BOTH_WAYS,
        VALIDATED,
        up_down("remove_column :users, :code", "add_column :users, :code, :string, limit: 20"),
        "# def nothing",
        up_down("", ""),
    ],
)
def test_exact(code: str) -> None:
    found = rolled_back(code)
    assert (found.verdict, found.reasons) == ("exact", ())


IN_BULK = "change_table(:users, bulk: true) { |t| t.string :x; t.index :x }"


@pytest.mark.parametrize(
    ("installed", "adapter", "verdict"),
    [
        ((7, 0), "postgresql", "exact"),
        ((7, 1), "postgresql", "fails"),
        ((7, 2), "mysql", "fails"),
        ((7, 2), "sqlite", "exact"),
        ((8, 0), "postgresql", "exact"),
        (None, "postgresql", "exact"),
    ],
)
def test_rails_7_1_and_7_2_undo_in_bulk_from_the_beginning(
    installed: Version | None, adapter: str, verdict: str
) -> None:
    played = replace(migration(IN_BULK, "7.0", adapter), installed=installed)
    found = rollback(played, SCHEMA)
    missing = "`users` has no index `index_users_on_x`"
    assert (found.verdict, found.reasons) == (verdict, (missing,) if verdict == "fails" else ())


@pytest.mark.parametrize(
    "body",
    ["t.string :x; t.integer :y", "t.rename :bio, :about; t.string :x", "t.references :post"],
)
def test_in_bulk_the_order_may_not_matter(body: str) -> None:
    code = f"change_table(:users, bulk: true) {{ |t| {body} }}"
    played = replace(migration(code), installed=(7, 2))
    assert rollback(played, SCHEMA).verdict == "exact"


@pytest.mark.parametrize(
    ("code", "reasons"),
    [
        (
            "drop_table(:labels) { |t| t.string :name }",
            (
                "column `labels.name` comes back without NOT NULL",
                "index `index_labels_on_name` of `labels` is gone",
            ),
        ),
        (
            "drop_table :companies, id: :bigint, force: :cascade",
            (
                "column `companies.name` is gone",
                "the foreign key of `users` to `companies` is gone",
            ),
        ),
        (
            "create_table(:labels, if_not_exists: true) { |t| t.string :name }",
            ("table `labels` is gone",),
        ),
        ("drop_table(:ghosts, if_exists: true) { |t| }", ("table `ghosts` stays",)),
        (
            "remove_column :users, :code, :string",
            ("column `users.code` comes back without `limit: 20`",),
        ),
        (
            "remove_column :users, :bio, :string",
            ("column `users.bio` comes back as :string instead of :text",),
        ),
        (
            "remove_column :users, :company_id, :bigint",
            (
                "index `index_users_on_company_id` of `users` is gone",
                "the foreign key of `users` to `companies` is gone",
            ),
        ),
        (
            "remove_column :users, :age, :integer, null: false, default: 0",
            (
                "index `by_name_and_age` of `users` is gone",
                "index `partial_status` of `users` is gone",
                "check constraint `age_check` of `users` is gone",
            ),
        ),
        ("remove_column :users, :x, :text, if_exists: true", ("column `users.x` stays",)),
        ("add_column :users, :bio, :text, if_not_exists: true", ("column `users.bio` is gone",)),
        (
            "change_column_default :users, :note, from: nil, to: 'y'",
            ('column `users.note` comes back without `default: "x"`',),
        ),
        (
            "change_column_null :users, :email, false",
            ("column `users.email` comes back without NOT NULL",),
        ),
        (
            "remove_index :users, :email",
            ("index `index_users_on_email` of `users` comes back without `unique: true`",),
        ),
        (
            "remove_index :users, [:name, :age]",
            ("index `by_name_and_age` of `users` comes back as `index_users_on_name_and_age`",),
        ),
        (
            "remove_reference :users, :company",
            ("the foreign key of `users` to `companies` is gone",),
        ),
        (
            "remove_foreign_key :posts, :users",
            ("the foreign key of `posts` to `users` comes back without `on_delete: :cascade`",),
        ),
        ("drop_enum :mood, ['sad']", ("enum type `mood` has other values",)),
        ("up_only { add_column :users, :x, :string }", ("column `users.x` stays",)),
        (
            "add_column :users, :x, :string unless column_exists?(:users, :x)",
            ("column `users.x` stays",),
        ),
        ("add_column :users, :x, :string unless reverting?", ("column `users.x` stays",)),
        ("def down\nremove_column :users, :bio\nend", ("column `users.bio` is gone",)),
        (
            up_down(
                "add_column :users, :x, :string; add_column :users, :y, :string",
                "remove_column :users, :x",
            ),
            ("column `users.y` stays",),
        ),
    ],
)
def test_lossy(code: str, reasons: tuple[str, ...]) -> None:
    found = rolled_back(code)
    assert (found.verdict, found.reasons) == ("lossy", reasons)


@pytest.mark.parametrize(
    "code",
    [
        "change_column :users, :name, :text",
        "execute 'CREATE VIEW v AS SELECT 1'",
        "remove_column :users, :bio",
        "transaction { change_column :users, :name, :text }",
        "safety_assured { drop_table :labels }",
        up_down("drop_table :labels", "raise ActiveRecord::IrreversibleMigration"),
        "reversible { |dir| dir.down { raise ActiveRecord::IrreversibleMigration } }",
    ],
)
def test_irreversible(code: str) -> None:
    found = rolled_back(code)
    assert found.verdict == "irreversible"
    assert found.reasons


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("add_columns :users, :x, :y, type: :string", "`users` already has a column `x`"),
        ("remove_column :users, :bio, null: true", "`remove_column` gives options and no type"),
        ("remove_column :users, :bio, :data", "comes back with the type `data`, which is a column"),
        ("remove_check_constraint :users, name: 'age_check'", "does not say what"),
        ("remove_column :users, :email, :string, null: false", "cannot come back as NOT NULL"),
        ("remove_timestamps :users", "`users.updated_at` cannot come back"),
        (
            VALIDATED_AND_REMOVED,
            "`users` has no constraint and no foreign key `n`",
        ),
        ("rename_schema 'old', 'new'", "`rename_schema` runs forwards a second time"),
        (
            up_down("add_column :users, :x, :string", "add_column :users, :x, :string"),
            "`users` already has a column `x`",
        ),
        (
            up_down(
                "create_table :books; create_table(:pages) { |t| t.references :book, "
                "foreign_key: true }",
                "drop_table :books; drop_table :pages",
            ),
            "a foreign key of `pages` still refers to `books`",
        ),
        (up_down("drop_table :labels", "raise 'no'"), "the roll-back raises no"),
    ],
)
def test_fails(code: str, reason: str) -> None:
    found = rolled_back(code)
    assert found.verdict == "fails"
    assert reason in " ".join(found.reasons)


def test_mysql_makes_up_a_value_where_others_fail() -> None:
    code = """
        remove_index :users, :email, unique: true
        remove_column :users, :email, :string, null: false
    """
    assert rolled_back(code, adapter="mysql").verdict == "exact"


def test_a_table_that_is_made_again_is_empty() -> None:
    code = "drop_table(:labels) { |t| t.string :name, null: false; t.index :name, unique: true }"
    assert rolled_back(code).verdict == "exact"


def test_missing() -> None:
    found = rolled_back("def up\nadd_column :users, :x, :string\nend")
    assert (found.verdict, found.reasons) == ("missing", ("there is no `down`",))


def test_no_op() -> None:
    found = rolled_back("def up\nadd_column :users, :x, :string\nend\ndef down\nend")
    assert (found.verdict, found.reasons) == ("no-op", ("column `users.x` stays",))


def test_an_empty_down_of_rows_is_one_too() -> None:
    found = rolled_back("def up\nUser.update_all(note: nil)\nend\ndef down\nend")
    assert (found.verdict, found.reasons) == ("no-op", ("`down` is empty",))


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("add_magic :x", "what `add_magic` does is not known"),
        ("add_column table_name, :x, :string", "has a computed name"),
        ("remove_column :users, :ghost, :text", "going up: `users` has no column `ghost`"),
        (
            "def up\nexecute sql\nend\ndef down\nexecute sql\nend",
            "the SQL of `execute` is computed",
        ),
    ],
)
def test_unknown(code: str, reason: str) -> None:
    found = rolled_back(code)
    assert found.verdict == "unknown"
    assert reason in " ".join(found.reasons)


# Without a schema


@pytest.mark.parametrize(
    "code",
    [
        "add_column :users, :x, :string\nadd_index :users, :x",
        "rename_table :users, :people\nadd_column :people, :x, :string",
        "create_table :tags",
        "rename_column :users, :a, :b",
        "add_foreign_key :posts, :users",
    ],
)
def test_what_is_only_added_needs_no_schema(code: str) -> None:
    assert rolled_back(code, UNKNOWN).verdict == "exact"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("remove_column :users, :x, :string", "what `users.x` was before is not known"),
        ("drop_table(:users) { |t| t.string :x }", "what was in table `users` before"),
        ("remove_index :users, :x", "what index"),
        ("remove_foreign_key :posts, :users", "what the foreign key of `posts` to `users` was"),
        ("remove_check_constraint :users, 'x', name: 'c'", "what check constraint `c`"),
        ("drop_enum :mood, ['sad']", "enum type `mood` has other values"),
    ],
)
def test_a_verdict_that_depends_on_the_schema_is_unknown_without_one(
    code: str, reason: str
) -> None:
    found = rolled_back(code, UNKNOWN)
    assert found.verdict == "unknown"
    assert reason in " ".join(found.reasons)


def test_what_stays_is_known_without_a_schema() -> None:
    found = rolled_back("add_column :users, :x, :string unless column_exists?(:users, :x)", UNKNOWN)
    assert (found.verdict, found.reasons) == ("lossy", ("column `users.x` stays",))


# The calls behind the verdict


def test_a_call_that_stops_the_roll_back_is_one_whatever_it_makes() -> None:
    (stop,) = rolled_back("remove_columns :users, :bio, :note").stops
    assert [operation.column_name for operation in stop.operations] == ["bio", "note"]
    assert stop.error == "ActiveRecord::IrreversibleMigration"
    assert stop.direction == "down"


def test_a_loss_is_told_only_where_more_could_come_back() -> None:
    found = rolled_back(
        """
        remove_column :users, :note, :string
        remove_index :users, :email, unique: true
        remove_column :users, :email, :string
        change_column_null :users, :age, false
        """
    )
    assert [loss.place.text for loss in found.losses] == ["remove_column :users, :note, :string"]


def test_a_guard_keeps_the_roll_back_from_undoing() -> None:
    found = rolled_back(
        """
        add_column :users, :x, :string unless column_exists?(:users, :x)
        add_column :users, :y, :string if table_exists?(:users)
        up_only { add_column :users, :z, :string unless column_exists?(:users, :z) }
        """
    )
    assert [call.guard for call in found.passed_over] == ["unless column_exists?(:users, :x)"]


def test_the_second_run_tells_what_is_already_there() -> None:
    found = rolled_back("def up\nadd_column :users, :x, :string\nend")
    assert found.second_run is not None
    assert found.second_run.reason == "`users` already has a column `x`"
    assert rolled_back("def up\nchange_column :users, :bio, :string\nend").second_run is None


@pytest.mark.parametrize(
    ("code", "leaves"),
    [
        ("def up\nadd_column :users, :x, :string\nend", True),
        ("def up\nadd_column :users, :bio, :text, if_not_exists: true\nend", False),
        ("def up\nexecute 'CREATE VIEW v AS SELECT 1'\nend", True),
        ("def up\nadd_magic :x\nend", True),
        ("def up\nUser.update_all(note: nil)\nend", False),
    ],
)
def test_what_up_leaves_behind_without_down(code: str, leaves: bool) -> None:
    assert rolled_back(code).leaves_traces is leaves
