"""The code of one tree as its migrations see it; see `rails.migrations.application.Application`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from wishare_lint.library import Library
from wishare_lint.rails.migrations.extensions import MENTIONED, extensions
from wishare_lint.rails.migrations.migration import Migration, NoMigration
from wishare_lint.rails.models.inflector import Inflector
from wishare_lint.ruby import syntax
from wishare_lint.ruby.definitions import Definition
from wishare_lint.ruby.source import Place
from wishare_lint.ruby.values import Value


class TreeApplication:
    """Looks into other files only when it is asked.

    `migration_paths` are the files of migrations, `read_migration` reads one; `paths` are all files
    of the tree.
    """

    def __init__(
        self,
        library: Library,
        paths: Iterable[str],
        migration_paths: Sequence[str],
        read_migration: Callable[[str], Migration | NoMigration | None],
        inflector: Inflector,
    ) -> None:
        self._library = library
        self._paths = paths
        self._migration_paths = migration_paths
        self._read_migration = read_migration
        self._inflector = inflector

    def constant(self, name: str, /) -> Value:
        return self._library.constant(name)

    def constant_at(self, name: str, place: Place, /) -> Value:
        return self._library.constant_at(name, place)

    def definitions(self, name: str, /) -> Sequence[Definition]:
        return self._library.definitions(name)

    @cached_property
    def migration_methods(self) -> Mapping[str, syntax.Method]:
        bodies = map(self._library.body, self._library.mentioning(MENTIONED))
        found = (pair for body in bodies for pair in extensions(body, self.definitions))
        return {name: method.node for name, method in found}

    def migration(self, class_name: str, /) -> Migration | None:
        for path in self._migration_files.get(class_name.rpartition("::")[2], ()):
            found = self._read_migration(path)
            if isinstance(found, Migration) and found.class_name == class_name:
                return found
        return None

    @cached_property
    def _migration_files(self) -> Mapping[str, Sequence[str]]:
        """The files by the class that Rails looks for in them (ActiveRecord::MigrationProxy)."""
        found: dict[str, list[str]] = {}
        for path in self._migration_paths:
            name = path.rpartition("/")[2].partition("_")[2].partition(".")[0]
            found.setdefault(self._inflector.camelize(name), []).append(path)
        return found

    def has(self, path: str, /) -> bool:
        return path in self._all_paths

    @cached_property
    def _all_paths(self) -> frozenset[str]:
        return frozenset(self._paths)
