"""Which enum of the base became which enum of the head: by class and attribute, through renames."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from wishare_lint.rails.enums.change import EnumChange, Reader, compare
from wishare_lint.rails.enums.enum import Enum
from wishare_lint.rails.models.model import Model
from wishare_lint.rails.models.models import Models
from wishare_lint.rails.operations import (
    DropTable,
    Operation,
    RemoveColumn,
    RenameColumn,
    RenameTable,
)
from wishare_lint.ruby.source import Place
from wishare_lint.ruby.values import Unknown

_Column: TypeAlias = tuple[str, str]


@dataclass
class Moves:
    """What migrations rename and drop, in the names that the base knows."""

    tables: dict[str, str] = field(default_factory=dict)
    columns: dict[_Column, str] = field(default_factory=dict)
    dropped_tables: set[str] = field(default_factory=set)
    dropped_columns: set[_Column] = field(default_factory=set)

    @classmethod
    def of(cls, operations: Iterable[Operation]) -> "Moves":
        moves = cls()
        for operation in operations:
            moves.add(operation)
        return moves

    def add(self, operation: Operation) -> None:
        match operation:
            case RenameTable(table=str(table), new_name=str(new)):
                self.tables[_plain(table)] = _plain(new)
            case DropTable(table=str(table)):
                self.dropped_tables.add(self._old_table(table))
            case RenameColumn(table=str(table), name=str(name), new_name=str(new)):
                self.columns[self._old_table(table), name] = new
            case RemoveColumn(table=str(table), name=str(name)):
                self.dropped_columns.add((self._old_table(table), name))

    def _old_table(self, table: str) -> str:
        renamed = {new: old for old, new in self.tables.items()}
        return renamed.get(_plain(table), _plain(table))

    def drops(self, table: str, column: str) -> bool:
        """Whether no row keeps the column's values."""
        return table in self.dropped_tables or (table, column) in self.dropped_columns


def _plain(table: str) -> str:
    return table.removeprefix("public.")


@dataclass(frozen=True)
class Pair:
    """An enum of the base and what became of it (None: gone) in the classes that read its rows.

    `home` is the class or concern in which the reader of a finding should look for it.
    """

    before: Enum
    after: Enum | None
    home: Model
    readers: tuple[Reader, ...]

    def change(self) -> EnumChange | None:
        """The difference; None when both mean the same."""
        if self.after is None:
            return EnumChange(self.before, None, self.readers, self.home.place)
        return compare(self.before, self.after, self.readers)

    def incomparable(self) -> tuple[Place, str] | None:
        """Where the mapping is known on one side only, and why it cannot be compared."""
        if self.after is None:
            return None
        computed = [isinstance(enum.mapped, Unknown) for enum in (self.before, self.after)]
        if computed == [True, False]:
            return self.after.place, f"the base computes the values of `{self.before.name}`"
        if computed == [False, True]:
            return self.after.place, f"the values of `{self.after.name}` are computed now"
        return None


def pairs(base: Models, head: Models, moves: Moves) -> tuple[Pair, ...]:
    """The enums of the base whose rows are still there, with those of the head.

    An enum that several classes share is one pair, as long as it is one declaration on both sides.
    """
    found: dict[tuple[int, int], Pair] = {}
    for (class_name, attribute), before in base.enums.items():
        owner = base.by_class[class_name]
        table = base.table(owner)
        model = _heir(owner, table, base, head, moves)
        if model is None or moves.drops(table, attribute):
            continue
        column = moves.columns.get((table, attribute), attribute)
        after = head.enums.get((model.class_name, column))
        if after is None and _is_silent(model, owner, column, head):
            continue
        home = head.by_class.get(before.class_name, model)
        key = (id(before), id(after))
        pair = found.setdefault(key, Pair(before, after, home, ()))
        found[key] = replace(pair, readers=(*pair.readers, *_readers(model, head)))
    return tuple(replace(p, readers=_roots(p.readers, head)) for p in found.values())


def _heir(owner: Model, table: str, base: Models, head: Models, moves: Moves) -> Model | None:
    """The class that reads the rows in the head: of the same name, else the only new one."""
    renamed = moves.tables.get(table)
    candidates = head.of_table(renamed or table)
    same_name = head.by_class.get(owner.class_name)
    if same_name is not None and (renamed is None or same_name in candidates):
        return same_name
    heirs = [model for model in candidates if model.class_name not in base.by_class]
    return heirs[0] if len(heirs) == 1 else same_name


def _is_silent(model: Model, before: Model, column: str, head: Models) -> bool:
    """Whether it means nothing that the class shows no enum any more: it could not be read, it now
    includes a module that only a running program can name, the column is ignored on its way out,
    or another class on the table has the enum now."""
    if any("." in name for name in model.includes if name not in before.includes):
        return True
    table = head.table(model)
    moved = any((other.class_name, column) in head.enums for other in head.of_table(table))
    return moved or bool(model.unreadable) or head.ignores(table, column)


def _readers(model: Model, head: Models) -> tuple[Reader, ...]:
    return () if model.is_module else (Reader(model.class_name, head.table(model)),)


def _roots(readers: tuple[Reader, ...], head: Models) -> tuple[Reader, ...]:
    """Without abstract classes, and without those that share the table of one of the others."""
    models = {reader: head.by_class[reader.class_name] for reader in readers}
    concrete = [reader for reader in readers if not models[reader].abstract] or list(readers)
    owned = {reader.table for reader in concrete if not head.shares_table(models[reader])}
    return tuple(
        reader
        for reader in concrete
        if reader.table not in owned or not head.shares_table(models[reader])
    )
