"""See the rule's docstring."""

from collections.abc import Iterator
from dataclasses import replace

from wishare_lint import (
    Context,
    Finding,
    RailsEnum,
    Rule,
    Severity,
    Symbol,
    Unknown,
    to_source,
)
from wishare_lint_rules.enums.recipes import declared


class EnumDefaultUnknown(Rule[RailsEnum]):
    """A `default:` that is no label of its enum gives new records no valid value.

    Rails does not look at the default when the class is loaded. From 7.0 on, a new record shows
    the unknown label, and saving it writes NULL; before, reading or saving it raises
    ArgumentError. It happens when the label is renamed or removed, and the default is forgotten.

    Name one of the labels.
    """

    id = "enum-default-unknown"
    severity = Severity.ERROR
    tags = ("enum", "data-loss")
    bad = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1 }, default: :darft
        end
    """
    good = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1 }, default: :draft
        end
    """

    def check(self, enum: RailsEnum, context: Context) -> Iterator[Finding]:
        given = enum.options.get("default")
        values = enum.labels.values()
        if not isinstance(given, str) or any(isinstance(value, Unknown) for value in values):
            return
        if not enum.labels or enum.default in enum.labels:
            return
        old = (context.project.rails_version or (7, 0)) < (7, 0)
        harm = "saving a new record raises ArgumentError" if old else "new records save NULL"
        first = Symbol(next(iter(enum.labels)))
        yield self.finding(
            enum,
            f"the default {to_source(given)} is no label of `{enum.name}`: {harm}",
            instead=declared(replace(enum, options=enum.options.merged(default=first))),
            detail=str(given),
        )
