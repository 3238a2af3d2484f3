"""The check constraint of an enum's column as code to paste."""

from wishare_lint import Constraint, Enum, EnumColumn, symbol, to_source


def admit(enum: Enum, held: EnumColumn, constraint: Constraint) -> str:
    """A check constraint that knows every value of the enum."""
    table = symbol(str(held.table.name))
    every = ", ".join(f"'{v}'" if isinstance(v, str) else to_source(v) for v in enum.stored)
    sql = to_source(f"{enum.attribute} IN ({every})")
    if constraint.name is None or held.adapter != "postgresql":
        which = (
            to_source(constraint.definition)
            if constraint.name is None
            else _name_option(constraint)
        )
        return f"remove_check_constraint {table}, {which}\nadd_check_constraint {table}, {sql}"
    name = _name_option(constraint)
    return (
        f"remove_check_constraint {table}, {name}\n"
        f"add_check_constraint {table}, {sql}, {name}, validate: false\n"
        "# in a migration of its own:\n"
        f"validate_check_constraint {table}, {name}"
    )


def _name_option(constraint: Constraint) -> str:
    return f"name: {to_source(constraint.name)}"
