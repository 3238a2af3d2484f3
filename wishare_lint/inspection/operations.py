"""What there is to say of an operation besides its kind, table and column, by Rails' own words."""

from dataclasses import fields
from typing import Any

from wishare_lint.rails.operations import FromTo, Operation
from wishare_lint.rails.schema.options import Options
from wishare_lint.rails.schema.schema import Column, Constraint, ForeignKey, Index, Table

Details = dict[str, Any]

_SAID_ALREADY = frozenset({"origin", "table", "command", "undo", "effects"})
"""Fields that are the place, the table or the kind."""


def details(operation: Operation) -> Details:
    """The parts of an operation by name, without those that are as they are by default."""
    found: Details = {}
    for field in fields(operation):
        value = getattr(operation, field.name)
        said = field.name in _SAID_ALREADY or value is operation.column_name
        if said or value == field.default:
            continue
        for name, part in parts(field.name, value).items():
            found[name] = _joined(found.get(name), part)
    return found


def _joined(known: object, value: object) -> object:
    """The options of a definition, with those of the call beside them."""
    if isinstance(known, Options) and isinstance(value, Options):
        return Options({**known.values, **value.values}, known.rest or value.rest)
    return value


def parts(name: str, value: object) -> Details:
    """A value under its name; what is made of parts gives each by itself."""
    match value:
        case Column():
            return {"type": value.type, "options": value.options}
        case Index():
            return {"columns": value.columns, "name": value.name, "options": value.options}
        case ForeignKey():
            return {"to_table": value.to_table, "options": value.options}
        case Constraint():
            named = {} if value.name is None else {"name": value.name}
            return {"definition": value.definition, **named, "options": value.options}
        case FromTo():
            change = {"from": value.was} if value.reversible else {}
            return change | {"to": value.to}
        case Table():
            return table_parts(value)
        case _:
            return {name: value}


def table_parts(table: Table) -> Details:
    """The columns of a table in order, then what stands on them, where there is any."""
    columns = tuple({"name": c.name, **parts("column", c)} for c in table.columns.values())
    keys = tuple({"column": key.column, **parts("key", key)} for key in table.foreign_keys)
    found = {
        "columns": columns,
        "indexes": tuple(parts("index", index) for index in table.indexes),
        "foreign_keys": keys,
        "constraints": tuple(
            {"kind": constraint.kind, **parts("constraint", constraint)}
            for constraint in table.constraints
        ),
    }
    return {name: value for name, value in found.items() if value or name == "columns"}
