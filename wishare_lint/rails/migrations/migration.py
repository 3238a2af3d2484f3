"""A migration file: its class, its version, and what it does in both directions."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from wishare_lint.rails.migrations.ancestors import ancestors, inherited_methods
from wishare_lint.rails.migrations.app_interpreter import ALONE, Program
from wishare_lint.rails.migrations.application import Application
from wishare_lint.rails.migrations.compatibility import (
    CURRENT,
    OLDEST,
    Compatibility,
    compatibility,
)
from wishare_lint.rails.migrations.interpreter import ENGLISH, MigrationInterpreter
from wishare_lint.rails.migrations.lifecycle import Lifecycle, lifecycle
from wishare_lint.rails.migrations.migration_class import (
    facts,
    finder,
    is_migration_base,
    migration_class,
    why_not,
)
from wishare_lint.rails.migrations.other_migrations import (
    RequiredFile,
    loading_calls,
    may_load,
    relative_path,
)
from wishare_lint.rails.migrations.playback import Playback, follow
from wishare_lint.rails.models.inflector import Inflector
from wishare_lint.rails.models.model import Model, models_in
from wishare_lint.rails.schema.ruby_writer import RubyWriter
from wishare_lint.rails.schema.schema import UNKNOWN, Schema
from wishare_lint.rails.version import Version
from wishare_lint.ruby import syntax
from wishare_lint.ruby.definitions import Definition, MethodDefinition, constants, definitions
from wishare_lint.ruby.parser import parse
from wishare_lint.ruby.source import Place, SourceFile

_FILE_NAME = re.compile(r"([0-9]+)_")


@dataclass(frozen=True, eq=False)
class Migration:
    """One migration. `rails_version` is that of `Migration[x.y]`, None where none is given.

    `transactional` is false after `disable_ddl_transaction!`; `installed` is the version of Rails
    that runs it, None where it is not known.
    """

    file: syntax.File
    version: str
    class_name: str
    rails_version: Version | None
    transactional: bool
    definition: Definition
    adapter: str | None = None
    inflector: Inflector = ENGLISH
    application: Application = ALONE.application
    unreadable: tuple[tuple[Place, str], ...] = ()
    installed: Version | None = None

    @property
    def path(self) -> str:
        return self.source.path

    @property
    def source(self) -> SourceFile:
        return self.file.source

    @property
    def place(self) -> Place:
        return self.definition.node.name_place

    @property
    def subject(self) -> str:
        return self.class_name

    # Its code

    @cached_property
    def lifecycle(self) -> Lifecycle:
        """The methods of the class, and which of them Rails calls."""
        inherited = {name: chain[0] for name, chain in self._inherited.items()}
        return lifecycle(self.definition.node.body, inherited)

    @cached_property
    def _inherited(self) -> Mapping[str, Sequence[MethodDefinition]]:
        return inherited_methods(self.definition, self._ancestors)

    @property
    def _overridden(self) -> Iterator[tuple[syntax.Method, syntax.Method]]:
        """Each method that hides another one, with that."""
        for name, chain in self._inherited.items():
            own = self.lifecycle.own.get(name)
            whole = chain if own is None else (own, *chain)
            yield from ((one.node, hidden.node) for one, hidden in pairwise(whole))

    @cached_property
    def _ancestors(self) -> tuple[Definition, ...]:
        return ancestors(self.definition, finder(self.file, self.application))

    @cached_property
    def program(self) -> Program:
        """All that it may run: its class, and what that reaches in the app."""
        return Program(
            self.source,
            self.place,
            {name: found.node for name, found in self.lifecycle.methods.items()},
            dict(self._overridden),
            constants(self.file.body),
            tuple(ancestor.name for ancestor in self._ancestors),
            self.application,
            self._other,
            self._loads,
        )

    def _other(self, class_name: str) -> "Migration | None":
        """Another migration, in the same file or in the app."""
        for definition in definitions(self.file.body):
            if definition.name == class_name and definition.node is not self.definition.node:
                return replace(self, **facts(self.file, definition, self.application))
        return self.application.migration(class_name)

    def _loads(self, path: str) -> bool:
        """Whether the file of another migration is loaded before this one runs."""
        return path == self.path or any(may_load(c, path) for c in loading_calls(self.file.body))

    @property
    def required_files(self) -> tuple[RequiredFile, ...]:
        """The files that `require_relative` names at the top of the file."""
        named = ((call.place, relative_path(call)) for call in loading_calls(self.file.body))
        return tuple(
            RequiredFile(place, path, self.application.has(path)) for place, path in named if path
        )

    def method(self, name: str) -> syntax.Method | None:
        """The public method of that name: Rails calls no other."""
        return self.lifecycle.method(name)

    @cached_property
    def models(self) -> Mapping[str, Model]:
        """The classes that the file defines for its own use, by the name that its code calls."""
        return {model.class_name.rpartition("::")[2]: model for model in models_in(self.file)}

    def own_model(self, name: str | None) -> Model | None:
        """The class that the file defines for rows that its code writes by that name."""
        return self.models.get(str(name).rpartition("::")[2])

    @property
    def behaves_as(self) -> Version:
        """The version whose behaviour the commands have; the newest below an unknown base class."""
        if self.rails_version is not None:
            return self.rails_version
        lineage = (self.definition, *self._ancestors)
        return OLDEST if any(is_migration_base(one.node) for one in lineage) else CURRENT

    @property
    def compatibility(self) -> Compatibility:
        return compatibility(self.behaves_as, self.adapter, self.installed)

    # What it does

    @property
    def writer(self) -> RubyWriter:
        """Writes calls as this migration would make them."""
        return RubyWriter(self.compatibility, self.inflector)

    @cached_property
    def up(self) -> Playback:
        """What `db:migrate` does, whatever the schema is."""
        return self.play("up")

    @cached_property
    def down(self) -> Playback:
        """What `db:rollback` does, whatever the schema is."""
        return self.play("down")

    def play(self, direction: str, schema: Schema = UNKNOWN) -> Playback:
        """What a direction does on a schema; `column_exists?` and the like ask it."""
        method = self.lifecycle.entry(direction)
        if method is None:
            return Playback(missing=True, before=schema, after=schema)
        schema = replace(schema, adapter=self.adapter)
        interpreter = MigrationInterpreter(
            self.compatibility, self.inflector, self.adapter, self.program, schema
        )
        played = follow(interpreter, method, undo=direction == "down" and method.name == "change")
        return replace(played, unreadable=(*self.unreadable, *played.unreadable))

    def play_within(self, interpreter: MigrationInterpreter, direction: str, at: Place) -> None:
        """Does what a direction does as a part of another migration, which calls for it there."""
        method = self.lifecycle.entry(direction)
        if method is None:
            return
        inner = interpreter.for_other(self, at)
        with inner.reached_from(at):
            if direction == "down" and method.name == "change":
                inner.recorder.revert(lambda: inner.call_method(method))
            else:
                inner.call_method(method)


@dataclass(frozen=True)
class NoMigration:
    """Why a file in a migration folder cannot be read as a migration."""

    place: Place
    reason: str


def read_migration(
    source: SourceFile,
    adapter: str | None = None,
    inflector: Inflector = ENGLISH,
    application: Application = ALONE.application,
    installed: Version | None = None,
) -> Migration | NoMigration:
    """The migration in a file.

    Its class is the one that derives from `ActiveRecord::Migration[x.y]`; of several, the one that
    the file is named after, because Rails runs that one. If none does, it is the last class that
    has one of `change`, `up` and `down`, or a base class that is a migration: a project may have a
    base class of its own.
    """
    file = parse(source)
    found = list(definitions(file.body))
    definition = migration_class(found, finder(file, application), source.path)
    if definition is None:
        return NoMigration(source.whole, why_not(file, found))
    match = _FILE_NAME.match(source.path.rpartition("/")[2])
    return Migration(
        file=file,
        version=match.group(1) if match else "",
        adapter=adapter,
        inflector=inflector,
        application=application,
        installed=installed,
        **facts(file, definition, application),
    )
