"""Migrations that use code of other files: modules, base classes, constants, other migrations."""

from collections.abc import Mapping

import pytest

from tests.memory_tree import MemoryTree
from tests.rails.playing import calls
from wishare_lint.project import read_project
from wishare_lint.rails.migrations.migration import Migration
from wishare_lint.side import Side

PATH = "db/migrate/20260101000000_m.rb"
RAILS = "ActiveRecord::Migration[8.1]"

ADD_A = "add_column :users, :a, :string"
ADD_B = "add_column :users, :b, :string"
REMOVE_A = "remove_column :users, :a, :string"
REMOVE_B = "remove_column :users, :b, :string"


def read(files: Mapping[str, str], path: str = PATH) -> Migration:
    tree = MemoryTree(files)
    found = Side(tree, read_project(tree)).migration(path)
    assert isinstance(found, Migration)
    return found


def change(body: str, around: str = "", superclass: str = RAILS) -> dict[str, str]:
    """A migration with this `change`, as the file of an app."""
    return {PATH: f"class M < {superclass}\n{around}\ndef change\n{body}\nend\nend\n"}


def up(files: Mapping[str, str]) -> list[str]:
    played = read(files)
    return calls(played, played.up)


def down(files: Mapping[str, str]) -> list[str]:
    played = read(files)
    return calls(played, played.down)


def unreadable(files: Mapping[str, str]) -> list[str]:
    return [reason for _, reason in read(files).up.unreadable]


# Modules and base classes

ADD_ALL = "def add_all(names)\n names.each { |name| add_column :users, name, :string }\nend\n"
HELPERS = f"module MigrationHelpers\n{ADD_ALL}end\n"


@pytest.mark.parametrize("mixing_in", ["include", "extend", "prepend"])
def test_a_method_of_a_module_is_entered(mixing_in: str) -> None:
    files = change("add_all %i[a b]", f"{mixing_in} MigrationHelpers")
    assert up(files | {"lib/migration_helpers.rb": HELPERS}) == [ADD_A, ADD_B]
    assert down(files | {"lib/migration_helpers.rb": HELPERS}) == [REMOVE_B, REMOVE_A]


@pytest.mark.parametrize(
    "path",
    [
        "app/lib/migration_helpers.rb",
        "db/migrate/concerns/migration_helpers.rb",
        "db/support.rb",
        "lib/tools/for_migrations.rb",
        "config/initializers/migrations.rb",
    ],
)
def test_a_module_is_found_wherever_it_stands(path: str) -> None:
    assert up(change("add_all %i[a]", "include MigrationHelpers") | {path: HELPERS}) == [ADD_A]


def test_a_module_in_a_module_is_found() -> None:
    module = f"module Shop\nmodule Helpers\n{ADD_ALL}end\nend\n"
    files = change("add_all %i[a]", "include Shop::Helpers")
    assert up(files | {"lib/shop/helpers.rb": module}) == [ADD_A]
    assert up(files | {"lib/shop.rb": module}) == [ADD_A]


def test_a_module_may_include_another_and_be_a_concern() -> None:
    files = change("add_all %i[a]", "include Outer") | {
        "lib/outer.rb": "module Outer\nextend ActiveSupport::Concern\n"
        "included do\ninclude MigrationHelpers\nend\nend\n",
        "lib/migration_helpers.rb": HELPERS,
    }
    assert up(files) == [ADD_A]


def test_modules_that_include_each_other_come_to_an_end() -> None:
    files = change("add_all %i[a]", "include One") | {
        "lib/one.rb": "module One\ninclude Two\nend\n",
        "lib/two.rb": "module Two\ninclude One\nend\n",
    }
    assert unreadable(files) == ["unknown helper `add_all`"]


def test_a_base_class_gives_its_methods_and_its_version() -> None:
    base = f"class ApplicationMigration < ActiveRecord::Migration[7.0]\n{ADD_ALL}end\n"
    files = change("add_all %i[a]", superclass="ApplicationMigration")
    files |= {"lib/application_migration.rb": base}
    assert up(files) == [ADD_A]
    assert read(files).behaves_as == (7, 0)


