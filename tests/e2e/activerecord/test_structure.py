"""`structure.sql` says the same here as `schema.rb` does, both dumped from one real database."""

import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.activerecord.cases import SCHEMA, up_down
from tests.e2e.activerecord.database import is_available, play, postgresql
from wishare_lint.rails.rollback.difference import differences
from wishare_lint.rails.schema.schema import Schema
from wishare_lint.rails.schema.structure_sql import read_structure
from wishare_lint.ruby.source import SourceFile

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not is_available(), reason="needs Ruby with ActiveRecord"),
]

TABLES = """
create_table :things, comment: "what it's about" do |t|
  t.string :name, null: false, default: "it's; here"
  t.string :short, limit: 20, default: ""
  t.text :long
  t.integer :count, default: -3, null: false
  t.integer :small, limit: 2
  t.bigint :large, default: 10_000_000_000
  t.decimal :price, precision: 8, scale: 2, default: 0.5
  t.decimal :whole, precision: 5
  t.float :size
  t.boolean :is_live, default: false, null: false
  t.boolean :is_old, default: true
  t.date :day
  t.time :hour
  t.datetime :seen_at, precision: 6
  t.datetime :gone_at
  t.binary :blob
  t.timestamps
  t.index [:name, :count], unique: true
  t.index :day, name: "by_day", where: "(count > 3)"
  t.check_constraint "count < 10", name: "few"
end
create_table :codes, primary_key: :code, id: :string, limit: 8 do |t|
  t.references :thing, null: false, foreign_key: { on_delete: :cascade }
  t.index :thing_id, order: { thing_id: :desc }, name: "latest"
end
create_table :pairs, primary_key: [:a, :b] do |t|
  t.integer :a, null: false
  t.integer :b, null: false
end
create_join_table :things, :codes
"""
FOR_POSTGRESQL = """
create_table :more, id: :uuid do |t|
  t.jsonb :settings, default: {}, null: false
  t.json :list, default: [1]
  t.text :words, array: true, default: []
  t.integer :numbers, array: true, default: [1, 2]
  t.inet :address
  t.datetime :made_at, default: -> { "now()" }
  t.string :secret, default: -> { "md5('a'::text)" }
  t.string :collated, collation: "C"
  t.serial :counter
  t.tsvector :search
  t.index :search, using: :gin
  t.index "lower((secret)::text)", name: "by_secret"
  t.index :collated, opclass: :varchar_pattern_ops
end
create_table :old, id: :serial
execute "CREATE VIEW live AS SELECT id FROM things WHERE is_live"
execute "CREATE TABLE parts (id bigint, made_on date NOT NULL) PARTITION BY RANGE (made_on)"
execute "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')"
execute "CREATE INDEX by_month ON parts (made_on)"
enable_extension "citext"
"""


def as_dumped(connection: Mapping[str, Any], tables: str) -> Schema:
    """What ActiveRecord dumps as `schema.rb`; the tables stay in the database."""
    migration = up_down(tables, "# nothing")
    played = play(connection, SCHEMA, {"all": migration})["all"]
    assert played.up_error is None
    return played.after_up


def as_read(structure: str, adapter: str) -> Schema:
    return read_structure(SourceFile("db/structure.sql", structure.encode()), adapter)


def differing(dumped: Schema, read: Schema) -> list[str]:
    """In what they differ beside that of which `schema.rb` says nothing."""
    known = replace(read, objects={}, extensions=dumped.extensions | read.extensions)
    return [found.text for found in differences(dumped, known)]


@pytest.mark.skipif(shutil.which("pg_dump") is None, reason="needs pg_dump")
def test_postgresql() -> None:
    with postgresql() as connection:
        dumped = as_dumped(connection, TABLES + FOR_POSTGRESQL)
        dump = ["pg_dump", "--schema-only", "--no-privileges", "--no-owner"]
        whose = ["-h", connection["host"], "-U", connection["username"], connection["database"]]
        structure = subprocess.run([*dump, *whose], check=True, capture_output=True, text=True)
    read = as_read(structure.stdout, "postgresql")
    assert differing(dumped, read) == []
    assert {name: dict(table.options.values) for name, table in read.tables.items()} == {
        name: dict(table.options.values) for name, table in dumped.tables.items()
    }


def test_sqlite(tmp_path: Path) -> None:
    database = tmp_path / "test.sqlite3"
    dumped = as_dumped({"adapter": "sqlite3", "database": str(database)}, TABLES)
    with sqlite3.connect(database) as connection:
        rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    structure = "".join(f"{sql};\n" for (sql,) in rows)
    assert differing(dumped, as_read(structure, "sqlite")) == []
