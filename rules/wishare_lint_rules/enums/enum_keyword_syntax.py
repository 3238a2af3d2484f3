"""See the rule's docstring."""

from collections.abc import Iterator
from itertools import groupby

from wishare_lint import (
    Context,
    Edit,
    Finding,
    Fix,
    Model,
    RailsEnum,
    Rule,
    Severity,
    positional_call,
)
from wishare_lint_rules.enums.keyword_syntax import (
    old_options,
    positional_declarations,
    underscored,
    without_underscore,
)


class EnumKeywordSyntax(Rule[Model]):
    """From Rails 8.0 on, a class with `enum status: {…}` cannot be loaded.

    The keyword form was deprecated in Rails 7.2 and removed in 8.0, where it raises ArgumentError.
    In production, where classes are loaded at the start, the app does not boot. Its options begin
    with an underscore: behind `enum :status, …` they do nothing up to Rails 7.1, and raise in 7.2.

    Name the attribute first, then its labels, and take the underscore from the options. Rails 7.0
    and later understand this.
    """

    id = "enum-keyword-syntax"
    severity = Severity.ERROR
    aliases = ("Rails/EnumSyntax",)
    tags = ("enum", "availability")
    bad = """
        class Order < ApplicationRecord
          enum status: { draft: 0, live: 1 }, _prefix: true
        end
    """
    good = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1 }, prefix: true
        end
    """

    def check(self, model: Model, context: Context) -> Iterator[Finding]:
        version = context.project.rails_version
        if version is not None and version < (7, 0):
            return
        enums = [e for e in model.enums if isinstance(e, RailsEnum) and not e.conditions]
        for enum in filter(underscored, enums):
            raises = version is not None and version >= (7, 2)
            yield self.finding(
                enum,
                old_options(enum, raises=raises),
                severity=Severity.ERROR if raises else Severity.WARNING,
                instead=without_underscore(enum),
                detail=" ".join(underscored(enum)),
            )
        old = (enum for enum in enums if enum.keyword_syntax)
        for _, together in groupby(old, key=lambda enum: enum.place):
            found = tuple(together)
            verdict, severity = _verdict(found[0], version)
            yield self.finding(
                found[0],
                f"`enum {found[0].attribute}: …` is the syntax that Rails 8.0 has removed: "
                f"{verdict}",
                severity=severity,
                instead=_alone(found) or positional_declarations(found),
                fixes=tuple(_fixes(found, version)),
            )


def _verdict(enum: RailsEnum, version: tuple[int, int] | None) -> tuple[str, Severity]:
    if version is None:
        return f"there, `{enum.class_name}` cannot be loaded", Severity.WARNING
    if version >= (8, 0):
        return f"`{enum.class_name}` cannot be loaded, so the app does not boot", Severity.ERROR
    if version == (7, 2):
        return "Rails 7.2 warns, and after the upgrade the app does not boot", Severity.WARNING
    return "after the upgrade the app does not boot", Severity.INFO


def _alone(enums: tuple[RailsEnum, ...]) -> str | None:
    """The call as it is written, in the new syntax; None where it declares several enums."""
    return positional_call(enums[0].place.text) if len(enums) == 1 else None


def _fixes(enums: tuple[RailsEnum, ...], version: tuple[int, int] | None) -> Iterator[Fix]:
    """The new syntax; without the version, it may be one that does not understand it."""
    positional = _alone(enums)
    if positional is not None:
        edit = Edit(enums[0].place.location, positional)
        yield Fix("Name the attribute first", version is not None, (edit,))
