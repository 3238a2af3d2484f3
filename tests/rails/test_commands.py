"""Schema commands of Rails' migration language, as the operations that they are."""

import pytest

from tests.rails.playing import operations, up
from wishare_lint.rails.migrations.compatibility import compatibility
from wishare_lint.rails.operations import (
    AddColumn,
    AddForeignKey,
    AddIndex,
    CreateTable,
    RemoveColumn,
    RemoveForeignKey,
)
from wishare_lint.rails.schema.default_names import constraint_name, foreign_key_name, index_name
from wishare_lint.ruby.values import Unknown


@pytest.mark.parametrize(
    "call",
    [
        'add_column :users, :name, :string, null: false, default: ""',
        "remove_column :users, :name, :string",
        "remove_column :users, :name",
        "rename_column :users, :name, :nick",
        "change_column :users, :name, :text, null: true",
        "change_column_null :users, :name, false",
        'change_column_null :users, :name, false, "none"',
        'change_column_default :users, :role, from: nil, to: "member"',
        'change_column_comment :users, :role, from: nil, to: "what they may do"',
        "add_index :users, :name",
        'add_index :users, [:name, :age], unique: true, name: "by_name_and_age"',
        'add_index :users, "lower(name)"',
        "add_index :users, :name, algorithm: :concurrently",
        "remove_index :users, :name",
        'rename_index :users, "old", "new"',
        "add_foreign_key :posts, :users",
        "add_foreign_key :posts, :users, column: :author_id, on_delete: :cascade",
        "remove_foreign_key :posts, :users",
        'add_check_constraint :users, "age > 0", name: "grown"',
        "add_unique_constraint :users, [:name, :age]",
        'add_exclusion_constraint :stays, "room WITH =", using: :gist',
        "rename_table :users, :people",
        "drop_table :users",
        'change_table_comment :users, from: nil, to: "people"',
        'create_enum :mood, ["sad", "ok"]',
        'drop_enum :mood, ["sad", "ok"]',
        "rename_enum :mood, :feeling",
        'rename_enum_value :mood, from: "sad", to: "blue"',
        'enable_extension "citext"',
        'disable_extension "citext"',
    ],
)
def test_a_command_is_the_operation_of_its_name(call: str) -> None:
    assert up(call) == [call]


@pytest.mark.parametrize(
    ("call", "meaning"),
    [
        ("add_column 'users', 'name', 'string'", ["add_column :users, :name, :string"]),
        (
            "add_columns :users, :a, :b, type: :string",
            ["add_column :users, :a, :string", "add_column :users, :b, :string"],
        ),
        (
            "remove_columns :users, :a, :b",
            ["remove_column :users, :a", "remove_column :users, :b"],
        ),
        (
            "add_index :users, :name, {unique: true}",
            ["add_index :users, :name, unique: true"],
        ),
        ("remove_index :users, column: :name", ["remove_index :users, :name"]),
        (
            "remove_foreign_key :posts, column: :author_id, to_table: :users",
            ["remove_foreign_key :posts, :users, column: :author_id"],
        ),
        ("drop_table :a, :b", ["drop_table :a", "drop_table :b"]),
        ("rename_enum :mood, to: :feeling", ["rename_enum :mood, :feeling"]),
        (
            "change_column_comment :users, :age, {from: nil, to: 'years'}",
            ['change_column_comment :users, :age, from: nil, to: "years"'],
        ),
    ],
)
def test_other_ways_to_write_a_command(call: str, meaning: list[str]) -> None:
    assert up(call) == meaning


# Tables


def test_a_table_is_made_with_its_key() -> None:
    (operation,) = operations("create_table(:users) { |t| t.string :name, null: false }")
    assert isinstance(operation, CreateTable)
    assert list(operation.definition.columns) == ["id", "name"]
    assert operation.definition.columns["id"].type == "bigint"
    assert operation.definition.columns["name"].null is False


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ("id: :uuid", ("id", "uuid")),
        ("id: {type: :string, limit: 36}", ("id", "string")),
        ("primary_key: :code", ("code", "bigint")),
        ("primary_key: :code, id: :string", ("code", "string")),
    ],
)
def test_the_key_may_be_another(options: str, key: tuple[str, str]) -> None:
    (operation,) = operations(f"create_table :users, {options}")
    assert isinstance(operation, CreateTable)
    assert [(c.name, c.type) for c in operation.definition.columns.values()] == [key]


