"""How bad a change is in the light of the data migrations that are released with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from wishare_lint import EnumChange, Rewrite, Severity, Unknown, Value, to_source
from wishare_lint_rules.enums.gem_words import words
from wishare_lint_rules.enums.wording import label, several, values


@dataclass(frozen=True)
class DataVerdict:
    """How bad a change is in the light of the data migrations beside it, and what they miss."""

    severity: Severity
    remark: str


def with_data(change: EnumChange, stored: Sequence[Value]) -> DataVerdict:
    """The verdict on the rows with some stored values."""
    rewrites = [r for r in change.rewrites if r.meaning.stored in stored]
    if not rewrites:
        return DataVerdict(Severity.ERROR, "")
    files = _named(rewrites)
    for rewrite in rewrites:
        if rewrite.outcome == "wrong":
            return DataVerdict(
                Severity.ERROR, f"; and {files} makes it worse: {_wrong(change, rewrite)}"
            )
    done = [r.meaning.stored for r in rewrites if r.outcome in ("moved", "unread")]
    left = [value for value in stored if value not in done]
    if left:
        return DataVerdict(
            Severity.ERROR,
            f"; {files} does not rewrite all of them: rows that hold {values(left)} stay",
        )
    return DataVerdict(Severity.WARNING, f"; {files} rewrites {_rewritten(change, rewrites)}")


def _named(rewrites: Sequence[Rewrite]) -> str:
    """The files of migrations, and the tasks, which no deploy runs."""
    names = dict.fromkeys(
        f"`{by.operation.place.source.path}`"
        if by.task is None
        else f"the {by.task}, which has to be run by hand,"
        for rewrite in rewrites
        for by in rewrite.by
    )
    return " and ".join(names)


def _wrong(change: EnumChange, rewrite: Rewrite) -> str:
    assert change.after is not None
    ends = ", ".join(
        f"{to_source(end)}, which reads {label(change.after.label_of(end))}" for end in rewrite.to
    )
    return f"it moves rows that were `{rewrite.meaning.was}` to {ends}"


def _rewritten(change: EnumChange, rewrites: Sequence[Rewrite]) -> str:
    old = [rewrite.meaning.was for rewrite in rewrites]
    ends = [end for rewrite in rewrites for end in rewrite.to]
    computed = any(isinstance(end, Unknown) for end in ends)
    foreign = [e for e in ends if not isinstance(e, Unknown) and e is not None]
    foreign = [end for end in foreign if change.before.label_of(end) is None]
    unread = words(change.before).unread
    return (
        ("these rows to values that the code computes" if computed else "these rows")
        + f", but the code that is running now writes {several(old)} until the last process is "
        "replaced" + (f", and {unread.format(values(dict.fromkeys(foreign)))}" if foreign else "")
    )
