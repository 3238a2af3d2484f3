"""Reports built by hand, for the tests of the formats."""

from wishare_lint.finding import (
    Base,
    Coverage,
    Edit,
    Finding,
    Fix,
    NotAnalysed,
    Related,
    Report,
    RuleError,
    RuleInfo,
    Severity,
    Suppression,
)
from wishare_lint.ruby.source import Location, Place, Position, Range, SourceFile

MIGRATION = """\
class AddLocaleToUsers < ActiveRecord::Migration[8.0]
  def change
    add_column :users, :locale, :string, null: false
    add_index :users, :locale,
      name: "index_users_on_locale"
  end
end
"""

MIGRATION_PATH = "db/migrate/20260301120000_add_locale_to_users.rb"

MODEL = """\
class User < ApplicationRecord
  enum :role, [:member, :owner, :admin]
end
"""

MODEL_PATH = "app/models/user.rb"


def source(text: str, path: str = MIGRATION_PATH) -> SourceFile:
    """A file that holds this text."""
    return SourceFile(path, text.encode())


def place(code: str, text: str = MIGRATION, path: str = MIGRATION_PATH) -> Place:
    """Where `code` first stands in the file."""
    start = text.encode().index(code.encode())
    return Place(source(text, path), start, start + len(code.encode()))


def location(path: str, line: int, column: int, end_line: int, end_column: int) -> Location:
    """A location by its numbers."""
    return Location(path, Range(Position(line, column), Position(end_line, end_column)))


NOT_NULL = Finding(
    rule="add-not-null-no-default",
    severity=Severity.ERROR,
    message="`users.locale` is NOT NULL without a default: every INSERT of the code that is"
    " running now fails.",
    place=place("add_column :users, :locale, :string, null: false"),
    instead="add_column :users, :locale, :string\n"
    "\n"
    "# in a later release, when every row has a value\n"
    "change_column_null :users, :locale, false",
    aliases=("Rails/NotNullColumn",),
    direction="up",
    related=(Related(location(MODEL_PATH, 1, 1, 1, 31), "`User` writes this table"),),
    fixes=(
        Fix(
            title="Add the column nullable",
            safe=True,
            edits=(Edit(location(MIGRATION_PATH, 3, 40, 3, 53), ""),),
        ),
    ),
    fingerprint="5f1c0d",
)

INDEX = Finding(
    rule="add-index-blocks-writes",
    severity=Severity.WARNING,
    message="Building the index locks `users` against writes.",
    place=place('add_index :users, :locale,\n      name: "index_users_on_locale"'),
    direction="up",
    conditional=True,
    fingerprint="77aa01",
)

REORDERED = Finding(
    rule="enum-array-reordered",
    severity=Severity.ERROR,
    message="`User.role`: stored 1 meant `admin`, and means `owner` now.",
    place=place("[:member, :owner, :admin]", MODEL, MODEL_PATH),
    fingerprint="0b9e44",
)

ROLL_BACK = Finding(
    rule="irreversible-change",
    severity=Severity.INFO,
    message="Removing `users.locale` loses what users chose.",
    place=place("add_column"),
    direction="down",
    fingerprint="c0ffee",
)

SUPPRESSED = Finding(
    rule="add-index-blocks-writes",
    severity=Severity.WARNING,
    message="Building the index locks `users` against writes.",
    place=place("add_index :users, :locale,"),
    direction="up",
    fingerprint="77aa02",
    suppressed=Suppression("comment", "the table is empty", location(MIGRATION_PATH, 4, 1, 4, 9)),
)

RULES = {
    "add-index-blocks-writes": RuleInfo(
        id="add-index-blocks-writes",
        severity=Severity.WARNING,
        title="Adding an index without `algorithm: :concurrently` blocks writes.",
        why="PostgreSQL holds a SHARE lock on the table until the index is built.",
        advice="Build it concurrently, in a migration of its own.",
        bad="add_index :users, :email",
        good="disable_ddl_transaction!\n\nadd_index :users, :email, algorithm: :concurrently",
        subject="indexes",
        tags=("availability",),
    ),
    "add-not-null-no-default": RuleInfo(
        id="add-not-null-no-default",
        severity=Severity.ERROR,
        title="Adding a NOT NULL column without a default fails as soon as the table has a row.",
        why="And until every process runs the new code, each INSERT of the old code fails.",
        advice="Add the column nullable, fill it, then forbid NULL.",
        bad="add_column :users, :name, :string, null: false",
        good="add_column :users, :name, :string",
        aliases=("Rails/NotNullColumn",),
        subject="columns",
        tags=("availability",),
    ),
    "enum-array-reordered": RuleInfo(
        id="enum-array-reordered",
        severity=Severity.ERROR,
        title="Reordering the array of an enum changes what stored rows mean.",
        why="An array gives each label its position as the stored value.",
        advice="Append new labels, or write the values out.",
        bad="enum :role, [:member, :owner, :admin]",
        good="enum :role, { member: 0, admin: 1, owner: 2 }",
        bad_before="enum :role, [:member, :admin]",
        good_before="enum :role, [:member, :admin]",
        subject="enums",
        tags=("data-loss",),
    ),
    "irreversible-change": RuleInfo(
        id="irreversible-change",
        severity=Severity.INFO,
        title="The roll-back loses data.",
        why="What users wrote since the release is gone.",
        advice="Keep a copy.",
        bad="remove_column :users, :name",
        good="add_column :users, :name, :string",
        subject="rollback",
    ),
}

REPORT = Report(
    findings=(REORDERED, NOT_NULL, ROLL_BACK, INDEX, SUPPRESSED),
    coverage=Coverage(
        migrations=3,
        operations=17,
        models=2,
        enums=4,
        not_analysed=(NotAnalysed(place("name:"), "dynamic table name"),),
    ),
    base=Base("origin/main", "4f2c1a9d0e"),
    scope="checked 3 new migrations and 2 changed models against origin/main (4f2c1a9)",
    rules=RULES,
)

CLEAN = Report(
    coverage=Coverage(migrations=3, operations=17, models=2, enums=4),
    base=Base("origin/main", "4f2c1a9d0e"),
    scope="checked 3 new migrations and 2 changed models against origin/main (4f2c1a9)",
    rules=RULES,
)

FAILED = Report(
    scope="checked 3 new migrations",
    rules=RULES,
    errors=(RuleError("enum-array-reordered", MODEL_PATH, "KeyError: 'role'"),),
    notices=("No base to compare with: rules about a difference did not run.",),
)
