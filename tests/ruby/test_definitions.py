"""Constants, as they can be written in the file that assigns them."""

from tests.ruby.reading import ruby
from wishare_lint.ruby.definitions import constants


def assigned(code: str) -> dict[str, str]:
    return {name: node.place.text for name, node in constants(ruby(code).body).items()}


def test_a_constant_is_found_by_every_path_that_leads_to_it() -> None:
    code = "module A\n  class B\n    X = 1\n  end\nend"
    assert assigned(code) == {"X": "1", "B::X": "1", "A::B::X": "1"}


def test_a_constant_of_a_class_wins_over_one_of_a_class_inside() -> None:
    code = "class A\n  X = 1\n  class B\n    X = 2\n  end\nend"
    assert assigned(code)["X"] == "1"
    assert assigned(code)["A::X"] == "1"
    assert assigned(code)["A::B::X"] == "2"


def test_an_assignment_on_condition_does_not_replace_the_first() -> None:
    assert assigned("X = 1\nX ||= 2") == {"X": "1"}
