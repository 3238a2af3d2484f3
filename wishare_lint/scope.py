"""What a run has looked at, in words: "checked 3 new migrations and 2 changed models against …"."""

from collections.abc import Sequence

from wishare_lint.chosen import Selection
from wishare_lint.finding import Base


def scope(selections: Sequence[Selection]) -> str:
    """What was checked against what; one selection for each app."""
    new, changed = ("new ", "changed ") if all(map(_only_changes, selections)) else ("", "")
    migrations = _some(_asked([(s, s.migrations) for s in selections]), f"{new}migration")
    models = _some(_asked([(s, s.models) for s in selections]), f"{changed}model")
    apps = f" in {len(selections)} apps" if len(selections) > 1 else ""
    bases = dict.fromkeys(_against(s.base) for s in selections if s.base is not None)
    return f"checked {migrations} and {models}{apps}{''.join(bases)}"


def _only_changes(selection: Selection) -> bool:
    """Whether nothing is checked but what differs from the base."""
    files = (*selection.migrations, *selection.models)
    return selection.base is not None and selection.changed.issuperset(files)


def _asked(files: Sequence[tuple[Selection, Sequence[str]]]) -> int:
    """How many of the files the user asks about."""
    return sum(selection.reports(path) for selection, paths in files for path in paths)


def _some(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def _against(base: Base) -> str:
    """The base by its name, and by its commit where that is not the name already."""
    if base.commit is None or base.commit.startswith(base.ref):
        return f" against {base.ref}"
    return f" against {base.ref} ({base.commit[:7]})"
