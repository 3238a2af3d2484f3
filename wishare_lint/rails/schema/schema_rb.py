"""The schema in `schema.rb`: a migration that makes everything, so it is played as one."""

import re

from wishare_lint.rails.migrations.compatibility import compatibility
from wishare_lint.rails.migrations.interpreter import ENGLISH, MigrationInterpreter
from wishare_lint.rails.models.inflector import Inflector
from wishare_lint.rails.schema.schema import EMPTY, Schema
from wishare_lint.rails.version import Version
from wishare_lint.ruby import syntax
from wishare_lint.ruby.interpreter import Scope
from wishare_lint.ruby.parser import parse
from wishare_lint.ruby.source import SourceFile

_VERSION = re.compile(rb"ActiveRecord::Schema\[(\d+)\.(\d+)\]")
_SILENT: Version = (6, 1)
_LAST_MIGRATION = re.compile(rb"\.define\(version: ([\d_]+)\)")


def read_schema(source: SourceFile, inflector: Inflector = ENGLISH) -> Schema:
    """The schema that `ActiveRecord::Schema[x.y].define` builds."""
    version = compatibility(schema_version(source))
    interpreter = MigrationInterpreter(version, inflector, schema=EMPTY)
    for call in parse(source).body:
        if isinstance(call, syntax.Call) and call.method == "define" and call.block is not None:
            interpreter.run(call.block.body, Scope())
    return interpreter.recorder.schema


def schema_version(source: SourceFile) -> Version:
    """The Rails version that wrote the dump; it tells so since Rails 7.0."""
    match = _VERSION.search(source.data)
    return (int(match.group(1)), int(match.group(2))) if match else _SILENT


def last_migration(source: SourceFile) -> int | None:
    """The version of the newest migration in the dump; None where it does not tell."""
    match = _LAST_MIGRATION.search(source.data)
    return int(match.group(1)) if match else None
