"""One cold migration against `python -c pass`: what an editor or a hook waits for.

    python benchmarks/cold_start.py [--pairs N]

Each pair runs both programs, one after the other, so that a busy moment strikes both.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

PATH = "db/migrate/20260101000000_add_name_to_users.rb"
MIGRATION = """\
class AddNameToUsers < ActiveRecord::Migration[8.0]
  def change
    add_column :users, :name, :string, null: false
  end
end
"""

ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
"""An installed program has its bytecode."""


def main() -> None:
    """Prints the median times and the median of the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--pairs", type=int, default=30, metavar="N")
    pairs = parser.parse_args().pairs
    linter = Path(sys.executable).with_name("wishare-lint")
    if not linter.exists():
        parser.error(f"{linter} does not exist; run `make bench`")
    with tempfile.TemporaryDirectory() as app:
        migration = Path(app, PATH)
        migration.parent.mkdir(parents=True)
        migration.write_text(MIGRATION, encoding="utf-8")
        check = [str(linter), "check", str(migration)]
        nothing = [sys.executable, "-c", "pass"]
        _milliseconds(check, app)  # writes the bytecode
        times = [(_milliseconds(nothing, app), _milliseconds(check, app)) for _ in range(pairs)]
    _report(times)


def _milliseconds(command: Sequence[str], folder: str) -> float:
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, env=ENVIRONMENT, check=False, capture_output=True)
    return (time.perf_counter() - start) * 1000


def _report(times: Sequence[tuple[float, float]]) -> None:
    ratios = sorted(check / nothing for nothing, check in times)
    print(f"python -c pass        {median(nothing for nothing, _ in times):7.1f} ms")
    print(f"wishare-lint check    {median(check for _, check in times):7.1f} ms")
    print(
        f"ratio                 {median(ratios):7.2f}    "
        f"({ratios[0]:.2f} to {ratios[-1]:.2f} over {len(times)} pairs)"
    )


if __name__ == "__main__":
    main()
