"""What each command that looks at files begins with: the rules, the trees and the configuration."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from wishare_lint.baseline import FILE_NAME as BASELINE
from wishare_lint.baseline import Baseline
from wishare_lint.changeset import ChangeSet
from wishare_lint.comparison import Comparison, Request, compare
from wishare_lint.config import Config, ConfigError, find, load
from wishare_lint.output.tool import NAME, VERSION
from wishare_lint.output.wording import counted
from wishare_lint.packs import AnyRule, installed_rules, names
from wishare_lint.rule_names import RuleNames
from wishare_lint.selection import change_sets


@dataclass(frozen=True)
class Session:
    """All installed rules, what is compared with what, and the configuration file's settings."""

    request: Request
    rules: tuple[AnyRule, ...]
    comparison: Comparison
    config: Config

    @property
    def names(self) -> RuleNames:
        return names(self.rules)

    @property
    def change_sets(self) -> tuple[ChangeSet, ...]:
        """Those that are asked for, one for each app."""
        return change_sets(self.request, self.comparison, self.config)


def begin(request: Request, config_file: Path | None, no_config: bool) -> Session:
    """Reads what the request needs.

    Raises:
        PackError: a rule pack cannot be loaded.
        TreeError: the trees cannot be read.
        ConfigError: the configuration is wrong.
    """
    rules = installed_rules()
    comparison = compare(request, os.environ)
    root = comparison.root
    known = names(rules)
    config = Config() if no_config else _configured(request.start, root, known, config_file)
    return Session(request, rules, comparison, config)


def _configured(start: Path, root: Path, names: RuleNames, file: Path | None) -> Config:
    """The settings of that file, or of the nearest one, with the baseline."""
    path = file or find(start, root)
    config = load(path, names, root) if path else Config()
    if config.outgrows(VERSION):
        raise ConfigError(f"{path}: `version` is {config.version}, but this is {NAME} {VERSION}")
    baseline = config.baseline.path or find(start, root, (BASELINE,))
    if baseline is None:
        return config
    if not baseline.is_file():
        return replace(config, baseline=Baseline(baseline))
    from wishare_lint.config.baseline_file import read

    return replace(config, baseline=read(baseline))


def described(
    change_sets: Iterable[ChangeSet], rules: Sequence[AnyRule], config: Config
) -> Iterator[str]:
    """What a run goes by, in lines for the curious."""
    yield f"configuration: {config.path or 'none'}"
    ran = ", ".join(rule.id for rule in rules)
    yield f"{counted(len(rules), 'rule')} of the profile {config.profile}: {ran}"
    for changes in change_sets:
        project = changes.project
        version = ".".join(map(str, project.rails_version or ())) or "of unknown version"
        databases = ", ".join(f"{d.name} ({d.adapter or 'unknown'})" for d in project.databases)
        migrations = counted(len(project.migration_paths), "migration")
        models = counted(len(project.model_paths), "model file")
        yield f"app {project.root or '.'}: Rails {version}; {databases}; {migrations}; {models}"
