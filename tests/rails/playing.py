"""Short ways to play a piece of a migration in a test, and to say what it does."""

import inspect

from wishare_lint.rails.migrations.migration import Migration, read_migration
from wishare_lint.rails.migrations.playback import Playback
from wishare_lint.rails.operations import Operation
from wishare_lint.rails.schema.schema import UNKNOWN, Schema
from wishare_lint.rails.schema.schema_rb import read_schema
from wishare_lint.ruby.source import SourceFile


def migration(code: str, version: str = "8.1", adapter: str | None = "postgresql") -> Migration:
    """A migration whose class has this body; without a `def`, it is the body of `change`."""
    text = inspect.cleandoc(code)
    body = text if "def " in text else f"def change\n{text}\nend"
    return whole(f"class M < ActiveRecord::Migration[{version}]\n{body}\nend\n", adapter)


def whole(code: str, adapter: str | None = "postgresql") -> Migration:
    """The migration in a file of this content."""
    source = SourceFile("db/migrate/20260101000000_m.rb", inspect.cleandoc(code).encode())
    read = read_migration(source, adapter)
    assert isinstance(read, Migration)
    return read


def up_down(forth: str, back: str) -> str:
    """The body of a class with both methods."""
    return f"def up\n{forth}\nend\ndef down\n{back}\nend"


def up(code: str, version: str = "8.1", schema: Schema = UNKNOWN) -> list[str]:
    """What it does when it is run, as calls."""
    played = migration(code, version)
    return calls(played, played.play("up", schema))


def down(code: str, version: str = "8.1") -> list[str]:
    """What it does when it is rolled back, on the schema that it leaves."""
    played = migration(code, version)
    return calls(played, played.play("down", played.up.after))


def calls(played: Migration, playback: Playback) -> list[str]:
    return [written(played, operation) for operation in playback.operations]


def written(played: Migration, operation: Operation) -> str:
    """An operation as a call of Rails; where there is none, its kind and what it is about."""
    return played.writer.statement(operation) or f"{operation.kind} {operation.subject}"


def operations(code: str, version: str = "8.1", adapter: str = "postgresql") -> list[Operation]:
    """What it does when it is run."""
    return list(migration(code, version, adapter).up.operations)


def schema(code: str, version: str = "8.1") -> Schema:
    """The schema that a dump with this content describes."""
    text = f"ActiveRecord::Schema[{version}].define(version: 1) do\n{inspect.cleandoc(code)}\nend\n"
    return read_schema(SourceFile("db/schema.rb", text.encode()))
