"""One side of a change set: the facts of one tree, each read when it is first asked for."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from wishare_lint.application import TreeApplication
from wishare_lint.file_facts import FileFacts, Files
from wishare_lint.layout import may_use_models
from wishare_lint.library import HELPING, Library
from wishare_lint.project import Database, Project
from wishare_lint.rails.enums.column import EnumColumn, enum_columns
from wishare_lint.rails.enums.enum import Enum
from wishare_lint.rails.migrations.migration import Migration, NoMigration, read_migration
from wishare_lint.rails.migrations.playback import play_on
from wishare_lint.rails.migrations.task import Task, read_tasks
from wishare_lint.rails.models.model import TRIGGERS, Model, is_worth_parsing
from wishare_lint.rails.models.models import Models
from wishare_lint.rails.rollback.rewind import rewound
from wishare_lint.rails.schema.schema import UNKNOWN, Schema
from wishare_lint.rails.schema.schema_dump import last_migration
from wishare_lint.ruby.source import SourceFile
from wishare_lint.tree import Tree

_TABLE = re.compile(rb'^ *create_table "(?:public\.)?([^"]+)"', re.MULTILINE)
_VERSION = re.compile(r"(\d+)_[^/]*$")
"""The version in the name of a migration file."""


class Side:
    """The facts of one tree of one project."""

    def __init__(self, tree: Tree, project: Project, files: Files | None = None) -> None:
        """`files` are those that other sides have read already, and that this one adds to."""
        self.tree = tree
        self.project = project
        self._known = files or Files()
        self._files: dict[str, FileFacts | None] = {}
        self._migrations: dict[str, Migration | NoMigration] = {}
        self._schemas: dict[str, Schema] = {}

    def load(self, paths: Iterable[str]) -> None:
        """Reads several files in one go."""
        missing = [path for path in paths if path not in self._files]
        contents = self.tree.read_all(missing) if missing else {}
        for path in missing:
            data = contents.get(path)
            self._files[path] = None if data is None else self._known.of(path, data)

    def file(self, path: str) -> FileFacts | None:
        """What a file of the tree says; None where there is none."""
        if path not in self._files:
            self.load((path,))
        return self._files[path]

    def source(self, path: str) -> SourceFile | None:
        """A file of the tree; None where there is none."""
        file = self.file(path)
        return file.source if file else None

    # Migrations

    def migration(self, path: str) -> Migration | NoMigration | None:
        """The migration in a file; None where there is no such file."""
        source = self.source(path)
        if source is None:
            return None
        if path not in self._migrations:
            project = self.project
            self._migrations[path] = read_migration(
                source,
                project.database_of(path).adapter,
                project.inflector,
                self.application,
                project.rails_version,
            )
        return self._migrations[path]

    def migrations(self, paths: Iterable[str]) -> tuple[Migration, ...]:
        """The migrations in files, in the order Rails runs them."""
        paths = tuple(paths)
        self.load(paths)
        found = [self.migration(path) for path in paths]
        read = [migration for migration in found if isinstance(migration, Migration)]
        return tuple(sorted(read, key=lambda m: (int(m.version or 0), m.path)))

    def tasks(self, paths: Iterable[str]) -> tuple[Task, ...]:
        """The tasks in files that write rows."""
        sources = [source for source in map(self.source, paths) if source is not None]
        adapter, inflector = self.project.databases[0].adapter, self.project.inflector
        return tuple(task for one in sources for task in read_tasks(one, adapter, inflector))

    def paths_of(self, database: Database) -> tuple[str, ...]:
        """The migration files of one database."""
        project = self.project
        return tuple(p for p in project.migration_paths if project.database_of(p) == database)

    # Schema

    def schema(self, database: Database) -> Schema:
        """The database as this tree has it: its dump and the migrations that are newer, else all
        its migrations replayed."""
        if database.name not in self._schemas:
            self._schemas[database.name] = self._dumped(database) or self.replayed(
                self.migrations(self.paths_of(database))
            )
        return self._schemas[database.name]

    def _dumped(self, database: Database) -> Schema | None:
        file = self.file(database.schema_path) if database.schema_path else None
        if file is None:
            return None
        dump = file.dump(database.adapter, self.project.inflector)
        last = last_migration(file.source)
        newer = () if last is None else self._newer(database, last)
        return self.replayed(self.migrations(newer), dump)

    def first_schema(self, database: Database) -> Schema:
        """The database before the first migration that the tree still has."""
        if self._dumped(database) is None:
            return UNKNOWN
        played = self.migrations(self.paths_of(database))
        operations = (operation for migration in played for operation in migration.up.operations)
        return rewound(operations, self.schema(database))

    def _newer(self, database: Database, version: int) -> tuple[str, ...]:
        """The files of migrations that a dump does not hold yet."""
        names = ((path, _VERSION.search(path)) for path in self.paths_of(database))
        return tuple(path for path, name in names if name and int(name[1]) > version)

    def replayed(self, migrations: Iterable[Migration], schema: Schema = UNKNOWN) -> Schema:
        """The schema after migrations, as far as they tell: older ones may have been deleted."""
        for migration in migrations:
            known = replace(schema, adapter=migration.adapter)
            schema = play_on(migration.up.operations, known)
        return schema

    def columns_of(self, enum: Enum) -> tuple[EnumColumn, ...]:
        """The columns that hold an enum: one for each table, as far as the schema tells."""
        return enum_columns(
            enum, self.models, ((d.adapter, self.schema(d)) for d in self.project.databases)
        )

    # Models

    @cached_property
    def models(self) -> Models:
        """All classes of the model folders."""
        paths = self.project.model_paths
        self.load(paths)
        files = [file for file in map(self.file, paths) if file is not None]
        macros = frozenset[bytes]().union(*(file.enum_macros for file in files))
        words = (*TRIGGERS, *sorted(macros))
        found = [model for file in files for model in self._models_in(file, words)]
        return Models.of(found, self.project.inflector, self._has_table)

    def _has_table(self, name: str) -> bool:
        if self._tables_in_dump is not None:
            return name in self._tables_in_dump
        return self.schema(self.project.databases[0]).table(name) is not None

    @cached_property
    def _tables_in_dump(self) -> frozenset[str] | None:
        """The names of all tables, read off the text of a dump that is up to date, else None: to
        read a whole schema for a name or two would be slow."""
        database = self.project.databases[0]
        source = self.source(database.schema_path) if database.schema_path else None
        last = last_migration(source) if source else None
        if source is None or last is None or self._newer(database, last):
            return None
        return frozenset(name.decode() for name in _TABLE.findall(source.data))

    def _models_in(self, file: FileFacts, words: Iterable[bytes]) -> tuple[Model, ...]:
        if is_worth_parsing(file.source.data, words):
            return file.models(self.library)
        return (file.named_model(self._class_name(file.source.path)),)

    def _class_name(self, path: str) -> str:
        """The class of a model file, by Zeitwerk's rule: `admin/user.rb` is Admin::User."""
        inside = path.rpartition("app/models/")[2] or path
        inside = inside.removeprefix("concerns/").removesuffix(".rb")
        return self.project.inflector.camelize(inside)

    @cached_property
    def code(self) -> tuple[SourceFile, ...]:
        """Every file that may use a model: Ruby, views and translations, but no migrations."""
        inside = f"{self.project.root}/" if self.project.root else ""
        own = (path for path in self.tree.paths() if path.startswith(inside))
        paths = [path for path in own if may_use_models(path)]
        return tuple(SourceFile(path, data) for path, data in self.tree.read_all(paths).items())

    @cached_property
    def library(self) -> Library:
        """What the Ruby files of the app define for each other."""
        inside = f"{self.project.root}/" if self.project.root else ""
        ruby = (path for path in self.tree.paths() if path.endswith(".rb"))
        paths = (p for p in ruby if p.startswith(inside) and HELPING.search(f"/{p}"))
        project = self.project
        return Library(
            self.file, self.load, paths, project.model_paths, project.inflector, project.root
        )

    @cached_property
    def application(self) -> TreeApplication:
        """The code of the app, as its migrations see it."""
        project = self.project
        return TreeApplication(
            self.library,
            self.tree.paths(),
            project.migration_paths,
            self.migration,
            project.inflector,
        )
