"""The change set: what is not released yet, and how the enums of base and head differ."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from wishare_lint.finding import Base
from wishare_lint.project import Database, Project
from wishare_lint.rails.enum import Enum, EnumChange, compare
from wishare_lint.rails.migration import Migration, NoMigration
from wishare_lint.rails.model import Model
from wishare_lint.rails.schema import Schema
from wishare_lint.ruby.source import Place, SourceFile
from wishare_lint.ruby.values import Unknown
from wishare_lint.side import Side


@dataclass(frozen=True)
class Selection:
    """What is to be checked.

    `base` is None when there is nothing to compare with; `changed` are the paths that differ from
    it. `migrations` and `models` are the files to check; `described_as` says it to the reader.
    `released_together`: the migrations belong to one release, so a table that one of them makes is
    new to the others. `reported`: only findings in these files are wanted; None means all.
    """

    migrations: tuple[str, ...]
    models: tuple[str, ...]
    base: Base | None = None
    changed: frozenset[str] = frozenset()
    released_together: bool = False
    reported: frozenset[str] | None = None
    described_as: str = ""
    notices: tuple[str, ...] = ()


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
    def models(self) -> tuple[Model, ...]:
        """The classes and concerns to check."""
        paths = set(self.selection.models)
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
        from wishare_lint.rails.rollback import play_on

        if self.base is not None and self.selection.released_together:
            schema, played = self._base_schema(database), wanted
        else:
            last = max(int(migration.version or 0) for migration in wanted)
            everything = self.head.migrations(paths)
            played = [m for m in everything if int(m.version or 0) <= last]
            schema = self.head.replayed(())
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
        if self.base is None or not self._may_touch_enums:
            return ()
        return tuple(self._enum_changes(self.base))

    @property
    def _may_touch_enums(self) -> bool:
        ruby = [path for path in self.selection.changed if path.endswith(".rb")]
        return any("/models/" in f"/{path}" or "/lib/" in f"/{path}" for path in ruby) or any(
            "/app/" in f"/{path}" for path in ruby
        )

    def _enum_changes(self, base: Side) -> Iterator[EnumChange]:
        for (class_name, attribute), before in base.models.enums.items():
            model = self._model(class_name, base)
            if model is None:
                continue
            table = self.head.models.table(model)
            after = self.head.models.enums.get((model.class_name, attribute))
            if after is None:
                if not self._column_is_gone(table, attribute):
                    yield EnumChange(before, None, table, model.place)
                continue
            change = compare(before, after, table)
            if change is not None:
                yield change

    def _model(self, class_name: str, base: Side) -> Model | None:
        """The class in the head: of the same name, else the only new one on the same table."""
        model = self.head.models.by_class.get(class_name)
        if model is not None:
            return model
        table = base.models.table(base.models.by_class[class_name])
        heirs = [
            heir
            for heir in self.head.models.of_table(table)
            if heir.class_name not in base.models.by_class
        ]
        return heirs[0] if len(heirs) == 1 else None

    def _column_is_gone(self, table: str, column: str) -> bool:
        """Whether a migration of the change set drops the column or the table."""
        from wishare_lint.rails.operations import DropTable, RemoveColumn, RenameColumn

        for migration in self.migrations:
            for operation in migration.up.operations:
                match operation:
                    case RemoveColumn() | RenameColumn():
                        if (operation.table, operation.name) == (table, column):
                            return True
                    case DropTable() if operation.table == table:
                        return True
        return False

    @cached_property
    def unreadable_enums(self) -> tuple[tuple[Place, str], ...]:
        """Enums to check whose mapping takes a running program to tell."""
        return tuple(
            (enum.place, f"the values of `{enum.name}` are computed: `{enum.mapped}`")
            for enum in self.enums
            if isinstance(enum.mapped, Unknown)
        )

    @cached_property
    def sources(self) -> tuple[SourceFile, ...]:
        """The files that are checked."""
        paths = (*self.selection.migrations, *self.selection.models)
        found = (self.head.source(path) for path in dict.fromkeys(paths))
        return tuple(source for source in found if source is not None)
