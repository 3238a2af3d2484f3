"""Labels in a data migration that the model which runs with it does not have."""

import pytest

from tests.change_sets import MIGRATION, ORDER, change_set, migration, order
from wishare_lint.rails.enums.stale_labels import StaleLabel, StaleWrite, stale_writes

BEFORE = "enum :status, { a: 0, b: 1, gone: 2 }"
AFTER = "enum :status, { a: 0, b: 1 }"


def writes(
    up: str, before: str = BEFORE, after: str = AFTER, around: str = "", down: str = ""
) -> tuple[StaleWrite, ...]:
    changes = change_set(
        {ORDER: order(before)}, {ORDER: order(after), MIGRATION: migration(up, around, down)}
    )
    assert changes.base is not None
    return tuple(stale_writes(changes.row_writes, changes.base.models, changes.head.models))


def labels(up: str, before: str = BEFORE, after: str = AFTER) -> list[tuple[str, str, object]]:
    return [
        (one.label, one.use, one.was) for write in writes(up, before, after) for one in write.labels
    ]


@pytest.mark.parametrize(
    ("up", "expected"),
    [
        ("Order.where(status: :gone).update_all(note: 1)", [("gone", "condition", 2)]),
        ("Order.where(status: %i[a gone]).delete_all", [("gone", "condition", 2)]),
        ("Order.where('status' => 'gone').update_all(note: 1)", [("gone", "condition", 2)]),
        ("Order.update_all(status: :lost)", [("lost", "written", None)]),
        ("Order.find_each { |o| o.update_column(:status, 'lost') }", [("lost", "written", None)]),
        ("Order.find_each { |o| o.update!(status: :lost) }", [("lost", "assigned", None)]),
        ("Order.find_each { |o| o.status = :gone; o.save! }", [("gone", "assigned", 2)]),
        ("Order.gone.update_all(note: 1)", [("gone", "method", 2)]),
        ("Order.not_gone.update_all(note: 1)", [("gone", "method", 2)]),
        ("Order.where(status: 1).gone.delete_all", [("gone", "method", 2)]),
        ("Order.find_each(&:gone!)", [("gone", "method", 2)]),
    ],
)
def test_a_label_that_is_not_there_is_told_with_its_use(
    up: str, expected: list[tuple[str, str, object]]
) -> None:
    assert labels(up) == expected


@pytest.mark.parametrize(
    "up",
    [
        "Order.where(status: 2).update_all(status: 0)",
        "Order.where(status: :b).update_all(status: 'a')",
        "Order.where(status: '2').update_all(status: '0')",
        "Order.where(status: nil).update_all(status: '')",
        "Order.where('status = ?', 'gone').update_all(note: 1)",
        "Order.where(note: 'gone').update_all(note: 'lost')",
        "Order.b.update_all(note: 1)",
        "Order.where(status: states).update_all(status: state)",
        "Invoice.where(status: :gone).update_all(status: :lost)",
        "execute \"UPDATE orders SET status = 'lost' WHERE status = 'gone'\"",
    ],
)
def test_what_the_new_model_understands_is_fine(up: str) -> None:
    assert labels(up) == []


def test_a_text_is_compared_as_it_is_but_what_is_written_must_be_known() -> None:
    texts = ('enum :status, { old: "old" }', 'enum :status, { fresh: "f" }')
    assert labels("Order.where(status: :old).update_all(status: :fresh)", *texts) == []
    assert labels("Order.where(status: :old).update_all(status: 'f')", *texts) == []
    assert labels("Order.update_all(status: :frsh)", *texts) == [("frsh", "written", None)]


def test_a_class_of_the_migration_is_another_one() -> None:
    around = "class Order < ActiveRecord::Base\nend"
    assert writes("Order.where(status: :gone).delete_all", around=around) == ()


def test_a_method_that_the_class_defines_itself_is_there() -> None:
    kept = f"{AFTER}\nscope :gone, -> {{ where(status: 2) }}"
    assert labels("Order.gone.delete_all", BEFORE, kept) == []


def test_the_way_down_counts_too() -> None:
    (write,) = writes("", down="Order.update_all(status: :gone)")
    assert (write.direction, write.labels[0].label) == ("down", "gone")


def test_an_operation_that_runs_both_ways_counts_once() -> None:
    both = "class Rewrite < ActiveRecord::Migration[8.0]\ndef change\n%s\nend\nend\n"
    changes = change_set(
        {ORDER: order(BEFORE)},
        {ORDER: order(AFTER), MIGRATION: both % "Order.where(status: :gone).delete_all"},
    )
    assert changes.base is not None
    found = list(stale_writes(changes.row_writes, changes.base.models, changes.head.models))
    assert [write.direction for write in found] == ["up"]
    assert isinstance(found[0].labels[0], StaleLabel)
