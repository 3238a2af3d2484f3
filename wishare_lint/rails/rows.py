"""Models as a migration uses them: relations and records, and the rows that they write.

Source: ActiveRecord::Querying, ::Relation, ::Persistence, ::Batches.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from wishare_lint.rails.operations import DeleteRows, InsertRows, Operation, Origin, UpdateRows
from wishare_lint.ruby.interpreter import Invocation
from wishare_lint.ruby.values import ConstantReference, RubyObject, Symbol, Unknown, Value

_NOT_MODELS = frozenset(
    """Rails ENV File Dir IO Time Date DateTime Kernel Process Logger JSON YAML CSV Digest Set Hash
    Array String Integer Float BigDecimal Struct Class Module Object Math Random SecureRandom
    FileUtils Pathname URI Net Benchmark Etc ObjectSpace GC Thread Mutex Timeout Zlib Base64 ERB
    OpenSSL Socket StringIO Tempfile PG Mysql2 SQLite3 Redis Sidekiq Rake I18n Faker
    StrongMigrations OnlineMigrations ActiveRecord ActiveSupport ActiveJob ActionMailer
    Concurrent Parallel ProgressBar Flipper Sentry Arel""".split()
)

_NARROWING = frozenset(
    """joins left_joins left_outer_joins includes preload eager_load order reorder group having
    distinct limit offset lock readonly references select unscope rewhere merge from or and
    extending with where_not""".split()
)
_READING = frozenset(
    """count sum average minimum maximum pluck pick ids exists? any? none? empty? size length
    to_a to_sql explain group_by index_by map each_with_object inject reduce include?
    column_names columns columns_hash table_name primary_key connection reset_column_information
    table_exists? attribute_names human_attribute_name model_name name klass arel_table
    connection_pool sanitize_sql quoted_table_name column_for_attribute inheritance_column=
    table_name= primary_key= ignored_columns= record_timestamps= logger present? blank?""".split()
)
_BATCHES = frozenset({"find_each", "in_batches", "find_in_batches"})
_ITERATING = frozenset({"each", "each_with_index", "map", "each_slice", "flat_map", "each_entry"})
_ONE = frozenset(
    """find find_by find_by! first first! last last! take take! sole find_sole_by second
    find_or_initialize_by new build first_or_initialize""".split()
)
_INSERTING = frozenset(
    """create create! insert insert! insert_all insert_all! upsert upsert_all import import!
    find_or_create_by find_or_create_by! first_or_create first_or_create! create_with
    create_or_find_by create_or_find_by! seed""".split()
)
_UPDATING = frozenset(
    """update update! update_attribute update_attribute! update_attributes update_attributes!
    update_columns update_column save save! toggle! increment! decrement! touch
    assign_attributes""".split()
)
_DELETING = frozenset({"destroy", "destroy!", "delete", "really_destroy!"})


@dataclass(frozen=True)
class Relation(RubyObject):
    """A query: the rows of `model` that satisfy `conditions` (None: not all could be read)."""

    model: str
    conditions: Mapping[str, Value] | None = field(default_factory=dict)
    whole_table: bool = True
    batched: bool = False

    def where(self, call: Invocation) -> "Relation":
        """Narrowed by `where(column: value)`; other forms leave the conditions unknown."""
        equalities = _attributes(call)
        plain = equalities is not None and not (call.positional and equalities == {})
        if self.conditions is None or equalities is None or not plain:
            return replace(self, conditions=None, whole_table=False)
        return replace(self, conditions={**self.conditions, **equalities}, whole_table=False)

    def narrowed(self) -> "Relation":
        """Narrowed in a way that is not read, such as a scope or a join."""
        return replace(self, conditions=None, whole_table=False)


@dataclass(eq=False)
class Record(RubyObject):
    """One row of a relation; `assigned` are the attributes set and not yet saved."""

    relation: Relation
    new: bool = False
    assigned: dict[str, Value] = field(default_factory=dict)


Emit: TypeAlias = Callable[[Operation], None]
Follow: TypeAlias = Callable[..., Value]


def is_model(value: Value) -> bool:
    """Whether a constant may be a model: it is none of the classes that surely are not."""
    return isinstance(value, ConstantReference) and value.name.split("::")[0] not in _NOT_MODELS


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
    if name in ("not", "invert_where") or name in _NARROWING:
        return relation.narrowed() if name not in _KEEPING else relation
    if name in _BATCHES or name in _ITERATING:
        return _iterate(relation, call, follow)
    if name in _ONE:
        return _one(relation, call)
    for operation in _writes(relation, call, origin):
        emit(operation)
        return call.unknown
    if name in _READING or not _is_scope(call):
        return call.unknown
    return relation.narrowed()


_KEEPING = frozenset(
    "includes preload eager_load order reorder readonly references select distinct lock".split()
)


def _is_scope(call: Invocation) -> bool:
    return not call.method.endswith(("=", "?", "!")) and call.block is None


def _iterate(relation: Relation, call: Invocation, follow: Follow) -> Value:
    batched = replace(relation, batched=relation.batched or call.method in _BATCHES)
    if call.method == "in_batches":
        return batched if call.block is None else follow(call, batched)
    if call.method in ("find_in_batches", "each_slice"):
        return batched if call.block is None else follow(call, batched)
    return batched if call.block is None else follow(call, Record(batched))


def _one(relation: Relation, call: Invocation) -> Value:
    new = call.method in ("new", "build")
    narrowed = relation.where(call) if call.keywords else relation.narrowed()
    return Record(narrowed, new, dict(_attributes(call) or {}) if new else {})


def _writes(relation: Relation, call: Invocation, origin: Origin) -> Iterator[Operation]:
    fields = {
        "model": relation.model,
        "conditions": relation.conditions,
        "whole_table": relation.whole_table,
        "batched": relation.batched,
        "origin": origin,
    }
    match call.method:
        case "update_all" | "touch_all" | "update_counters":
            yield UpdateRows(**fields, values=_attributes(call) or None)  # type: ignore[arg-type]
        case "update" | "update!" if call.keywords:
            yield UpdateRows(**fields, values=_attributes(call))  # type: ignore[arg-type]
        case "delete_all" | "destroy_all" | "delete_by" | "destroy_by" | "truncate":
            yield DeleteRows(**fields)  # type: ignore[arg-type]
        case "delete" | "destroy" if call.positional:
            narrowed = {**fields, "conditions": None, "whole_table": False}
            yield DeleteRows(**narrowed)  # type: ignore[arg-type]
        case name if name in _INSERTING:
            yield InsertRows(model=relation.model, origin=origin)


def _on_record(record: Record, call: Invocation, origin: Origin, emit: Emit) -> Value:
    name = call.method
    if name.endswith("=") and name not in ("==", "!=", "[]="):
        record.assigned[name[:-1]] = call.positional[0] if call.positional else None
        return None
    if name in _DELETING:
        emit(
            DeleteRows(
                model=record.relation.model,
                conditions=record.relation.conditions,
                batched=True,
                origin=origin,
            )
        )
    elif name in _UPDATING or _is_bang_writer(name):
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
            conditions=record.relation.conditions,
            batched=record.relation.batched,
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
        return None if call.method in ("where", "update_all", "not") else {}
    if any(isinstance(key, Unknown) or key == "**" for key in given):
        return None
    return {str(key): value for key, value in given.items()}
