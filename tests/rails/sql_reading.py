"""Reads SQL as the operations of one `execute`."""

from wishare_lint.rails.operations import Operation, Origin
from wishare_lint.rails.sql import statements
from wishare_lint.ruby.source import SourceFile
from wishare_lint.ruby.values import Value

ORIGIN = Origin(SourceFile("db/migrate/1_m.rb", b"execute sql").whole, "execute")


def operations(sql: Value, adapter: str | None = "postgresql") -> tuple[Operation, ...]:
    """The operations of an SQL text."""
    return tuple(statements(sql, ORIGIN, adapter))


def operation(sql: Value, adapter: str | None = "postgresql") -> Operation:
    """The operation of an SQL text that has just one."""
    (found,) = operations(sql, adapter)
    return found


def kinds(sql: Value, adapter: str | None = "postgresql") -> list[str]:
    """The kinds of its operations."""
    return [found.kind for found in operations(sql, adapter)]
