"""Commands about check, unique and exclusion constraints, and the validation of any."""

from collections.abc import Iterator, Mapping

from wishare_lint.rails.commands.command import Command, Translation, as_name, joined
from wishare_lint.rails.operations import (
    AddConstraint,
    Operation,
    RemoveConstraint,
    ValidateConstraint,
)
from wishare_lint.rails.schema.default_names import constraint_name
from wishare_lint.rails.schema.schema import Constraint, Name
from wishare_lint.ruby.values import Value

_OF_THE_CALL = ("if_exists", "if_not_exists")


def _constraint(command: Command, kind: str) -> Constraint:
    """Its definition is empty where the call names it only."""
    options = command.options
    given = command.given(1) and command.argument(1) is not None
    definition: Name = joined(command.argument(1)) if given else ""
    default = constraint_name(kind, command.table, definition) if given else None
    name = as_name(options.get("name")) if "name" in options else default
    return Constraint(kind, definition, name, options.without("name", *_OF_THE_CALL))


def _add_constraint(kind: str) -> Translation:
    def add(command: Command) -> Iterator[Operation]:
        yield AddConstraint(
            table=command.table,
            constraint=_constraint(command, kind),
            options=command.options.only(_OF_THE_CALL),
            origin=command.origin,
        )

    return add


def _remove_constraint(kind: str) -> Translation:
    def remove(command: Command) -> Iterator[Operation]:
        yield RemoveConstraint(
            table=command.table,
            constraint=_constraint(command, kind),
            options=command.options.only(_OF_THE_CALL),
            origin=command.origin,
        )

    return remove


def validate_constraint(command: Command) -> Iterator[Operation]:
    """The target is a name or a table, or one of the options by which Rails looks it up."""
    options = command.options
    keys = ("name", "expression", "column", "to_table")
    named: Value = next((options.get(key) for key in keys if key in options), None)
    given = command.argument(1) if command.given(1) else named
    yield ValidateConstraint(table=command.table, target=joined(given), origin=command.origin)


COMMANDS: Mapping[str, Translation] = {
    "add_check_constraint": _add_constraint("check"),
    "remove_check_constraint": _remove_constraint("check"),
    "add_unique_constraint": _add_constraint("unique"),
    "remove_unique_constraint": _remove_constraint("unique"),
    "add_exclusion_constraint": _add_constraint("exclusion"),
    "remove_exclusion_constraint": _remove_constraint("exclusion"),
    "validate_foreign_key": validate_constraint,
    "validate_check_constraint": validate_constraint,
    "validate_constraint": validate_constraint,
}