@pytest.mark.parametrize("options", ["id: false", "primary_key: [:a, :b]"])
def test_a_table_may_have_no_key_of_its_own(options: str) -> None:
    (operation,) = operations(f"create_table :users, {options}")
    assert isinstance(operation, CreateTable)
    assert operation.definition.columns == {}


def test_everything_in_the_block_belongs_to_the_table() -> None:
    block = """
        create_table :posts do |t|
          t.column :title, :string, index: true
          t.string :slug, :path, limit: 50
          t.text :body, index: {unique: true, name: "one_body"}
          t.references :user, foreign_key: true
          t.belongs_to :owner, polymorphic: true, index: false
          t.timestamps
          t.index [:slug, :path], unique: true
          t.foreign_key :companies
          t.check_constraint "length(title) > 0", name: "titled"
          t.unique_constraint [:slug], name: "slugs"
          t.exclusion_constraint "slug WITH =", name: "apart"
        end
    """
    (made,) = up(block)
    assert made == (
        "create_table :posts do |t|\n"
        "  t.string :title\n"
        "  t.string :slug, limit: 50\n"
        "  t.string :path, limit: 50\n"
        "  t.text :body\n"
        "  t.bigint :user_id\n"
        "  t.string :owner_type\n"
        "  t.bigint :owner_id\n"
        "  t.timestamps\n"
        "  t.index :title\n"
        '  t.index :body, unique: true, name: "one_body"\n'
        "  t.index :user_id\n"
        "  t.index [:slug, :path], unique: true\n"
        "  t.foreign_key :users\n"
        "  t.foreign_key :companies\n"
        '  t.check_constraint "length(title) > 0", name: "titled"\n'
        '  t.unique_constraint [:slug], name: "slugs"\n'
        '  t.exclusion_constraint "slug WITH =", name: "apart"\n'
        "end"
    )


def test_a_type_of_the_database_is_a_column_type() -> None:
    (operation,) = operations("create_table(:users) { |t| t.citext :email; t.mood :now }")
    assert isinstance(operation, CreateTable)
    assert [column.type for column in operation.definition.columns.values()] == [
        "bigint",
        "citext",
        "mood",
    ]


def test_a_join_table_has_two_keys_and_no_index() -> None:
    (made,) = up("create_join_table :posts, :labels")
    assert made == (
        "create_table :labels_posts, id: false do |t|\n"
        "  t.bigint :post_id, null: false\n"
        "  t.bigint :label_id, null: false\n"
        "end"
    )


def test_the_block_of_a_join_table_is_about_the_join_table() -> None:
    (operation,) = operations("create_join_table(:posts, :labels) { |t| t.index :post_id }")
    assert isinstance(operation, CreateTable)
    assert [index.name for index in operation.definition.indexes] == [
        "index_labels_posts_on_post_id"
    ]


@pytest.mark.parametrize(
    ("tables", "name"),
    [
        (":users, :companies", "companies_users"),
        (":catalog_categories, :catalog_products", "catalog_categories_products"),
        (":users, :labels, table_name: :tags", "tags"),
    ],
)
def test_the_name_of_a_join_table(tables: str, name: str) -> None:
    (operation,) = operations(f"create_join_table {tables}")
    assert operation.table_name == name


def test_a_join_table_may_have_keys() -> None:
    (operation,) = operations(
        "create_join_table :posts, :labels, column_options: {null: true, foreign_key: true}"
    )
    assert isinstance(operation, CreateTable)
    assert [key.to_table for key in operation.definition.foreign_keys] == ["posts", "labels"]
    assert all(column.null is True for column in operation.definition.columns.values())


