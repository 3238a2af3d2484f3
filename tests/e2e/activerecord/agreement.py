"""What the linter says of a migration beside what really happened."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from tests.e2e.activerecord.database import Played
from tests.e2e.activerecord.rails_6_1 import reason_for
from wishare_lint.rails.migrations.migration import Migration
from wishare_lint.rails.rollback.difference import differences, sentences
from wishare_lint.rails.rollback.rollback import Rollback, rollback
from wishare_lint.rails.rollback.verdict import opaque
from wishare_lint.rails.schema.schema import Column, ForeignKey, Schema, Table

AS_BEFORE, OTHERWISE = "the schema is as before", "the schema differs"
NOTHING, REFUSED, ERROR = "nothing happens", "Rails refuses", "an error"
UP_FAILS = "an error on the way up"
ENDINGS = {
    "exact": (AS_BEFORE,),
    "lossy": (OTHERWISE, NOTHING),
    "irreversible": (REFUSED,),
    "missing": (NOTHING, AS_BEFORE),
    "no-op": (NOTHING, AS_BEFORE),
    "fails": (ERROR,),
}
"""What each verdict claims of the real roll-back."""

ROWS_IN_THE_WAY = ("InvalidForeignKey", "NotNullViolation", "ValueTooLong", "RangeError")
"""Errors of ActiveRecord that depend on the rows."""


@dataclass(frozen=True)
class Agreement:
    """One row of the table: `real` and `ours` in words, and what does not agree.

    `difference` tells whether what the roll-back leaves different is the same; `-` where it stops.
    `not_run` is the reason why nothing could be compared.
    """

    name: str
    adapter: str
    ours: str = ""
    real: str = ""
    difference: str = "-"
    disagreements: tuple[str, ...] = ()
    not_run: str = ""


def agreement(name: str, adapter: str, migration: Migration, played: Played) -> Agreement:
    """The linter's verdict on the real schema, compared with the real ending."""
    if played.broken is not None:
        return _not_played(name, adapter, played.broken)
    told = rollback(migration, played.before)
    if played.up_error is not None:
        return _stopped(name, adapter, told, played.up_error)
    found = _Comparison(told, played, adapter)
    return Agreement(
        name, adapter, told.verdict, found.ending, found.difference, tuple(found.disagreements())
    )


def _not_played(name: str, adapter: str, error: str) -> Agreement:
    """What cannot even be loaded or dumped has a reason; else it is the player that is broken."""
    reason = reason_for(error)
    if reason is not None:
        return Agreement(name, adapter, not_run=reason)
    return Agreement(name, adapter, disagreements=(error,))


def _stopped(name: str, adapter: str, told: Rollback, error: str) -> Agreement:
    """The migration fails on its way up already: so says the linter, or there is a reason."""
    if told.up.conflict is not None or told.up.raises is not None:
        return Agreement(name, adapter, told.verdict, UP_FAILS)
    reason = reason_for(error) or _needs_unknown(told, error)
    if reason is not None:
        return Agreement(name, adapter, told.verdict, UP_FAILS, not_run=reason)
    return Agreement(name, adapter, told.verdict, UP_FAILS, disagreements=(error,))


def _needs_unknown(told: Rollback, error: str) -> str | None:
    """Where the linter cannot read what is done, it does not say which schema that takes."""
    unread = told.up.unreadable or any(opaque(told.up.operations))
    return f"what it does is not read: {error}" if unread else None


