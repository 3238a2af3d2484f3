"""What a migration finds in the other files of its app, asked for by name."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from wishare_lint.ruby import syntax
from wishare_lint.ruby.definitions import Definition
from wishare_lint.ruby.source import Place
from wishare_lint.ruby.values import ConstantReference, Value

if TYPE_CHECKING:
    from wishare_lint.rails.migrations.migration import Migration


class Application(Protocol):
    """The code of an app. Nothing is read before it is asked for."""

    def constant(self, name: str, /) -> Value:
        """The value of a constant such as `User::ROLES`; None where no file assigns it."""
        ...

    def constant_at(self, name: str, place: Place, /) -> Value:
        """The value of a constant as the code at a place sees it."""
        ...

    def definitions(self, name: str, /) -> Sequence[Definition]:
        """Where a class or module is defined, or opened again."""
        ...

    @property
    def migration_methods(self) -> Mapping[str, syntax.Method]:
        """What the app adds to `ActiveRecord::Migration`, or to the classes of connections."""
        ...

    def migration(self, class_name: str, /) -> "Migration | None":
        """Another migration, by its class."""
        ...

    def has(self, path: str, /) -> bool:
        """Whether there is such a file; the path is that of the repository."""
        ...


class NoApplication:
    """For a migration that is read by itself."""

    migration_methods: Mapping[str, syntax.Method] = {}

    def constant(self, _name: str, /) -> Value:
        return None

    def constant_at(self, name: str, _place: Place, /) -> Value:
        return ConstantReference(name)

    def definitions(self, _name: str, /) -> Sequence[Definition]:
        return ()

    def migration(self, _class_name: str, /) -> None:
        return None

    def has(self, _path: str, /) -> bool:
        return False
