"""The fixtures and examples of rules as migrations to play for real, found by themselves.

A migration whose method makes several calls is played as a whole, and call by call: so one call
that ActiveRecord 6.1 does not have hides no other. What is newer than 6.1 is played as 6.1, by the
linter too.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from tests.conftest import ROOT, built_in_rules
from tests.e2e.activerecord.database import Case, schema_rb
from tests.e2e.activerecord.rails_6_1 import as_played, has_enums, loadable, without_enums
from wishare_lint.packs import AnyRule
from wishare_lint.rails.migrations.migration import Migration, read_migration
from wishare_lint.rails.migrations.playback import Playback
from wishare_lint.rails.models.inflector import Inflector
from wishare_lint.rails.operations import AddForeignKey, AddIndex
from wishare_lint.rails.schema.schema import EMPTY, Column, ForeignKey, Index, Schema, Table
from wishare_lint.rails.schema.schema_dump import read_dump
from wishare_lint.ruby import syntax
from wishare_lint.ruby.source import SourceFile
from wishare_lint.ruby.values import Unknown
from wishare_lint.testing import files

FIXTURES = ROOT / "fixtures"
_DEMANDED = re.compile(r'return unless ENV\["(\w+)"\]')
"""The environment variables without which a migration does nothing."""


@dataclass(frozen=True)
class App:
    """The files of a fixture or an example."""

    name: str
    files: Mapping[str, str]

    @property
    def schema(self) -> str | None:
        """The dump of its database."""
        dumps = (self.files.get(f"db/{name}") for name in ("schema.rb", "structure.sql"))
        return next((dump for dump in dumps if dump is not None), None)

    @property
    def migrations(self) -> Mapping[str, str]:
        """Those of all its folders, in the order Rails runs them."""
        found = (PurePosixPath(path) for path in self.files)
        paths = [path for path in found if path.parent.name == "migrate" and path.suffix == ".rb"]
        return {path.stem: self.files[str(path)] for path in sorted(paths, key=lambda p: p.name)}


def group() -> tuple[AnyRule, ...]:
    """The rules about roll-backs, and the one about the tables that SQLite copies."""
    named = ("rollback", "sqlite_rebuild_cascade")
    return tuple(r for r in built_in_rules() if set(named) & set(r.__module__.split(".")))


def apps() -> Iterator[App]:
    """All fixtures and examples of the group."""
    for rule in group():
        for case in sorted((FIXTURES / rule.id).iterdir()):
            yield _fixture(f"{rule.id}/{case.name}")
        for kind in ("bad", "good"):
            before, after = getattr(rule, f"{kind}_before"), getattr(rule, kind)
            both = {**(files(before) if before else {}), **files(after)}
            yield _app(f"{rule.id}/{kind} example", both)


def _fixture(name: str) -> App:
    folder = FIXTURES / name
    trees = [folder / "before", folder / "after"] if (folder / "after").is_dir() else [folder]
    return _app(
        name,
        {
            path.relative_to(tree).as_posix(): path.read_bytes()
            for tree in trees
            for path in tree.rglob("*")
            if path.is_file()
        },
    )


def _app(name: str, found: Mapping[str, bytes]) -> App:
    return App(name, {path: data.decode() for path, data in found.items()})


# Cases


@cache
def cases(adapter: str) -> Mapping[str, Case]:
    """Each migration of the group, and each single call of it, on the schema that it needs."""
    found = [case for app in apps() for case in _cases_of(app, adapter)]
    assert len(found) == len(dict(found)), "two migrations of one name"
    return dict(found)


def _cases_of(app: App, adapter: str) -> Iterator[tuple[str, Case]]:
    sources = {stem: as_played(text) for stem, text in app.migrations.items()}
    for stem, source in sources.items():
        others = tuple(other for each, other in sources.items() if each != stem)
        whole = read(source, adapter)
        name = f"{app.name}/{stem}"
        yield name, _case(app, source, others, adapter)
        for line, piece in _pieces(whole) if whole else ():
            yield f"{name}:{line}", _case(app, piece, others, adapter)


def _case(app: App, source: str, others: tuple[str, ...], adapter: str) -> Case:
    """With all the environment variables that it demands, so that it does something."""
    unconditional = read(_DEMANDED.sub("", source), adapter)
    schema = without_enums(_schema_for(app, unconditional), source)
    return Case(schema, source, others, tuple(_DEMANDED.findall(source)))


def read(source: str, adapter: str) -> Migration | None:
    """The migration as the linter reads it."""
    found = read_migration(SourceFile("db/migrate/1_example.rb", source.encode()), adapter)
    return found if isinstance(found, Migration) else None


def _pieces(migration: Migration) -> Iterator[tuple[int, str]]:
    """The line and the source of each call in `change`, as if it stood there alone."""
    method = migration.method("change")
    calls = method.body if method else ()
    if len(calls) < 2 or not all(isinstance(call, syntax.Call | syntax.If) for call in calls):
        return
    data, start, end = migration.source.data, calls[0].place.start, calls[-1].place.end
    for call in calls:
        place = call.place
        alone = data[:start] + place.text.encode() + data[end:]
        yield place.location.range.start.line, alone.decode()


# Schemas


def _schema_for(app: App, migration: Migration | None) -> str:
    """The fixture's own dump; without one, a dump that has all that the migration needs."""
    if app.schema is not None:
        return loadable(app.schema)
    usual = usual_schema()
    if migration is None:
        return usual
    needed = _needed(migration)
    on_usual = usual + _added(_read(usual), needed)
    fits = migration.play("up", _read(on_usual)).conflict is None
    return on_usual if fits else schema_rb("") + _added(EMPTY, needed)