@pytest.mark.parametrize(
    ("call", "meaning"),
    [
        ("t.string :a, :b", ["add_column :users, :a, :string", "add_column :users, :b, :string"]),
        ("t.column :a, :string", ["add_column :users, :a, :string"]),
        ("t.string :a, index: true", ["add_column :users, :a, :string", "add_index :users, :a"]),
        ("t.remove :a, type: :text", ["remove_column :users, :a, :text"]),
        ("t.rename :a, :b", ["rename_column :users, :a, :b"]),
        ("t.change :a, :text", ["change_column :users, :a, :text"]),
        ("t.change_null :a, false", ["change_column_null :users, :a, false"]),
        (
            "t.change_default :a, from: 1, to: 2",
            ["change_column_default :users, :a, from: 1, to: 2"],
        ),
        ("t.index :a", ["add_index :users, :a"]),
        ("t.rename_index 'a', 'b'", ['rename_index :users, "a", "b"']),
        ("t.remove_index :a", ["remove_index :users, :a"]),
        (
            "t.references :post",
            ["add_column :users, :post_id, :bigint", "add_index :users, :post_id"],
        ),
        ("t.remove_belongs_to :post", ["remove_column :users, :post_id, :bigint"]),
        ("t.foreign_key :posts", ["add_foreign_key :users, :posts"]),
        ("t.remove_foreign_key :posts", ["remove_foreign_key :users, :posts"]),
        (
            "t.timestamps null: true",
            [
                "add_column :users, :created_at, :datetime",
                "add_column :users, :updated_at, :datetime",
            ],
        ),
        (
            "t.remove_timestamps",
            [
                "remove_column :users, :updated_at, :datetime, null: false",
                "remove_column :users, :created_at, :datetime, null: false",
            ],
        ),
        (
            "t.check_constraint 'a > 0', name: 'c'",
            ['add_check_constraint :users, "a > 0", name: "c"'],
        ),
        (
            "t.remove_check_constraint 'a > 0', name: 'c'",
            ['remove_check_constraint :users, "a > 0", name: "c"'],
        ),
    ],
)
@pytest.mark.parametrize("options", ["", ", bulk: true"])
def test_a_changed_table(call: str, meaning: list[str], options: str) -> None:
    assert up(f"change_table(:users{options}) {{ |t| {call} }}") == meaning


# References


def test_a_reference_is_a_column_and_an_index() -> None:
    assert up("add_reference :posts, :user") == [
        "add_column :posts, :user_id, :bigint",
        "add_index :posts, :user_id",
    ]


def test_a_polymorphic_reference_begins_with_the_type() -> None:
    assert up("add_reference :posts, :owner, polymorphic: true, null: false") == [
        "add_column :posts, :owner_type, :string, null: false",
        "add_column :posts, :owner_id, :bigint, null: false",
        'add_index :posts, [:owner_type, :owner_id], name: "index_posts_on_owner"',
    ]


def test_the_default_of_a_polymorphic_reference_is_that_of_the_key() -> None:
    of_type, of_key, *_ = operations("add_reference :posts, :owner, polymorphic: true, default: 1")
    assert isinstance(of_type, AddColumn)
    assert isinstance(of_key, AddColumn)
    assert (of_type.column.default, of_key.column.default) == (None, 1)


def test_a_reference_may_have_a_foreign_key_to_another_table() -> None:
    call = (
        "add_belongs_to :posts, :author, type: :uuid, index: false, foreign_key: {to_table: :users}"
    )
    assert up(call) == [
        "add_column :posts, :author_id, :uuid",
        "add_foreign_key :posts, :users, column: :author_id",
    ]


def test_a_reference_is_removed_with_the_key_that_it_names() -> None:
    assert up("remove_reference :posts, :user, foreign_key: true, polymorphic: true") == [
        "remove_foreign_key :posts, :users",
        "remove_column :posts, :user_id, :bigint",
        "remove_column :posts, :user_type, :string",
    ]


# What is not known


def test_a_computed_name_is_unknown() -> None:
    (operation,) = operations("add_column table_for(:users), :name, :string")[1:]
    assert isinstance(operation, AddColumn)
    assert operation.table == Unknown("table_for(:users)")
    assert not operation.is_readable


def test_unknown_options_may_be_anything() -> None:
    (operation,) = operations("add_column :users, :name, :string, **options")[-1:]
    assert isinstance(operation, AddColumn)
    assert isinstance(operation.column.null, Unknown)


def test_the_type_of_a_dropped_column_is_its_third_positional_argument() -> None:
    bare, hash_, other = operations(
        """
        remove_column :users, :a
        remove_column :users, :b, null: false
        remove_column :users, :c, :d
        """
    )
    for operation in (bare, hash_):
        assert isinstance(operation, RemoveColumn)
        assert operation.column is None
    assert isinstance(other, RemoveColumn)
    assert other.column is not None
    assert other.column.type == "d"


def test_options_of_the_call_are_none_of_the_index() -> None:
    (operation,) = operations("add_index :users, :a, algorithm: :concurrently, if_not_exists: true")
    assert isinstance(operation, AddIndex)
    assert operation.concurrently
    assert operation.index.options.values == {}


def test_a_foreign_key_finds_its_column() -> None:
    plain, given, composite = operations(
        """
        add_foreign_key :posts, :admin_users
        add_foreign_key :posts, :users, primary_key: :code
        add_foreign_key :posts, :shops, column: [:shop_id, :region], primary_key: [:id, :region]
        """
    )
    assert isinstance(plain, AddForeignKey)
    assert isinstance(given, AddForeignKey)
    assert isinstance(composite, AddForeignKey)
    assert [one.key.column for one in (plain, given, composite)] == [
        "admin_user_id",
        "user_code",
        "shop_id, region",
    ]


