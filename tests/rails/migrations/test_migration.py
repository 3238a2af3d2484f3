"""Reading a migration file: which class it is, and which of its methods Rails calls."""

import pytest

from tests.rails.playing import migration, whole
from wishare_lint.rails.migrations.migration import NoMigration, read_migration
from wishare_lint.ruby.source import SourceFile


def overlooked(body: str) -> list[tuple[str, str, str]]:
    """The methods that Rails never calls: name, meant name and visibility."""
    found = migration(body).lifecycle.overlooked
    return [(method.node.name, method.meant, method.visibility) for method in found]


# The file


def test_the_version_stands_in_the_file_name() -> None:
    assert migration("add_column :users, :a, :string").version == "20260101000000"


@pytest.mark.parametrize(
    ("superclass", "version", "behaves_as"),
    [
        ("ActiveRecord::Migration[7.1]", (7, 1), (7, 1)),
        ('ActiveRecord::Migration["5.2"]', (5, 2), (5, 2)),
        ("::ActiveRecord::Migration[8.0]", (8, 0), (8, 0)),
        ("ActiveRecord::Migration", None, (4, 2)),
        ("ApplicationMigration", None, (8, 1)),
    ],
)
def test_the_version_of_rails_stands_in_the_superclass(
    superclass: str, version: tuple[int, int] | None, behaves_as: tuple[int, int]
) -> None:
    played = whole(f"class M < {superclass}\n  def change\n  end\nend\n")
    assert (played.rails_version, played.behaves_as) == (version, behaves_as)


def test_a_class_in_a_module_has_its_full_name() -> None:
    played = whole("module Shop\nclass M < ActiveRecord::Migration[8.1]\nend\nend\n")
    assert played.class_name == "Shop::M"


def test_of_two_migrations_in_a_file_it_is_the_one_that_the_file_is_named_after() -> None:
    classes = ("CommentEmails", "ImportCSVFiles")
    text = "\n".join(f"class {name} < ActiveRecord::Migration[8.1]\nend\n" for name in classes)
    source = SourceFile("db/migrate/20260101000000_import_csv_files.rb", text.encode())
    found = read_migration(source)
    assert not isinstance(found, NoMigration)
    assert found.class_name == "ImportCSVFiles"


def test_a_model_in_the_file_is_not_the_migration() -> None:
    played = whole(
        """
        class User < ActiveRecord::Base
          def up; end
        end
        class AddName < ActiveRecord::Migration[8.1]
          def up; end
        end
        """
    )
    assert played.class_name == "AddName"


def test_disable_ddl_transaction() -> None:
    assert not migration("disable_ddl_transaction!\ndef change\nend").transactional
    assert migration("def change\nend").transactional


def test_a_file_without_a_migration_says_why() -> None:
    read = read_migration(SourceFile("db/migrate/1_m.rb", b"puts 1\n"))
    assert isinstance(read, NoMigration)
    assert read.reason == "this file defines no class"


def test_a_command_outside_of_a_method_is_counted() -> None:
    played = whole(
        "class M < ActiveRecord::Migration[8.1]\n  add_column :users, :a, :string\nend\n"
    )
    assert [reason for _, reason in played.unreadable] == [
        "`add_column` stands outside of `change`, `up` and `down`"
    ]


# Which methods Rails calls


def test_change_wins_over_up_and_down() -> None:
    played = migration(
        """
        def change
          add_column :users, :a, :string
        end

        def up
          add_column :users, :b, :string
        end

        def down
          add_column :users, :c, :string
        end
        """
    )
    assert [operation.subject for operation in played.up.operations] == ["users.a"]
    assert [operation.kind for operation in played.down.operations] == ["remove_column"]


def test_class_methods_of_old_are_called() -> None:
    played = migration(
        """
        def self.up
          add_all
        end

        def self.down
        end

        def self.add_all
          add_column :users, :a, :string
        end
        """
    )
    assert [operation.subject for operation in played.up.operations] == ["users.a"]
    assert not played.down.missing


def test_without_down_there_is_none() -> None:
    assert migration("def up\nend").down.missing


def test_a_private_up_keeps_change_from_running() -> None:
    played = migration("def change\nadd_column :users, :a, :string\nend\nprivate\ndef up\nend")
    assert played.up.missing
    assert not played.down.missing


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("private\ndef change\nend", ("change", "change", "private")),
        ("protected\ndef up\nend", ("up", "up", "protected")),
        ("private def change\nend", ("change", "change", "private")),
        ("def change\nend\nprivate :change", ("change", "change", "private")),
        ("def self.change\nend", ("change", "change", "class")),
        ("def chance\nend", ("chance", "change", "public")),
        ("def chnage\nend", ("chnage", "change", "public")),
        ("def chang\nend", ("chang", "change", "public")),
        ("def changes\nend", ("changes", "change", "public")),
        ("def Change\nend", ("Change", "change", "public")),
        ("def upp\nend", ("upp", "up", "public")),
        ("def up\nend\ndef downn\nend", ("downn", "down", "public")),
    ],
)
def test_a_method_that_rails_does_not_call(body: str, found: tuple[str, str, str]) -> None:
    assert overlooked(body) == [found]


@pytest.mark.parametrize(
    "body",
    [
        "def change\nend",
        "def up\nend\ndef down\nend",
        "def self.up\nend\ndef self.down\nend",
        "def up\nchange\nend\ndef down\nend\nprivate\ndef change\nend",
        "def change\nend\nprivate\ndef downcase\nend",
        "def change\nend\ndef changes\nend",
        "def exchange\nend",
        "def update\nend",
        "",
    ],
)
def test_nothing_is_overlooked(body: str) -> None:
    assert overlooked(f"{body}\ndef self.helper\nend") == []
