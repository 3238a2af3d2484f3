"""Methods that declare enums, found without a parser."""

from wishare_lint.rails.enums.macros import enum_macros


def names(code: str) -> set[str]:
    return {name.decode() for name in enum_macros(code.encode())}


def test_a_method_with_an_enum_in_its_body_is_found() -> None:
    code = "class A\n  def self.states(x)\n    if x\n      enum :status, x\n    end\n  end\nend\n"
    assert names(code) == {"states"}


def test_a_method_of_a_concern_is_found() -> None:
    code = (
        "module A\n  class_methods do\n    def states(x)\n      base.enum :s, x\n    end\n  end\n"
    )
    assert names(code) == {"states"}


def test_an_enum_of_the_class_after_a_method_is_none() -> None:
    code = "class A\n  def touch_up\n    save\n  end\n\n  enum :status, %i[a]\nend\n"
    assert names(code) == set()


def test_a_word_that_only_begins_with_enum_is_none() -> None:
    assert names("class A\n  def x\n    enumerate(1)\n  end\nend\n") == set()
