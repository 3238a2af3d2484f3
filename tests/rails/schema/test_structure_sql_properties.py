"""For any schema: its `structure.sql` reads back as it was."""

from hypothesis import given, settings

from tests.rails.random_schemas import as_structure_sql, real_schemas
from wishare_lint.rails.rollback.difference import differences
from wishare_lint.rails.schema.schema import Schema
from wishare_lint.rails.schema.structure_sql import read_structure
from wishare_lint.ruby.source import SourceFile


@settings(deadline=None)
@given(real_schemas())
def test_a_structure_reads_back_as_it_was(schema: Schema) -> None:
    source = SourceFile("db/structure.sql", as_structure_sql(schema).encode())
    read = read_structure(source, "postgresql")
    assert differences(schema, read) == ()
    assert {name: list(table.columns) for name, table in read.tables.items()} == {
        name: list(table.columns) for name, table in schema.tables.items()
    }
