"""One side of a change set: the facts of one tree, each read when it is first asked for."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from wishare_lint.project import Database, Project
from wishare_lint.rails.migration import Migration, NoMigration, read_migration
from wishare_lint.rails.model import Model, is_worth_parsing, model_by_path, read_models
from wishare_lint.rails.models import Models
from wishare_lint.rails.rollback import play_on
from wishare_lint.rails.schema import UNKNOWN, Schema
from wishare_lint.rails.schema_rb import read_schema
from wishare_lint.ruby import syntax
from wishare_lint.ruby.definitions import constants
from wishare_lint.ruby.parser import parse
from wishare_lint.ruby.source import SourceFile
from wishare_lint.tree import Tree


class Side:
    """The facts of one tree of one project."""

    def __init__(self, tree: Tree, project: Project) -> None:
        self.tree = tree
        self.project = project
        self._sources: dict[str, SourceFile | None] = {}
        self._migrations: dict[str, Migration | NoMigration] = {}
        self._schemas: dict[str, Schema] = {}
        self._constants: dict[str, Mapping[str, syntax.Node]] = {}

    def load(self, paths: Iterable[str]) -> None:
        """Reads several files in one go."""
        missing = [path for path in paths if path not in self._sources]
        contents = self.tree.read_all(missing)
        for path in missing:
            data = contents.get(path)
            self._sources[path] = None if data is None else SourceFile(path, data)

    def source(self, path: str) -> SourceFile | None:
        """A file of the tree; None where there is none."""
        self.load((path,))
        return self._sources[path]

    # Migrations

    def migration(self, path: str) -> Migration | NoMigration | None:
        """The migration in a file; None where there is no such file."""
        source = self.source(path)
        if source is None:
            return None
        if path not in self._migrations:
            adapter = self.project.database_of(path).adapter
            self._migrations[path] = read_migration(source, adapter, self.project.inflector)
        return self._migrations[path]

    def migrations(self, paths: Iterable[str]) -> tuple[Migration, ...]:
        """The migrations in files, in the order Rails runs them."""
        paths = tuple(paths)
        self.load(paths)
        found = [self.migration(path) for path in paths]
        read = [migration for migration in found if isinstance(migration, Migration)]
        return tuple(sorted(read, key=lambda m: (int(m.version or 0), m.path)))

    def paths_of(self, database: Database) -> tuple[str, ...]:
        """The migration files of one database."""
        project = self.project
        return tuple(p for p in project.migration_paths if project.database_of(p) == database)

    # Schema

    def schema(self, database: Database) -> Schema:
        """The database as this tree has it: its `schema.rb`, else all its migrations replayed."""
        if database.name not in self._schemas:
            self._schemas[database.name] = self._dumped(database) or self.replayed(
                self.migrations(self.paths_of(database))
            )
        return self._schemas[database.name]

    def _dumped(self, database: Database) -> Schema | None:
        path = database.schema_path
        source = self.source(path) if path and path.endswith(".rb") else None
        return None if source is None else read_schema(source, self.project.inflector)

    def replayed(self, migrations: Iterable[Migration]) -> Schema:
        """The schema after migrations, as far as they tell: older ones may have been deleted."""
        schema = UNKNOWN
        for migration in migrations:
            schema = play_on(migration.up.operations, schema)
        return schema

    # Models

    @cached_property
    def models(self) -> Models:
        """All classes of the model folders."""
        self.load(self.project.model_paths)
        found = [model for path in self.project.model_paths for model in self._models_in(path)]
        schema = self.schema(self.project.databases[0]) if found else UNKNOWN
        return Models.of(found, self.project.inflector, schema)

    def _models_in(self, path: str) -> tuple[Model, ...]:
        source = self.source(path)
        if source is None:
            return ()
        if not is_worth_parsing(source.data):
            return (model_by_path(source, self.class_name(path)),)
        return read_models(source, self.constant)

    def class_name(self, path: str) -> str:
        """The class that a model file defines, by Zeitwerk's rule: `admin/user.rb` → Admin::User."""
        inside = path.rpartition("app/models/")[2] or path
        inside = inside.removeprefix("concerns/").removesuffix(".rb")
        return self.project.inflector.camelize(inside)

    def constant(self, name: str) -> syntax.Node | None:
        """The expression of a constant such as `Bike::STATUSES`, from the file of its class."""
        owner, _, own = name.rpartition("::")
        for path in self._files_of(owner):
            known = self._constants_in(path)
            if own in known:
                return known[own]
        return None

    def _files_of(self, class_name: str) -> tuple[str, ...]:
        if not class_name:
            return ()
        file = f"/{self.project.inflector.underscore(class_name)}.rb"
        return tuple(path for path in self._ruby_paths if path.endswith(file))

    @cached_property
    def _ruby_paths(self) -> tuple[str, ...]:
        inside = f"{self.project.root}/" if self.project.root else ""
        folders = ("/app/", "/lib/")
        return tuple(
            path
            for path in self.tree.paths()
            if path.endswith(".rb")
            and path.startswith(inside)
            and any(folder in f"/{path}" for folder in folders)
        )

    def _constants_in(self, path: str) -> Mapping[str, syntax.Node]:
        if path not in self._constants:
            source = self.source(path)
            self._constants[path] = constants(parse(source).body) if source else {}
        return self._constants[path]
