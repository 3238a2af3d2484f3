"""Follows code from its own file into the other files of the app, and back."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wishare_lint.rails.migrations.application import Application, NoApplication
from wishare_lint.ruby import syntax
from wishare_lint.ruby.interpreter import Interpreter, Invocation, Raised
from wishare_lint.ruby.source import Place, SourceFile
from wishare_lint.ruby.values import Value

if TYPE_CHECKING:
    from wishare_lint.rails.migrations.migration import Migration


@dataclass(frozen=True)
class Program:
    """The code of one class: what stands in its file, and the app that it can reach.

    `place` is the name of the class. `methods` are all that a call on self may enter, `overridden`
    those that `super` enters from each, `constants` those of the file; `ancestors` are the full
    names of modules and base classes in other files, whose constants it sees too.
    `migration` finds another migration by its class, `loads` tells whether a file is loaded.
    """

    source: SourceFile | None = None
    place: Place | None = None
    methods: Mapping[str, syntax.Method] = field(default_factory=dict)
    overridden: Mapping[syntax.Method, syntax.Method] = field(default_factory=dict)
    constants: Mapping[str, syntax.Node] = field(default_factory=dict)
    ancestors: tuple[str, ...] = ()
    application: Application = field(default_factory=NoApplication)
    migration: "Callable[[str], Migration | None]" = NoApplication().migration
    loads: Callable[[str], bool] = NoApplication().has


ALONE = Program()
"""No code but what is followed anyway."""


class AppInterpreter(Interpreter):
    """Follows a program. What happens in another file is seen at the call that led there.

    `called_at` is such a call, where the whole program stands in another file.
    """

    def __init__(self, program: Program, called_at: Place | None = None) -> None:
        super().__init__(program.methods, program.constants)
        self.program = program
        self.overridden = program.overridden
        self._own_file = program.source if called_at is None else None
        self._called_at = called_at or program.place

    def seen_at(self, place: Place) -> Place:
        """The place, or the call in the program's own file because of which it is reached."""
        if self._called_at is None or place.source is self._own_file:
            return place
        return self._called_at

    def leave_out(self, place: Place, reason: str) -> None:
        super().leave_out(self.seen_at(place), reason)

    @contextmanager
    def reached_from(self, place: Place | None) -> Iterator[None]:
        """While this lasts, what happens in other files is seen at this place."""
        before, self._called_at = self._called_at, place
        try:
            yield
        except Raised as raised:
            raise Raised(raised.name, self.seen_at(raised.place)) from raised
        finally:
            self._called_at = before

    def enter(self, method: syntax.Method, invocation: Invocation) -> Value:
        with self.reached_from(self.seen_at(invocation.place)):
            return super().enter(method, invocation)

    def constant(self, name: str, place: Place) -> Value:
        """A constant is looked up where it is written."""
        if self.program.source is None or place.source is self.program.source:
            return super().constant(name, place)
        return self.program.application.constant_at(name, place)

    def resolve_constant(self, name: str) -> Value:
        """A constant of another file; only lists and tables of values, which are in capitals."""
        if name.rpartition("::")[2].isupper():
            application = self.program.application
            for full in (*(f"{home}::{name}" for home in self.program.ancestors), name):
                value = application.constant(full)
                if value is not None:
                    return value
        return super().resolve_constant(name)
