"""Other migrations that a migration runs or undoes: `run Other`, `revert Other`.

Source: ActiveRecord::Migration#revert and #run. `revert A, B` undoes B, then A. Both turn round
while the migration itself is undone.
"""

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wishare_lint.ruby import syntax
from wishare_lint.ruby.scope import Invocation
from wishare_lint.ruby.source import Place
from wishare_lint.ruby.values import ConstantReference, Value

if TYPE_CHECKING:
    from wishare_lint.rails.migrations.interpreter import MigrationInterpreter
    from wishare_lint.rails.migrations.migration import Migration

_LOADING = frozenset({"require_relative", "require", "load", "require_dependency"})
_TURNED = {"up": "down", "down": "up"}


@dataclass(frozen=True)
class OtherMigration:
    """A migration that another one names; `migration` is None where the app has none of that name.

    `via` is `revert` or `run`; `loaded`: it stands in the same file or in one that is required, or
    may do so, because a path is computed or leads out of the app.
    """

    place: Place
    class_name: str
    via: str
    migration: "Migration | None" = field(compare=False)
    loaded: bool

    @property
    def subject(self) -> str:
        return self.class_name

    @property
    def call(self) -> str:
        """As it is written: `revert AddName`."""
        return f"{self.via} {self.class_name}"

    @property
    def is_missing(self) -> bool:
        """Whether there is surely no such class."""
        return self.migration is None and not self.loaded

    @property
    def undoes_nothing(self) -> bool:
        """Whether it is to be undone and has no way back."""
        if self.via != "revert" or self.migration is None:
            return False
        return self.migration.lifecycle.entry("down") is None


@dataclass(frozen=True)
class RequiredFile:
    """A file that a migration loads by a path relative to its own; `exists`: the app has it."""

    place: Place
    path: str
    exists: bool


def loading_calls(body: syntax.Body) -> Iterator[syntax.Call]:
    """The calls outside of the classes of a file that load another one."""
    for node in body:
        if isinstance(node, syntax.Call) and node.receiver is None and node.method in _LOADING:
            yield node
        elif isinstance(node, syntax.Call) and node.block is not None:
            yield from loading_calls(node.block.body)


def relative_path(call: syntax.Call) -> str | None:
    """The repository's path of what `require_relative "…"` loads; None for what cannot be read."""
    match call:
        case syntax.Call(
            method="require_relative", arguments=(syntax.Literal(value=str(written)),)
        ):
            folder = posixpath.dirname(call.place.source.path)
            path = posixpath.normpath(posixpath.join(folder, str(written)))
            return path if path.endswith(".rb") else f"{path}.rb"
    return None


def may_load(call: syntax.Call, path: str) -> bool:
    """Whether a call may load the file: by its path, by its name, or by a path that is computed."""
    relative = relative_path(call)
    if relative is not None:
        return relative == path
    if all(isinstance(argument, syntax.Literal) for argument in call.arguments):
        return posixpath.basename(path).removesuffix(".rb") in call.place.text
    return True


def revert(interpreter: "MigrationInterpreter", call: Invocation) -> Value:
    """`revert A, B`, `revert { … }`, or both."""
    block = call.block
    _run(interpreter, call, call.positional[::-1], "down")
    if block is not None:
        interpreter.recorder.revert(lambda: interpreter.yield_to(block))
    return None


def run(interpreter: "MigrationInterpreter", call: Invocation) -> Value:
    """`run A, B`, with `direction: :down` to undo them."""
    down = call.keywords.get("direction") == "down"
    undoing = down is not (call.keywords.get("revert") is True)
    _run(interpreter, call, call.positional, "down" if undoing else "up")
    return None


def _run(
    interpreter: "MigrationInterpreter", call: Invocation, classes: Sequence[Value], direction: str
) -> None:
    if interpreter.recorder.reverting:
        turned = _TURNED[direction]
        interpreter.recorder.revert(lambda: _each(interpreter, call, classes, turned))
    else:
        _each(interpreter, call, classes, direction)


def _each(
    interpreter: "MigrationInterpreter", call: Invocation, classes: Sequence[Value], direction: str
) -> None:
    for value in classes:
        name = value.name if isinstance(value, ConstantReference) else None
        other = interpreter.other_migration(call, name) if name else None
        if other is None:
            what = f"the migration `{name or value}`"
            interpreter.not_known(call, f"{what} that `{call.method}` names was not found")
        elif not interpreter.is_running(other):
            other.play_within(interpreter, direction, interpreter.seen_at(call.place))
        else:
            interpreter.not_known(call, f"`{call.method} {name}` leads back to where it stands")
