"""The values that a check constraint lets into a column, as far as its literals tell.

It may be as a migration writes it, or as a dump gives it back: PostgreSQL turns `IN` into
`= ANY (ARRAY[…])` with casts, MySQL adds backticks and character sets.
"""

import re
from collections.abc import Iterator

from wishare_lint.rails.enums.column import EnumColumn
from wishare_lint.rails.enums.enum import Enum
from wishare_lint.rails.rows.condition import UNREAD, Condition, outcomes
from wishare_lint.rails.rows.fragments import condition
from wishare_lint.rails.schema.schema import Constraint, mentions
from wishare_lint.ruby.values import Value

_CHARACTER_SET = re.compile(r"\b_(?:utf8mb[34]|utf8|latin1|ascii)\b", re.IGNORECASE)


def refused(enum: Enum, held: EnumColumn) -> Iterator[tuple[Constraint, tuple[Value, ...]]]:
    """The check constraints of a column that do not admit some of the values of an enum."""
    for constraint in held.table.constraints:
        if constraint.kind == "check" and mentions(constraint.definition, enum.attribute):
            found = refuses(constraint.definition, held.adapter, enum.attribute, enum.stored)
            if found:
                yield constraint, found


def refuses(
    sql: Value, adapter: str | None, column: str, stored: tuple[Value, ...]
) -> tuple[Value, ...]:
    """Those of the values for which a check constraint is surely false, whatever the rest of the
    row holds; it lets NULL pass."""
    asked = asked_by(sql, adapter)
    return tuple(value for value in stored if outcomes(asked, column, value) == {False})


def asked_by(sql: Value, adapter: str | None) -> Condition:
    """What a condition of the database asks for, as far as it can be read."""
    if not isinstance(sql, str):
        return UNREAD
    text = _CHARACTER_SET.sub("", sql).replace("\\'", "'") if adapter == "mysql" else sql
    return condition(text, adapter=adapter)
