"""Which rows of a changed enum the data migrations beside it rewrite, value by value."""

import pytest

from tests.change_sets import MIGRATION, ORDER, enum_changes, migration, order

Outcomes = dict[object, str]

STUB = "class OldOrder < ActiveRecord::Base\nself.table_name = 'orders'\n%s\nend"


def outcomes(before: str, after: str, up: str, around: str = "") -> Outcomes:
    """What becomes of the rows by the value that they hold."""
    (change,) = enum_changes(
        {ORDER: order(f"enum :status, {before}")},
        {ORDER: order(f"enum :status, {after}"), MIGRATION: migration(up, around)},
    )
    return {rewrite.meaning.stored: rewrite.outcome for rewrite in change.rewrites}


GONE = ("{ a: 0, b: 1, gone: 2 }", "{ a: 0, b: 1 }")
TEXT = ('{ old: "old", b: "b" }', '{ fresh: "fresh", b: "b" }')
ROOM = ("%i[a b c]", "%i[a x b c]")


@pytest.mark.parametrize(
    "up",
    [
        "Order.where(status: 2).update_all(status: 0)",
        "Order.where(status: 2).update_all(status: :a)",
        "Order.where(status: [2, 7]).update_all(status: 'b')",
        "Order.where(status: 2).in_batches { |rows| rows.update_all(status: 0) }",
        "Order.where(status: 2).find_each { |order| order.update!(status: :a) }",
        "Order.where(status: 2).find_each { |order| order.a! }",
        "Order.where(status: 2).find_each(&:b!)",
        "Order.where(status: 2).find_each do |order|\norder.status = :a\norder.save!\nend",
        "Order.where('status = ?', 2).update_all('status = 0')",
        "Order.where(status: 2).update_all(status: nil)",
        "Order.where(status: 2).update_all(status: Order.statuses[:a])",
        "Order.update_all(status: 0)",
        "Order.where(status: 2).delete_all",
        "Order.unscoped.where(status: 2).destroy_all",
        "[2, 3].each { |old| Order.where(status: old).update_all(status: 0) }",
        "Order.where('status >= ?', 2).update_all(status: 0)",
        "Order.where('status IN (:old)', old: [2, 9]).update_all(status: 0)",
        "Order.where('status NOT IN (0, 1)').update_all(status: 0)",
        "Order.where(status: 2..).update_all(status: 0)",
        "Order.where(status: 2..5).update_all(status: 0)",
        "Order.where.not(status: [0, 1]).update_all(status: 0)",
        "Order.where(status: 9).or(Order.where(status: 2)).update_all(status: 0)",
        "Order.not_a.update_all(status: 0)",
        "Order.not_a.not_b.update_all(status: 0)",
        "execute 'UPDATE orders SET status = 0 WHERE status = 2'",
        "execute 'UPDATE orders o SET status = 0 WHERE o.status > 1'",
        "execute 'UPDATE orders SET status = 0 WHERE status BETWEEN 2 AND 9'",
        "execute 'UPDATE orders SET status = 0 WHERE status <> 0 AND status IS NOT NULL'",
        "execute 'UPDATE orders SET status = 0 WHERE status = 2 OR paid'",
        "execute 'DELETE FROM orders WHERE status = 2'",
        "execute 'UPDATE orders SET status = CASE status WHEN 2 THEN 0 ELSE status END'",
        "execute 'UPDATE orders SET status = CASE WHEN status = 2 THEN 0 ELSE 1 END'",
    ],
)
def test_rows_of_a_lost_label_are_rewritten(up: str) -> None:
    assert outcomes(*GONE, up) == {2: "moved"}


@pytest.mark.parametrize(
    "up",
    [
        "Order.where(status: :gone).update_all(status: 0)",
        "Order.where(status: 1).update_all(status: 0)",
        "Order.where(status: 2).update_all(note: 'x')",
        "Invoice.where(status: 2).update_all(status: 0)",
        "execute 'UPDATE invoices SET status = 0 WHERE status = 2'",
        "Order.where(status: 2).count",
        "Order.where('status < 2').update_all(status: 0)",
        "Order.where.not(status: 2).update_all(status: 0)",
        "Order.where(status: 1).where('age > 3').update_all(status: 0)",
        "Order.where(status: nil).update_all(status: 0)",
        "execute 'UPDATE orders SET status = 0 WHERE status <= 1 AND paid'",
        "execute 'UPDATE orders SET status = 0 WHERE status = 1 AND status = 2'",
    ],
)
def test_what_reaches_no_such_row_rewrites_nothing(up: str) -> None:
    assert outcomes(*GONE, up) == {}


