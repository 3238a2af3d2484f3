"""A small rule pack, so that the tests of the command line do not depend on the shipped rules."""

from collections.abc import Iterator

from wishare_lint import AddColumn, AddIndex, Context, EnumChange, Finding, Rule, Severity


class NotNull(Rule[AddColumn]):
    """A column that must have a value breaks the running code.

    It does not write the column.

    Add it so that it takes NULL.
    """

    id = "not-null"
    severity = Severity.ERROR
    aliases = ("Rails/NotNullColumn", "shared/columns")
    bad = "add_column :users, :name, :string, null: false"
    good = "add_column :users, :name, :string"

    def check(self, subject: AddColumn, context: Context) -> Iterator[Finding]:
        if subject.column.null is False:
            yield self.finding(subject, f"`{subject.table}.{subject.column.name}` is NOT NULL")


class PlainIndex(Rule[AddIndex]):
    """Building an index stops every write.

    The table is locked.

    Build it concurrently.
    """

    id = "plain-index"
    severity = Severity.WARNING
    aliases = ("strong_migrations/add_index", "shared/columns")
    bad = "add_index :users, :email"
    good = "add_index :users, :email, algorithm: :concurrently"

    def check(self, subject: AddIndex, context: Context) -> Iterator[Finding]:
        yield self.finding(subject, f"the index locks `{subject.table}`")


class NoteColumn(Rule[AddColumn]):
    """A column called `note` says little.

    Nobody knows what is in it.

    Find a better name.
    """

    id = "note-column"
    severity = Severity.INFO
    bad = "add_column :users, :note, :text"
    good = "add_column :users, :remark, :text"

    def check(self, subject: AddColumn, context: Context) -> Iterator[Finding]:
        if subject.column.name == "note":
            yield self.finding(subject, f"`{subject.table}.note` says little")


class EnumMoved(Rule[EnumChange]):
    """An enum that changes means something else to the rows.

    They keep their values.

    Add a label instead.
    """

    id = "enum-moved"
    severity = Severity.ERROR
    bad = "class A < ApplicationRecord\n  enum :b, { d: 0 }\nend"
    good = "class A < ApplicationRecord\nend"

    def check(self, subject: EnumChange, context: Context) -> Iterator[Finding]:
        yield self.finding(subject, f"`{subject.before.attribute}` has changed")


class StrictOnly(Rule[AddColumn]):
    """A column was added.

    That is all.

    Nothing has to be done.
    """

    id = "strict-only"
    severity = Severity.INFO
    profile = "strict"
    bad = "add_column :users, :name, :string"
    good = "add_index :users, :name"

    def check(self, subject: AddColumn, context: Context) -> Iterator[Finding]:
        yield self.finding(subject, "a column")
