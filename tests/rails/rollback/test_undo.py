"""How to write a migration so that it can be undone: code to paste."""

import inspect

import pytest

from tests.rails.playing import migration, schema, up_down
from tests.rails.rollback.test_rollback import SCHEMA
from wishare_lint.rails.rollback.rollback import rollback
from wishare_lint.rails.schema.schema import UNKNOWN, Schema


def cure(code: str, before: Schema = SCHEMA) -> str:
    (stop,) = rollback(migration(code), before).stops
    return stop.cure


def better(code: str) -> str:
    (loss,) = rollback(migration(code), SCHEMA).losses
    return loss.cure


def down_of(code: str, before: Schema = SCHEMA) -> str | None:
    body = rollback(migration(f"def up\n{code}\nend"), before).down_body
    return None if body is None else "\n".join(body)


def test_a_column_gets_its_whole_definition() -> None:
    assert cure("remove_column :users, :note") == (
        'remove_column :users, :note, :string, default: "x"'
    )


def test_what_stands_on_a_column_is_removed_before_it() -> None:
    assert cure("remove_column :users, :company_id") == inspect.cleandoc(
        """
        remove_foreign_key :users, :companies
        remove_index :users, :company_id
        remove_column :users, :company_id, :bigint
        """
    )


def test_a_required_column_comes_back_nullable() -> None:
    assert cure("remove_column :users, :email") == (
        "remove_index :users, :email, unique: true\n"
        "remove_column :users, :email, :string"
        " # it cannot come back as NOT NULL: the rows would have no value for it"
    )


def test_several_columns_get_a_call_each() -> None:
    assert cure("remove_columns :users, :bio, :code") == (
        "remove_column :users, :bio, :text\nremove_column :users, :code, :string, limit: 20"
    )


def test_a_table_gets_its_block() -> None:
    assert cure("drop_table :labels") == inspect.cleandoc(
        """
        drop_table :labels do |t|
          t.string :name, null: false
          t.index :name, unique: true
        end
        """
    )


def test_a_changed_column_goes_both_ways() -> None:
    assert cure("change_column :users, :note, :text, null: false, default: ''") == (
        inspect.cleandoc(
            """
            reversible do |dir|
              dir.up { change_column :users, :note, :text, null: false, default: "" }
              dir.down { change_column :users, :note, :string, default: "x", null: true }
            end
            """
        )
    )


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("change_column_default :users, :note, 'y'", 'from: "x", to: "y"'),
        ("change_column_comment :posts, :title, nil", 'from: "the title", to: nil'),
        ("change_table_comment :posts, 'new'", 'from: "all posts", to: "new"'),
        ("remove_index :users, name: 'by_name_and_age'", "[:name, :age], name:"),
        ("remove_foreign_key :users, column: :company_id", ":users, :companies"),
        ("remove_check_constraint :users, name: 'age_check'", '"age >= 0", name: "age_check"'),
        ("drop_enum :mood", '["sad", "ok"]'),
        ("add_enum_value :mood, 'meh'", "up_only { add_enum_value :mood, 'meh' }"),
        (
            "add_unique_constraint :users, using_index: 'i', name: 'u'",
            'dir.down { remove_unique_constraint :users, name: "u" }',
        ),
        ("execute 'CREATE VIEW v AS SELECT 1'", "# what undoes it"),
    ],
)
def test_the_call_says_what_was_before(code: str, written: str) -> None:
    assert written in cure(code)


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("remove_column :users, :x", "remove_column :users, :x, :its_type # the type"),
        ("drop_table :labels", "# the columns and indexes that it has now"),
        ("change_column :users, :x, :text", ":its_type } # the type and options that it has now"),
        ("change_column_default :users, :x, 1", "from: nil, to: 1 # from: the default"),
        ("remove_index :users, name: 'i'", "# the columns and options that it has now"),
        ("remove_foreign_key :users, column: :x", "# the table that it refers to"),
        ("drop_enum :size", "# the values that it has now"),
    ],
)
def test_where_the_schema_does_not_know_it_the_reader_fills_it_in(code: str, written: str) -> None:
    assert written in cure(code, UNKNOWN)


def test_a_heredoc_keeps_its_shape() -> None:
    assert cure("execute <<~SQL\n  CREATE VIEW v AS SELECT 1\nSQL").startswith(
        "reversible do |dir|\n  dir.up do\n    execute <<~SQL\n"
    )


def test_an_incomplete_block_gets_the_rest() -> None:
    assert better("drop_table(:labels) { |t| t.string :name }").startswith("drop_table :labels do")
    assert "null: false" in better("drop_table(:labels) { |t| t.string :name }")


def test_a_reference_is_written_out() -> None:
    assert better("remove_reference :users, :company") == inspect.cleandoc(
        """
        remove_foreign_key :users, :companies
        remove_index :users, :company_id
        remove_column :users, :company_id, :bigint
        """
    )


