"""What a team has decided about the linter: `.wishare-lint.yml`, validated, and the command line.

Paths and patterns in the file are relative to its folder; here they are relative to the root of the
repository.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from wishare_lint.baseline import Baseline
from wishare_lint.finding import Severity
from wishare_lint.globs import matches
from wishare_lint.rule_names import RuleNames

FILE_NAMES = (".wishare-lint.yml", ".wishare-lint.yaml")
PROFILES = ("recommended", "strict", "all")
DATABASES = (
    "postgresql",
    "postgis",
    "mysql",
    "mysql2",
    "trilogy",
    "mariadb",
    "sqlite",
    "sqlite3",
)
FAIL_ON = (*(severity.value for severity in Severity), "never")


class ConfigError(Exception):
    """A configuration that cannot be used: one line for each problem, with file and line."""


@dataclass(frozen=True)
class RuleSetting:
    """How one rule is treated. `enabled` and `severity` are None where the rule decides itself."""

    enabled: bool | None = None
    severity: Severity | None = None
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True)
class Config:
    """The configuration of a run; without a file, the defaults.

    `path` is the file that was read, None without one. `start_after` is a migration version: those
    up to it are not checked. `version` pins the rules: none that came later runs by itself.
    `fail_on` is None for "never". `rules`, `select` and `ignore` know rules by id, never by alias.
    `origins` are the places, `file:line`, that say something of a key such as
    `migrations.start_after` or `rules.drop-table`.
    """

    path: Path | None = None
    version: str | None = None
    profile: str = "recommended"
    database: str | None = None
    database_version: str | None = None
    rails_version: str | None = None
    exclude: tuple[str, ...] = ()
    migration_paths: tuple[str, ...] = ()
    start_after: int | None = None
    model_paths: tuple[str, ...] = ()
    rules: Mapping[str, RuleSetting] = field(default_factory=dict)
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    fail_on: Severity | None = Severity.ERROR
    baseline: Baseline = field(default_factory=Baseline)
    origins: Mapping[str, str] = field(default_factory=dict, compare=False)

    def rule(self, rule: str) -> RuleSetting:
        """How the rule of this id is treated."""
        return self.rules.get(rule, RuleSetting())

    def runs(self, rule: str, in_profile: bool) -> bool:
        """Whether a rule runs; `in_profile` says whether the profile of this run holds it."""
        enabled = self.rule(rule).enabled
        if rule in self.ignore or enabled is False:
            return False
        if self.select:
            return rule in self.select
        return in_profile or enabled is True

    def admits(self, since: str) -> bool:
        """Whether the pinned `version` is not older than this one; 0.1 stands for all of 0.1."""
        if self.version is None:
            return True
        pinned = _numbers(self.version)
        return _numbers(since)[: len(pinned)] <= pinned

    def outgrows(self, version: str) -> bool:
        """Whether the file is written for a later version than this one."""
        pinned = _numbers(self.version or "0")
        return pinned > _numbers(version)[: len(pinned)]

    def excluded_by(self, path: str, rule: str | None = None) -> str | None:
        """The pattern that takes a file away from the run, or from one rule; None if none does."""
        patterns = (*self.exclude, *(self.rule(rule).exclude if rule else ()))
        return next((pattern for pattern in patterns if matches(path, pattern)), None)

    def merge(
        self,
        names: RuleNames,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        profile: str | None = None,
    ) -> "Config":
        """This configuration with the options of the command line, which win.

        `select` replaces the file's, and switches a rule on that the file switches off; `ignore`
        adds to the file's. Raises `ConfigError` on an unknown rule.
        """
        selected = _ids("--select", select, names)
        ignored = _ids("--ignore", ignore, names)
        on = {rule: replace(self.rule(rule), enabled=True) for rule in selected}
        return replace(
            self,
            profile=profile or self.profile,
            rules={**self.rules, **on},
            select=selected or self.select,
            ignore=(self.ignore - selected) | ignored,
        )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _ids(option: str, written: Iterable[str], names: RuleNames) -> frozenset[str]:
    written = tuple(written)
    unknown = [name for name in written if not names.named(name)]
    if unknown:
        raise ConfigError("\n".join(f"{option}: {names.unknown(name)}" for name in unknown))
    return frozenset(rule for name in written for rule in names.named(name))


def find(
    start: Path, root: Path | None = None, file_names: Iterable[str] = FILE_NAMES
) -> Path | None:
    """The configuration file in `start` or its nearest ancestor, not looking above `root`."""
    file_names = tuple(file_names)
    start = start.resolve()
    top = root.resolve() if root else None
    for folder in (start, *start.parents):
        for name in file_names:
            if (folder / name).is_file():
                return folder / name
        if folder == top:
            return None
    return None


def load(path: Path, names: RuleNames, root: Path | None = None) -> Config:
    """The configuration in a file, with all that it inherits.

    `root` is the root of the repository, by default the folder of the file; nothing outside it is
    inherited. Raises `ConfigError` with every problem found.
    """
    from wishare_lint.config.reader import load

    folder = path.parent.resolve()
    return load(folder / path.name, names, root.resolve() if root else folder)


def json_schema(names: RuleNames) -> dict[str, Any]:
    """The JSON Schema, draft 7, of the configuration file, for these rules."""
    from wishare_lint.config.keys import json_schema

    return json_schema(names)


def strong_migrations_start_after(initializer: str) -> int | None:
    """The version that the text of `config/initializers/strong_migrations.rb` starts after."""
    found = re.findall(
        r"^\s*StrongMigrations\.start_after\s*=\s*(\d[\d_]*)", initializer, re.MULTILINE
    )
    return int(found[-1].replace("_", "")) if found else None
