"""The pair of two trees: what differs, what is new, what could not be compared."""

import pytest

from tests.change_sets import MIGRATION, ORDER, change_set, enum_changes, migration, order

AB, AC = "enum :status, { a: 0, b: 1 }", "enum :status, { a: 0, c: 1 }"
RAKE = "lib/tasks/orders.rake"
DATA = "db/data/20260102000000_rewrite.rb"


def test_a_changed_enum_is_a_change() -> None:
    (change,) = enum_changes({ORDER: order(AB)}, {ORDER: order(AC)})
    assert change.name == "Order#status"
    assert change.kinds == ("label_renamed",)


def test_a_changed_constant_elsewhere_is_a_change_too() -> None:
    lists = "module Lists\nALL = %w[{}]\nend\n"
    before = {ORDER: order("enum :status, Lists::ALL"), "lib/lists.rb": lists.format("a b")}
    (change,) = enum_changes(before, {"lib/lists.rb": lists.format("a c")})
    assert change.place.source.path == ORDER


@pytest.mark.parametrize(
    "after",
    [
        {"README.rb": "X = 1"},
        {"app/controllers/orders_controller.rb": "class OrdersController\nend\n"},
        {"config/routes.rb": "X = 1"},
    ],
)
def test_files_without_constants_outside_of_the_models_change_no_enum(
    after: dict[str, str],
) -> None:
    changes = change_set({ORDER: order(AB)}, after)
    assert changes.enum_changes == ()
    assert "models" not in vars(changes.head), "no model was read for it"


def test_without_a_base_there_is_no_change() -> None:
    assert change_set({}, {ORDER: order(AB)}).enum_changes == ()


def test_data_migrations_run_after_the_others() -> None:
    changes = change_set(
        {ORDER: order(AB)},
        {
            DATA: migration("Order.update_all(a: 1)"),
            MIGRATION: migration("Order.update_all(b: 2)"),
        },
    )
    assert [write.operation.place.source.path for write in changes.row_writes] == [MIGRATION, DATA]


def test_tasks_come_after_all_migrations_and_count_when_they_are_new() -> None:
    old = "task(:old) { Order.update_all(c: 3) }"
    new = "task(:new) { Order.update_all(d: 4) }"
    changes = change_set(
        {ORDER: order(AB), RAKE: old},
        {RAKE: f"{old}\n{new}\n", DATA: migration("Order.update_all(a: 1)")},
    )
    assert [write.task for write in changes.row_writes] == [None, "rake task `new`"]


def test_rows_are_written_in_both_directions() -> None:
    changes = change_set(
        {}, {MIGRATION: migration("Order.update_all(a: 1)", down="Order.delete_all")}
    )
    assert [(write.direction, write.operation.kind) for write in changes.row_writes] == [
        ("up", "update_rows"),
        ("down", "delete_rows"),
    ]


def test_an_edited_migration_does_not_run_again() -> None:
    old = migration("Order.update_all(a: 1)")
    changes = change_set({MIGRATION: old}, {MIGRATION: old + "# edited\n"})
    assert len(changes.migrations) == 1
    assert changes.row_writes == ()


def test_a_class_of_the_migration_goes_with_its_operations() -> None:
    around = "class OldOrder < ActiveRecord::Base\nend"
    changes = change_set({}, {MIGRATION: migration("OldOrder.delete_all", around)})
    (write,) = changes.row_writes
    assert write.stub is not None
    assert write.stub.class_name == "Rewrite::OldOrder"


def reasons(before: str, after: str) -> list[str]:
    changes = change_set({ORDER: order(before)}, {ORDER: order(after)})
    return [reason for _, reason in changes.unreadable_enums]


def test_computed_values_are_listed_as_not_analysed() -> None:
    assert reasons("", "enum :status, Setting.states") == [
        "the values of `Order#status` are computed: `Setting.states`"
    ]


def test_values_that_the_base_computes_cannot_be_compared() -> None:
    assert reasons("enum :status, Setting.states", AB) == [
        "the base computes the values of `Order#status`"
    ]


def test_values_that_became_computed_elsewhere_cannot_be_compared() -> None:
    lists = "module Lists\nALL = {}\nend\n"
    before = {ORDER: order("enum :status, Lists::ALL"), "lib/lists.rb": lists.format("%w[a b]")}
    changes = change_set(before, {"lib/lists.rb": lists.format("Setting.states")})
    ((place, reason),) = changes.unreadable_enums
    assert place.source.path == ORDER
    assert reason == "the values of `Order#status` are computed now"


def test_the_files_of_changed_enums_are_among_the_checked_ones() -> None:
    lists = "module Lists\nALL = %w[{}]\nend\n"
    before = {ORDER: order("enum :status, Lists::ALL"), "lib/lists.rb": lists.format("a b")}
    changes = change_set(before, {"lib/lists.rb": lists.format("a c")})
    assert ORDER in {source.path for source in changes.sources}
