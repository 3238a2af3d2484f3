"""Tasks that write rows when somebody runs them: of rake, and of the gem maintenance_tasks.

Source: Rake::DSL; MaintenanceTasks::Task, whose `process` gets each element of its `collection`.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from wishare_lint.rails.migrations.app_interpreter import Program
from wishare_lint.rails.migrations.compatibility import CURRENT, compatibility
from wishare_lint.rails.migrations.interpreter import MigrationInterpreter
from wishare_lint.rails.models.inflector import Inflector
from wishare_lint.rails.operations import RowOperation
from wishare_lint.rails.rows.relation import Relation
from wishare_lint.rails.rows.rows import Record
from wishare_lint.ruby import syntax
from wishare_lint.ruby.definitions import constants, definitions, methods
from wishare_lint.ruby.interpreter import Invocation, Raised, Scope
from wishare_lint.ruby.parser import parse
from wishare_lint.ruby.scope import Jump
from wishare_lint.ruby.source import Place, SourceFile
from wishare_lint.ruby.values import Symbol, Unknown, Value

RAKE, MAINTENANCE = "rake task", "maintenance task"


@dataclass(frozen=True)
class Task:
    """A task and what it does to rows; `kind` is RAKE or MAINTENANCE, `place` its whole code."""

    name: str
    kind: str
    place: Place
    operations: tuple[RowOperation, ...]

    @property
    def title(self) -> str:
        """The task as a sentence names it."""
        return f"{self.kind} `{self.name}`"


def read_tasks(source: SourceFile, adapter: str | None, inflector: Inflector) -> tuple[Task, ...]:
    """The tasks of a file that write rows."""
    file = parse(source)
    reader = _rake_tasks if source.path.endswith(".rake") else _maintenance_tasks
    return tuple(task for task in reader(file, adapter, inflector) if task.operations)


class _TaskInterpreter(MigrationInterpreter):
    """Follows code with the methods and constants of its file or class."""

    def __init__(
        self, file: syntax.File, body: syntax.Body, adapter: str | None, inflector: Inflector
    ) -> None:
        program = Program(
            file.source,
            methods={name: found.node for name, found in methods(body).items()},
            constants=constants(file.body),
        )
        super().__init__(compatibility(CURRENT, adapter), inflector, adapter, program)

    def row_operations(self, start: int = 0) -> tuple[RowOperation, ...]:
        """What was done to rows, from the operation with this number on."""
        done = self.recorder.operations[start:]
        return tuple(operation for operation in done if isinstance(operation, RowOperation))


def _ended_by_a_jump() -> suppress:
    """Code that raises, or jumps out, ends there; what it has done stays done."""
    return suppress(Raised, Jump)


# Rake


class _Rakefile(_TaskInterpreter):
    """Follows a file of rake tasks, each of which counts as run once."""

    def __init__(self, file: syntax.File, adapter: str | None, inflector: Inflector) -> None:
        super().__init__(file, file.body, adapter, inflector)
        self.tasks: list[Task] = []
        self._namespaces: tuple[str, ...] = ()

    def answer(self, invocation: Invocation) -> Value:
        if invocation.on_self and invocation.block is not None:
            if invocation.method == "namespace":
                return self._namespace(invocation)
            if invocation.method == "task":
                return self._task(invocation)
        return super().answer(invocation)

    def _namespace(self, call: Invocation) -> Value:
        around = self._namespaces
        self._namespaces = (*around, _name(call))
        try:
            return self.follow_once(call)
        finally:
            self._namespaces = around

    def _task(self, call: Invocation) -> Value:
        before = len(self.recorder.operations)
        with _ended_by_a_jump():
            self.follow_once(call, Unknown("task"), Unknown("arguments"))
        name = ":".join((*self._namespaces, _name(call)))
        self.tasks.append(Task(name, RAKE, call.place, self.row_operations(before)))
        return None


def _name(call: Invocation) -> str:
    """The name in `task :name` and `task name: :environment`."""
    given = (*call.positional[:1], *call.keywords)
    return next((str(one) for one in given if isinstance(one, Symbol | str)), "…")


def _rake_tasks(file: syntax.File, adapter: str | None, inflector: Inflector) -> Iterator[Task]:
    rakefile = _Rakefile(file, adapter, inflector)
    with _ended_by_a_jump():
        rakefile.run(file.body, Scope())
    yield from rakefile.tasks


# Maintenance tasks


def _maintenance_tasks(
    file: syntax.File, adapter: str | None, inflector: Inflector
) -> Iterator[Task]:
    for definition in definitions(file.body):
        own = methods(definition.node.body)
        if "process" not in own:
            continue
        interpreter = _TaskInterpreter(file, definition.node.body, adapter, inflector)
        with _ended_by_a_jump():
            collection = own.get("collection")
            found = interpreter.call_method(collection.node) if collection else None
            process = own["process"].node
            given = [_element(found)] if process.parameters else []
            interpreter.call_method(process, given)
        name, place = definition.name, definition.node.place
        yield Task(name, MAINTENANCE, place, interpreter.row_operations())


def _element(collection: Value) -> Value:
    """What `process` is given: a record; of `in_batches`, a relation."""
    if not isinstance(collection, Relation):
        return Unknown("element")
    return collection if collection.batched else Record(collection)
