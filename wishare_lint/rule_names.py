"""The names by which users call rules: their ids, and their aliases in other tools."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property

from wishare_lint.spelling import did_you_mean


@dataclass(frozen=True)
class RuleNames:
    """Every known rule. `aliases` maps the id of each rule to its other names.

    Several rules may share an alias: `Rails/ReversibleMigration` is one cop, but several dangers.
    """

    aliases: Mapping[str, Collection[str]]

    @property
    def ids(self) -> Set[str]:
        return self.aliases.keys()

    @property
    def all(self) -> Set[str]:
        """Every name that may be written for a rule: the ids first, then the aliases."""
        return self._rules.keys()

    def named(self, name: str) -> frozenset[str]:
        """The ids that an id or alias stands for; empty when nobody knows it."""
        return self._rules.get(name, frozenset())

    def of_cop(self, name: str) -> frozenset[str]:
        """The ids that a name in a RuboCop comment stands for: a cop, a department or `all`."""
        return self._rules_of_cops.get(name, frozenset())

    def unknown(self, name: str) -> str:
        """The message about a name that nobody knows."""
        return f"unknown rule `{name}`{did_you_mean(name, self.all)}"

    @cached_property
    def _rules(self) -> Mapping[str, frozenset[str]]:
        return _grouped([*((rule, rule) for rule in self.aliases), *self._by_alias()])

    @cached_property
    def _rules_of_cops(self) -> Mapping[str, frozenset[str]]:
        return _grouped(
            (name, rule)
            for alias, rule in self._by_alias()
            if alias[:1].isupper()
            for name in _names_of_cop(alias)
        )

    def _by_alias(self) -> Iterator[tuple[str, str]]:
        return ((alias, rule) for rule, aliases in self.aliases.items() for alias in aliases)


def _names_of_cop(cop: str) -> tuple[str, ...]:
    department, _, name = cop.rpartition("/")
    return (cop, name, department, "all")


def _grouped(pairs: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for name, rule in pairs:
        groups.setdefault(name, set()).add(rule)
    return {name: frozenset(rules) for name, rules in groups.items()}