@dataclass(frozen=True)
class _Comparison:
    told: Rollback
    played: Played
    adapter: str

    @cached_property
    def ending(self) -> str:
        played = self.played
        if played.down_error is not None:
            refused = played.down_error.startswith("ActiveRecord::IrreversibleMigration")
            return REFUSED if refused else ERROR
        if not self._really_left:
            return AS_BEFORE
        return OTHERWISE if _different(played.after_up, played.after_down) else NOTHING

    @property
    def difference(self) -> str:
        if self.played.down_error is not None or self.told.verdict in ("unknown", "fails"):
            return "-"
        return "equal" if self._left == self._really_left else "other"

    @cached_property
    def _left(self) -> tuple[str, ...]:
        """What the linter says that the roll-back leaves, as far as a dump shows it."""
        return self._misjudged(self.told.up.before, self.told.down.after)

    @cached_property
    def _really_left(self) -> tuple[str, ...]:
        return self._misjudged(self.played.before, self.played.after_down)

    def disagreements(self) -> Iterator[str]:
        """What the operations do to the schema, then the verdict, then what is left."""
        told, played = self.told, self.played
        if told.up.conflict is not None:
            yield f"up runs, though {told.up.conflict[1].reason}"
            return
        if told.verdict == "unknown":
            return
        yield from (f"after up: {text}" for text in self._misjudged(played.after_up, told.up.after))
        if self.ending not in self._endings:
            yield f"{told.verdict} {told.reasons}, in truth {self.ending}: {played.down_error}"
        elif self.difference == "other":
            yield f"left: {self._left}, in truth {self._really_left}"
        elif self.difference == "equal":
            after_down = self._misjudged(played.after_down, told.down.after)
            yield from (f"after down: {text}" for text in after_down)

    @property
    def _endings(self) -> tuple[str, ...]:
        """What may happen; where a dump does not show what is lost, it is as before.

        The verdict is about the schema: what the rows do to the roll-back are its risks.
        """
        if self.told.risks and self._stopped_by_rows:
            return (ERROR,)
        if self.told.verdict == "lossy" and not self._left:
            return (AS_BEFORE,)
        return ENDINGS[self.told.verdict]

    @property
    def _stopped_by_rows(self) -> bool:
        error = (self.played.down_error or "").partition(": ")[0]
        return error.removeprefix("ActiveRecord::") in ROWS_IN_THE_WAY

    def _misjudged(self, real: Schema, told: Schema) -> tuple[str, ...]:
        return _different(_dumped(real, self.adapter), _dumped(told, self.adapter))


def _different(before: Schema, after: Schema) -> tuple[str, ...]:
    """What is surely different, without the casts and quotes that a dump prints around values."""
    texts = sentences(one for one in differences(before, after) if one.certain)
    return tuple(sorted(_PRINTED.sub(r"\1\2", text) for text in texts))


_PRINTED = re.compile(r'\((\w+)\)::\w+|"(\d+)"')


# What the dump of 6.1 shows


def _dumped(schema: Schema, adapter: str) -> Schema:
    tables = {name: _without_validation(table) for name, table in schema.tables.items()}
    if adapter == "sqlite":
        tables = {name: _in_sqlite(table) for name, table in tables.items()}
    return replace(schema, tables=tables, enums={}, extensions=frozenset(), objects={})


def _without_validation(table: Table) -> Table:
    """The table as if all its keys and checks were validated."""
    checks = (replace(one, options=one.options.without("validate")) for one in table.constraints)
    keys = tuple(_validated(key) for key in table.foreign_keys)
    return replace(table, constraints=tuple(checks), foreign_keys=keys)


def _validated(key: ForeignKey) -> ForeignKey:
    return replace(key, options=key.options.without("validate"))


def _in_sqlite(table: Table) -> Table:
    """The table without comments, and with one kind of integer and of JSON."""
    columns = {name: _column_in_sqlite(column) for name, column in table.columns.items()}
    return replace(table, columns=columns, options=table.options.without("comment"))


def _column_in_sqlite(column: Column) -> Column:
    known = {"bigint": "integer", "jsonb": "json"}
    return replace(column.without("comment"), type=known.get(str(column.type), column.type))


# The table


def table(rows: Iterable[Agreement], known: Mapping[tuple[str, str], str]) -> Iterator[str]:
    """All whole migrations, and of the calls played alone those that have something to tell."""
    found = sorted(rows, key=lambda row: (row.name, row.adapter))
    compared = [row for row in found if not row.not_run]
    shown = [row for row in compared if row.disagreements or not re.search(r":\d+$", row.name)]
    width = max((len(row.name) for row in shown), default=0)
    yield _line("migration", "adapter", "in truth", "ours", "difference", width=width)
    for row in shown:
        reason = known.get((row.name, row.adapter))
        notes = [f"known: {reason}"] if reason else [f"WRONG: {one}" for one in row.disagreements]
        line = _line(row.name, row.adapter, row.real, row.ours, row.difference, width=width)
        yield "  ".join([line, *notes])
    yield ""
    yield from (
        f"not run: {row.name} on {row.adapter}: {row.not_run}" for row in found if row.not_run
    )
    wrong = [row for row in compared if row.disagreements]
    left = [row for row in wrong if (row.name, row.adapter) not in known]
    yield ""
    yield (
        f"{len(compared)} compared ({len(shown)} shown), {len(left)} disagree, "
        f"{len(wrong) - len(left)} known, {len(found) - len(compared)} not run"
    )


def _line(name: str, adapter: str, real: str, ours: str, difference: str, width: int) -> str:
    return f"{name:{width}}  {adapter:10}  {real:23}  {ours:12}  {difference:10}".rstrip()
