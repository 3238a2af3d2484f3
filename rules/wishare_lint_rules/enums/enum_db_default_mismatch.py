"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import (
    Context,
    Enum,
    EnumColumn,
    Finding,
    RailsEnum,
    Rule,
    Severity,
    Unknown,
    misfit,
    symbol,
    to_source,
)
from wishare_lint_rules.enums.gem_words import words


class EnumDbDefaultMismatch(Rule[Enum]):
    """New rows start as something else than the enum says, because of the default of its column.

    A default that no label is stored as makes every new record read nil. After labels were
    renumbered, it quietly stands for another one. And where the enum has a default of its own,
    rows that do not come from the model (`insert_all`, SQL) start as what the database says.

    Change the default of the column in the release that changes the enum.
    """

    id = "enum-db-default-mismatch"
    severity = Severity.ERROR
    tags = ("enum", "data-loss")
    bad = """
        # app/models/order.rb
        class Order < ApplicationRecord
          enum :status, { draft: 1, live: 2 }
        end

        # db/migrate/20260101000000_create_orders.rb
        class CreateOrders < ActiveRecord::Migration[8.1]
          def change
            create_table(:orders) { |t| t.integer :status, default: 0 }
          end
        end
    """
    good = """
        # app/models/order.rb
        class Order < ApplicationRecord
          enum :status, { draft: 1, live: 2 }
        end

        # db/migrate/20260101000000_create_orders.rb
        class CreateOrders < ActiveRecord::Migration[8.1]
          def change
            create_table(:orders) { |t| t.integer :status, default: 1 }
          end
        end
    """

    def check(self, enum: Enum, context: Context) -> Iterator[Finding]:
        if any(isinstance(value, Unknown) for value in enum.labels.values()) or not enum.labels:
            return
        for held in context.changes.head.columns_of(enum):
            if held.default is None or isinstance(held.default, Unknown) or misfit(enum, held):
                continue
            sentence, severity = _verdict(enum, held, context)
            if sentence:
                yield self.finding(
                    enum,
                    f"`{held.name}` defaults to {to_source(held.default)}, {sentence}",
                    severity=severity,
                    instead=_instead(enum, held),
                    detail=held.class_name,
                )


def _verdict(enum: Enum, held: EnumColumn, context: Context) -> tuple[str, Severity]:
    """What is wrong with the default, "" for nothing."""
    by_rails = isinstance(enum, RailsEnum)  # a gem leaves the default of the column as it is
    now, own = enum.label_of(held.default), (enum.default if by_rails else None)
    old = (change.before for change in context.changes.enum_changes if change.after is enum)
    was = next((before.label_of(held.default) for before in old), None)
    others = "rows that do not come from the model"
    if now is None:
        said, rows = words(enum), others if own else "new records"
        severity = Severity.WARNING if own else Severity.ERROR
        return f"which is no {said.label} of `{enum.name}`: {rows} {said.lost}", severity
    if was not in (None, now) and was in enum.labels:
        return f"which was `{was}` and is `{now}` now: new rows start as that", Severity.ERROR
    if own in enum.labels and own != now:
        differs = f"which is `{now}`, but `{enum.name}` to `{own}`: {others} start as `{now}`"
        return differs, Severity.WARNING
    return "", Severity.INFO


def _instead(enum: Enum, held: EnumColumn) -> str:
    wanted = enum.labels.get(str(enum.default), next(iter(enum.labels.values())))
    at = f"{symbol(str(held.table.name))}, {symbol(enum.attribute)}"
    return f"change_column_default {at}, from: {to_source(held.default)}, to: {to_source(wanted)}"
