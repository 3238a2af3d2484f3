"""`check --all` over whole apps: files, seconds, peak memory, findings by rule.

python benchmarks/whole_apps.py DIRECTORY…
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
"""An installed program has its bytecode."""


@dataclass(frozen=True)
class Run:
    """One run of the linter; memory in MiB, `report` as `--format json` gives it."""

    app: Path
    seconds: float
    memory: float
    report: Mapping[str, Any]

    @property
    def files(self) -> int:
        """Migrations and models."""
        coverage = self.report["coverage"]
        return int(coverage["migrations"] + coverage["models"])

    @property
    def by_rule(self) -> Counter[str]:
        """The number of findings of each rule, without the suppressed ones."""
        found = self.report["findings"]
        return Counter(finding["rule"] for finding in found if not finding["suppressed"])


def main() -> None:
    """Prints a line for each app, then the findings of all by rule."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("apps", nargs="+", type=Path, metavar="DIRECTORY")
    runs = [check(app) for app in parser.parse_args().apps]
    print(f"{'app':24} {'files':>6} {'seconds':>8} {'MiB':>6} {'findings':>9} {'not analysed':>13}")
    for run in runs:
        missing = len(run.report["coverage"]["not_analysed"])
        print(
            f"{run.app.resolve().name:24} {run.files:6} {run.seconds:8.2f} {run.memory:6.0f} "
            f"{run.by_rule.total():9} {missing:13}"
        )
    print()
    for rule, count in sum((run.by_rule for run in runs), Counter[str]()).most_common():
        print(f"{count:6} {rule}")


def check(app: Path) -> Run:
    """Runs the linter over one app, in a process of its own.

    Raises:
        RuntimeError: it ended with neither 0 nor 1.
    """
    linter = Path(sys.executable).with_name("wishare-lint")
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(linter), "check", "--all", "--format", "json"],
            cwd=app,
            env=ENVIRONMENT,
            stdout=output,
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            raise RuntimeError(f"{app}: wishare-lint ended with {process.returncode}")
        output.seek(0)
        report = json.load(output)
    # Linux counts in KiB, macOS in bytes.
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return Run(app, seconds, usage.ru_maxrss / unit, report)


if __name__ == "__main__":
    main()
