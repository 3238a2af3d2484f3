"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import (
    Context,
    Enum,
    EnumChange,
    EnumColumn,
    Finding,
    Rule,
    Severity,
    Unknown,
    Value,
)
from wishare_lint_rules.enums.wording import label, where


class EnumDefaultChanged(Rule[EnumChange]):
    """New records start with another label, everywhere at once, also where nobody thought of it.

    Every `create` that leaves the attribute out relies on the default: forms, imports, jobs,
    factories, callers of the API. While a release is rolled out, old and new processes create
    records in different states. Without any default, they are created with nil, or not at all
    where the column forbids NULL.

    State the label where records are created, and change the default when no caller needs it.
    """

    id = "enum-default-changed"
    severity = Severity.WARNING
    tags = ("enum",)
    bad_before = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1 }, default: :draft
        end
    """
    bad = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1 }, default: :live
        end
    """
    good_before = bad_before
    good = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1, archived: 2 }, default: :draft
        end
    """

    def check(self, change: EnumChange, context: Context) -> Iterator[Finding]:
        if change.after is None or "default" not in change.options_changed:
            return
        base, head = context.changes.base, context.changes.head
        columns = head.columns_of(change.after)
        was = _start(change.before, base.columns_of(change.before) if base else columns)
        now = _start(change.after, columns)
        if was == now or was is None or isinstance(was, Unknown) or isinstance(now, Unknown):
            return
        refused = now is None and any(c.column and c.column.null is False for c in columns)
        yield self.finding(
            change,
            f"new records of {where(change)} start as {label(_text(now))}, no longer as "
            f"`{was}`{', which the column refuses' if refused else ''}",
            severity=Severity.ERROR if refused else self.severity,
            detail=f"{was} {now}",
        )


def _start(enum: Enum, columns: tuple[EnumColumn, ...]) -> Value:
    """The label of a new record: that of the model's default, else that of the column's."""
    if enum.default is not None or "default" in enum.options:
        return enum.default
    stored = columns[0].default if columns else None
    return stored if isinstance(stored, Unknown) else enum.label_of(stored)


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
