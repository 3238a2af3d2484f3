"""Models from a few lines of Ruby, for the tests of what is read from them."""

from textwrap import indent

from wishare_lint.rails.enums.enum import Enum, RailsEnum
from wishare_lint.rails.models.model import Model, read_models
from wishare_lint.ruby.source import SourceFile


def models_in(code: str, path: str = "app/models/order.rb") -> tuple[Model, ...]:
    """The classes and concerns of a file, read by itself."""
    return read_models(SourceFile(path, code.encode()))


def model_with(body: str) -> Model:
    """The class `Order` with a body."""
    (model,) = models_in(f"class Order < ApplicationRecord\n{indent(body, '  ')}\nend\n")
    return model


def enum_with(body: str) -> Enum:
    """The only enum of a class with this body."""
    (enum,) = model_with(body).enums
    return enum


def rails_enum_with(body: str) -> RailsEnum:
    """The only enum of a class with this body, which ActiveRecord's `enum` declares."""
    enum = enum_with(body)
    assert isinstance(enum, RailsEnum)
    return enum
