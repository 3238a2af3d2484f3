"""The facts as lines for people: a file, what is in it, and where each of it stands."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from wishare_lint.finding import NotAnalysed
from wishare_lint.inspection import InspectedMigration, InspectedModel, Inspection
from wishare_lint.inspection.operations import details
from wishare_lint.output.style import PLAIN, Style, paint
from wishare_lint.output.visible import joined_line
from wishare_lint.output.wording import where
from wishare_lint.rails.costs import Cost
from wishare_lint.rails.enums.change import EnumChange, LabelChange
from wishare_lint.rails.enums.enum import Enum
from wishare_lint.rails.migrations.playback import Playback
from wishare_lint.rails.operations import Operation
from wishare_lint.rails.schema.options import Options
from wishare_lint.ruby.source import Place
from wishare_lint.ruby.values import Unknown, to_source

_BELOW = " " * 13
"""Indents what belongs to the operation above."""


def render(inspection: Inspection, style: Style = PLAIN) -> str:
    """A block for each file, then the changes of enums, then what was not read."""
    blocks = [
        *(_migration(migration, style) for migration in inspection.migrations),
        *(_model(model, style) for model in inspection.models),
        _enum_changes(inspection, style),
        _not_analysed(inspection.not_analysed, style),
    ]
    written = ("\n".join(block) for block in blocks)
    return "\n\n".join(block for block in written if block) + "\n"


# Migrations


def _migration(inspected: InspectedMigration, style: Style) -> Iterator[str]:
    migration, rollback = inspected.migration, inspected.rollback
    version = ".".join(map(str, migration.rails_version or ()))
    rails = f"Rails {version}" if version else "no Rails version"
    transaction = "" if migration.transactional else ", outside of a transaction"
    yield paint(joined_line(migration.path), style.strong)
    yield f"  {joined_line(migration.class_name)} ({rails}{transaction})"
    yield "  up"
    yield from _direction(migration.up, inspected.up, style)
    yield "  down"
    yield from _direction(migration.down, inspected.down, style)
    yield f"  roll-back: {rollback.verdict}"
    yield from (f"    {joined_line(reason)}" for reason in rollback.reasons)


def _direction(
    playback: Playback, operations: Iterable[tuple[Operation, Cost | None]], style: Style
) -> Iterator[str]:
    if playback.missing:
        yield "    there is no such method"
    elif not playback.operations:
        yield "    nothing"
    for operation, cost in operations:
        yield f"    {_at(operation.place, style)} {joined_line(_operation(operation))}"
        for column in details(operation).get("columns", ()):
            if isinstance(column, Mapping):
                yield f"{_BELOW}{joined_line(_column(column))}"
        for condition in operation.origin.conditions:
            yield f"{_BELOW}if {joined_line(condition)}"
        if cost is not None and cost.is_noticed:
            yield paint(f"{_BELOW}{joined_line(_cost(cost))}", style.faint)
    if playback.raises:
        yield f"    raises {joined_line(playback.raises)}"


def _cost(cost: Cost) -> str:
    tables = f" on {', '.join(map(str, cost.tables))}" if cost.tables else ""
    work = [name for name in ("rewrites", "scans") if getattr(cost, name)]
    rows = f", {' and '.join(work)} every row" if work else ""
    return f"lock {cost.lock}{tables} blocks {cost.blocks}{rows}"


def _operation(operation: Operation) -> str:
    column = operation.column_name
    names = (operation.table_name, column)
    subject = ".".join(str(name) for name in names if name is not None)
    found = details(operation)
    if found.get("columns") == (column,):
        del found["columns"]
    return " ".join(filter(None, (operation.kind, subject, ", ".join(_parts(found)))))


def _column(column: Mapping[str, Any]) -> str:
    named = {name: value for name, value in column.items() if name != "name"}
    return f"{column['name']} {', '.join(_parts(named))}"


def _parts(found: Mapping[str, Any]) -> Iterator[str]:
    """The type as it is, then all that is given, as Ruby writes keywords."""
    for name, value in found.items():
        if name == "type":
            yield str(value)
        elif isinstance(value, Options):
            yield from (f"{key}: {to_source(each)}" for key, each in value.values.items())
            yield from ([] if value.rest is None else [str(value.rest)])
        elif not _is_said_below(value):
            yield f"{name}: {_source(value)}"


def _is_said_below(value: object) -> bool:
    """Whether it is a list of columns or the like, or empty."""
    return isinstance(value, tuple) and all(isinstance(item, Mapping) for item in value)


def _source(value: Any) -> str:
    return to_source(dict(value)) if isinstance(value, Mapping) else to_source(value)


# Models


def _model(inspected: InspectedModel, style: Style) -> Iterator[str]:
    model = inspected.model
    table = f" (table {inspected.table})" if inspected.table else ""
    yield paint(joined_line(model.path), style.strong)
    yield f"  {joined_line(model.class_name + table)}"
    if model.ignored_columns:
        ignored = model.ignored_columns
        names = str(ignored) if isinstance(ignored, Unknown) else ", ".join(ignored)
        yield f"  ignored columns: {joined_line(names)}"
    for enum in model.enums:
        yield f"    {_at(enum.place, style)} {joined_line(_enum(enum))}"


def _enum(enum: Enum) -> str:
    options = ", ".join(_parts({"options": enum.options}))
    if isinstance(enum.mapped, Unknown):
        labels = f"computed: {enum.mapped}"
    else:
        labels = ", ".join(f"{label} = {to_source(value)}" for label, value in enum.mapped)
    return f"{enum.macro} {enum.attribute}: {labels}{f' ({options})' if options else ''}"


def _enum_changes(inspection: Inspection, style: Style) -> Iterator[str]:
    changes, added = inspection.enum_changes or (), inspection.enums_added or ()
    if changes or added:
        yield paint("changes of enums", style.strong)
    for change in changes:
        for line in _enum_change(change):
            yield f"  {joined_line(change.name)}: {joined_line(line)}"
    for enum in added:
        yield f"  {joined_line(enum.name)}: new"


def _enum_change(change: EnumChange) -> Iterator[str]:
    if change.after is None:
        yield "removed"
        return
    if change.storage_changed:
        yield f"storage {change.before.storage} → {change.after.storage}"
    if change.options_changed:
        yield f"options changed: {', '.join(change.options_changed)}"
    yield from map(_label_change, change.labels)


def _label_change(change: LabelChange) -> str:
    value = to_source(change.value)
    match change.kind:
        case "label_added":
            return f"label {change.label} = {value} added"
        case "label_removed":
            return f"label {change.label} = {value} removed"
        case "label_renamed":
            return f"label {change.was} renamed to {change.label}, still {value}"
        case _:
            return f"value of {change.label} {to_source(change.was)} → {value}"


# Places


def _not_analysed(places: Iterable[NotAnalysed], style: Style) -> Iterator[str]:
    lines = [f"  {where(place.location)}: {joined_line(place.reason)}" for place in places]
    if lines:
        yield paint("not analysed", style.strong)
        yield from lines


def _at(place: Place, style: Style) -> str:
    """Line and column, as wide as most are."""
    start = place.location.range.start
    return paint(f"{f'{start.line}:{start.column}':<6}", style.faint)
