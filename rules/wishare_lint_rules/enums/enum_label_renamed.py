"""See the rule's docstring."""

from collections.abc import Iterator

from wishare_lint import (
    Context,
    EnumChange,
    Finding,
    LabelChange,
    RailsEnum,
    Rule,
    Severity,
)
from wishare_lint_rules.enums.data_verdict import with_data
from wishare_lint_rules.enums.gem_words import words
from wishare_lint_rules.enums.renaming import keep_old_names, loadable
from wishare_lint_rules.enums.wording import several, values, where


class EnumLabelRenamed(Rule[EnumChange]):
    """Renaming a label breaks everything that says the old name, and may hide a change of meaning.

    Rows keep what they hold, so none is lost. But `live?` and `Order.live` raise NoMethodError,
    assigning "live" raises ArgumentError, and `where(status: :live)` quietly becomes `IS NULL`. The
    old name is not only in this code base: it is in queued jobs, open forms, caches, exports and
    clients of the API, and the running processes use it until they are replaced.

    Keep methods with the old name for a release, move everything that uses it, then remove them. If
    the new name does not mean the same, add it as a label with a value of its own.
    """

    id = "enum-label-renamed"
    severity = Severity.ERROR
    tags = ("enum", "availability")
    bad_before = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1 }
        end
    """
    bad = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, published: 1 }
        end
    """
    good_before = bad_before
    good = """
        class Order < ApplicationRecord
          enum :status, { draft: 0, live: 1, published: 2 }
        end
    """

    def check(self, change: EnumChange, context: Context) -> Iterator[Finding]:
        renamed = change.of_kind("label_renamed")
        if not renamed or change.after is None:
            return
        verdict = with_data(change, [one.value for one in renamed])
        version = context.project.rails_version
        kept = all(_answers(one, change, context) for one in renamed)
        yield self.finding(
            change,
            f"{where(change)} renames {_renames(renamed)}: rows keep "
            f"{values(one.value for one in renamed)}, but {_harm(renamed, kept, change)}"
            f"{verdict.remark}",
            severity=Severity.WARNING if kept else verdict.severity,
            instead=keep_old_names(change, loadable(change.after, version), renamed),
            detail=" ".join(str(one.was) for one in renamed),
        )


def _answers(renamed: LabelChange, change: EnumChange, context: Context) -> bool:
    """Whether the class defines the old methods itself."""
    model = context.changes.head.models.by_class.get(change.class_name)
    names = change.before.method_names(str(renamed.was))
    return model is not None and any(f"{n}?" in model.methods or n in model.methods for n in names)


def _renames(renamed: tuple[LabelChange, ...]) -> str:
    *others, last = [f"`{one.was}` to `{one.label}`" for one in renamed]
    return f"{', '.join(others)} and {last}" if others else last


def _harm(renamed: tuple[LabelChange, ...], kept: bool, change: EnumChange) -> str:
    old = several([one.was for one in renamed])
    if kept:
        return f"queued jobs, open forms, caches and API clients go on saying {old}"
    by_rails = isinstance(change.before, RailsEnum) and change.before.storage != "string"
    query = "a query finds the rows without a value, " if by_rails else ""
    return (
        f"whatever still says {old} breaks (code, queued jobs, open forms, API clients): {query}"
        f"{words(change.before).told}"
    )
