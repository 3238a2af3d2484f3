"""For any schema and migration: what is called exact is equal, and a dump reads back as it was."""

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rails.random_schemas import NAMES, TYPES, dumped, options, schemas, written
from wishare_lint.rails.migrations.migration import Migration, read_migration
from wishare_lint.rails.operations import AddColumn, Operation
from wishare_lint.rails.rollback.rollback import rollback
from wishare_lint.rails.schema.options import Options
from wishare_lint.rails.schema.schema import Conflict, Schema
from wishare_lint.rails.schema.schema_rb import read_schema
from wishare_lint.ruby.source import SourceFile
from wishare_lint.ruby.values import Value

ADAPTERS = (None, "postgresql", "mysql", "sqlite")


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
                f"remove_index :{table}, name: :by_two, column: [:{name}, :{other}]",
                f"remove_columns :{table}, :{name}, :{other}, type: :{type_}",
                f"add_reference :{table}, :{name}",
                f"add_foreign_key :{table}, :posts, column: :{name}",
                f"drop_table(:{table}) {{ |t| t.{type_} :{name}{given_options} }}",
                f"revert {{ add_column :{table}, :{name}, :{type_}{given_options} }}",
                f"rename_table :{table}, :{table}_old",
                f"create_table(:{name}) {{ |t| t.{type_} :a }}",
            )
        )
    )


def migration(body: list[str], adapter: str | None) -> Migration:
    text = "\n".join(
        ["class M < ActiveRecord::Migration[8.0]", "def change", *body, "end", "end", ""]
    )
    read = read_migration(SourceFile("db/migrate/1_m.rb", text.encode()), adapter)
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


@settings(deadline=None)
@given(schemas())
def test_a_dumped_schema_reads_back_as_it_was(schema: Schema) -> None:
    assert read_schema(SourceFile("db/schema.rb", dumped(schema).encode())) == schema


@settings(deadline=None)
@given(schemas(), st.lists(commands(), max_size=4), st.sampled_from(ADAPTERS))
def test_exact_means_that_the_schemas_are_equal(
    before: Schema, body: list[str], adapter: str | None
) -> None:
    played = migration(body, adapter)
    before = replace(before, adapter=adapter)
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
            {(key.to_table, key.column) for key in table.foreign_keys},
        )
        for table in schema.tables.values()
    }


def spoken(values: Options) -> dict[str, Value]:
    usual = {"null": True, "default": None}
    return {k: v for k, v in values.values.items() if k not in usual or v is not usual[k]}


def adds_required_column(played: Migration) -> bool:
    added = [o for o in played.down.operations if isinstance(o, AddColumn)]
    return any(operation.column.required_without_default for operation in added)
