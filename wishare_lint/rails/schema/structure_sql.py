"""The schema in `structure.sql`: a script that makes everything, so it is played as one.

Sources: `pg_dump --schema-only`, `mysqldump --no-data` and SQLite's `.schema`, as the tasks of
ActiveRecord::Tasks call them; SchemaDumper, for how Rails names what it finds.
"""

import re
from dataclasses import replace

from wishare_lint.rails.operations import Origin
from wishare_lint.rails.schema.schema import EMPTY, Column, Conflict, Schema, Table
from wishare_lint.rails.sql import statements
from wishare_lint.ruby.source import SourceFile
from wishare_lint.ruby.values import Code, Value

_LEFT_OUT = frozenset({"schema_migrations", "ar_internal_metadata", "sqlite_sequence"})
"""Tables that `schema.rb` does not have."""


def read_structure(source: SourceFile, adapter: str | None) -> Schema:
    """The schema that the script builds, in the terms of `schema.rb`."""
    origin = Origin(source.whole, source.path)
    schema = EMPTY
    for operation in statements(source.text, origin, adapter):
        applied = operation.apply(schema)
        schema = schema if isinstance(applied, Conflict) else applied
    tables = {
        name: _as_dumped(table, schema, adapter)
        for name, table in schema.tables.items()
        if name not in _LEFT_OUT
    }
    objects = {key: sql for key, sql in schema.objects.items() if not key.startswith("sequence ")}
    return replace(schema, tables=tables, objects=objects)


def last_migration(source: SourceFile) -> int | None:
    """The version of the newest migration that the script notes as done; None without any."""
    noted = _NOTED.search(source.data)
    versions = [int(version) for version in re.findall(rb"'(\d+)'", noted[0])] if noted else []
    return max(versions, default=None)


_NOTED = re.compile(rb"^INSERT INTO [`\"\w.]*schema_migrations\b[^;]*", re.MULTILINE)


def _as_dumped(table: Table, schema: Schema, adapter: str | None) -> Table:
    """The table as SchemaDumper would write it."""
    columns = {name: _typed(column, schema) for name, column in table.columns.items()}
    key = columns.get(str(table.options.get("primary_key", "id")))
    if key is None or table.options.get("id") is False:
        return replace(table, columns=columns)
    type_ = "bigint" if key.type == _USUAL_KEYS.get(adapter or "", "bigserial") else key.type
    key = replace(key, type=type_, options=key.options.without("auto_increment"))
    options = table.options.without("id").merged(**_of_key(key))
    return replace(table, columns={**columns, str(key.name): key}, options=options)


def _of_key(key: Column) -> dict[str, Value]:
    """What `create_table` says of the key."""
    own = key.options.without("null").values
    if own.keys() - {"default"}:
        said: dict[Value, Value] = {"type": key.type}
        said.update(own.items())
        return {"id": said}
    return dict(own) if key.type == "bigint" else {"id": key.type, **own}


_USUAL_KEYS = {"mysql": "bigint", "sqlite": "integer"}
"""The type of a key that `schema.rb` does not mention."""


def _typed(column: Column, schema: Schema) -> Column:
    """The column with an enum type under Rails' name for it, and with a sequence in its type."""
    if str(column.type) in schema.enums:
        return replace(column, type="enum", options=column.options.merged(enum_type=column.type))
    if column.type in _COUNTED and _counts(column.default):
        options = column.options.without("default")
        return replace(column, type=_COUNTED[str(column.type)], options=options)
    return column


_COUNTED = {"integer": "serial", "bigint": "bigserial"}


def _counts(default: Value) -> bool:
    """Whether a sequence gives the value."""
    sources = ('-> { "nextval(', '-> { "GENERATED ')
    return isinstance(default, Code) and default.source.startswith(sources)