def _needed(migration: Migration) -> Schema:
    """What must have been there: also what an index or a foreign key stands on."""
    schema = migration.up.before
    for table, column in _stood_on(migration.up):
        if migration.up.after.column(table, column) is None:
            known = schema.table(table) or Table(table)
            schema = schema.with_table(known.with_column(Column(column, "bigint")))
    return schema


def _stood_on(up: Playback) -> Iterator[tuple[str, str]]:
    for operation in up.operations:
        match operation:
            case AddIndex(table=str(table), index=Index(columns=columns)):
                yield from ((table, str(name)) for name in columns if str(name).isidentifier())
            case AddForeignKey(table=str(table), key=ForeignKey(to_table=to_table, column=column)):
                yield from ((table, str(column)), (str(to_table), "id"))


@cache
def usual_schema() -> str:
    """The dump that most fixtures share, of those that 6.1 can load: it has no enum column."""
    given = (app.schema for app in apps() if not app.name.endswith("example"))
    dumps = Counter(dump for dump in given if dump and not has_enums(dump))
    return loadable(dumps.most_common(1)[0][0])


@cache
def _read(dump: str) -> Schema:
    """The schema in one or more `schema.rb` after each other."""
    return read_dump(SourceFile("db/schema.rb", dump.encode()), None, Inflector())


def _added(schema: Schema, needed: Schema) -> str:
    lines = [line for table in needed.tables.values() for line in _lines(schema, table)]
    return schema_rb("\n".join(lines)) if lines else ""


def _lines(schema: Schema, needed: Table) -> Iterator[str]:
    known = schema.table(needed.name)
    if known is None:
        yield f'create_table "{needed.name}"'
    has = {"id", *(known.columns if known else ())}
    for name, column in needed.columns.items():
        if name not in has:
            type_ = "string" if isinstance(column.type, Unknown) else column.type
            yield f'add_column "{needed.name}", "{name}", :{type_}'
    for index in needed.indexes:
        yield from _index(index, needed, known)


def _index(index: Index, needed: Table, known: Table | None) -> Iterator[str]:
    absent = known is None or known.index(index.name) is None
    if absent and not any(isinstance(part, Unknown) for part in (index.name, *index.columns)):
        yield f'add_index "{needed.name}", {list(index.columns)}, name: "{index.name}"'
