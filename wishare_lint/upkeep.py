"""What a run says about the configuration itself: rules held back, entries that are out of date."""

from collections.abc import Iterator, Sequence

from wishare_lint.baseline import Entry
from wishare_lint.changeset import ChangeSet
from wishare_lint.config import Config
from wishare_lint.finding import Report
from wishare_lint.packs import AnyRule, held_back


def upkeep(
    report: Report, change_sets: Sequence[ChangeSet], known: Sequence[AnyRule], config: Config
) -> Iterator[str]:
    """Sentences about what the team may want to change; `known` are all installed rules."""
    newer = held_back(known, config)
    if newer:
        ids = ", ".join(rule.id for rule in newer)
        verb = "rule is" if len(newer) == 1 else "rules are"
        yield f"{len(newer)} {verb} newer than `version: {config.version}`, so off: {ids}"
    stale = stale_entries(report, change_sets, known, config) if config.baseline.entries else ()
    if stale:
        first = f"{stale[0].rule} in {stale[0].path}"
        more = f" and {len(stale) - 1} more" if len(stale) > 1 else ""
        yield (
            f"out of date in the baseline: {first}{more}; `wishare-lint baseline prune` takes out "
            "what hides nothing any more"
        )


def stale_entries(
    report: Report, change_sets: Sequence[ChangeSet], known: Sequence[AnyRule], config: Config
) -> tuple[Entry, ...]:
    """The entries of the baseline that are out of date, as far as the run can tell.

    It can of the files that it has checked and of those that are gone, and of rules that ran or are
    unknown; without a base of nothing, since rules about differences had no say.
    """
    if report.base is None:
        return ()
    ids = {rule.id for rule in known}
    checked = {path for changes in change_sets for path in _checked(changes)}
    unchecked = {path for changes in change_sets for path in changes.head.tree.paths()} - checked

    def is_judged(entry: Entry) -> bool:
        ran = entry.rule in report.rules or entry.rule not in ids
        return ran and entry.path not in unchecked

    return config.baseline.stale(report.findings, is_judged)


def _checked(changes: ChangeSet) -> Iterator[str]:
    """The files about which every finding is reported."""
    paths = (source.path for source in changes.sources)
    return (path for path in paths if changes.selection.reports(path))