def test_a_foreign_key_is_removed_by_what_the_call_gives() -> None:
    (operation,) = operations("remove_foreign_key :posts, name: 'fk'")
    assert isinstance(operation, RemoveForeignKey)
    assert (operation.to_table, operation.column, operation.name) == (None, None, "fk")


# Names that Rails gives


def test_a_short_index_name_is_spelled_out() -> None:
    assert index_name("users", ("name", "age"), shorten=True) == "index_users_on_name_and_age"


def test_a_long_index_name_is_cut_and_gets_a_digest() -> None:
    columns = (
        "a_rather_long_column_name_number_one",
        "a_rather_long_column_name_number_two",
    )
    assert index_name("users", columns, shorten=True) == (
        "idx_on_a_rather_long_column_name_number_one_a_rathe_b2271bb6bb"
    )


def test_before_rails_7_1_a_long_index_name_stays() -> None:
    (operation,) = operations(f"add_index :users, :{'x' * 60}", version="7.0")
    assert isinstance(operation, AddIndex)
    assert operation.index.name == f"index_users_on_{'x' * 60}"


def test_the_index_on_an_expression_is_named_after_its_words() -> None:
    assert index_name("users", ("lower(name)",), shorten=True) == "index_users_on_lower_name"


def test_keys_and_constraints_are_named_by_a_digest() -> None:
    assert foreign_key_name("users", "company_id") == "fk_rails_7682a3bdfe"
    assert constraint_name("check", "users", "id > 0") == "chk_rails_0b398e1670"


# Versions


@pytest.mark.parametrize(
    ("version", "key", "reference", "indexed"),
    [
        ("4.2", "integer", "integer", False),
        ("5.0", "integer", "integer", True),
        ("5.1", "bigint", "bigint", True),
        ("8.1", "bigint", "bigint", True),
    ],
)
def test_keys_and_references_by_version(
    version: str, key: str, reference: str, indexed: bool
) -> None:
    (operation,) = operations("create_table(:posts) { |t| t.references :user }", version)
    assert isinstance(operation, CreateTable)
    definition = operation.definition
    assert [column.type for column in definition.columns.values()] == [key, reference]
    assert bool(definition.indexes) is indexed


@pytest.mark.parametrize(
    ("version", "null", "precision"),
    [
        ("4.2", True, None),
        ("5.0", False, None),
        ("5.2", False, None),
        ("6.0", False, 6),
        ("8.1", False, 6),
    ],
)
def test_timestamps_by_version(version: str, null: bool, precision: int | None) -> None:
    for operation in operations("add_timestamps :posts", version):
        assert isinstance(operation, AddColumn)
        assert operation.column.null is null
        assert operation.column.options.get("precision") == precision


@pytest.mark.parametrize(("version", "precision"), [("6.1", None), ("7.0", 6)])
def test_other_times_by_version(version: str, precision: int | None) -> None:
    (operation,) = operations("add_column :users, :seen_at, :datetime", version)
    assert isinstance(operation, AddColumn)
    assert operation.column.options.get("precision") == precision


@pytest.mark.parametrize(
    ("version", "name"),
    [("6.0", "index_posts_on_owner_type_and_owner_id"), ("6.1", "index_posts_on_owner")],
)
def test_the_index_of_a_polymorphic_reference_by_version(version: str, name: str) -> None:
    *_, operation = operations("add_reference :posts, :owner, polymorphic: true", version)
    assert isinstance(operation, AddIndex)
    assert operation.index.name == name


def test_before_rails_6_1_sqlite_refers_by_integers() -> None:
    added, _ = operations("add_reference :posts, :user", "6.0", "sqlite")
    assert isinstance(added, AddColumn)
    assert added.column.type == "integer"


def test_transactions_and_comments_are_undone_from_rails_6_0_on() -> None:
    old, new = compatibility((5, 2)), compatibility((6, 0))
    assert (old.inverts_transactions, old.inverts_comments) == (False, False)
    assert (new.inverts_transactions, new.inverts_comments) == (True, True)


def test_only_mysql_indexes_a_part_of_a_value() -> None:
    code = "add_index :users, :name, length: 10"
    for adapter, options in (("mysql", {"length": 10}), ("postgresql", {}), ("sqlite", {})):
        (operation,) = operations(code, adapter=adapter)
        assert isinstance(operation, AddIndex)
        assert operation.index.options.values == options
