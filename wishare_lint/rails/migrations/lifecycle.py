"""Which methods of a migration class Rails calls, and which only look like it.

Source: ActiveRecord::Migration#migrate and #exec_migration. Rails asks `respond_to?`, so a private
method is as good as none; the inherited `up` and `down` do nothing but call class methods of that
name, as migrations were written before Rails 3.1.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wishare_lint.ruby import syntax
from wishare_lint.ruby.definitions import MethodDefinition, class_methods, methods

LIFECYCLE = ("change", "up", "down")
_OLD_STYLE = ("up", "down")


@dataclass(frozen=True)
class Overlooked:
    """A method that Rails never calls, though it was surely meant to be called, as `meant`.

    `visibility` is `public`, `private`, `protected`, or `class` for a method of the class itself.
    """

    node: syntax.Method
    meant: str
    visibility: str = "public"

    @property
    def is_misspelled(self) -> bool:
        return self.node.name != self.meant


@dataclass(frozen=True, eq=False)
class Lifecycle:
    """The methods of a migration class, its class methods where they stand for the instance's.

    `methods` are all of them, `own` those that no module or base class gives it.
    """

    methods: Mapping[str, MethodDefinition]
    class_methods: Mapping[str, syntax.Method]
    own: Mapping[str, MethodDefinition]

    def method(self, name: str) -> syntax.Method | None:
        """The public method of that name: Rails calls no other."""
        found = self.methods.get(name)
        return found.node if found and found.visibility == "public" else None

    def entry(self, direction: str) -> syntax.Method | None:
        """The method that runs in a direction: `change` before `up` and `down`."""
        own = self.methods.get(direction)
        if own is not None and own.visibility != "public":
            return None
        return self.method("change") or self.method(direction)

    @property
    def old_style(self) -> tuple[syntax.Method, ...]:
        """`self.up` and `self.down`, as far as there are."""
        return tuple(self.class_methods[n] for n in _OLD_STYLE if n in self.class_methods)

    @property
    def overlooked(self) -> tuple[Overlooked, ...]:
        """Methods that Rails does not call because of their name or visibility."""
        return tuple(self._overlooked())

    def _overlooked(self) -> Iterator[Overlooked]:
        for name in LIFECYCLE:
            found = self.own.get(name)
            helper = name == "change" and self.method("up") is not None
            if found is not None and found.visibility != "public" and not helper:
                yield Overlooked(found.node, name, found.visibility)
        if "change" in self.class_methods and self._missing:
            yield Overlooked(self.class_methods["change"], "change", "class")
        for meant in self._missing:
            for name, method in self.own.items():
                if name not in LIFECYCLE and _is_typo_of(meant, name):
                    yield Overlooked(method.node, meant)

    @property
    def _missing(self) -> tuple[str, ...]:
        """The names that a class like this still needs."""
        if "change" in self.methods:
            return ()
        if "up" in self.methods:
            return () if "down" in self.methods else ("down",)
        return ("change", "up")


def lifecycle(body: syntax.Body, inherited: Mapping[str, MethodDefinition]) -> Lifecycle:
    """The methods of a class body, and those that the class inherits."""
    own = class_methods(body)
    old_style = any(name in own for name in _OLD_STYLE)
    helpers = {n: MethodDefinition(m, "public") for n, m in own.items() if n not in LIFECYCLE}
    entries = {n: MethodDefinition(own[n], "public") for n in _OLD_STYLE if n in own}
    defined = {**(helpers if old_style else {}), **entries, **methods(body)}
    return Lifecycle({**inherited, **defined}, own, defined)


def _is_typo_of(meant: str, name: str) -> bool:
    """Whether one letter is wrong, missing, doubled or swapped, or only the case differs."""
    if name.lower() == meant:
        return True
    if len(meant) < 3:
        return name in {f"{meant}{meant[-1]}", f"{meant[0]}{meant}", meant[::-1], f"{meant}s"}
    cuts = [(meant[:i], meant[i:]) for i in range(len(meant) + 1)]
    if any(name == left + right[1:] for left, right in cuts if right):
        return True
    if any(
        name == left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1
    ):
        return True
    return any(
        name.startswith(left) and (name[len(left) + 1 :] in (right, right[1:])) and name != meant
        for left, right in cuts
    )
