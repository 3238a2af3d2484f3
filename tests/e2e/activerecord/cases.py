"""Migrations to play for real: each the body of a class, on the same small schema.

Written for ActiveRecord 6.1, which Debian has; what is newer is not here.
"""

SCHEMA = """
create_table :companies, force: true do |t|
  t.string :name, null: false
end
create_table :users, force: true do |t|
  t.string :name, default: "x"
  t.string :email, null: false
  t.integer :age, default: 0, null: false
  t.text :bio
  t.string :code, limit: 20
  t.bigint :company_id
  t.index :name
  t.index :email, unique: true
end
create_table :posts, force: true do |t|
  t.bigint :user_id
  t.string :title
  t.index :user_id, name: "posts_by_user"
end
add_foreign_key :users, :companies
add_foreign_key :posts, :users, on_delete: :cascade
"""


def change(body: str) -> str:
    return _in_class(f"def change\n{body}\nend")


def up_down(up: str, down: str) -> str:
    return _in_class(f"def up\n{up}\nend\n\ndef down\n{down}\nend")


def _in_class(body: str) -> str:
    return f"class Example < ActiveRecord::Migration[6.1]\n{body}\nend\n"


CHANGES = {
    # columns
    "add_column": "add_column :users, :nick, :string, limit: 30, default: 'a', null: false",
    "add_column with precision": "add_column :users, :price, :decimal, precision: 8, scale: 2",
    "add_column datetime": "add_column :users, :seen_at, :datetime",
    "add_column twice": (
        "add_column :users, :a, :integer\nadd_column :users, :b, :boolean, default: true"
    ),
    "remove_column without type": "remove_column :users, :bio",
    "remove_column with type": "remove_column :users, :bio, :text",
    "remove_column with too little": "remove_column :users, :name, :string",
    "remove_column in full": "remove_column :users, :age, :integer, default: 0, null: false",
    "remove_column with its index": "remove_column :users, :name, :string, default: 'x'",
    "remove_columns without type": "remove_columns :users, :bio, :code",
    "remove_columns with type": "remove_columns :users, :bio, :code, type: :text",
    "rename_column": "rename_column :users, :name, :full_name",
    "rename_column back and forth": "rename_column :users, :bio, :a\nrename_column :users, :a, :b",
    "change_column": "change_column :users, :code, :string, limit: 40",
    "change_column_null": "change_column_null :users, :bio, false",
    "change_column_null to what it was": "change_column_null :users, :email, false",
    "change_column_null allowing": "change_column_null :users, :email, true",
    "change_column_default": "change_column_default :users, :name, 'y'",
    "change_column_default from to": "change_column_default :users, :name, from: 'x', to: 'y'",
    "change_column_default wrong from": "change_column_default :users, :name, from: 'z', to: 'y'",
    "add_timestamps": "add_timestamps :posts, null: true",
    "remove_timestamps that exist": (
        "add_timestamps :posts, null: true\nremove_timestamps :posts, null: true"
    ),
    # references
    "add_reference": "add_reference :posts, :company",
    "add_reference with key": (
        "add_reference :posts, :company, foreign_key: true, index: { unique: true }"
    ),
    "add_reference polymorphic": "add_reference :posts, :owner, polymorphic: true",
    "add_reference without index": "add_reference :posts, :company, index: false",
    "add_belongs_to": "add_belongs_to :posts, :company, type: :integer",
    "remove_reference": "remove_reference :posts, :user",
    "remove_reference without index": (
        "remove_reference :users, :company, foreign_key: true, index: false"
    ),
    # tables
    "create_table": (
        "create_table :tags do |t|\n"
        "  t.string :name, null: false, index: true\n"
        "  t.references :user, foreign_key: true\n"
        "  t.timestamps\n"
        "end"
    ),
    "create_table without id": "create_table(:tags, id: false) { |t| t.integer :a }",
    "create_table with another key": "create_table(:tags, primary_key: :code) { |t| t.integer :a }",
    "create_join_table": "create_join_table :users, :companies do |t|\n  t.index :user_id\nend",
    "drop_table without block": "drop_table :posts",
    "drop_table with block": (
        "drop_table :posts do |t|\n"
        "  t.bigint :user_id\n"
        "  t.string :title\n"
        "  t.index :user_id, name: 'posts_by_user'\n"
        "end"
    ),
    "drop_table in full": (
        "drop_table :posts do |t|\n"
        "  t.bigint :user_id\n"
        "  t.string :title\n"
        "  t.index :user_id, name: 'posts_by_user'\n"
        "  t.foreign_key :users, on_delete: :cascade\n"
        "end"
    ),
    "drop_table with options": "drop_table :posts, force: :cascade",
    "rename_table": "rename_table :posts, :articles",
    # indexes
    "add_index": "add_index :posts, :title",
    "add_index on two": "add_index :posts, [:title, :user_id], unique: true",
    "add_index named": "add_index :posts, :title, name: 'by_title'",
    "remove_index by column": "remove_index :users, :name",
    "remove_index with too little": "remove_index :users, :email",
    "remove_index in full": "remove_index :users, :email, unique: true",
    "remove_index by name": "remove_index :posts, name: 'posts_by_user'",
    "remove_index by name and column": "remove_index :posts, :user_id, name: 'posts_by_user'",
    "rename_index": "rename_index :posts, 'posts_by_user', 'posts_on_user'",
    # foreign keys
    "add_foreign_key": (
        "add_column :posts, :company_id, :bigint\nadd_foreign_key :posts, :companies"
    ),
    "remove_foreign_key": "remove_foreign_key :users, :companies",
    "remove_foreign_key with too little": "remove_foreign_key :posts, :users",
    "remove_foreign_key in full": "remove_foreign_key :posts, :users, on_delete: :cascade",
    "remove_foreign_key by column": "remove_foreign_key :posts, column: :user_id",
    # blocks
    "change_table": (
        "change_table :users do |t|\n"
        "  t.string :a, :b\n"
        "  t.index :code\n"
        "  t.rename :bio, :about\n"
        "end"
    ),
    "change_table bulk": (
        "change_table :users, bulk: true do |t|\n  t.integer :a, default: 1\n  t.boolean :b\nend"
    ),
    "change_table bulk with an index": (
        "change_table :users, bulk: true do |t|\n  t.string :a\n  t.index :a\nend"
    ),
    "change_table removing": "change_table(:users) { |t| t.remove :bio }",
    "change_table removing with type": "change_table(:users) { |t| t.remove :bio, type: :text }",
    "change_table changing": "change_table(:users) { |t| t.change :code, :text }",
    "change_table default": (
        "change_table(:users) { |t| t.change_default :name, from: 'x', to: 'y' }"
    ),
    # control flow
    "reversible": (
        "reversible do |dir|\n"
        "  dir.up { add_column :users, :a, :text }\n"
        "  dir.down { remove_column :users, :a }\n"
        "end"
    ),
    "reversible beside a direction": (
        "reversible do |dir|\n"
        "  add_column :users, :a, :text\n"
        "  dir.up { add_index :users, :a, name: 'by_a' }\n"
        "  dir.down { remove_index :users, name: 'by_a' }\n"
        "end"
    ),
    "reversible only up": "reversible { |dir| dir.up { add_column :users, :a, :text } }",
    "up_only": "up_only { add_column :users, :a, :text }",
    "revert block": "revert { add_index :users, :name, name: 'index_users_on_name' }",
    "revert of a drop": "add_column :users, :a, :text\nrevert { remove_column :users, :b, :text }",
    "execute": "execute 'SELECT 1'",
    "transaction": "transaction { add_column :users, :a, :text }",
    "a loop": "%i[a b].each { |name| add_column :users, name, :text }",
    "a guard": "add_column :users, :a, :text unless column_exists?(:users, :a)",
    "order of inverses": (
        "create_table(:tags) { |t| t.integer :a }\n"
        "add_column :tags, :b, :text\n"
        "add_index :tags, :b\n"
        "rename_column :tags, :b, :c"
    ),
    "nothing": "",
}

