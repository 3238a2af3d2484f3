"""Where a report goes, and in which format: to standard output, and into files."""

from dataclasses import dataclass
from pathlib import Path

import click

from wishare_lint import terminal
from wishare_lint.finding import Report
from wishare_lint.output import FORMATS, WITH_NOTICES, Style, render
from wishare_lint.output.text import render_findings, render_statistics
from wishare_lint.output.wording import where


@dataclass(frozen=True)
class Delivery:
    """The format for standard output, the files with theirs, and how much is said besides."""

    format: str
    style: Style
    files: tuple[tuple[str, Path], ...]
    statistics: bool
    quiet: bool
    verbose: bool

    def send(self, report: Report) -> None:
        """Writes the report; what its format leaves out goes to standard error.

        Raises:
            click.FileError: a file cannot be written.
        """
        for name, path in self.files:
            _write_file(path, render(name, report))
        terminal.write(self._rendered(report))
        if self.format not in WITH_NOTICES and not self.quiet:
            for notice in report.notices:
                terminal.say("note", notice)
        if self.verbose:
            for missing in report.coverage.not_analysed:
                place = where(missing.location)
                terminal.say("note", f"not analysed: {place}: {' '.join(missing.reason.split())}")
        for error in report.errors:
            reason = " ".join(error.error.split())
            terminal.say("error", f"rule {error.rule} failed on {error.path}: {reason}")

    def _rendered(self, report: Report) -> str:
        if self.statistics:
            return render_statistics(report, self.style)
        if self.quiet and self.format == "text":
            return render_findings(report, self.style)
        return render(self.format, report, self.style)


def destination(option: str) -> tuple[str, Path]:
    """`FORMAT=FILE` as a pair.

    Raises:
        click.UsageError: it is none.
    """
    name, _, path = option.partition("=")
    if name not in FORMATS or not path:
        known = ", ".join(FORMATS)
        raise click.UsageError(f"--output {option}: write FORMAT=FILE, with a format of {known}")
    return name, Path(path)


def _write_file(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise click.FileError(str(path), error.strerror) from error
