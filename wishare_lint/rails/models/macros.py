"""What classes and concerns leave to those that build on them, in this file and in others.

Source: ActiveSupport::Concern.
"""

from collections.abc import Mapping
from typing import Protocol

from wishare_lint.rails.models.inflector import Inflector
from wishare_lint.ruby import syntax
from wishare_lint.ruby.definitions import class_methods, methods
from wishare_lint.ruby.values import Value


class Library(Protocol):
    """What the other files of the app define, by full name, and what they say."""

    def constant(self, name: str, /) -> Value:
        """The value of a constant; None where no file is known to assign it."""
        ...

    def macros(self, name: str, /) -> Mapping[str, syntax.Method]:
        """The class methods that a class or concern gives to those that build on it."""
        ...

    def mapping(self, class_name: str, method: str, /) -> Value:
        """What `Order.statuses` gives: the labels of an enum with their values; None where the
        class is not known to have such an enum."""
        ...

    def plural(self, word: str, /) -> str:
        """`statuses` for `status`."""
        ...

    def text(self, path: str, /) -> str | None:
        """The text of a file, by its path from the folder of the app; None where there is none."""
        ...


class NoLibrary:
    """For a file that is read by itself."""

    def constant(self, _name: str, /) -> Value:
        return None

    def macros(self, _name: str, /) -> Mapping[str, syntax.Method]:
        return {}

    def mapping(self, _class_name: str, _method: str, /) -> Value:
        return None

    def plural(self, word: str, /) -> str:
        return Inflector().pluralize(word)

    def text(self, _path: str, /) -> str | None:
        return None


def macros(node: syntax.Class | syntax.Module) -> Mapping[str, syntax.Method]:
    """The class methods that a class leaves to its heirs, or a module to who includes or extends
    it (ActiveSupport::Concern: `class_methods do … end`, `module ClassMethods`)."""
    found = dict(class_methods(node.body))
    if isinstance(node, syntax.Class):
        return found
    bodies = [node.body]
    for item in node.body:
        match item:
            case syntax.Call(method="class_methods", block=syntax.Block(body=body)):
                bodies.append(body)
            case syntax.Call(method="included", block=syntax.Block(body=body)):
                found |= class_methods(body)
            case syntax.Module(name="ClassMethods", body=body):
                bodies.append(body)
    return found | {name: method.node for body in bodies for name, method in methods(body).items()}
