"""Constants and macros that other files of the app define."""

from collections.abc import Mapping

from tests.memory_tree import MemoryTree
from wishare_lint.project import read_project
from wishare_lint.ruby.values import Unknown, Value
from wishare_lint.side import Side

Labels = Mapping[str, Value]


def side(files: Mapping[str, str]) -> Side:
    tree = MemoryTree(files)
    return Side(tree, read_project(tree))


def labels(files: Mapping[str, str], enum: tuple[str, str] = ("Order", "status")) -> Labels | None:
    """The labels of an enum in a small app; None where they are not known."""
    found = side(files).models.enums[enum]
    return None if isinstance(found.mapped, Unknown) else found.labels


def order(body: str, header: str = "class Order < ApplicationRecord") -> dict[str, str]:
    return {"app/models/order.rb": f"{header}\n{body}\nend\n"}


AB = {"a": 0, "b": 1}


def test_a_constant_is_found_in_the_file_of_its_class() -> None:
    bike = {"app/models/bike.rb": "class Bike\n  STATUSES = %w[a b].freeze\nend\n"}
    assert labels(order("enum :status, Bike::STATUSES") | bike) == AB


def test_a_constant_is_found_in_any_folder_of_code() -> None:
    for path in ("app/services/states.rb", "lib/states.rb", "packs/shop/app/public/states.rb"):
        states = {path: "module States\n  ALL = { a: 0, b: 1 }\nend\n"}
        assert labels(order("enum :status, States::ALL") | states) == AB


def test_a_constant_is_worked_out_where_it_stands() -> None:
    files = order("enum :status, Shop::States::ALL") | {
        "app/models/shop/states.rb": "module Shop\n  module States\n"
        "    OLD = { a: 0 }\n    ALL = OLD.merge(b: LAST)\n  end\nend\n",
        "app/models/shop.rb": "module Shop\n  LAST = 1\nend\n",
    }
    assert labels(files) == AB


def test_a_constant_of_the_module_around_is_seen() -> None:
    files = {
        "app/models/shop/order.rb": "module Shop\n  class Order < ApplicationRecord\n"
        "    enum :status, STATES\n  end\nend\n",
        "app/models/shop.rb": "module Shop\n  STATES = %i[a b]\nend\n",
    }
    assert labels(files, ("Shop::Order", "status")) == AB


def test_a_constant_of_a_parent_or_of_a_concern_is_seen() -> None:
    concern = {"app/models/concerns/stateful.rb": "module Stateful\n  STATES = %i[a b]\nend\n"}
    assert labels(order("include Stateful\nenum :status, STATES") | concern) == AB
    parent = {
        "app/models/document.rb": "class Document < ApplicationRecord\n  STATES = %i[a b]\nend\n"
    }
    header = "class Order < Document"
    assert labels(order("enum :status, STATES", header) | parent) == AB


def test_a_constant_in_another_file_of_the_class_is_seen() -> None:
    again = {"app/models/order/states.rb": "class Order\n  STATES = %i[a b]\nend\n"}
    assert labels(order("enum :status, STATES") | again) == AB


def test_a_single_value_may_come_from_another_file() -> None:
    access = {"lib/access.rb": "module Access\n  A = 0\n  B = 1\nend\n"}
    assert labels(order("enum :status, { a: Access::A, b: Access::B }") | access) == AB


def test_constants_that_need_each_other_are_unknown() -> None:
    files = order("enum :status, A::X") | {
        "lib/a.rb": "module A\n  X = B::Y\nend\n",
        "lib/b.rb": "module B\n  Y = A::X\nend\n",
    }
    assert labels(files) is None


def test_a_constant_of_a_gem_is_unknown() -> None:
    assert labels(order("enum :status, Gem::STATES")) is None


def test_a_macro_of_a_parent_is_entered() -> None:
    files = order("states :status, %i[a b]") | {
        "app/models/application_record.rb": "class ApplicationRecord < ActiveRecord::Base\n"
        "  def self.states(name, labels)\n    enum name, labels\n  end\nend\n",
    }
    assert labels(files) == AB


def test_a_macro_of_a_concern_is_entered_with_its_helpers() -> None:
    files = order("include Stateful\nhas_states") | {
        "app/models/concerns/stateful.rb": "module Stateful\n  extend ActiveSupport::Concern\n"
        "  class_methods do\n    def has_states(field: :status)\n"
        "      enum field, all_states, prefix: field\n    end\n\n    private\n\n"
        "    def all_states\n      { a: 0, b: 1 }\n    end\n  end\nend\n",
    }
    assert labels(files) == AB
    enum = side(files).models.enums["Order", "status"]
    assert enum.method_name("a") == "status_a"
    assert enum.place.text == "has_states"
    assert enum.place.source.path == "app/models/order.rb"


def test_a_macro_of_a_module_named_class_methods_is_entered() -> None:
    files = order("extend Stateful::ClassMethods\ninclude Stateful\nhas_states") | {
        "app/models/concerns/stateful.rb": "module Stateful\n  module ClassMethods\n"
        "    def has_states\n      enum :status, %i[a b]\n    end\n  end\nend\n",
    }
    assert labels(files) == AB
