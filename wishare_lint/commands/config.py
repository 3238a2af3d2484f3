"""`wishare-lint config`: what counts, where it was said, and what may be said."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from wishare_lint import terminal
from wishare_lint.baseline import Baseline
from wishare_lint.changeset import ChangeSet
from wishare_lint.commands import options
from wishare_lint.commands.session import Session, begin
from wishare_lint.comparison import Request, start_of
from wishare_lint.config import Config, RuleSetting, json_schema
from wishare_lint.layout import STRONG_MIGRATIONS
from wishare_lint.output.visible import visible_line
from wishare_lint.output.wording import counted
from wishare_lint.packs import held_back, installed_rules, names, running
from wishare_lint.project import Project
from wishare_lint.selection import start_hint

DEFAULT, UNKNOWN = "default", "unknown"


@dataclass(frozen=True)
class Setting:
    """A key, its values, one to a line, and where they come from."""

    key: str
    values: tuple[str, ...]
    origin: str


@click.group("config", context_settings=options.CONTEXT)
def command() -> None:
    """Show what is configured, and what can be."""


@command.command("show", cls=options.Command)
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@options.configuration("Options")
def show(file: Path | None, config_file: Path | None, no_config: bool) -> int:
    """Show each setting, and where it comes from.

    With FILE, those that count for this file, and whether it is checked at all.
    """
    paths = (file,) if file else ()
    request = Request(start_of(paths, Path.cwd()), paths)
    session = begin(request, config_file, no_config)
    changes = session.change_sets[0]
    table = _table(tuple(_settings(session.config, changes)))
    verdict = map(visible_line, _verdict(session, changes, file))
    terminal.write("\n".join((*table, "", *verdict, "")))
    return 0


@command.command("schema", cls=options.Command)
def schema() -> int:
    """Print the JSON Schema of the file.

    Editors complete and check `.wishare-lint.yml` by it.
    """
    from json import dumps

    terminal.write(dumps(json_schema(names(installed_rules())), indent=2) + "\n")
    return 0


def _settings(config: Config, changes: ChangeSet) -> Iterator[Setting]:
    """Every setting, in the order of the documentation."""

    def said(key: str, values: Iterable[str | None], otherwise: str = DEFAULT) -> Setting:
        shown = tuple(value for value in values if value) or ("none",)
        return Setting(key, shown, config.origins.get(key) or otherwise or DEFAULT)

    project = changes.project
    folders = dict.fromkeys(f for d in project.databases for f in d.migration_folders)
    yield said("version", [config.version])
    yield said("profile", [config.profile])
    yield said("database", _databases(project), project.databases[0].told_by)
    yield said("database_version", [config.database_version or UNKNOWN])
    yield said("rails_version", [_rails(config, project)], project.rails_told_by)
    yield said("baseline", _baseline(config.baseline))
    yield said("exclude", config.exclude)
    yield said("migrations.paths", (*folders, *config.migration_paths))
    yield said("migrations.start_after", *_start_after(config, changes))
    yield said("models.paths", ("**/app/models", *config.model_paths))
    for rule, setting in sorted(config.rules.items()):
        yield said(f"rules.{rule}", _treatment(setting))
    yield said("select", sorted(config.select))
    yield said("ignore", sorted(config.ignore))
    yield said("fail_on", [config.fail_on.value if config.fail_on else "never"])


def _databases(project: Project) -> Iterator[str]:
    several = len(project.databases) > 1
    for database in project.databases:
        yield f"{database.adapter or UNKNOWN}{f' ({database.name})' if several else ''}"


def _rails(config: Config, project: Project) -> str:
    return config.rails_version or ".".join(map(str, project.rails_version or ())) or UNKNOWN


def _baseline(baseline: Baseline) -> Iterator[str]:
    if baseline.path is not None:
        yield f"{baseline.path.name} ({counted(len(baseline.entries), 'finding')})"


def _start_after(config: Config, changes: ChangeSet) -> tuple[list[str], str]:
    """As configured; else what strong_migrations says, and where."""
    hint = start_hint(config, changes.head)
    if hint is not None:
        return [f"{hint} with --all"], STRONG_MIGRATIONS
    return ([] if config.start_after is None else [str(config.start_after)]), DEFAULT


def _treatment(setting: RuleSetting) -> Iterator[str]:
    if setting.enabled is not None and setting.severity is None:
        yield "on" if setting.enabled else "off"
    if setting.severity is not None:
        yield setting.severity.value
    for pattern in setting.exclude:
        yield f"not in {pattern}"


def _table(settings: Sequence[Setting]) -> Iterator[str]:
    """Three columns; further values of a key stand below the first."""
    keys = max(len(setting.key) for setting in settings)
    values = max(len(value) for setting in settings for value in setting.values)
    for setting in settings:
        first, *further = map(visible_line, setting.values)
        yield f"{setting.key:{keys}}  {first:{values}}  {visible_line(setting.origin)}"
        yield from (f"{'':{keys}}  {value}" for value in further)


def _verdict(session: Session, changes: ChangeSet, file: Path | None) -> Iterator[str]:
    """Which rules run, and on what."""
    config = session.config
    rules = running(session.rules, config)
    newer = held_back(session.rules, config)
    later = f", {len(newer)} more are newer than the version" if newer else ""
    yield f"{len(rules)} of {len(session.rules)} rules run{later}."
    if file is None:
        return
    project = changes.project
    path = next(iter(changes.selection.reported or ()), "")
    if pattern := config.excluded_by(path):
        yield f"{path} is not checked: excluded by `{pattern}`."
    elif path in project.migration_paths:
        yield f"{path} is a migration of `{project.database_of(path).name}`."
    elif path in project.model_paths:
        yield f"{path} is a model."
    else:
        yield f"{file} is neither a migration nor a model, so it is not checked."
    off = [rule.id for rule in rules if _leaves_out(config, rule.id, path)]
    if off and not config.excluded_by(path):
        yield f"Rules that do not look at it: {', '.join(off)}."


def _leaves_out(config: Config, rule: str, path: str) -> bool:
    return bool(config.rule(rule).exclude) and config.excluded_by(path, rule) is not None
