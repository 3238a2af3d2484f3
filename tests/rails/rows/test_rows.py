"""What a migration writes through models: which rows, which values, in batches or not."""

import pytest

from wishare_lint.rails.migrations.migration import Migration, read_migration
from wishare_lint.rails.operations import DeleteRows, InsertRows, RowOperation, UpdateRows
from wishare_lint.ruby.source import SourceFile
from wishare_lint.ruby.values import Unknown


def written(code: str) -> list[RowOperation]:
    """The row operations of the body of `up`."""
    text = f"class M < ActiveRecord::Migration[8.0]\n  def up\n{code}\n  end\nend\n"
    migration = read_migration(SourceFile("db/migrate/1_m.rb", text.encode()))
    assert isinstance(migration, Migration)
    return [op for op in migration.up.operations if isinstance(op, RowOperation)]


def only_update(code: str) -> UpdateRows:
    (operation,) = written(code)
    assert isinstance(operation, UpdateRows)
    return operation


def test_update_all_with_where_names_the_rows_and_the_values() -> None:
    update = only_update("Wishlist.where(visibility: :old).update_all(visibility: :new)")
    assert update.model == "Wishlist"
    assert update.conditions == {"visibility": "old"}
    assert update.values == {"visibility": "new"}
    assert not update.whole_table
    assert not update.batched


def test_update_all_on_the_class_means_the_whole_table() -> None:
    assert only_update("User.update_all(active: true)").whole_table
    assert only_update("User.all.update_all(active: true)").whole_table
    assert only_update("User.unscoped.update_all(active: true)").whole_table


def test_several_wheres_add_up() -> None:
    update = only_update("User.where(a: 1).where(b: [2, 3]).update_all(c: 4)")
    assert update.conditions == {"a": 1, "b": (2, 3)}


@pytest.mark.parametrize(
    "narrowed",
    [
        "where('age > 3')",
        "where.not(a: 1)",
        "joins(:posts)",
        "active",
        "limit(5)",
        "where(**filter)",
    ],
)
def test_a_condition_that_is_not_read_leaves_the_rows_unknown(narrowed: str) -> None:
    update = only_update(f"User.{narrowed}.update_all(c: 4)")
    assert update.conditions is None
    assert not update.whole_table


def test_find_each_writes_row_by_row_in_batches() -> None:
    update = only_update("User.where(a: 1).find_each { |user| user.update!(b: 2) }")
    assert update.batched
    assert update.conditions == {"a": 1}
    assert update.values == {"b": 2}


def test_in_batches_is_batched() -> None:
    assert only_update("User.in_batches { |batch| batch.update_all(b: 2) }").batched
    assert only_update("User.in_batches(of: 10).update_all(b: 2)").batched
    assert only_update("User.find_in_batches { |users| users.each { |u| u.update(b: 1) } }").batched


def test_each_loads_all_rows() -> None:
    update = only_update("User.all.each { |user| user.update_columns(b: 2) }")
    assert update.loads_all
    assert not update.batched
    assert written("User.where(a: 1).destroy_all")[0].loads_all


def test_a_row_that_is_looked_up_is_written_by_itself() -> None:
    for code in ("User.find(1).update!(b: 2)", "User.find_by(a: 1).update!(b: 2)"):
        update = only_update(code)
        assert update.batched
        assert not update.loads_all
        assert not update.whole_table


def test_find_each_on_the_class_means_the_whole_table() -> None:
    assert only_update("User.find_each { |user| user.update!(b: 2) }").whole_table
    assert not only_update("User.where(a: 1).find_each { |u| u.update!(b: 2) }").whole_table


@pytest.mark.parametrize(
    "write",
    ["update(b: 2)", "update_columns(b: 2)", "update_attribute(:b, 2)", "update_column(:b, 2)"],
)
def test_every_way_to_write_a_record_gives_its_values(write: str) -> None:
    assert only_update(f"User.find_each {{ |user| user.{write} }}").values == {"b": 2}


def test_assigned_attributes_are_written_by_save() -> None:
    update = only_update(
        "User.find_each do |user|\n  user.b = 2\n  user.save!(validate: false)\nend"
    )
    assert update.values is not None
    assert update.values["b"] == 2


def test_the_bang_method_of_an_enum_writes() -> None:
    assert isinstance(only_update("Order.find_each { |order| order.paid! }"), UpdateRows)


def test_records_that_are_made_are_inserted() -> None:
    for code in (
        "Role.create!(name: 'x')",
        "Role.new(name: 'x').save!",
        "Role.insert_all([{a: 1}])",
    ):
        (operation,) = written(code)
        assert isinstance(operation, InsertRows)
        assert operation.model == "Role"


def test_rows_are_deleted() -> None:
    (operation,) = written("User.where(a: 1).delete_all")
    assert isinstance(operation, DeleteRows)
    assert operation.conditions == {"a": 1}
    assert isinstance(written("User.find_each(&:destroy)")[0], DeleteRows)
    assert written("User.destroy_all")[0].whole_table


def test_rows_that_are_deleted_by_a_condition_are_not_all() -> None:
    for code in ("User.delete_by(a: 1)", "User.destroy_by(a: 1)"):
        (operation,) = written(code)
        assert operation.conditions == {"a": 1}
        assert not operation.whole_table


def test_reading_writes_nothing() -> None:
    assert written("User.where(a: 1).count\nUser.exists?\nUser.reset_column_information") == []


def test_classes_that_are_no_models_write_nothing() -> None:
    assert written("Rails.cache.delete('x')\nFile.write('x', 'y')\nENV.fetch('X')") == []


def test_a_value_that_is_computed_is_unknown() -> None:
    update = only_update("User.find_each { |user| user.update!(slug: user.name.parameterize) }")
    assert update.values is not None
    assert isinstance(update.values["slug"], Unknown)


def test_rows_written_in_a_loop_count_each_time() -> None:
    code = "{ old: :new, gone: :kept }.each { |a, b| Order.where(s: a).update_all(s: b) }"
    assert [op.conditions for op in written(code)] == [{"s": "old"}, {"s": "gone"}]
