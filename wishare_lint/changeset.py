"""The change set: what is not released yet, and how the enums of base and head differ."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from wishare_lint.finding import Base
from wishare_lint.library import CODE, assigns_constant
from wishare_lint.project import Database, Project
from wishare_lint.rails.enum import Enum
from wishare_lint.rails.enum_change import EnumChange
from wishare_lint.rails.migration import Migration, NoMigration
from wishare_lint.rails.model import Model
from wishare_lint.rails.operations import RowOperation
from wishare_lint.rails.playback import play_on
from wishare_lint.rails.row_write import RowWrite
from wishare_lint.rails.schema import Schema
from wishare_lint.ruby.source import Place, SourceFile
from wishare_lint.ruby.values import Unknown
from wishare_lint.side import Side

if TYPE_CHECKING:
    from wishare_lint.rails.enum_pairs import Pair
    from wishare_lint.rails.label_uses import LabelUse
    from wishare_lint.rails.stale_labels import StaleWrite


@dataclass(frozen=True)
class Selection:
    """What is to be checked.

    `base` is None when there is nothing to compare with; `changed` are the paths that differ from
    it. `migrations` and `models` are the files to check; `data_migrations` are new files that
    change rows only, by a gem such as data_migrate.
    `released_together`: the migrations belong to one release, so a table that one of them makes is
    new to the others. `reported`: only findings in these files are wanted; None means all.
    """

    migrations: tuple[str, ...]
    models: tuple[str, ...]
    base: Base | None = None
    changed: frozenset[str] = frozenset()
    released_together: bool = False
    reported: frozenset[str] | None = None
    notices: tuple[str, ...] = ()
    data_migrations: tuple[str, ...] = ()

    def reports(self, path: str) -> bool:
        """Whether findings in a file are wanted."""
        return self.reported is None or path in self.reported


@dataclass(frozen=True, eq=False)
class ChangeSet:
    """The deployed tree (`base`, None where it is not known) and the tree to come (`head`)."""

    head: Side
    base: Side | None
    selection: Selection

    @property
    def project(self) -> Project:
        return self.head.project

    @cached_property
    def migrations(self) -> tuple[Migration, ...]:
        """The migrations to check, in the order Rails runs them."""
        return self.head.migrations(self.selection.migrations)

    @cached_property
    def unreadable_migrations(self) -> tuple[NoMigration, ...]:
        """Files to check that stand with the migrations and are none."""
        read = (self.head.migration(path) for path in self.selection.migrations)
        return tuple(found for found in read if isinstance(found, NoMigration))

    @cached_property
    def data_migrations(self) -> tuple[Migration, ...]:
        """New migrations of data alone; they run after the others."""
        return self.head.migrations(self.selection.data_migrations)

    def _not_released(self, migrations: Iterable[Migration]) -> tuple[Migration, ...]:
        """Those that the base does not have: one that was only edited does not run again."""
        project = self.base.project if self.base else None
        paths = (*project.migration_paths, *project.data_migration_paths) if project else ()
        released = {_file_version(path) for path in paths}
        return tuple(m for m in migrations if _file_version(m.path) not in released)

    @cached_property
    def row_writes(self) -> tuple[RowWrite, ...]:
        """What the new migrations do to rows, in the order they run."""
        return tuple(
            RowWrite(operation, _own_model(migration, operation), direction)
            for migration in self._not_released((*self.migrations, *self.data_migrations))
            for direction, played in (("up", migration.up), ("down", migration.down))
            for operation in played.operations
            if isinstance(operation, RowOperation)
        )

    @property
    def stale_writes(self) -> "Iterator[StaleWrite]":
        """What the new migrations write with labels that their models do not have."""
        from wishare_lint.rails.stale_labels import stale_writes

        writes = [write for write in self.row_writes if write.may_name_labels]
        if self.base is not None and writes:
            yield from stale_writes(writes, self.base.models, self.head.models)

    @cached_property
    def models(self) -> tuple[Model, ...]:
        """The classes and concerns to check."""
        paths = set(self.selection.models)
        if not paths:
            return ()
        return tuple(m for m in self.head.models.by_class.values() if m.path in paths)

    @cached_property
    def enums(self) -> tuple[Enum, ...]:
        """The enums to check, as they are declared: one in a concern counts once."""
        return tuple(enum for model in self.models for enum in model.enums)

    def schema_before(self, migration: Migration) -> Schema:
        """The database just before a migration of this change set runs."""
        return self._schemas_before[migration.path]

    @cached_property
    def _schemas_before(self) -> Mapping[str, Schema]:
        schemas: dict[str, Schema] = {}
        for database in self.project.databases:
            paths = self.head.paths_of(database)
            wanted = [m for m in self.migrations if m.path in set(paths)]
            if wanted:
                schemas |= self._schemas_of(database, wanted, paths)
        return schemas

    def _schemas_of(
        self, database: Database, wanted: list[Migration], paths: Collection[str]
    ) -> dict[str, Schema]:
        """With a base, its schema and the new migrations; else all migrations up to the last."""
        if self.base is not None and self.selection.released_together:
            schema, played = self._base_schema(database), wanted
        else:
            last = max(int(migration.version or 0) for migration in wanted)
            everything = self.head.migrations(paths)
            played = [m for m in everything if int(m.version or 0) <= last]
            schema = self.head.first_schema(database)
        schemas: dict[str, Schema] = {}
        for migration in played:
            schemas[migration.path] = schema
            schema = play_on(migration.up.operations, schema)
        return schemas

    def _base_schema(self, database: Database) -> Schema:
        assert self.base is not None
        databases = self.base.project.databases
        known = next((other for other in databases if other.name == database.name), None)
        return self.head.replayed(()) if known is None else self.base.schema(known)

    # Enums

    @cached_property
    def enum_changes(self) -> tuple[EnumChange, ...]:
        """Every enum that means something else in the head than in the base."""
        from wishare_lint.rails.enum_data import with_rewrites

        found = (pair.change() for pair in self._enum_pairs)
        return tuple(
            with_rewrites(change, self.row_writes, self.head.models)
            for change in found
            if change is not None
        )

    def _may_touch_enums(self, base: Side) -> bool:
        """Whether a model has changed, or another file with a constant that an enum may use."""
        changed = self.selection.changed
        if changed.intersection((*self.project.model_paths, *base.project.model_paths)):
            return True
        code = [path for path in changed if path.endswith(".rb") and CODE.search(f"/{path}")]
        sources = (side.source(path) for side in (base, self.head) for path in code)
        return any(source and assigns_constant(source) for source in sources)

    @cached_property
    def _enum_pairs(self) -> "tuple[Pair, ...]":
        """The enums of the base, each with what became of it."""
        from wishare_lint.rails.enum_pairs import Moves, pairs

        if self.base is None or not self._may_touch_enums(self.base):
            return ()
        new = self._not_released(self.migrations)
        operations = (operation for migration in new for operation in migration.up.operations)
        return pairs(self.base.models, self.head.models, Moves.of(operations))

    def label_uses(self, change: EnumChange) -> "tuple[LabelUse, ...]":
        """Where the code to come still uses the labels that an enum has lost."""
        from wishare_lint.rails.label_uses import label_uses, lost_labels

        if not lost_labels(change):
            return ()
        schema = self.head.schema(self.project.databases[0])
        return label_uses(change, self.head.code, self.head.models, schema)

    def label_writes(self, change: EnumChange, labels: Sequence[str]) -> Iterator[Place]:
        """Where changed files write labels that an enum has just got."""
        from wishare_lint.rails.label_writes import label_writes

        changed = [source for source in self.head.code if source.path in self.selection.changed]
        plural = self.project.inflector.pluralize(change.before.attribute)
        return label_writes(change.after or change.before, labels, changed, plural)

    @cached_property
    def unreadable_enums(self) -> tuple[tuple[Place, str], ...]:
        """Enums to check whose mapping takes a running program to tell, or took one before."""
        computed = [
            (enum.place, f"the values of `{enum.name}` are computed: `{enum.mapped}`")
            for enum in self.enums
            if isinstance(enum.mapped, Unknown)
        ]
        compared = (pair.incomparable() for pair in self._enum_pairs)
        known = {place for place, _ in computed}
        return (*computed, *(found for found in compared if found and found[0] not in known))

    @cached_property
    def sources(self) -> tuple[SourceFile, ...]:
        """The files that are checked."""
        chosen = self.selection
        paths = (*chosen.migrations, *chosen.data_migrations, *chosen.models)
        found = [self.head.source(path) for path in paths]
        found += [change.place.source for change in self.enum_changes]
        known = {source.path: source for source in found if source is not None}
        return tuple(known.values())


def _own_model(migration: Migration, operation: RowOperation) -> Model | None:
    """The class that a migration defines for the rows that it writes."""
    return migration.models.get(str(operation.model).rpartition("::")[2])


def _file_version(path: str) -> str:
    """The digits before the name of a migration's file."""
    return path.rpartition("/")[2].partition("_")[0]