def test_a_base_class_may_have_a_version_of_its_own() -> None:
    base = f"module Shop\nclass Migration < {RAILS}\n{ADD_ALL}end\nend\n"
    files = change("add_all %i[a]", superclass="Shop::Migration[2.1]")
    assert up(files | {"lib/shop/migration.rb": base}) == [ADD_A]


def test_a_base_class_may_do_the_work_and_ask_back() -> None:
    files = {
        PATH: "class M < AddFlag\nprivate\ndef flag\n:a\nend\nend\n",
        "lib/add_flag.rb": f"class AddFlag < {RAILS}\n"
        "def change\nadd_column :users, flag, :string\nend\nend\n",
    }
    assert (up(files), down(files)) == ([ADD_A], [REMOVE_A])
    assert read(files).class_name == "M"


def test_the_method_of_the_class_itself_comes_first() -> None:
    own = "include MigrationHelpers\ndef add_all(names)\nadd_column :users, :b, :string\nend"
    files = change("add_all %i[a]", own) | {"lib/migration_helpers.rb": HELPERS}
    assert up(files) == [ADD_B]


def test_a_command_of_rails_may_be_redefined() -> None:
    module = (
        "module Safe\ndef add_index(table, column)\nadd_column table, column, :string\nend\nend\n"
    )
    files = change("add_index :users, :a", "include Safe") | {"lib/safe.rb": module}
    assert up(files) == [ADD_A]


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ("table, column, type, **options", "options[:null] = false\nsuper"),
        ("table, column, type", "super(table, column, type, null: false)"),
        ("*names, **", "with_lock_retries { super(*names, null: false) }"),
    ],
)
def test_super_is_the_command_of_rails(parameters: str, code: str) -> None:
    module = f"module Strict\ndef add_column({parameters})\n{code}\nend\nend\n"
    files = change(ADD_A, "include Strict") | {"lib/strict.rb": module}
    assert up(files) == [f"{ADD_A}, null: false"]


def test_super_is_the_method_of_the_base_class() -> None:
    files = {
        PATH: f"class M < AddFlag\ndef change\nsuper\n{ADD_B}\nend\nend\n",
        "lib/add_flag.rb": f"class AddFlag < {RAILS}\ndef change\n{ADD_A}\nend\nend\n",
    }
    assert up(files) == [ADD_A, ADD_B]
    assert [one.place.text for one in read(files).up.operations] == ["super", ADD_B]


def test_what_a_base_class_does_by_itself_stands_at_the_name_of_the_class() -> None:
    files = {
        PATH: "class M < AddFlag\nend\n",
        "lib/add_flag.rb": f"class AddFlag < {RAILS}\ndef change\n{ADD_A}\nend\nend\n",
    }
    (operation,) = read(files).up.operations
    assert (operation.place.source.path, operation.place.text) == (PATH, "M")


def test_a_module_of_a_gem_leaves_an_unknown_helper() -> None:
    files = change("add_all %i[a]", "include Gem::Helpers")
    assert unreadable(files) == ["unknown helper `add_all`"]


# What the app adds to Rails' classes


@pytest.mark.parametrize(
    "initializer",
    [
        f"class ActiveRecord::Migration\n{ADD_ALL}end",
        f"module ActiveRecord\nclass Migration\n{ADD_ALL}end\nend",
        "ActiveRecord::Migration.include MigrationHelpers",
        "ActiveRecord::Migration[7.0].send(:include, MigrationHelpers)",
        "ActiveRecord::ConnectionAdapters::AbstractAdapter.prepend MigrationHelpers",
        f"ActiveRecord::Migration.class_eval do\n{ADD_ALL}end",
        "ActiveSupport.on_load(:x) { ActiveRecord::Migration.include MigrationHelpers }",
    ],
)
def test_what_is_added_to_migrations_is_entered(initializer: str) -> None:
    files = change("add_all %i[a]") | {
        "config/initializers/migrations.rb": initializer,
        "lib/migration_helpers.rb": HELPERS,
    }
    assert up(files) == [ADD_A]


