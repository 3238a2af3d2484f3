"""Short ways to read a piece of Ruby in a test."""

from wishare_lint.ruby import syntax
from wishare_lint.ruby.definitions import constants, methods
from wishare_lint.ruby.interpreter import Interpreter, Invocation, Scope
from wishare_lint.ruby.parser import parse
from wishare_lint.ruby.source import SourceFile
from wishare_lint.ruby.values import Value


def ruby(code: str) -> syntax.File:
    return parse(SourceFile("code.rb", code.encode()))


def value(code: str) -> Value:
    """What the last expression of the code is worth."""
    return Interpreter(constants=constants(ruby(code).body)).run(ruby(code).body, Scope())


class Listener(Interpreter):
    """Notes every call that Ruby itself does not answer, with its arguments and conditions."""

    def __init__(self, code: str) -> None:
        body = ruby(code).body
        super().__init__({name: m.node for name, m in methods(body).items()}, constants(body))
        self.heard: list[tuple[str, tuple[Value, ...]]] = []
        self.under_conditions: list[tuple[str, tuple[str, ...]]] = []
        self.run(body, Scope())

    def answer(self, invocation: Invocation) -> Value:
        self.heard.append((invocation.method, invocation.positional))
        self.under_conditions.append((invocation.method, self.conditions))
        return invocation.unknown


def calls(code: str) -> list[tuple[str, tuple[Value, ...]]]:
    """The calls that the code makes, in order: method and positional arguments."""
    return Listener(code).heard


def conditions(code: str) -> list[tuple[str, tuple[str, ...]]]:
    """The calls that the code makes, each with the conditions under which it happens."""
    return Listener(code).under_conditions
