"""The dump of a database that Rails keeps in the tree: `schema.rb` or `structure.sql`."""

from wishare_lint.rails.models.inflector import Inflector
from wishare_lint.rails.schema import schema_rb
from wishare_lint.rails.schema.schema import Schema
from wishare_lint.ruby.source import SourceFile


def read_dump(source: SourceFile, adapter: str | None, inflector: Inflector) -> Schema:
    """The schema that the dump builds."""
    if not _is_sql(source):
        return schema_rb.read_schema(source, inflector)
    from wishare_lint.rails.schema.structure_sql import read_structure

    return read_structure(source, adapter)


def last_migration(source: SourceFile) -> int | None:
    """The version of the newest migration in the dump; None where it does not tell."""
    if not _is_sql(source):
        return schema_rb.last_migration(source)
    from wishare_lint.rails.schema import structure_sql

    return structure_sql.last_migration(source)


def _is_sql(source: SourceFile) -> bool:
    return source.path.endswith(".sql")
