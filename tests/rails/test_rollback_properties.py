"""For any schema and migration: what is called exact is equal, and a dump reads back as it was."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from wishare_lint.rails.migration import Migration, read_migration
from wishare_lint.rails.operations import AddColumn, Operation
from wishare_lint.rails.options import Options
from wishare_lint.rails.rollback import rollback
from wishare_lint.rails.schema import EMPTY, Column, Conflict, Index, Schema, Table
from wishare_lint.rails.schema_rb import read_schema
from wishare_lint.ruby.source import SourceFile
from wishare_lint.ruby.values import Value, to_source

NAMES = ("alpha", "beta", "gamma", "delta")
TYPES = ("string", "integer", "boolean", "text")

options: st.SearchStrategy[dict[str, Value]] = st.fixed_dictionaries(
    {},
    optional={
        "null": st.just(False),
        "default": st.sampled_from(("x", 0, True)),
        "limit": st.integers(10, 200),
    },
)


@st.composite
def columns(draw: st.DrawFn, name: str) -> Column:
    return Column(name, draw(st.sampled_from(TYPES)), Options(draw(options)))


@st.composite
def tables(draw: st.DrawFn, name: str) -> Table:
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1))
    own = {column: draw(columns(column)) for column in names}
    key = Column("id", "bigint", Options({"null": False}))
    indexed = draw(st.lists(st.sampled_from(names), unique=True))
    indexes = tuple(
        Index((column,), f"by_{column}", Options({"unique": True} if draw(st.booleans()) else {}))
        for column in indexed
    )
    return Table(name, {"id": key, **own}, indexes)


@st.composite
def schemas(draw: st.DrawFn) -> Schema:
    schema = EMPTY
    for name in draw(st.lists(st.sampled_from(("users", "posts")), unique=True, min_size=1)):
        schema = schema.with_table(draw(tables(name)))
    return schema


def written(values: Options) -> str:
    return "".join(f", {name}: {to_source(value)}" for name, value in values.values.items())


def dumped(schema: Schema) -> str:
    """The schema as ActiveRecord::SchemaDumper writes it."""
    lines = ["ActiveRecord::Schema[8.0].define(version: 1) do"]
    for table in schema.tables.values():
        lines.append(f'  create_table "{table.name}", force: :cascade do |t|')
        plain = [column for column in table.columns.values() if column.name != "id"]
        lines += [f'    t.{c.type} "{c.name}"{written(c.options)}' for c in plain]
        lines += [
            f'    t.index ["{i.columns[0]}"], name: "{i.name}"{written(i.options)}'
            for i in table.indexes
        ]
        lines.append("  end")
    return "\n".join([*lines, "end", ""])


@st.composite
def commands(draw: st.DrawFn) -> str:
    table, name, other = (
        draw(st.sampled_from(("users", "posts"))),
        draw(st.sampled_from(NAMES)),
        draw(st.sampled_from(NAMES)),
    )
    type_ = draw(st.sampled_from(TYPES))
    given_options = written(Options(draw(options)))
    return draw(
        st.sampled_from(
            (
                f"add_column :{table}, :{name}, :{type_}{given_options}",
                f"remove_column :{table}, :{name}, :{type_}{given_options}",
                f"rename_column :{table}, :{name}, :{other}",
                f"change_column_null :{table}, :{name}, false",
                f"change_column_default :{table}, :{name}, from: 1, to: 2",
                f"add_index :{table}, :{name}, name: :by_{name}",
                f"remove_index :{table}, :{name}, name: :by_{name}",
                f"rename_table :{table}, :{table}_old",
                f"create_table(:{name}) {{ |t| t.{type_} :a }}",
            )
        )
    )


def migration(body: list[str]) -> Migration:
    text = "\n".join(
        ["class M < ActiveRecord::Migration[8.0]", "def change", *body, "end", "end", ""]
    )
    read = read_migration(SourceFile("db/migrate/1_m.rb", text.encode()))
    assert isinstance(read, Migration)
    return read


def play(operations: Iterable[Operation], schema: Schema) -> Schema | Conflict:
    """The schema after all operations, or the first conflict."""
    for operation in operations:
        applied = operation.apply(schema)
        if isinstance(applied, Conflict):
            return applied
        schema = applied
    return schema


@given(schemas())
def test_a_dumped_schema_reads_back_as_it_was(schema: Schema) -> None:
    assert read_schema(SourceFile("db/schema.rb", dumped(schema).encode())) == schema


@given(schemas(), st.lists(commands(), max_size=4))
def test_exact_means_that_the_schemas_are_equal(before: Schema, body: list[str]) -> None:
    played = migration(body)
    found = rollback(played, before)
    after = play(played.up.operations, before)
    if isinstance(after, Conflict):
        assert found.verdict not in ("exact", "lossy")
        return
    restored = play(played.down.operations, after)
    if found.verdict == "fails":
        assert isinstance(restored, Conflict) or adds_required_column(played)
        return
    assert isinstance(restored, Schema)
    assert (meaning(restored) == meaning(before)) is (found.verdict == "exact")
    assert bool(found.reasons) is (found.verdict != "exact")


def meaning(schema: Schema) -> object:
    """The schema without options that say what is so anyway, and without an order of columns."""
    return {
        table.name: (
            {name: (column.type, spoken(column.options)) for name, column in table.columns.items()},
            {index.name: (index.columns, spoken(index.options)) for index in table.indexes},
        )
        for table in schema.tables.values()
    }


def spoken(values: Options) -> dict[str, Value]:
    usual = {"null": True, "default": None}
    return {k: v for k, v in values.values.items() if k not in usual or v is not usual[k]}


def adds_required_column(played: Migration) -> bool:
    added = [o for o in played.down.operations if isinstance(o, AddColumn)]
    return any(operation.column.required_without_default for operation in added)
