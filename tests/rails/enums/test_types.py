"""Enum types: the members of MySQL columns, and what an old PostgreSQL refuses."""

from pathlib import Path

from tests.conftest import built_in_rules
from wishare_lint.check import check
from wishare_lint.comparison import Comparison, Request
from wishare_lint.config import Config
from wishare_lint.rails.enums.types import mysql_members
from wishare_lint.selection import change_set_between
from wishare_lint.testing import MIGRATION, MemoryTree


def test_the_members_of_a_mysql_type_are_read_in_order() -> None:
    assert mysql_members("enum('draft','live')") == ("draft", "live")
    assert mysql_members("SET('a', 'b') NOT NULL DEFAULT 'c'") == ("a", "b")
    assert mysql_members("enum('it''s')") == ("it's",)
    assert mysql_members("varchar(20)") == ()


def messages(version: str | None) -> list[str]:
    """What is said of a value that is added, and not used, in the transaction of a migration."""
    code = b"""class Example < ActiveRecord::Migration[7.1]
  def up
    add_enum_value :order_status, "held"
  end
end
"""
    rules = [rule for rule in built_in_rules() if rule.id == "pg-enum-add-in-transaction"]
    config = Config(database="postgresql", database_version=version)
    tree = MemoryTree({MIGRATION: code})
    changes = change_set_between(Request(Path()), config, Comparison(tree))
    return [finding.message for finding in check(changes, rules, rules, config).shown]


def test_before_postgresql_12_no_value_can_be_added_in_a_transaction() -> None:
    assert messages("15") == messages(None) == []
    assert "which PostgreSQL before 12 refuses" in messages("11.2")[0]
