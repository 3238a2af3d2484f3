"""The JSON of `inspect`, version 1: fields may be added to it, and never change their meaning."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from wishare_lint.finding import NotAnalysed
from wishare_lint.inspection import InspectedMigration, InspectedModel, Inspection
from wishare_lint.inspection.operations import details
from wishare_lint.rails.costs import Cost
from wishare_lint.rails.enums.change import EnumChange, LabelChange
from wishare_lint.rails.enums.enum import Enum, RailsEnum
from wishare_lint.rails.operations import Operation
from wishare_lint.rails.schema.options import Options
from wishare_lint.ruby.source import Location, Place, Position
from wishare_lint.ruby.values import Code, ConstantReference, Range, Unknown

Object = dict[str, Any]


def render(inspection: Inspection) -> str:
    """The facts as one JSON object in ASCII, so that no text in it can act on a terminal."""
    from json import dumps

    return dumps(_inspection(inspection), indent=2) + "\n"


def _inspection(inspection: Inspection) -> Object:
    return {
        "version": 1,
        "migrations": [_migration(migration) for migration in inspection.migrations],
        "models": [_model(model) for model in inspection.models],
        **_enum_changes(inspection),
        "not_analysed": [_not_analysed(place) for place in inspection.not_analysed],
    }


# Migrations


def _migration(inspected: InspectedMigration) -> Object:
    migration, rollback = inspected.migration, inspected.rollback
    version = migration.rails_version
    return {
        "path": migration.path,
        "version": migration.version,
        "class_name": migration.class_name,
        "rails_version": ".".join(map(str, version)) if version else None,
        "transactional": migration.transactional,
        "up": [_operation(*pair) for pair in inspected.up],
        "down": [_operation(*pair) for pair in inspected.down],
        "rollback": {"verdict": rollback.verdict, "reasons": list(rollback.reasons)},
    }


def _operation(operation: Operation, cost: Cost | None) -> Object:
    names = {"table": operation.table_name, "column": operation.column_name}
    return {
        "kind": operation.kind,
        **{key: value_of(name) for key, name in names.items() if name is not None},
        **{key: value_of(value) for key, value in details(operation).items()},
        "conditional": operation.conditional,
        "conditions": list(operation.origin.conditions),
        "via": operation.origin.via,
        **_cost(cost),
        **_range(operation.place),
    }


def _cost(cost: Cost | None) -> Object:
    """What is not known is left out."""
    if cost is None:
        return {}
    named = {field.name: getattr(cost, field.name) for field in fields(cost)}
    known = {n: value_of(v) for n, v in named.items() if v is not None or n == "lock"}
    return {"cost": known}


def value_of(value: object) -> Any:
    """A Ruby value in JSON: a symbol as its text; what has no like there as an object that says
    what it is: `{"unknown": "ENV['X']"}`."""
    match value:
        case Unknown():
            return {"unknown": value.source}
        case Code():
            return {"code": value.source}
        case ConstantReference():
            return {"constant": value.name}
        case Range():
            return {"range": [value_of(value.first), value_of(value.last), value.exclusive]}
        case Options():
            rest = {} if value.rest is None else {"**": value_of(value.rest)}
            return {**_entries(value.values), **rest}
        case Mapping():
            return _entries(value)
        case tuple() | list() | frozenset():
            return [value_of(item) for item in value]
        case None | bool() | int() | float():
            return value
        case _:
            return str(value)


def _entries(values: Mapping[Any, object]) -> Object:
    return {str(key): value_of(value) for key, value in values.items()}


# Models


def _model(inspected: InspectedModel) -> Object:
    model = inspected.model
    return {
        "path": model.path,
        "class_name": model.class_name,
        "table": inspected.table,
        "ignored_columns": value_of(model.ignored_columns),
        "enums": [_enum(enum) for enum in model.enums],
    }


def _enum(enum: Enum) -> Object:
    labels = None if isinstance(enum.mapped, Unknown) else [list(pair) for pair in enum.mapped]
    return {
        "attribute": enum.attribute,
        "labels": None if labels is None else [value_of(pair) for pair in labels],
        "storage": enum.storage,
        "options": value_of(enum.options),
        **({} if isinstance(enum, RailsEnum) else {"macro": enum.macro}),
        **_range(enum.place),
    }


def _enum_changes(inspection: Inspection) -> Object:
    if inspection.enum_changes is None:
        return {}
    added = [
        {
            "class_name": enum.class_name,
            "attribute": enum.attribute,
            "path": enum.place.source.path,
            "changes": [{"kind": "enum_added"}],
        }
        for enum in inspection.enums_added or ()
    ]
    return {"enum_changes": [*map(_enum_change, inspection.enum_changes), *added]}


def _enum_change(change: EnumChange) -> Object:
    return {
        "class_name": change.class_name,
        "attribute": change.before.attribute,
        "path": change.place.source.path,
        "changes": [*_whole_changes(change), *map(_label_change, change.labels)],
    }


def _whole_changes(change: EnumChange) -> list[Object]:
    """What happened to the enum as a whole."""
    if change.after is None:
        return [{"kind": "enum_removed"}]
    changes: list[Object] = []
    if change.storage_changed:
        storage = {"was": change.before.storage, "now": change.after.storage}
        changes.append({"kind": "storage_changed", **storage})
    if change.options_changed:
        changes.append({"kind": "options_changed", "options": list(change.options_changed)})
    return changes


def _label_change(change: LabelChange) -> Object:
    was = {"was": value_of(change.was)} if change.was is not None else {}
    return {
        "kind": change.kind,
        "label": change.label,
        "value": value_of(change.value),
        **was,
    }


# Places


def _not_analysed(missing: NotAnalysed) -> Object:
    return {"path": missing.location.path, **_range(missing.place), "reason": missing.reason}


def _range(place: Place) -> Object:
    location: Location = place.location
    span = location.range
    return {"range": {"start": _position(span.start), "end": _position(span.end)}}


def _position(position: Position) -> Object:
    return {"line": position.line, "column": position.column}
