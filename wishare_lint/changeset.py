"""The change set: what is not released yet, and how the enums of base and head differ."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from wishare_lint.chosen import Selection
from wishare_lint.git import CUT_HISTORY
from wishare_lint.history import History
from wishare_lint.layout import may_hold_values
from wishare_lint.library import CODE
from wishare_lint.project import Project
from wishare_lint.rails.enums.change import EnumChange
from wishare_lint.rails.enums.enum import Enum
from wishare_lint.rails.migrations.migration import Migration, NoMigration
from wishare_lint.rails.migrations.task import Task
from wishare_lint.rails.models.model import Model
from wishare_lint.rails.operations import RowOperation
from wishare_lint.rails.rows.row_write import RowWrite
from wishare_lint.rails.schema.schema import Schema
from wishare_lint.ruby.source import Place, SourceFile
from wishare_lint.ruby.values import Unknown, Value
from wishare_lint.schemas import schemas_before
from wishare_lint.side import Side

if TYPE_CHECKING:
    from wishare_lint.enum_history import FormerLabel
    from wishare_lint.rails.enums.label_uses import LabelUse
    from wishare_lint.rails.enums.literals import LiteralMismatch
    from wishare_lint.rails.enums.pairs import Pair
    from wishare_lint.rails.enums.stale_labels import StaleWrite


@dataclass(frozen=True, eq=False)
class ChangeSet:
    """The deployed tree (`base`, None where it is not known) and the tree to come (`head`).

    `history` is that of the base, None without git.
    """

    head: Side
    base: Side | None
    selection: Selection
    history: History | None = None

    @property
    def project(self) -> Project:
        return self.head.project

    @property
    def notices(self) -> tuple[str, ...]:
        """What there is to say about the run as a whole."""
        is_cut = any(c.gained for c in self.enum_changes) and self.history and self.history.is_cut
        return (*self.selection.notices, *((CUT_HISTORY,) if is_cut else ()))

    @cached_property
    def migrations(self) -> tuple[Migration, ...]:
        """The migrations to check, in the order Rails runs them."""
        return self.head.migrations(self.selection.migrations)

    @cached_property
    def unreadable_migrations(self) -> tuple[NoMigration, ...]:
        """Files to check that stand with the migrations and are none."""
        read = (self.head.migration(path) for path in self.selection.migrations)
        return tuple(found for found in read if isinstance(found, NoMigration))

    @cached_property
    def data_migrations(self) -> tuple[Migration, ...]:
        """New migrations of data alone; they run after the others."""
        return self.head.migrations(self.selection.data_migrations)

    def _not_released(self, migrations: Iterable[Migration]) -> tuple[Migration, ...]:
        """Those that the base does not have: one that was only edited does not run again."""
        project = self.base.project if self.base else None
        paths = (*project.migration_paths, *project.data_migration_paths) if project else ()
        released = {_file_version(path) for path in paths}
        return tuple(m for m in migrations if _file_version(m.path) not in released)

    @cached_property
    def row_writes(self) -> tuple[RowWrite, ...]:
        """What the new migrations do to rows, in the order they run, and then the new tasks."""
        by_migrations = (
            RowWrite(operation, migration.own_model(operation.model), direction)
            for migration in self._not_released((*self.migrations, *self.data_migrations))
            for direction, played in (("up", migration.up), ("down", migration.down))
            for operation in played.operations
            if isinstance(operation, RowOperation)
        )
        by_tasks = (
            RowWrite(operation, task=task.title)
            for task in self._new_tasks
            for operation in task.operations
        )
        return (*by_migrations, *by_tasks)

    @property
    def _new_tasks(self) -> tuple[Task, ...]:
        """The tasks that the base does not have, or has otherwise."""
        paths = self.selection.tasks
        old = self.base.tasks(paths) if self.base else ()
        known = {(task.title, task.place.text) for task in old}
        found = self.head.tasks(paths)
        return tuple(task for task in found if (task.title, task.place.text) not in known)

    @property
    def stale_writes(self) -> "Iterator[StaleWrite]":
        """What the new migrations write with labels that their models do not have."""
        from wishare_lint.rails.enums.stale_labels import stale_writes

        writes = [write for write in self.row_writes if write.may_name_labels]
        if self.base is not None and writes:
            yield from stale_writes(writes, self.base.models, self.head.models)

    @cached_property
    def models(self) -> tuple[Model, ...]:
        """The classes and concerns to check."""
        paths = set(self.selection.models)
        if not paths:
            return ()
        return tuple(m for m in self.head.models.by_class.values() if m.path in paths)

    @cached_property
    def enums(self) -> tuple[Enum, ...]:
        """The enums to check, as they are declared: one in a concern counts once."""
        return tuple(enum for model in self.models for enum in model.enums)

    def schema_before(self, migration: Migration) -> Schema:
        """The database just before a migration of this change set runs."""
        return self._schemas_before[migration.path]

    @cached_property
    def _schemas_before(self) -> Mapping[str, Schema]:
        together = self.selection.released_together
        return schemas_before(self.migrations, self.head, self.base if together else None)

    # Enums

    @cached_property
    def enum_changes(self) -> tuple[EnumChange, ...]:
        """Every enum that means something else in the head than in the base."""
        from wishare_lint.rails.enums.data import with_rewrites

        found = (pair.change() for pair in self._enum_pairs)
        return tuple(
            with_rewrites(change, self.row_writes, self.head.models)
            for change in found
            if change is not None
        )

    def _may_touch_enums(self, base: Side) -> bool:
        """Whether a model has changed, or another file with values that an enum may use."""
        changed = self.selection.changed
        if changed.intersection((*self.project.model_paths, *base.project.model_paths)):
            return True
        if any(map(may_hold_values, changed)):
            return True
        code = [path for path in changed if path.endswith(".rb") and CODE.search(f"/{path}")]
        files = (side.file(path) for side in (base, self.head) for path in code)
        return any(file and file.assigned for file in files)

    @cached_property
    def _enum_pairs(self) -> "tuple[Pair, ...]":
        """The enums of the base, each with what became of it."""
        from wishare_lint.rails.enums.pairs import Moves, pairs

        if self.base is None or not self._may_touch_enums(self.base):
            return ()
        new = self._not_released(self.migrations)
        operations = (operation for migration in new for operation in migration.up.operations)
        return pairs(self.base.models, self.head.models, Moves.of(operations))

    def label_uses(self, change: EnumChange) -> "tuple[LabelUse, ...]":
        """Where the code to come still uses the labels that an enum has lost."""
        from wishare_lint.rails.enums.label_uses import label_uses, lost_labels

        if not lost_labels(change):
            return ()
        schema = self.head.schema(self.project.databases[0])
        return label_uses(change, self.head.code, self.head.models, schema)

    def former_labels(self, change: EnumChange) -> "tuple[FormerLabel, ...]":
        """The labels that an enum had before the base did, and that it has lost by then; none when
        no stored value is new."""
        from wishare_lint.enum_history import former_labels

        if not change.gained or self.base is None or self.history is None or self.history.is_cut:
            return ()
        return former_labels(change.before, self.base, self.history)

    @property
    def literal_mismatches(self) -> "Iterator[LiteralMismatch]":
        """The numbers and texts in SQL that no label of the column's enum stands for."""
        from wishare_lint.rails.enums.literals import in_queries, in_writes
        from wishare_lint.rails.rows.queries import queries_about

        if self.models:
            columns = {attribute for _, attribute in self.head.models.enums}
            sources = {model.path: model.place.source for model in self.models}
            found = queries_about(columns, sources.values())
            yield from in_queries(found, self.head.models)
        if self.base is not None and self.row_writes:
            new = self._not_released(self.migrations)
            operations = (operation for one in new for operation in one.up.operations)
            yield from in_writes(self.row_writes, operations, self.base.models, self.head.models)

    def leaves_none(self, change: EnumChange, stored: Value) -> bool:
        """Whether the new migrations leave no row of an enum with a stored value."""
        from wishare_lint.rails.enums.data import leaves_none

        return leaves_none(change, stored, self.row_writes, self.head.models)

    def label_writes(self, change: EnumChange, labels: Sequence[str]) -> Iterator[Place]:
        """Where changed files write labels that an enum has just got."""
        from wishare_lint.rails.enums.label_writes import label_writes

        changed = [source for source in self.head.code if source.path in self.selection.changed]
        plural = self.project.inflector.pluralize(change.before.attribute)
        return label_writes(change.after or change.before, labels, changed, plural)

    @cached_property
    def unreadable_enums(self) -> tuple[tuple[Place, str], ...]:
        """Enums to check whose mapping takes a running program to tell, or took one before."""
        computed = [
            (enum.place, f"the values of `{enum.name}` are computed: `{enum.mapped}`")
            for enum in self.enums
            if isinstance(enum.mapped, Unknown)
            and enum in self.head.models.enums_together(enum.class_name)
        ]
        compared = (pair.incomparable() for pair in self._enum_pairs)
        known = {place for place, _ in computed}
        return (*computed, *(found for found in compared if found and found[0] not in known))

    @cached_property
    def sources(self) -> tuple[SourceFile, ...]:
        """The files that are checked."""
        chosen = self.selection
        paths = (*chosen.migrations, *chosen.data_migrations, *chosen.models, *chosen.tasks)
        found = [self.head.source(path) for path in paths]
        found += [change.place.source for change in self.enum_changes]
        known = {source.path: source for source in found if source is not None}
        return tuple(known.values())


def _file_version(path: str) -> str:
    """The digits before the name of a migration's file."""
    return path.rpartition("/")[2].partition("_")[0]
