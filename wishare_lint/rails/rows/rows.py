"""Models as a migration uses them: relations and records, and the rows that they write.

Source: ActiveRecord::Querying, ::Relation, ::Persistence, ::Batches.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from wishare_lint.rails.operations import DeleteRows, InsertRows, Operation, Origin, UpdateRows
from wishare_lint.rails.rows.condition import UNREAD
from wishare_lint.rails.rows.fragments import assignment
from wishare_lint.rails.rows.relation import Relation
from wishare_lint.rails.rows.row_methods import (
    BATCHES,
    DELETING,
    INSERTING,
    ITERATING,
    KEEPING,
    NARROWING,
    NOT_MODELS,
    ONE,
    READING,
    UPDATING,
    WIDENING,
)
from wishare_lint.ruby.interpreter import Invocation
from wishare_lint.ruby.values import ConstantReference, RubyObject, Symbol, Unknown, Value


@dataclass(eq=False)
class Record(RubyObject):
    """One row of a relation; `assigned` are the attributes set and not yet saved.

    `loaded`: it is one of many, which are all in memory.
    """

    relation: Relation
    new: bool = False
    loaded: bool = False
    assigned: dict[str, Value] = field(default_factory=dict)


Emit: TypeAlias = Callable[[Operation], None]
Follow: TypeAlias = Callable[..., Value]


def is_model(value: Value) -> bool:
    """Whether a constant may be a model: it is none of the classes that surely are not."""
    return isinstance(value, ConstantReference) and value.name.split("::")[0] not in NOT_MODELS


def call_rows(call: Invocation, origin: Origin, emit: Emit, follow: Follow) -> Value:
    """The value of a call on a model, a relation or a record; what it writes is emitted.

    `follow` calls the block of the call once with the given arguments.
    """
    receiver = call.receiver
    if isinstance(receiver, Record):
        return _on_record(receiver, call, origin, emit)
    relation = receiver if isinstance(receiver, Relation) else Relation(str(receiver))
    return _on_relation(relation, call, origin, emit, follow)


def _on_relation(
    relation: Relation, call: Invocation, origin: Origin, emit: Emit, follow: Follow
) -> Value:
    name = call.method
    if name in ("all", "unscoped", "where_clause", "load", "to_a", "find_all"):
        return relation
    if name == "where":
        return relation.where(call) if call.positional or call.keywords else relation
    if name == "not":
        return relation.where_not(call)
    if name in WIDENING:
        return relation.widened(call)
    if name in NARROWING:
        return relation.narrowed(call) if name not in KEEPING else relation
    if name in BATCHES or name in ITERATING:
        return _iterate(relation, call, follow)
    if name in ONE:
        return _one(relation, call)
    written = relation.where(call) if name in ("delete_by", "destroy_by") else relation
    for operation in _writes(written, call, origin):
        emit(operation)
        return call.unknown
    if name in READING or not _is_scope(call):
        return call.unknown
    return relation.scoped(call)


def _is_scope(call: Invocation) -> bool:
    return not call.method.endswith(("=", "?", "!")) and call.block is None


def _iterate(relation: Relation, call: Invocation, follow: Follow) -> Value:
    batched = replace(relation, batched=relation.batched or call.method in BATCHES)
    if call.block is None:
        return batched
    if call.method in ("in_batches", "find_in_batches", "each_slice"):
        return follow(call, batched)
    return follow(call, Record(batched, loaded=not batched.batched))


def _one(relation: Relation, call: Invocation) -> Value:
    new = call.method in ("new", "build")
    narrowed = (relation.where(call) if call.keywords else relation).narrowed(call)
    return Record(narrowed, new, assigned=dict(_attributes(call) or {}) if new else {})


def _writes(relation: Relation, call: Invocation, origin: Origin) -> Iterator[Operation]:
    fields = {
        "model": relation.model,
        "where": relation.condition,
        "chosen_by": relation.chosen_by,
        "batched": relation.batched,
        "origin": origin,
    }
    match call.method:
        case "update_all" | "touch_all" | "update_counters":
            yield UpdateRows(**fields, values=_attributes(call) or None)  # type: ignore[arg-type]
        case "update" | "update!" if call.keywords:
            loads = {**fields, "loads_all": not relation.batched}
            yield UpdateRows(**loads, values=_attributes(call))  # type: ignore[arg-type]
        case "destroy_all" | "destroy_by":
            loads = {**fields, "loads_all": not relation.batched}
            yield DeleteRows(**loads)  # type: ignore[arg-type]
        case "delete_all" | "delete_by" | "truncate":
            yield DeleteRows(**fields)  # type: ignore[arg-type]
        case "delete" | "destroy" if call.positional:
            narrowed = {**fields, "where": UNREAD}
            yield DeleteRows(**narrowed)  # type: ignore[arg-type]
        case name if name in INSERTING:
            yield InsertRows(model=relation.model, origin=origin)


def _on_record(record: Record, call: Invocation, origin: Origin, emit: Emit) -> Value:
    name = call.method
    if name.endswith("=") and name not in ("==", "!=", "[]="):
        record.assigned[name[:-1]] = call.positional[0] if call.positional else None
        return None
    if name in DELETING:
        emit(
            DeleteRows(
                model=record.relation.model,
                where=record.relation.condition,
                chosen_by=record.relation.chosen_by,
                batched=not record.loaded,
                loads_all=record.loaded,
                origin=origin,
            )
        )
    elif name in UPDATING or _is_bang_writer(name):
        _update(record, call, origin, emit)
    return call.unknown


def _is_bang_writer(name: str) -> bool:
    return name.endswith("!") and name not in ("validate!", "reload!", "lock!")


def _update(record: Record, call: Invocation, origin: Origin, emit: Emit) -> None:
    if call.method == "assign_attributes":
        record.assigned.update(_attributes(call) or {})
        return
    if record.new:
        emit(InsertRows(model=record.relation.model, origin=origin))
        return
    values = {**record.assigned, **(_attributes(call) or {})}
    record.assigned = {}
    emit(
        UpdateRows(
            model=record.relation.model,
            where=record.relation.condition,
            chosen_by=record.relation.chosen_by,
            batched=not record.loaded,
            loads_all=record.loaded,
            values=values or None,
            origin=origin,
        )
    )


def _attributes(call: Invocation) -> Mapping[str, Value] | None:
    """The attributes that a call names: `(a: 1)`, `({a: 1})`, `(:a, 1)`; None if unreadable."""
    given: Mapping[Value, Value] = call.keywords
    if call.positional and isinstance(call.positional[0], dict):
        given = call.positional[0]
    elif len(call.positional) == 2 and isinstance(call.positional[0], Symbol):
        given = {call.positional[0]: call.positional[1]}
    elif call.positional and not given:
        return _assigned(call) if call.method == "update_all" else {}
    if any(isinstance(key, Unknown) or key == "**" for key in given):
        return None
    return {str(key): value for key, value in given.items()}


def _assigned(call: Invocation) -> Mapping[str, Value] | None:
    """`update_all("status = 1")`, `update_all(["status = ?", 1])`."""
    first, *binds = call.positional
    if isinstance(first, tuple) and first:
        first, *binds = first
    found = assignment(first, binds) if isinstance(first, str) else None
    return None if found is None else dict([found])