@pytest.mark.parametrize(
    "up",
    [
        "Order.where(status: 2, paid: true).update_all(status: 0)",
        "Order.where(status: 2).where('age > 3').update_all(status: 0)",
        "Order.where(status: 2).limit(10).update_all(status: 0)",
        "Order.joins(:user).update_all(status: 0)",
        "Order.joins(:user).where('users.status <> 2').update_all(status: 0)",
        "Order.where(users: { status: 1 }).update_all(status: 0)",
        "Order.where('status > 1 AND age > 3').update_all(status: 0)",
        "Order.where('status = other').update_all(status: 0)",
        "Order.where(status: 1).rewhere(status: old).update_all(status: 0)",
        "Order.where(status: 1).or(Order.recent).update_all(status: 0)",
        "Order.where.not(status: 1, paid: true).update_all(status: 0)",
        "Order.find_by(status: 2).update!(status: 0)",
        "Order.where(status: 2).update_all(status: 0) if Rails.env.production?",
        "Order.find_each { |order| order.update!(status: 0) if order.gone? }",
        "execute 'UPDATE orders SET status = 0 WHERE status = 2 AND paid'",
    ],
)
def test_what_reaches_some_of_the_rows_leaves_the_others(up: str) -> None:
    assert outcomes(*GONE, up) == {2: "partly"}


def test_a_class_of_the_migration_has_labels_of_its_own() -> None:
    up = "OldOrder.where(status: :gone).update_all(status: :a)"
    around = STUB % "enum :status, { a: 0, gone: 2 }"
    assert outcomes(*GONE, up, around) == {2: "moved"}


def test_a_class_of_the_migration_without_the_enum_knows_numbers_only() -> None:
    assert outcomes(*GONE, "OldOrder.where(status: 2).update_all(status: 0)", STUB % "") == {
        2: "moved"
    }
    assert outcomes(*GONE, "OldOrder.where(status: 'gone').update_all(status: 0)", STUB % "") == {
        2: "partly"
    }


def test_a_scope_of_a_label_that_stays_chooses_its_rows() -> None:
    up = "Order.c.update_all(status: 3)\nOrder.where(status: 1).update_all(status: 2)"
    assert outcomes("%i[a b c]", "{ a: 0, x: 1, b: 2, c: 3 }", up)[1] == "moved"
    assert outcomes(*GONE, "Order.b.update_all(status: 0)") == {}


def test_texts_are_compared_as_they_are() -> None:
    up = "Order.where(status: 'old').update_all(status: 'fresh')"
    assert outcomes(*TEXT, up) == {"old": "moved"}
    assert outcomes(
        *TEXT, "execute \"UPDATE orders SET status = 'fresh' WHERE status = 'old'\""
    ) == {"old": "moved"}


def test_a_value_that_says_nothing_is_wrong() -> None:
    assert outcomes(*GONE, "Order.where(status: 2).update_all(status: 9)") == {2: "wrong"}
    assert outcomes(*TEXT, "Order.where(status: 'old').update_all(status: 'frsh')") == {
        "old": "wrong"
    }


def test_the_order_of_the_steps_decides() -> None:
    late_first = (
        "Order.where(status: 2).update_all(status: 3)\nOrder.where(status: 1).update_all(status: 2)"
    )
    early_first = "\n".join(reversed(late_first.splitlines()))
    assert outcomes(*ROOM, late_first) == {1: "moved", 2: "moved"}
    assert outcomes(*ROOM, early_first) == {1: "wrong", 2: "moved"}


def test_a_computed_shift_is_followed() -> None:
    up = "Order.where(status: [1, 2]).update_all('status = status + 1')"
    assert outcomes(*ROOM, up) == {1: "moved", 2: "moved"}


def test_a_value_that_the_code_computes_is_not_read() -> None:
    up = "Order.find_each { |order| order.update!(status: order.next_status) }"
    assert outcomes(*ROOM, up) == {1: "unread", 2: "unread"}


def test_the_way_down_rewrites_nothing() -> None:
    (change,) = enum_changes(
        {ORDER: order(f"enum :status, {GONE[0]}")},
        {
            ORDER: order(f"enum :status, {GONE[1]}"),
            MIGRATION: migration("", down="Order.where(status: 2).update_all(status: 0)"),
        },
    )
    assert change.rewrites == ()


def test_every_table_of_a_concern_has_to_be_rewritten() -> None:
    concern = "module S\nextend ActiveSupport::Concern\nincluded do\nenum :status, %s\nend\nend\n"
    before = {
        "app/models/concerns/s.rb": concern % GONE[0],
        ORDER: order("include S"),
        "app/models/invoice.rb": "class Invoice < ApplicationRecord\ninclude S\nend\n",
    }
    after = {"app/models/concerns/s.rb": concern % GONE[1]}
    one = "Order.where(status: 2).update_all(status: 0)"
    both = f"{one}\nInvoice.where(status: 2).update_all(status: 0)"
    for up, outcome in ((one, "partly"), (both, "moved")):
        (change,) = enum_changes(before, {**after, MIGRATION: migration(up)})
        assert [rewrite.outcome for rewrite in change.rewrites] == [outcome]
