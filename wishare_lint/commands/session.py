"""What each command that looks at files begins with: the rules, the trees and the configuration."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from wishare_lint.changeset import ChangeSet
from wishare_lint.comparison import Comparison, Request, compare
from wishare_lint.config import Config, find, load
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
    path = None if no_config else config_file or find(request.start, root)
    config = load(path, names(rules), root) if path else Config()
    return Session(request, rules, comparison, config)


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
