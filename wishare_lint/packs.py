"""Rule packs: which rules are installed, and which of them a profile holds.

An entry point in the group `wishare_lint.rules` names a package; every rule class in it, and in all
that lies below it, is a rule of the pack. The pack that comes with the linter is found like that.
"""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from wishare_lint.config import PROFILES, Config
from wishare_lint.rule import Rule, subjects
from wishare_lint.rule_names import RuleNames

GROUP = "wishare_lint.rules"

AnyRule: TypeAlias = type[Rule[Any]]


class PackError(Exception):
    """A pack that cannot be used; the message names it and says why, in one line."""


def installed_rules() -> tuple[AnyRule, ...]:
    """Every rule of every installed pack, by id.

    Raises:
        PackError: a pack cannot be loaded, or two rules have the same id.
    """
    from importlib.metadata import entry_points

    points = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    return rules_of((point.name, point.value) for point in points)


def rules_of(packs: Iterable[tuple[str, str]]) -> tuple[AnyRule, ...]:
    """The rules of packs, given by their name and their package.

    Raises:
        PackError: as for `installed_rules`; or no rule was found at all.
    """
    found: dict[str, AnyRule] = {}
    for name, package in packs:
        for rule in _load(name, package):
            known = found.setdefault(rule.id, rule)
            if known is not rule:
                raise PackError(f"two rules are called {rule.id}: {_path(known)} and {_path(rule)}")
    if not found:
        raise PackError("no rules are installed; install wishare-lint anew")
    return tuple(found[rule_id] for rule_id in sorted(found))


def _load(name: str, package: str) -> Iterator[AnyRule]:
    try:
        for module in _modules(package):
            for value in vars(importlib.import_module(module)).values():
                if _is_rule(value, module):
                    subjects(value)
                    yield value
    except Exception as error:
        raise PackError(f"the rule pack {name} ({package}) cannot be loaded: {error}") from error


def _modules(package: str) -> Iterator[str]:
    yield package
    folder = getattr(importlib.import_module(package), "__path__", None)
    if folder is not None:
        for module in pkgutil.walk_packages(folder, f"{package}."):
            yield module.name


def _is_rule(value: object, module: str) -> bool:
    return (
        isinstance(value, type)
        and issubclass(value, Rule)
        and value.__module__ == module
        and "id" in vars(value)
    )


def _path(rule: AnyRule) -> str:
    return f"{rule.__module__}.{rule.__qualname__}"


def names(rules: Iterable[AnyRule]) -> RuleNames:
    """The names by which the rules may be called."""
    return RuleNames({rule.id: rule.aliases for rule in rules})


def running(rules: Iterable[AnyRule], config: Config) -> tuple[AnyRule, ...]:
    """The rules that run under a configuration."""
    return tuple(rule for rule in rules if _runs(rule, config, config.admits(rule.since)))


def held_back(rules: Iterable[AnyRule], config: Config) -> tuple[AnyRule, ...]:
    """The rules that would run, were they not newer than the `version` of the configuration."""
    newer = [rule for rule in rules if not config.admits(rule.since)]
    return tuple(
        rule for rule in newer if _runs(rule, config, True) and not _runs(rule, config, False)
    )


def in_profile(rule: AnyRule, profile: str) -> bool:
    """Whether a profile holds the rule: each holds those before it."""
    return PROFILES.index(rule.profile) <= PROFILES.index(profile)


def _runs(rule: AnyRule, config: Config, admitted: bool) -> bool:
    """Whether a rule runs; one that is not admitted does only where it is named."""
    return config.runs(rule.id, admitted and in_profile(rule, config.profile))