def test_the_keys_to_a_table_are_removed_before_it() -> None:
    assert better("drop_table :companies, id: :bigint, force: :cascade").startswith(
        "remove_foreign_key :users, :companies\ndrop_table :companies do"
    )


def test_a_down_undoes_up_backwards() -> None:
    code = "create_table :tags\nadd_column :users, :x, :string\nadd_index :users, :x"
    assert down_of(code) == inspect.cleandoc(
        """
        remove_index :users, :x
        remove_column :users, :x
        drop_table :tags
        """
    )


def test_a_down_brings_back_what_was_dropped() -> None:
    assert down_of("remove_column :users, :company_id") == inspect.cleandoc(
        """
        add_column :users, :company_id, :bigint
        add_index :users, :company_id
        add_foreign_key :users, :companies
        """
    )


def test_a_down_gives_a_column_its_type_back() -> None:
    assert down_of("change_column :users, :code, :text") == (
        "change_column :users, :code, :string, limit: 20"
    )


def test_a_down_says_nothing_of_rows() -> None:
    assert down_of("add_column :users, :x, :string\nUser.update_all(x: 1)") == (
        "remove_column :users, :x"
    )


@pytest.mark.parametrize("code", ["execute sql", "add_magic :x"])
def test_there_may_be_no_down_to_write(code: str) -> None:
    assert down_of(code) is None


def test_a_guarded_call_is_undone_without_asking() -> None:
    code = "add_column :users, :x, :string unless column_exists?(:users, :x)"
    (call,) = rollback(migration(code), SCHEMA).passed_over
    assert call.cure == inspect.cleandoc(
        """
        reversible do |dir|
          dir.up { add_column :users, :x, :string unless column_exists?(:users, :x) }
          dir.down { remove_column :users, :x }
        end
        """
    )


def test_times_of_older_migrations_are_spelled_out() -> None:
    found = rollback(migration("remove_column :users, :created_at", "6.1"), SCHEMA)
    (stop,) = found.stops
    assert "precision: 6" in stop.cure


# The advice, taken


@pytest.mark.parametrize(
    "code",
    [
        "remove_column :users, :note",
        "remove_column :users, :company_id",
        "remove_column :users, :age",
        "remove_column :users, :bio, null: true",
        "remove_column :users, :bio, :data",
        "remove_columns :users, :bio, :code",
        "change_table(:users) { |t| t.remove :bio, :code }",
        "remove_reference :users, :company",
        "change_column :users, :note, :text, null: false, default: ''",
        "change_column :users, :age, :bigint",
        "change_column_default :users, :note, 'y'",
        "change_column_comment :posts, :title, nil",
        "change_table_comment :posts, 'new'",
        "remove_index :users, name: 'by_name_and_age'",
        "remove_index :users, :email",
        "remove_index :users, :status, name: 'partial_status'",
        "remove_foreign_key :users, column: :company_id",
        "remove_foreign_key :posts, :users",
        "remove_check_constraint :users, name: 'age_check'",
        "drop_enum :mood",
        "drop_table :labels",
        "drop_table(:labels) { |t| t.string :name }",
        "drop_table :labels, :posts",
        "drop_table :companies, force: :cascade",
    ],
)
def test_with_the_cure_the_roll_back_is_exact(code: str) -> None:
    found = rollback(migration(code), SCHEMA)
    (call,) = found.stops or found.losses
    mended = rollback(migration(call.cure), SCHEMA)
    assert (mended.verdict, mended.reasons) == ("exact", ())


@pytest.mark.parametrize(
    "code",
    [
        "create_table(:tags) { |t| t.string :name }",
        "drop_table :labels",
        "rename_table :users, :people; add_column :people, :x, :string",
        "add_reference :users, :owner, polymorphic: true",
        "remove_column :users, :company_id",
        "rename_column :users, :name, :nick; remove_column :users, :note",
        "change_column :users, :code, :text, default: 'a'",
        "change_column_null :users, :name, false",
        "change_column_default :users, :note, nil",
        "remove_index :users, name: 'by_name_and_age'",
        "remove_foreign_key :posts, :users",
        "remove_check_constraint :users, name: 'age_check'",
        "drop_enum :mood; create_enum :size, ['s', 'l']",
        "add_unique_constraint :posts, [:title], name: 'once'",
        "enable_extension 'citext'",
    ],
)
def test_with_the_down_the_roll_back_is_exact(code: str) -> None:
    body = down_of(code)
    assert body is not None
    mended = rollback(migration(up_down(code, body)), SCHEMA)
    assert (mended.verdict, mended.reasons) == ("exact", ())


def test_a_table_with_an_older_key_says_the_type_of_its_key() -> None:
    old = schema('create_table "logs", id: :integer', version="5.0")
    table = schema('create_table "logs"', version="5.0").tables["logs"]
    writer = migration("", "8.1").writer
    assert (
        writer.table(table)
        == writer.table(old.tables["logs"])
        == "create_table :logs, id: :integer do |t|\nend"
    )
    assert migration("", "5.0").writer.table(table) == "create_table :logs do |t|\nend"
