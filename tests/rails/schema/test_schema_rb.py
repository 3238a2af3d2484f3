"""The schema that `schema.rb` describes."""

from tests.rails.playing import schema
from wishare_lint.rails.schema.schema import Index
from wishare_lint.rails.schema.schema_rb import schema_version
from wishare_lint.ruby.source import SourceFile

DUMP = """
    # These are extensions that must be enabled in order to support this database
    enable_extension "pg_catalog.plpgsql"

    create_enum "mood", ["sad", "ok"]

    create_table "posts", id: :uuid, default: -> { "gen_random_uuid()" }, force: :cascade do |t|
      t.string "title", limit: 80, null: false
      t.bigint "user_id"
      t.enum "feeling", default: "ok", enum_type: "mood"
      t.datetime "created_at", null: false
      t.index ["user_id", "title"], name: "by_user", unique: true, where: "(title IS NOT NULL)"
      t.index "lower((title)::text)", name: "by_title"
      t.check_constraint "length(title) > 0", name: "titled"
      t.unique_constraint ["title"], name: "once"
    end

    create_table "users", primary_key: "code", id: :string, comment: "people" do |t|
    end

    add_foreign_key "posts", "users", on_delete: :cascade
"""


def test_tables_have_columns_with_their_options() -> None:
    table = schema(DUMP).table("posts")
    assert table is not None
    assert list(table.columns) == ["id", "title", "user_id", "feeling", "created_at"]
    title = table.columns["title"]
    assert (title.type, title.null, title.options.get("limit")) == ("string", False, 80)
    assert table.columns["id"].type == "uuid"
    assert str(table.columns["id"].default) == '-> { "gen_random_uuid()" }'


def test_a_key_may_have_another_name() -> None:
    table = schema(DUMP).table("users")
    assert table is not None
    assert [(column.name, column.type) for column in table.columns.values()] == [("code", "string")]
    assert table.options.get("comment") == "people"


def test_indexes_keep_their_names_and_conditions() -> None:
    table = schema(DUMP).table("posts")
    assert table is not None
    by_user, by_title = table.indexes
    assert by_user.columns == ("user_id", "title")
    assert by_user.unique
    assert by_user.options.get("where") == "(title IS NOT NULL)"
    assert isinstance(by_title, Index)
    assert by_title.columns == ("lower((title)::text)",)


def test_foreign_keys_and_constraints() -> None:
    table = schema(DUMP).table("posts")
    assert table is not None
    assert [(key.to_table, key.column) for key in table.foreign_keys] == [("users", "user_id")]
    assert [(one.kind, one.name) for one in table.constraints] == [
        ("check", "titled"),
        ("unique", "once"),
    ]


def test_enum_types_and_extensions() -> None:
    found = schema(DUMP)
    assert found.enums == {"mood": ("sad", "ok")}
    assert found.extensions == {"pg_catalog.plpgsql"}


def test_what_is_not_in_it_does_not_exist() -> None:
    assert schema(DUMP).complete
    assert schema(DUMP).lacks("ghosts")
    assert schema(DUMP).lacks("users", "ghost")


def test_the_version_says_what_is_left_out() -> None:
    old = schema('create_table("a") { |t| t.datetime "b" }', "6.1").column("a", "b")
    new = schema('create_table("a") { |t| t.datetime "b" }', "7.0").column("a", "b")
    assert old is not None
    assert new is not None
    assert (old.options.get("precision"), new.options.get("precision")) == (None, 6)


def test_a_dump_without_a_version_is_older_than_rails_7() -> None:
    assert schema_version(SourceFile("db/schema.rb", b"")) == (6, 1)
    assert schema_version(SourceFile("db/schema.rb", b"ActiveRecord::Schema[7.0].define")) == (7, 0)
