"""A run: every rule sees its subjects, with what surrounds them; one that fails stops no other."""

from collections.abc import Iterator

from wishare_lint import AddColumn, Context, CreateTable, EnumChange, Finding, Rule, Severity
from wishare_lint.finding import Report
from wishare_lint.packs import AnyRule
from wishare_lint.testing import check_trees, files


class Base(Rule[AddColumn]):
    """Harm.

    Why.

    Advice.
    """

    severity = Severity.WARNING
    bad = good = ""


class SeesColumn(Base, Rule[AddColumn]):
    id = "sees-column"

    def check(self, subject: AddColumn, context: Context) -> Iterator[Finding]:
        created = "new" if context.creates(subject.table) else "old"
        yield self.finding(subject, f"{subject.table}.{subject.column.name} {created}")


class Raises(Base, Rule[AddColumn]):
    id = "raises-always"

    def check(self, subject: AddColumn, context: Context) -> Iterator[Finding]:
        raise LookupError("no such thing")


class SeesTypes(Base, Rule[AddColumn]):
    id = "sees-types"

    def check(self, subject: AddColumn, context: Context) -> Iterator[Finding]:
        column = context.schema.column(subject.table, "email")
        yield self.finding(subject, f"email is {column.type if column else 'unknown'}")


class SeesEither(Rule[CreateTable | EnumChange]):
    """Harm.

    Why.

    Advice.
    """

    id = "sees-either"
    severity = Severity.INFO
    bad = good = ""

    def check(self, subject: CreateTable | EnumChange, context: Context) -> Iterator[Finding]:
        yield self.finding(subject, type(subject).__name__)


def migration(number: int, body: str) -> str:
    return f"""
# db/migrate/2026010100000{number}_step{number}.rb
class Step{number} < ActiveRecord::Migration[8.0]
  def change
    {body}
  end
end
"""


def report(rules: list[AnyRule], after: str, before: str | None = "") -> Report:
    base = None if before is None else files(before)
    return check_trees(rules, base, {**(base or {}), **files(after)})


def messages(found: Report) -> list[str]:
    return [finding.message for finding in found.shown]


def test_a_rule_that_raises_is_noted_and_the_others_go_on() -> None:
    found = report([Raises, SeesColumn], "add_column :users, :name, :string")
    assert messages(found) == ["users.name old"]
    (error,) = found.errors
    assert (error.rule, error.error) == ("raises-always", "LookupError: no such thing")
    assert error.path.endswith("_example.rb")


def test_a_table_of_the_same_release_is_new_to_later_migrations() -> None:
    steps = migration(1, "create_table :posts") + migration(2, "add_column :posts, :a, :text")
    assert messages(report([SeesColumn], steps)) == ["posts.a new"]


def test_a_table_is_new_only_from_its_creation_on() -> None:
    steps = migration(1, "add_column :posts, :a, :text") + migration(2, "create_table :posts")
    assert messages(report([SeesColumn], steps)) == ["posts.a old"]


def test_a_renamed_new_table_stays_new() -> None:
    body = "create_table :a\n    rename_table :a, :b\n    add_column :b, :c, :text"
    assert messages(report([SeesColumn], migration(1, body))) == ["b.c new"]


def test_without_a_base_each_migration_is_a_release_of_its_own() -> None:
    steps = migration(1, "create_table :posts") + migration(2, "add_column :posts, :a, :text")
    assert messages(report([SeesColumn], steps, None)) == ["posts.a old"]


def test_the_schema_before_an_operation_is_that_of_the_base_plus_earlier_steps() -> None:
    dump = """
# db/schema.rb
ActiveRecord::Schema[8.0].define(version: 1) do
  create_table "users" do |t|
    t.string "email"
  end
end
"""
    later = migration(1, "change_column :users, :email, :text") + migration(
        2, "add_column :users, :a, :text"
    )
    assert messages(report([SeesTypes], later, dump)) == ["email is text"]
    assert messages(report([SeesTypes], "add_column :users, :a, :text", dump)) == [
        "email is string"
    ]


def test_without_a_dump_the_schema_is_replayed_from_the_migrations() -> None:
    old = migration(1, "create_table(:users) { |t| t.string :email }")
    new = migration(2, "add_column :users, :a, :text")
    assert messages(report([SeesTypes], new, old)) == ["email is string"]
    assert messages(report([SeesTypes], old + new, None))[-1] == "email is string"


def test_a_rule_may_look_at_several_kinds_of_facts() -> None:
    model = "class Order < ApplicationRecord\n  enum :s, {{ a: {} }}\nend\n"
    before = f"# app/models/order.rb\n{model.format(0)}"
    after = f"# app/models/order.rb\n{model.format(1)}{migration(1, 'create_table :x')}"
    assert sorted(messages(report([SeesEither], after, before))) == ["CreateTable", "EnumChange"]


def test_findings_come_sorted_by_place() -> None:
    body = "add_column :b, :x, :text\n    add_column :a, :x, :text"
    found = report([SeesColumn], migration(2, body) + migration(1, "add_column :c, :x, :text"))
    assert messages(found) == ["c.x old", "b.x old", "a.x old"]


def test_a_fingerprint_survives_a_move_of_the_line() -> None:
    def fingerprint(body: str) -> list[str]:
        found = report([SeesColumn], migration(1, body))
        return [finding.fingerprint for finding in found.shown]

    line = "add_column :users, :name, :string"
    assert fingerprint(line) == fingerprint(f"# a comment\n\n    {line}")
    assert fingerprint(line) != fingerprint(line.replace("name", "mail"))
    assert len(set(fingerprint(f"{line}\n    {line}"))) == 2


def test_a_finding_under_a_condition_says_so() -> None:
    (finding,) = report([SeesColumn], "add_column :a, :b, :text if heavy?").shown
    assert finding.conditional


def test_what_could_not_be_read_is_counted() -> None:
    found = report([SeesColumn], "add_column table_for(:users), :a, :text")
    reasons = [item.reason for item in found.coverage.not_analysed]
    assert any("table" in reason for reason in reasons)
    assert found.coverage.migrations == 1
