"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import Context, EnumColumn, Finding, Misfit, RailsEnum, Rule, Severity, misfit
from wishare_lint_rules.enums.wording import values


class EnumColumnTypeMismatch(Rule[RailsEnum]):
    """An enum whose column is missing, of another type or too small loses what is assigned to it.

    Rails reads a row by looking for the label whose value equals that of the column. A number is
    never equal to a text: on a string column, an enum of numbers reads every row as nil, and so
    does an enum of texts on an integer column. Nothing raises. A value beyond the size of the
    column raises when it is saved. Without a column, Rails 7.1 and later raise as soon as the
    class is used.

    Give the labels values of the column's type, or the enum a column of the right type.
    """

    id = "enum-column-type-mismatch"
    severity = Severity.ERROR
    tags = ("enum", "data-loss")
    bad = """
        # app/models/order.rb
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1 }
        end

        # db/migrate/20260101000000_create_orders.rb
        class CreateOrders < ActiveRecord::Migration[8.1]
          def change
            create_table :orders do |t|
              t.string :status, null: false
            end
          end
        end
    """
    good = """
        # app/models/order.rb
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1 }
        end

        # db/migrate/20260101000000_create_orders.rb
        class CreateOrders < ActiveRecord::Migration[8.1]
          def change
            create_table :orders do |t|
              t.integer :status, null: false
            end
          end
        end
    """

    def check(self, enum: RailsEnum, context: Context) -> Iterator[Finding]:
        for held in context.changes.head.columns_of(enum):
            wrong = misfit(enum, held)
            if wrong is not None:
                yield self.finding(
                    enum, _sentence(wrong, enum, held, context), detail=held.class_name
                )


def _sentence(wrong: Misfit, enum: RailsEnum, held: EnumColumn, context: Context) -> str:
    name = f"`{held.class_name}#{enum.attribute}`"
    column = f"`{held.name}`"
    match wrong.kind:
        case "missing":
            return f"{name} has no column {column}: {_without_column(held, context)}"
        case "ignored":
            return f"`{held.class_name}` ignores {column}: {_without_column(held, context)}"
        case "range":
            return f"{column} has no room for {values(wrong.values)}: saving such a record raises"
        case "length":
            limit = held.column and held.column.options.get("limit")
            return (
                f"{column} holds {limit} characters, which is too few for {values(wrong.values)}: "
                "saving such a record raises"
            )
    kind = held.column.type if held.column else ""
    return (
        f"{column} is of the type {kind}, but {name} stores {enum.storage}s: every row reads as "
        "nil, whatever was assigned to it"
    )


def _without_column(held: EnumColumn, context: Context) -> str:
    version = context.project.rails_version
    if version is not None and version < (7, 1):
        return "what is assigned to it is not stored, and its scopes fail"
    return f'`{held.class_name}.new` and every query raise "Undeclared attribute type"'
