"""What happens to the operations of a migration: they run at once, or are recorded and undone.

Source: ActiveRecord::Migration#revert, ActiveRecord::Migration::CommandRecorder. The body of a
`revert` is followed once with a recorder in the place of the connection. What the recorder knows is
noted, inverted, and run backwards at the end; everything else happens at once, forwards.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, groupby
from typing import TypeAlias

from wishare_lint.rails.operations import Irreversible, Operation, RenameTable
from wishare_lint.rails.schema.schema import UNKNOWN, Conflict, Schema

Later: TypeAlias = Callable[[], object]
"""Code that Rails keeps for the replay, such as the block of `reversible`."""

_Entry: TypeAlias = tuple[Operation, ...] | Later


class Recorder:
    """The operations that ran, in order, and the schema that they leave.

    `before` is the schema at the start, with what must have been in it for the operations to work.
    `irreversible` are those without an inverse: there Rails stops. `unrecorded` are those that ran
    at once, forwards, while others were being recorded. `conflict` is the first operation that the
    database would refuse, with the reason.
    """

    def __init__(self, schema: Schema = UNKNOWN) -> None:
        self.before = schema
        self.schema = schema
        self.operations: list[Operation] = []
        self.irreversible: list[tuple[Operation, Irreversible]] = []
        self.unrecorded: list[Operation] = []
        self.conflict: tuple[Operation, Conflict] | None = None
        self.reverting = False
        self._recorded: list[_Entry] | None = None
        self._aside = False
        self._renamed: dict[str, str] = {}

    @property
    def recording(self) -> bool:
        return self._recorded is not None

    def run(self, operation: Operation) -> None:
        """The operation happens now."""
        if self.recording or self._aside:
            self.unrecorded.append(operation)
        self.operations.append(operation)
        self._presume(operation)
        applied = operation.apply(self.schema)
        if isinstance(applied, Schema):
            self.schema = applied
            self._note_rename(operation)
        elif not operation.conditional and self.conflict is None:
            self.conflict = (operation, applied)

    def _presume(self, operation: Operation) -> None:
        """Takes for granted what the operation needs; so it was there at the start, unless made."""
        presumed = operation.presumed(self.schema)
        if presumed is not self.schema:
            self.schema = presumed
            self.before = self._as_at_the_start(operation).presumed(self.before)

    def _as_at_the_start(self, operation: Operation) -> Operation:
        """The operation on the table by the name that it had before this migration."""
        name = self._renamed.get(str(operation.table_name))
        return operation if name is None else replace(operation, table=name)  # type: ignore[call-arg]

    def _note_rename(self, operation: Operation) -> None:
        if isinstance(operation, RenameTable):
            old = str(operation.table)
            self._renamed[str(operation.new_name)] = self._renamed.pop(old, old)

    def record(self, operations: Iterable[Operation]) -> None:
        """The operations of a command that Rails records: they happen now, or on replay."""
        for operation in operations:
            self._record(operation)

    def _record(self, operation: Operation) -> None:
        if self._recorded is None:
            self.run(operation)
            return
        if not self.reverting:
            self._recorded.append((operation,))
            return
        inverse = operation.inverse()
        if isinstance(inverse, Irreversible):
            self.irreversible.append((operation, inverse))
        else:
            self._recorded.append((inverse,))

    def record_irreversible(self, operations: Sequence[Operation]) -> None:
        """The operations of a command of which Rails knows no inverse, whatever they are."""
        if not self.reverting:
            self.record(operations)
        elif operations:
            reason = f"`{operations[0].origin.via}` does not say how to undo its SQL"
            self.irreversible.append((operations[0], Irreversible(reason)))

    def undo_by(self, inverse: Iterable[Operation]) -> None:
        """The operations of a command by which Rails undoes another one: they happen on replay."""
        if self._recorded is not None:
            self._recorded.append(tuple(inverse))

    def defer(self, later: Later) -> None:
        """Code that happens now, or on replay as it stands."""
        if self._recorded is None:
            later()
        else:
            self._recorded.append(later)

    def revert(self, follow: Later) -> None:
        """Follows code to undo it; within another `revert`, to do it after all."""
        outer, entries = self._recorded, list[_Entry]()
        self._recorded, self.reverting = entries, not self.reverting
        try:
            follow()
        finally:
            self._recorded, self.reverting = outer, not self.reverting
        backwards = entries[::-1]
        if outer is None:
            self._replay(backwards)
        else:
            outer.extend(backwards)

    def keeping_order(self, follow: Later) -> None:
        """Follows code whose calls are undone in their own order, not the other way round."""
        before = len(self._recorded or ())
        follow()
        if self._recorded is not None:
            calls = [tuple(entries) for _, entries in groupby(self._recorded[before:], _place)]
            self._recorded[before:] = chain.from_iterable(reversed(calls))

    def _replay(self, entries: Iterable[_Entry]) -> None:
        for entry in entries:
            if isinstance(entry, tuple):
                self.record(entry)
            else:
                entry()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """While this lasts, everything happens at once: another connection is used."""
        recorded, reverting, aside = self._recorded, self.reverting, self._aside
        self._recorded, self.reverting, self._aside = None, False, aside or self.recording
        try:
            yield
        finally:
            self._recorded, self.reverting, self._aside = recorded, reverting, aside


def _place(entry: _Entry) -> object:
    """The call that was recorded: all its operations stand together."""
    return entry[0].place if isinstance(entry, tuple) and entry else None
