"""What operations lock, rewrite and scan, by database and version."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from wishare_lint.rails.costs import mysql, postgresql, sqlite
from wishare_lint.rails.costs.cost import NOTHING as NOTHING
from wishare_lint.rails.costs.cost import Cost as Cost
from wishare_lint.rails.migrations.playback import play_on
from wishare_lint.rails.operations import Operation
from wishare_lint.rails.schema.created import Created
from wishare_lint.rails.schema.schema import UNKNOWN, Schema
from wishare_lint.rails.version import Version

_DATABASES = {"mysql": mysql.cost, "postgresql": postgresql.cost, "sqlite": sqlite.cost}


def cost(
    operation: Operation,
    adapter: str | None,
    version: Version | None = None,
    before: Schema = UNKNOWN,
    created: Created | None = None,
) -> Cost | None:
    """The cost of an operation on the schema `before`; None where it is not known.

    `version` is that of the database server: where the cost depends on it and it is None, so is
    what depends on it. Tables in `created` hold no rows yet, and nobody else sees them.
    """
    if adapter not in _DATABASES:
        return None
    known = _DATABASES[adapter](operation, version, before)
    return known if known is None or created is None else _without(created, operation, known)


def _without(created: Created, operation: Operation, known: Cost) -> Cost:
    """The cost as far as it falls on tables that were there before."""
    others = tuple(table for table in known.tables if not created.has(table))
    if known.tables and not others:
        return NOTHING
    if created.has(operation.table_name):
        return replace(known, tables=others, rewrites=False, scans=False)
    return replace(known, tables=others)


def costs(
    operations: Iterable[Operation],
    adapter: str | None,
    version: Version | None = None,
    before: Schema = UNKNOWN,
) -> Iterator[Cost | None]:
    """The cost of each operation of a migration that runs on the schema `before`."""
    created, schema = Created(), before
    for operation in operations:
        yield cost(operation, adapter, version, schema, created)
        created, schema = created.after(operation), play_on((operation,), schema)
