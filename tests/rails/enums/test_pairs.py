"""Which enum became which: through moved files, renamed classes, tables and columns."""

import pytest

from tests.change_sets import MIGRATION, ORDER, enum_changes, migration, order
from wishare_lint.rails.enums.change import EnumChange

AB, AC = "enum :status, { a: 0, b: 1 }", "enum :status, { a: 0, c: 1 }"


def concern(body: str) -> str:
    return f"module HasStatus\nextend ActiveSupport::Concern\nincluded do\n{body}\nend\nend\n"


CONCERN = "app/models/concerns/has_status.rb"
INVOICE = "app/models/invoice.rb"


def with_status(name: str, parent: str = "ApplicationRecord") -> str:
    return f"class {name} < {parent}\ninclude HasStatus\nend\n"


def classes(change: EnumChange) -> tuple[str, ...]:
    return tuple(reader.class_name for reader in change.readers)


@pytest.mark.parametrize(
    "after",
    [
        {ORDER: order("include HasStatus"), CONCERN: concern(AB)},
        {ORDER: order("S = { a: 0, b: 1 }\nenum :status, S")},
        {ORDER: None, "app/models/shop/order.rb": order(AB)},
        {
            ORDER: order("enum :status, Lists::ALL"),
            "lib/lists.rb": "module Lists\nALL = %w[a b]\nend",
        },
        {ORDER: order("enum :status, ALL"), "app/models/a.rb": "class Order\nALL = %w[a b]\nend"},
        {
            ORDER: order("extend States\nstates"),
            "app/models/concerns/states.rb": f"module States\n  def states\n    {AB}\n  end\nend",
        },
        {
            ORDER: "class Order < Document\nend\n",
            "app/models/document.rb": f"class Document < ApplicationRecord\n{AB}\nend\n",
        },
        {
            ORDER: None,
            "app/models/sale.rb": f"class Sale < Base\nself.table_name = 'orders'\n{AB}\nend",
        },
    ],
)
def test_a_move_is_no_change(after: dict[str, str | None]) -> None:
    assert enum_changes({ORDER: order(AB)}, after) == ()


def test_a_change_in_a_concern_is_one_change_for_all_its_classes() -> None:
    before = {CONCERN: concern(AB), ORDER: with_status("Order"), INVOICE: with_status("Invoice")}
    (change,) = enum_changes(before, {CONCERN: concern(AC)})
    assert set(classes(change)) == {"Order", "Invoice"}
    assert change.name == "HasStatus#status"
    assert change.place.source.path == CONCERN


def test_a_change_of_a_parent_is_one_change_without_its_children() -> None:
    before = {ORDER: order(AB), INVOICE: "class Invoice < Order\nend\n"}
    (change,) = enum_changes(before, {ORDER: order(AC)})
    assert classes(change) == ("Order",)


def test_a_change_of_an_abstract_parent_names_the_classes_with_tables() -> None:
    parent = "class Document < ApplicationRecord\nself.abstract_class = true\n%s\nend\n"
    before = {
        "app/models/document.rb": parent % AB,
        ORDER: "class Order < Document\nend\n",
        INVOICE: "class Invoice < Document\nend\n",
    }
    (change,) = enum_changes(before, {"app/models/document.rb": parent % AC})
    assert set(classes(change)) == {"Order", "Invoice"}


def test_a_constant_that_two_classes_use_changes_both() -> None:
    before = {
        ORDER: order("S = %w[a b]\nenum :status, S"),
        INVOICE: "class Invoice < ApplicationRecord\nenum :status, Order::S\nend\n",
    }
    found = enum_changes(before, {ORDER: order("S = %w[a c]\nenum :status, S")})
    assert {change.name for change in found} == {"Order#status", "Invoice#status"}


def test_a_renamed_table_and_class_are_followed() -> None:
    after = {
        ORDER: None,
        "app/models/purchase.rb": f"class Purchase < ApplicationRecord\n{AC}\nend\n",
        MIGRATION: migration("rename_table :orders, :purchases"),
    }
    (change,) = enum_changes({ORDER: order(AB)}, after)
    assert change.name == "Purchase#status"


def test_a_class_that_stays_while_its_table_goes_elsewhere_hides_nothing() -> None:
    after = {
        ORDER: order("# moved"),
        "app/models/purchase.rb": f"class Purchase < ApplicationRecord\n{AB}\nend\n",
        MIGRATION: migration("rename_table :orders, :purchases"),
    }
    assert enum_changes({ORDER: order(AB)}, after) == ()


def test_a_renamed_column_is_followed() -> None:
    after = {
        ORDER: order("enum :state, { a: 0, c: 1 }"),
        MIGRATION: migration("rename_column :orders, :status, :state"),
    }
    (change,) = enum_changes({ORDER: order(AB)}, after)
    assert change.kinds == ("label_renamed",)


@pytest.mark.parametrize(
    "up",
    [
        "remove_column :orders, :status",
        "drop_table :orders",
        "rename_table :orders, :old\ndrop_table :old",
    ],
)
def test_an_enum_goes_with_its_rows(up: str) -> None:
    after = {ORDER: order("enum :status, { a: 0 }"), MIGRATION: migration(up)}
    assert enum_changes({ORDER: order(AB)}, after) == ()


def test_an_enum_goes_with_its_model() -> None:
    assert enum_changes({ORDER: order(AB), INVOICE: order("")}, {ORDER: None}) == ()


def test_an_enum_that_is_gone_while_its_column_stays_is_removed() -> None:
    (change,) = enum_changes({ORDER: order(AB)}, {ORDER: order("# nothing")})
    assert change.kinds == ("enum_removed",)
    assert change.place.text == "Order"


@pytest.mark.parametrize(
    "body",
    [
        "self.ignored_columns += %w[status]",
        "flag_enum :status, in: %i[a b]",
        "enum :status, %i[a b",
        "include ::Config.modules.order",
    ],
)
def test_an_enum_is_not_called_removed_where_something_else_explains_it(body: str) -> None:
    assert enum_changes({ORDER: order(AB)}, {ORDER: order(body)}) == ()


def test_an_old_migration_that_was_only_edited_does_not_count() -> None:
    before = {ORDER: order(AB), MIGRATION: migration("remove_column :orders, :status")}
    after = {ORDER: order(AC), MIGRATION: migration("remove_column :orders, :status # again")}
    assert len(enum_changes(before, after)) == 1


def test_the_mapping_of_another_class_is_followed_to_its_file() -> None:
    copy = "class Report < ApplicationRecord\n  enum :status, Order.statuses\nend\n"
    files = {ORDER: order(AB), "app/models/report.rb": copy}
    changes = enum_changes(files, {ORDER: order(AC)})
    assert {change.class_name for change in changes} == {"Order", "Report"}


def test_classes_that_take_their_mappings_from_each_other_end_somewhere() -> None:
    copy = "class Report < ApplicationRecord\n  enum :status, Order.statuses\nend\n"
    files = {ORDER: order("enum :status, Report.statuses"), "app/models/report.rb": copy}
    assert enum_changes(files, {ORDER: order("enum :status, Report.statuses, prefix: true")}) == ()


def test_a_computed_module_that_was_there_before_explains_nothing() -> None:
    helpers = "include Rails.application.routes.url_helpers"
    (change,) = enum_changes({ORDER: order(f"{helpers}\n{AB}")}, {ORDER: order(helpers)})
    assert change.kinds == ("enum_removed",)
