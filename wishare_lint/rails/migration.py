"""A migration file: its class, its version, and what it does in both directions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from wishare_lint.rails.commands import COMMANDS
from wishare_lint.rails.compatibility import CURRENT, OLDEST, Compatibility, compatibility
from wishare_lint.rails.inflector import Inflector
from wishare_lint.rails.interpreter import ENGLISH, MigrationInterpreter
from wishare_lint.rails.lifecycle import LIFECYCLE, Lifecycle, lifecycle
from wishare_lint.rails.model import Model, models_in
from wishare_lint.rails.playback import Playback, follow
from wishare_lint.rails.ruby_writer import RubyWriter
from wishare_lint.rails.schema import UNKNOWN, Schema
from wishare_lint.rails.version import Version
from wishare_lint.ruby import syntax
from wishare_lint.ruby.definitions import Definition, constants, definitions
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
    body: syntax.Body
    place: Place
    adapter: str | None = None
    inflector: Inflector = ENGLISH
    superclass: str = ""
    unreadable: tuple[tuple[Place, str], ...] = ()
    installed: Version | None = None

    @property
    def path(self) -> str:
        return self.source.path

    @property
    def source(self) -> SourceFile:
        return self.file.source

    @property
    def subject(self) -> str:
        return self.class_name

    @cached_property
    def lifecycle(self) -> Lifecycle:
        """The methods of the class, and which of them Rails calls."""
        return lifecycle(self.body)

    def method(self, name: str) -> syntax.Method | None:
        """The public method of that name: Rails calls no other."""
        return self.lifecycle.method(name)

    @cached_property
    def models(self) -> Mapping[str, Model]:
        """The classes that the file defines for its own use, by the name that its code calls."""
        return {model.class_name.rpartition("::")[2]: model for model in models_in(self.file)}

    @property
    def behaves_as(self) -> Version:
        """The version whose behaviour the commands have; a project's base class has the newest."""
        if self.rails_version is not None:
            return self.rails_version
        return OLDEST if "ActiveRecord::Migration" in self.superclass else CURRENT

    @property
    def writer(self) -> RubyWriter:
        """Writes calls as this migration would make them."""
        return RubyWriter(self._compatibility, self.inflector)

    @property
    def _compatibility(self) -> Compatibility:
        return compatibility(self.behaves_as, self.adapter, self.installed)

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
            self._compatibility,
            self.inflector,
            self.adapter,
            {name: found.node for name, found in self.lifecycle.methods.items()},
            constants(self.file.body),
            schema,
        )
        played = follow(interpreter, method, undo=direction == "down" and method.name == "change")
        return replace(played, unreadable=(*self.unreadable, *played.unreadable))


@dataclass(frozen=True)
class NoMigration:
    """Why a file in a migration folder cannot be read as a migration."""

    place: Place
    reason: str


def read_migration(
    source: SourceFile,
    adapter: str | None = None,
    inflector: Inflector = ENGLISH,
    installed: Version | None = None,
) -> Migration | NoMigration:
    """The migration in a file.

    Its class is the one that derives from `ActiveRecord::Migration[x.y]`, else the last class that
    has one of `change`, `up` and `down`: a project may have a base class of its own.
    """
    file = parse(source)
    found = list(definitions(file.body))
    definition = _migration_class(found)
    if definition is None:
        return NoMigration(source.whole, _why_not(file, found))
    node = definition.node
    assert isinstance(node, syntax.Class)
    match = _FILE_NAME.match(source.path.rpartition("/")[2])
    return Migration(
        file=file,
        version=match.group(1) if match else "",
        class_name=definition.name,
        rails_version=_rails_version(node.superclass),
        transactional=not any(_is_call(item, "disable_ddl_transaction!") for item in node.body),
        body=node.body,
        place=node.name_place,
        adapter=adapter,
        inflector=inflector,
        superclass=node.superclass.place.text if node.superclass else "",
        unreadable=(*_syntax_errors(file), *_class_body_commands(node)),
        installed=installed,
    )


def _syntax_errors(file: syntax.File) -> tuple[tuple[Place, str], ...]:
    return tuple((place, "this is not valid Ruby") for place in file.errors)


def _class_body_commands(node: syntax.Class) -> tuple[tuple[Place, str], ...]:
    """Commands outside of every method: they run as soon as the file is loaded."""
    return tuple(
        (item.place, f"`{item.method}` stands outside of `change`, `up` and `down`")
        for item in node.body
        if isinstance(item, syntax.Call) and item.method in (*COMMANDS, "safety_assured", "execute")
    )


def _migration_class(found: list[Definition]) -> Definition | None:
    classes = [item for item in found if isinstance(item.node, syntax.Class)]
    derived = [item for item in classes if _is_migration_base(item.node)]
    if derived:
        return derived[0]
    named = [item for item in classes if _has_lifecycle(item.node) and _superclass(item.node)]
    return named[-1] if named else None


def _superclass(node: syntax.Node) -> syntax.Node | None:
    return node.superclass if isinstance(node, syntax.Class) else None


def _is_migration_base(node: syntax.Node) -> bool:
    superclass = _superclass(node)
    return superclass is not None and "ActiveRecord::Migration" in superclass.place.text


def _has_lifecycle(node: syntax.Node) -> bool:
    body = node.body if isinstance(node, syntax.Class) else ()
    names = {item.name for item in body if isinstance(item, syntax.Method)}
    return bool(names & set(LIFECYCLE))


def _why_not(file: syntax.File, found: list[Definition]) -> str:
    if file.errors:
        return "this file is not valid Ruby, or too large to read"
    return "no migration class was found" if found else "this file defines no class"


def _rails_version(superclass: syntax.Node | None) -> Version | None:
    match = re.search(
        r"Migration\[\s*[\"']?(\d+)\.(\d+)", superclass.place.text if superclass else ""
    )
    return (int(match.group(1)), int(match.group(2))) if match else None


def _is_call(node: syntax.Node, name: str) -> bool:
    return isinstance(node, syntax.Call) and node.receiver is None and node.method == name
