"""What rake tasks and maintenance tasks do to rows."""

from wishare_lint.rails.migrations.task import Task, read_tasks
from wishare_lint.rails.models.inflector import Inflector
from wishare_lint.rails.operations import UpdateRows
from wishare_lint.ruby.source import SourceFile

RAKE, MAINTENANCE = "lib/tasks/orders.rake", "app/tasks/maintenance/archive_orders_task.rb"


def tasks(code: str, path: str = RAKE) -> tuple[Task, ...]:
    return read_tasks(SourceFile(path, code.encode()), None, Inflector())


def only(code: str, path: str = RAKE) -> tuple[str, object, object]:
    """The title of the only task, and what its only operation asks for and sets."""
    (task,) = tasks(code, path)
    (operation,) = task.operations
    assert isinstance(operation, UpdateRows)
    return task.title, operation.conditions, operation.values


def maintenance(body: str) -> tuple[str, object, object]:
    code = f"module Maintenance\nclass ArchiveOrdersTask < MaintenanceTasks::Task\n{body}\nend\nend"
    return only(code, MAINTENANCE)


def test_a_task_has_the_name_by_which_it_is_run() -> None:
    update = "do\nOrder.where(a: 1).update_all(a: 2)\nend"
    for form in (
        "task :fix",
        "task 'fix'",
        "task fix: :environment",
        "task fix: [:environment, :x]",
        "task :fix, [:limit] => :environment",
        "desc 'Fixes'\ntask :fix, [:limit] => [:environment]",
    ):
        assert only(f"namespace :orders do\n{form} {update}\nend") == (
            "rake task `orders:fix`",
            {"a": 1},
            {"a": 2},
        )
    assert only(f"task :fix {update}")[0] == "rake task `fix`"


def test_each_task_has_its_own_operations() -> None:
    code = "task(:a) { Order.update_all(a: 1) }\ntask(:b) { Order.update_all(b: 1) }"
    updates = [(t.name, op) for t in tasks(code) for op in t.operations]
    found = [(name, op.values) for name, op in updates if isinstance(op, UpdateRows)]
    assert found == [("a", {"a": 1}), ("b", {"b": 1})]


def test_a_task_that_stops_early_has_done_what_stands_before() -> None:
    assert only("task :a do\nOrder.update_all(a: 1)\nnext if done?\nraise 'x'\nend")[2] == {"a": 1}
    first, second = tasks("task(:a) { Order.delete_all\nraise 'x' }\ntask(:b) { Order.delete_all }")
    assert (first.name, second.name) == ("a", "b")


def test_a_task_may_use_methods_and_constants_of_its_file() -> None:
    code = "OLD = 1\ndef fix\nOrder.where(a: OLD).update_all(a: 2)\nend\ntask(:x) { fix }"
    assert only(code)[1:] == ({"a": 1}, {"a": 2})


def test_sql_is_read_as_well() -> None:
    code = "task(:x) { ActiveRecord::Base.connection.execute('UPDATE orders SET a = 2') }"
    assert only(code)[2] == {"a": 2}


def test_a_task_that_only_reads_is_none() -> None:
    assert tasks("task(:x) { puts Order.count }\nnamespace(:y) { task :z }") == ()
    assert tasks("class X\ndef process(a)\na.b\nend\nend\nclass Y; end", MAINTENANCE) == ()


def test_a_maintenance_task_processes_each_row_of_its_collection() -> None:
    each = "def collection\nOrder.where(a: 1)\nend\ndef process(order)\norder.update!(a: 2)\nend"
    assert maintenance(each) == (
        "maintenance task `Maintenance::ArchiveOrdersTask`",
        {"a": 1},
        {"a": 2},
    )


def test_a_maintenance_task_may_process_batches_or_nothing() -> None:
    batches = "def collection\nOrder.where(a: 1).in_batches\nend\n"
    assert maintenance(f"{batches}def process(rows)\nrows.update_all(a: 2)\nend")[1:] == (
        {"a": 1},
        {"a": 2},
    )
    nothing = "no_collection\ndef process\nOrder.update_all(a: 2)\nend"
    assert maintenance(nothing)[2] == {"a": 2}
