"""`wishare-lint baseline`: accepts what is there, so that only what is new is told."""

from collections.abc import Set
from pathlib import Path

import click

from wishare_lint import terminal
from wishare_lint.baseline import FILE_NAME, Entry, accepted
from wishare_lint.check import check_all
from wishare_lint.commands import options
from wishare_lint.commands.session import Session, begin
from wishare_lint.comparison import Request, app_around
from wishare_lint.config import ConfigError
from wishare_lint.finding import Report
from wishare_lint.output.wording import counted
from wishare_lint.packs import running

_COMMON = "Options"
_reason = options.option(
    _COMMON,
    "--reason",
    default="",
    metavar="TEXT",
    help="Why the entries without a reason are accepted.",
)
_configuration = options.configuration_file(_COMMON)


@click.group("baseline", context_settings=options.CONTEXT)
def command() -> None:
    """Accept the findings that are there.

    From now on only new ones are told. The others stay in `.wishare-lint-baseline.yml`, beside the
    configuration. They are those of `check --all`.
    """


@command.command("create", cls=options.Command)
@_reason
@_configuration
def create(reason: str, config_file: Path | None) -> int:
    """Write the file, with an entry for each finding."""
    here = _session(Path.cwd(), config_file)
    path = here.config.baseline.path or _new_file(here)
    if path.is_file():
        raise click.UsageError(f"{_shown(path)} is there already; `baseline update` adds to it")
    session = _session(_scope(here, path), config_file)
    _write(path, accepted(_full_report(session).findings, (), reason), session)
    return 0


@command.command("update", cls=options.Command)
@_reason
@_configuration
def update(reason: str, config_file: Path | None) -> int:
    """Add what is new, take out what is gone, and keep the reasons."""
    session = _existing(config_file)
    report = _full_report(session)
    known = session.config.baseline.entries
    resting = _resting(session, report)
    kept = [entry for entry in known if entry.rule in resting]
    _write_changes(session, [*accepted(report.findings, known, reason), *kept])
    return 0


@command.command("prune", cls=options.Command)
@_configuration
def prune(config_file: Path | None) -> int:
    """Take out the entries that match nothing any more, and add none."""
    session = _existing(config_file)
    report = _full_report(session)
    baseline = session.config.baseline
    resting = _resting(session, report)
    stale = baseline.stale(report.findings, lambda entry: entry.rule not in resting)
    _write_changes(session, [entry for entry in baseline.entries if entry not in stale])
    return 0


def _session(start: Path, config_file: Path | None) -> Session:
    return begin(Request(start, everything=True), config_file, no_config=False)


def _existing(config_file: Path | None) -> Session:
    """A run over all that the baseline is about."""
    here = _session(Path.cwd(), config_file)
    path = here.config.baseline.path
    if path is None or not path.is_file():
        raise click.UsageError("there is no baseline yet; `wishare-lint baseline create` makes it")
    return _session(_scope(here, path), config_file)


def _scope(session: Session, path: Path) -> Path:
    """The folder to look at, wherever below it the user stands."""
    config = session.config.path
    return config.parent if config else path.parent


def _new_file(session: Session) -> Path:
    """Beside the configuration; without one, in the folder of the app."""
    config = session.config.path
    return (config.parent if config else app_around(session.request.start)) / FILE_NAME


def _full_report(session: Session) -> Report:
    rules = running(session.rules, session.config)
    report = check_all(session.change_sets, rules, session.rules, session.config)
    for error in report.errors:
        raise click.ClickException(f"rule {error.rule} failed on {error.path}: {error.error}")
    return report


def _resting(session: Session, report: Report) -> Set[str]:
    """The rules that are known and did not run: their entries are not judged."""
    return session.names.ids - report.rules.keys()


def _write_changes(session: Session, entries: list[Entry]) -> None:
    baseline = session.config.baseline
    assert baseline.path is not None
    before = {entry.fingerprint for entry in baseline.entries}
    after = {entry.fingerprint for entry in entries}
    _write(baseline.path, entries, session)
    added, removed = len(after - before), len(before - after)
    terminal.say("note", f"{added or 'none'} added, {removed or 'none'} taken out")


def _write(path: Path, entries: list[Entry], session: Session) -> None:
    from wishare_lint.config.baseline_file import render

    if not path.resolve().is_relative_to(session.comparison.root.resolve()):
        raise ConfigError(f"{_shown(path)} leads out of the repository, so it is not written")
    try:
        path.write_text(render(entries), encoding="utf-8")
    except OSError as error:
        raise click.FileError(_shown(path), error.strerror) from error
    without = sum(not entry.reason for entry in entries)
    reasons = f"; {without} without a reason" if without else ""
    terminal.say("note", f"{_shown(path)}: {counted(len(entries), 'finding')} accepted{reasons}")


def _shown(path: Path) -> str:
    here = Path.cwd().resolve()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