def test_a_method_of_the_app_comes_before_that_of_a_gem() -> None:
    files = change("add_concurrent_index :users, :a") | {
        "config/initializers/migrations.rb": "class ActiveRecord::Migration\n"
        "def add_concurrent_index(table, column)\nadd_column table, column, :string\nend\nend\n"
    }
    assert up(files) == [ADD_A]


# Places


def test_what_a_method_of_another_file_does_stands_at_its_call() -> None:
    files = change("add_all [:a, name_of_the_day]", "include MigrationHelpers")
    played = read(files | {"lib/migration_helpers.rb": HELPERS}).up
    places = [one.place.text for one in played.operations if one.kind == "add_column"]
    assert places == ["add_all [:a, name_of_the_day]"] * 2
    assert {place.source.path for place, _ in played.unreadable} == {PATH}


def test_a_block_that_another_file_yields_to_keeps_its_places() -> None:
    module = "module Around\ndef around\nyield\nadd_column :users, :b, :string\nend\nend\n"
    files = change(f"around {{ {ADD_A} }}", "include Around") | {"lib/around.rb": module}
    assert [one.place.text for one in read(files).up.operations] == [ADD_A, f"around {{ {ADD_A} }}"]


def test_an_exception_in_another_file_stands_at_the_call() -> None:
    module = "module Guard\ndef stop!\nraise ActiveRecord::IrreversibleMigration\nend\nend\n"
    played = read(change("stop!", "include Guard") | {"lib/guard.rb": module}).up
    assert played.raises == "ActiveRecord::IrreversibleMigration"
    assert played.raised_at is not None
    assert played.raised_at.text == "stop!"


# Constants

EACH = "each { |name| add_column :users, name, :string }"


def test_a_constant_of_another_file_is_known() -> None:
    files = change(f"User::FLAGS.{EACH}") | {
        "app/models/user.rb": "class User < ApplicationRecord\nFLAGS = %i[a b].freeze\nend\n"
    }
    assert up(files) == [ADD_A, ADD_B]


def test_a_method_of_another_file_sees_the_constants_of_its_own() -> None:
    module = f"module Flags\nNAMES = %i[a b]\ndef add_flags\nNAMES.{EACH}\nend\nend\n"
    files = change("add_flags", "include Flags\nNAMES = %i[x y]") | {"lib/flags.rb": module}
    assert up(files) == [ADD_A, ADD_B]


def test_the_constants_of_a_module_are_those_of_the_class() -> None:
    files = change(f"NAMES.{EACH}", "include Flags")
    assert up(files | {"lib/flags.rb": "module Flags\nNAMES = %i[a]\nend\n"}) == [ADD_A]


# Other migrations

OTHER = "db/migrate/20250101000000_add_both.rb"
BOTH = {OTHER: f"class AddBoth < {RAILS}\ndef change\n{ADD_A}\n{ADD_B}\nend\nend\n"}


def test_another_migration_is_reverted() -> None:
    files = change("revert AddBoth") | BOTH
    assert (up(files), down(files)) == ([REMOVE_B, REMOVE_A], [ADD_A, ADD_B])


def test_another_migration_is_run() -> None:
    files = change("run AddBoth") | BOTH
    assert (up(files), down(files)) == ([ADD_A, ADD_B], [REMOVE_B, REMOVE_A])


def test_another_migration_is_run_downwards() -> None:
    files = change("run AddBoth, direction: :down") | BOTH
    assert (up(files), down(files)) == ([REMOVE_B, REMOVE_A], [ADD_A, ADD_B])


def test_several_are_reverted_the_last_first() -> None:
    one = {
        f"db/migrate/2025010100000{n}_add_{n}.rb": f"class Add{n} < {RAILS}\n"
        f"def change\nadd_column :users, :{name}, :string\nend\nend\n"
        for n, name in ((1, "a"), (2, "b"))
    }
    files = change("revert Add1, Add2") | one
    assert up(files) == [REMOVE_B, REMOVE_A]
    assert down(files) == [ADD_B, ADD_A]  # Rails does not turn the order round again


