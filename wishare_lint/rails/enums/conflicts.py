"""Labels with which Rails refuses to load a class, because a method of that name exists.

Source: ActiveRecord::Enum#detect_enum_conflict!. The names in `data/enum_conflicts.json` were
measured: every method of ActiveRecord::Base and Relation was declared as a label on every version.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wishare_lint.rails.enums.enum import Enum
from wishare_lint.rails.version import Version, parse_version

_DATA = Path(__file__).parent.parent / "data" / "enum_conflicts.json"
_OLDEST, _NEWEST = (6, 1), (8, 2)
"""The versions that were measured. A newer one counts as the last of them; of older ones only what
all of these refuse is believed, without what Rails did not look at in the beginning."""

_LATER_OWNER = "ActiveRecord::Relation"

_WITH_INSTANCE_METHODS_OPTION = (7, 1)


@dataclass(frozen=True)
class EnumClash:
    """A label whose `method` (`private`, `valid?`) is defined by `owner` already.

    `kind` is `class` for a scope, `instance` for a predicate or a bang method.
    """

    label: str
    kind: str
    method: str
    owner: str


def enum_clashes(enum: Enum, version: Version | None) -> Iterator[EnumClash]:
    """The labels that Rails itself refuses; without a version, those that all versions do."""
    for label in enum.labels:
        for kind, method in _methods(enum, label, version):
            owner = _reserved(version).get((kind, method))
            if owner is not None:
                yield EnumClash(label, kind, method, owner)
                break


def enum_clashes_between(
    enum: Enum, earlier: Sequence[Enum], version: Version | None
) -> Iterator[EnumClash]:
    """The labels whose methods an enum before it in the same class has defined."""
    taken = {
        method: other.name
        for other in earlier
        for label in other.labels
        for kind, method in _methods(other, label, version)
        if kind == "instance"
    }
    for label in enum.labels:
        for kind, method in _methods(enum, label, version):
            if kind == "instance" and method in taken:
                yield EnumClash(label, kind, method, taken[method])
                break


def _methods(enum: Enum, label: str, version: Version | None) -> Iterator[tuple[str, str]]:
    """The methods that Rails defines for a label, in the order in which it looks at them."""
    asked = enum.options.get("instance_methods") is not False
    if asked or (version is not None and version < _WITH_INSTANCE_METHODS_OPTION):
        for name in enum.method_names(label):
            yield from (("instance", f"{name}?"), ("instance", f"{name}!"))
    if enum.options.get("scopes") is not False:
        yield from (("class", name) for name in enum.method_names(label))


@cache
def _reserved(version: Version | None) -> Mapping[tuple[str, str], str]:
    """The owner by kind and name of method."""
    import json

    first, last = _span(version)
    old = version is not None and version < _OLDEST
    return {
        (group["kind"], name): group["owner"]
        for group in json.loads(_DATA.read_text(encoding="utf-8"))
        if _since(group) <= first and last <= _until(group)
        if not (old and group["owner"] == _LATER_OWNER)
        for name in group["names"].split()
    }


def _span(version: Version | None) -> tuple[Version, Version]:
    """The measured versions in which a name must be refused to count."""
    if version is None or version < _OLDEST:
        return _OLDEST, _NEWEST
    nearest = min(version, _NEWEST)
    return nearest, nearest


def _since(group: Mapping[str, str]) -> Version:
    return parse_version(group["since"]) or _OLDEST


def _until(group: Mapping[str, str]) -> Version:
    return parse_version(group["until"]) or _NEWEST