AUTHORS_AND_BOOKS = """
create_table :authors
create_table(:books) { |t| t.references :author, foreign_key: true }
"""

UP_DOWN = {
    "inverse": ("add_column :users, :a, :text", "remove_column :users, :a"),
    "empty down": ("add_column :users, :a, :text", ""),
    "wrong column": ("add_column :users, :a, :text", "add_column :users, :b, :text"),
    "down fails": ("add_column :users, :a, :text", "remove_column :users, :zzz"),
    "forgotten index": (
        "remove_column :users, :name",
        "add_column :users, :name, :string, default: 'x'",
    ),
    "other type": ("change_column :users, :bio, :string", "change_column :users, :bio, :text"),
    "down says no": ("drop_table :posts", "raise ActiveRecord::IrreversibleMigration"),
    "tables in the order of up": (
        AUTHORS_AND_BOOKS,
        "drop_table :authors\ndrop_table :books",
    ),
    "tables in the order of down": (
        AUTHORS_AND_BOOKS,
        "drop_table :books\ndrop_table :authors",
    ),
    "index after its column": (
        "add_column :users, :a, :text\nadd_index :users, :a",
        "remove_column :users, :a\nremove_index :users, :a",
    ),
    "table with an index less": (
        "drop_table :posts",
        "create_table :posts do |t|\n  t.bigint :user_id\n  t.string :title\nend",
    ),
    "table comes back empty": ("drop_table :posts", "create_table :posts"),
    "null left over": (
        "change_column_null :users, :bio, false",
        "change_column_default :users, :bio, nil",
    ),
}

MIGRATIONS = {
    **{name: change(body) for name, body in CHANGES.items()},
    **{f"up and down: {name}": up_down(*pair) for name, pair in UP_DOWN.items()},
    "up without down": _in_class("def up\nadd_column :users, :a, :text\nend"),
}