def test_up_and_down_of_another_migration_run_as_they_stand() -> None:
    other = f"class AddBoth < {RAILS}\ndef up\n{ADD_A}\nend\ndef down\n{ADD_B}\nend\nend\n"
    files = change("revert AddBoth") | {OTHER: other}
    assert (up(files), down(files)) == ([ADD_B], [ADD_A])


def test_a_block_is_reverted_after_the_migrations() -> None:
    files = change("revert(AddBoth) { add_column :users, :c, :string }") | BOTH
    assert up(files) == [REMOVE_B, REMOVE_A, "remove_column :users, :c, :string"]


def test_a_revert_in_a_migration_that_is_reverted_is_undone() -> None:
    middle = "db/migrate/20250201000000_drop_both.rb"
    dropping = f"class DropBoth < {RAILS}\ndef change\nrevert AddBoth\nend\nend\n"
    files = change("revert DropBoth") | BOTH | {middle: dropping}
    assert (up(files), down(files)) == ([ADD_A, ADD_B], [REMOVE_B, REMOVE_A])


def test_reversible_in_another_migration_knows_the_direction() -> None:
    body = f"reversible do |dir|\ndir.up {{ {ADD_A} }}\ndir.down {{ {ADD_B} }}\nend"
    other = f"class AddBoth < {RAILS}\ndef change\n{body}\nend\nend\n"
    files = change("revert AddBoth") | {OTHER: other}
    assert (up(files), down(files)) == ([ADD_B], [ADD_A])


def test_another_migration_has_its_own_version_of_rails() -> None:
    other = "class AddBoth < ActiveRecord::Migration[4.2]\ndef change\n"
    other += "create_table(:users) { |t| t.timestamps }\nend\nend\n"
    after = read(change("run AddBoth") | {OTHER: other}).up.after
    column = after.column("users", "created_at")
    assert column is not None
    assert column.options.get("null") is not False


def test_what_another_migration_does_stands_at_the_call() -> None:
    played = read(change("safety_assured { revert AddBoth }") | BOTH).up
    assert [one.place.text for one in played.operations] == ["revert AddBoth"] * 2
    assert all(one.origin.assured for one in played.operations)


def test_a_migration_that_reverts_itself_comes_to_an_end() -> None:
    other = f"class AddBoth < {RAILS}\ndef change\nrevert AddBoth\nend\nend\n"
    assert unreadable(change("revert AddBoth") | {OTHER: other}) == [
        "`revert AddBoth` leads back to where it stands"
    ]


@pytest.mark.parametrize(
    ("loading", "loaded"),
    [
        ("", False),
        ("require_relative '20250101000000_add_both'", True),
        ("require_relative '../migrate/20250101000000_add_both.rb'", True),
        ("require_relative '20240101000000_add_none'", False),
        ("require Rails.root.join('db/migrate/20250101000000_add_both')", True),
        ("require './db/migrate/20250101000000_add_both'", True),
        ("require 'set'", False),
        ("Dir['db/migrate/*'].each { |path| require path }", True),
    ],
)
def test_whether_another_migration_is_loaded(loading: str, loaded: bool) -> None:
    files = change("revert AddBoth") | BOTH
    files[PATH] = f"{loading}\n{files[PATH]}"
    (other,) = read(files).up.others
    assert (other.migration is not None, other.loaded) == (True, loaded)


def test_files_that_are_required_by_a_relative_path() -> None:
    files = change("revert AddBoth") | BOTH
    named = ("20250101000000_add_both", "../gone")
    lines = (f"require_relative {name!r}\n" for name in named)
    files[PATH] = "".join(lines) + files[PATH]
    found = [(one.path, one.exists) for one in read(files).required_files]
    assert found == [(OTHER, True), ("db/gone.rb", False)]
