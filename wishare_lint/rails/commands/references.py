"""Commands about references: a key column, its index and its foreign key in one call.

Source: ActiveRecord::ConnectionAdapters::ReferenceDefinition, SchemaStatements#remove_reference.
"""

from collections.abc import Iterator, Mapping

from wishare_lint.rails.commands.columns import added, removed
from wishare_lint.rails.commands.command import Command, Translation, as_name
from wishare_lint.rails.commands.foreign_keys import add_foreign_key, remove_foreign_key
from wishare_lint.rails.commands.indexes import add_index
from wishare_lint.rails.operations import Operation
from wishare_lint.rails.schema.options import Options
from wishare_lint.rails.schema.schema import Name
from wishare_lint.ruby.values import Unknown, Value

_CONDITIONAL = ("if_exists", "if_not_exists")


def add_reference(command: Command) -> Iterator[Operation]:
    """The columns, then the index, then the foreign key."""
    for reference in command.names_from(1):
        columns = list(_columns(command, reference))
        for name, type_, options in columns:
            yield added(command, name, type_, options)
        yield from _index(command, reference, tuple(name for name, _, _ in columns))
        yield from _foreign_key(command, reference)


def _columns(command: Command, reference: Name) -> Iterator[tuple[Name, Name, Options]]:
    """The type of a polymorphic reference comes first, so that the index starts with it."""
    options = command.options
    own = options.without("polymorphic", "index", "foreign_key", "type")
    polymorphic = options.get("polymorphic")
    if options.truthy("polymorphic"):
        given = Options.of(polymorphic) if isinstance(polymorphic, dict) else Options()
        shared = own.only(("null", "first", "after", *_CONDITIONAL)).values
        yield _suffixed(reference, "_type"), "string", given.merged(**shared)
    type_ = as_name(options.get("type", command.compatibility.reference_type))
    yield _suffixed(reference, "_id"), type_, own


def _suffixed(reference: Name, suffix: str) -> Name:
    if isinstance(reference, Unknown):
        return Unknown(f"{reference}{suffix}")
    return f"{reference}{suffix}"


def _index(command: Command, reference: Name, columns: tuple[Name, ...]) -> Iterator[Operation]:
    index = command.options.get("index", command.compatibility.references_index)
    if index is None or index is False:
        return
    given = _given(index, command)
    named_after_reference = command.compatibility.polymorphic_index_name and len(columns) > 1
    if named_after_reference and "name" not in given:
        given = given.merged(name=f"index_{command.table}_on_{reference}")
    yield from add_index(command.called("add_index", command.table, columns, options=given))


def _foreign_key(command: Command, reference: Name) -> Iterator[Operation]:
    key = command.options.get("foreign_key")
    if key is None or key is False:
        return
    given = _given(key, command)
    target = given.get("to_table", _plural(command, reference))
    given = given.merged(column=_suffixed(reference, "_id"))
    yield from add_foreign_key(
        command.called("add_foreign_key", command.table, target, options=given)
    )


def _given(value: Value, command: Command) -> Options:
    """The options of the index or key, which exists or not as the columns do."""
    own = Options.of(value) if isinstance(value, dict) else Options()
    return own.merged(**command.options.only(_CONDITIONAL).values)


def _plural(command: Command, reference: Name) -> Name:
    """The table that a reference points to by convention: `user` → `users`."""
    if isinstance(reference, Unknown):
        return reference
    return command.inflector.pluralize(reference)


def remove_reference(command: Command) -> Iterator[Operation]:
    """The foreign key if the call names it, then the columns, and with them their indexes."""
    for reference in command.names_from(1):
        yield from _removed_key(command, reference)
        for name, type_, options in reversed(list(_columns(command, reference))):
            trimmed = command.called("remove_column", command.table, options=options)
            yield removed(trimmed, name, type_)


def _removed_key(command: Command, reference: Name) -> Iterator[Operation]:
    key = command.options.get("foreign_key")
    if key is None or key is False:
        return
    given = _given(key, command)
    if "to_table" not in given:
        given = given.merged(to_table=_plural(command, reference))
    if "column" not in given:
        given = given.merged(column=_suffixed(reference, "_id"))
    yield from remove_foreign_key(
        command.called("remove_foreign_key", command.table, options=given)
    )


COMMANDS: Mapping[str, Translation] = {
    "add_reference": add_reference,
    "add_belongs_to": add_reference,
    "remove_reference": remove_reference,
    "remove_belongs_to": remove_reference,
}
