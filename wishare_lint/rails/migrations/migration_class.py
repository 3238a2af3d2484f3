"""Which class of a file is the migration, and what the class itself says."""

import re
from collections.abc import Sequence
from typing import TypedDict

from wishare_lint.rails.commands import COMMANDS
from wishare_lint.rails.migrations.ancestors import Find, ancestors
from wishare_lint.rails.migrations.application import Application
from wishare_lint.rails.migrations.lifecycle import LIFECYCLE
from wishare_lint.rails.version import Version
from wishare_lint.ruby import syntax
from wishare_lint.ruby.definitions import Definition, definitions
from wishare_lint.ruby.source import Place

_BRACKETS = re.compile(r"Migration\[\s*[\"']?(\d+)\.(\d+)")


class Facts(TypedDict):
    """What the class of a migration tells."""

    class_name: str
    rails_version: Version | None
    transactional: bool
    definition: Definition
    unreadable: tuple[tuple[Place, str], ...]


def facts(file: syntax.File, definition: Definition, application: Application) -> Facts:
    node = definition.node
    return {
        "class_name": definition.name,
        "rails_version": _rails_version(definition, finder(file, application)),
        "transactional": not any(_is_call(one, "disable_ddl_transaction!") for one in node.body),
        "definition": definition,
        "unreadable": (*_syntax_errors(file), *_class_body_commands(node)),
    }


def finder(file: syntax.File, application: Application) -> Find:
    """Finds classes and modules in the file first, then in the app."""

    def find(name: str) -> Sequence[Definition]:
        own = tuple(one for one in definitions(file.body) if one.name == name)
        return own or application.definitions(name)

    return find


def _syntax_errors(file: syntax.File) -> tuple[tuple[Place, str], ...]:
    return tuple((place, "this is not valid Ruby") for place in file.errors)


def _class_body_commands(node: syntax.Class | syntax.Module) -> tuple[tuple[Place, str], ...]:
    """Commands outside of every method: they run as soon as the file is loaded."""
    return tuple(
        (item.place, f"`{item.method}` stands outside of `change`, `up` and `down`")
        for item in node.body
        if isinstance(item, syntax.Call) and item.method in (*COMMANDS, "safety_assured", "execute")
    )


def migration_class(found: list[Definition], find: Find, path: str) -> Definition | None:
    classes = [item for item in found if isinstance(item.node, syntax.Class)]
    derived = [item for item in classes if is_migration_base(item.node)]
    if derived:
        return next((item for item in derived if _is_named_after(path, item)), derived[0])
    heirs = [item for item in classes if _superclass(item.node)]
    named = [item for item in heirs if _has_lifecycle(item.node)] or [
        item for item in heirs if any(is_migration_base(a.node) for a in ancestors(item, find))
    ]
    return named[-1] if named else None


def _is_named_after(path: str, definition: Definition) -> bool:
    """Whether Rails runs this class of the file (MigrationProxy), with or without acronyms."""
    stem = path.rpartition("/")[2].partition(".")[0].lstrip("0123456789")
    return stem.replace("_", "") == definition.name.lower()


def _superclass(node: syntax.Node) -> syntax.Node | None:
    return node.superclass if isinstance(node, syntax.Class) else None


def is_migration_base(node: syntax.Node) -> bool:
    superclass = _superclass(node)
    return superclass is not None and "ActiveRecord::Migration" in superclass.place.text


def _has_lifecycle(node: syntax.Node) -> bool:
    body = node.body if isinstance(node, syntax.Class) else ()
    names = {item.name for item in body if isinstance(item, syntax.Method)}
    return bool(names & set(LIFECYCLE))


def why_not(file: syntax.File, found: list[Definition]) -> str:
    if file.errors:
        return "this file is not valid Ruby, or too large to read"
    return "no migration class was found" if found else "this file defines no class"


def _rails_version(definition: Definition, find: Find) -> Version | None:
    """The version in the brackets of Rails' class, be it the superclass of a base class."""
    if is_migration_base(definition.node):
        return _bracketed(definition.node)
    bases = (one for one in ancestors(definition, find) if is_migration_base(one.node))
    return next((_bracketed(one.node) for one in bases), None)


def _bracketed(node: syntax.Node) -> Version | None:
    """`Migration[7.1]`."""
    superclass = _superclass(node)
    match = _BRACKETS.search(superclass.place.text if superclass else "")
    return (int(match.group(1)), int(match.group(2))) if match else None


def _is_call(node: syntax.Node, name: str) -> bool:
    return isinstance(node, syntax.Call) and node.receiver is None and node.method == name
