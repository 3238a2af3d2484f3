"""A save in the editor: an app of thousands of files, and one of them checked again.

    python benchmarks/lsp_save.py [--migrations N] [--models N] [--saves N]

It is measured in process, as the editor server works: the app is in memory, one file changes.
"""

import argparse
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from wishare_lint.lsp.work_tree import WorkTree
from wishare_lint.packs import installed_rules

FIRST = 20100101000000
"""The version of the oldest migration."""


def main() -> None:
    """Prints what the first check takes, and then each kind of save."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--migrations", type=int, default=2000, metavar="N")
    parser.add_argument("--models", type=int, default=2000, metavar="N")
    parser.add_argument("--saves", type=int, default=20, metavar="N")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _make_app(root, chosen.migrations, chosen.models)
        print(f"{chosen.migrations} migrations, {chosen.models} models; milliseconds")
        print(f"{'':<36}{'wall':>8}{'CPU':>8}{'worst':>8}")
        tree = WorkTree(root, installed_rules())
        for name, path, texts in _saves(root):
            file = root / path
            first, *others = [_timed(tree, file, next(texts)) for _ in range(chosen.saves + 1)]
            _report(f"{name}, the first time", [first])
            _report(f"{name}, {chosen.saves} times", others)


def _timed(tree: WorkTree, file: Path, text: str) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    tree.edit(file, text)
    tree.check(file)
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def _report(name: str, times: list[tuple[float, float]]) -> None:
    wall, cpu = zip(*times, strict=True)
    print(f"{name:<36}{median(wall):8.1f}{median(cpu):8.1f}{max(wall):8.1f}")


def _saves(root: Path) -> Iterator[tuple[str, str, Iterator[str]]]:
    """A name, a path, and texts without end, each another edit of the file."""
    migration = "db/migrate/20260101000000_remove_name_from_item5s.rb"
    removal = _migration("RemoveNameFromItem5s", "remove_column :item5s, :name, :string")
    yield "a new migration", migration, _edits(removal)
    model = "app/models/item5.rb"
    text = (root / model).read_text(encoding="utf-8")
    yield "a model without a finding", model, _edits(text)
    yield "a model with a renamed label", model, _edits(text.replace("live:", "alive:"))
    created = f"db/migrate/{FIRST + 5}_create_item5s.rb"
    yield "an old migration", created, _edits((root / created).read_text(encoding="utf-8"))


def _edits(text: str) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"{text}# {number}\n"


# The app


def _make_app(root: Path, migrations: int, models: int) -> None:
    """Every fifth model has an enum; the schema has the tables that the migrations create."""
    for number in range(models):
        _write(root / f"app/models/item{number}.rb", _model(number))
    for number in range(migrations):
        name = f"CreateItem{number}s"
        text = _migration(name, f"create_table :item{number}s do |t|{_COLUMNS}\n    end")
        _write(root / f"db/migrate/{FIRST + number}_create_item{number}s.rb", text)
    _write(root / "db/schema.rb", _schema(migrations))
    _write(root / "config/application.rb", "module Shop\n  class Application; end\nend\n")
    _write(root / "config/database.yml", "production:\n  adapter: postgresql\n")
    _write(root / "Gemfile.lock", "GEM\n  specs:\n    rails (8.0.1)\n")
    for command in (
        ("init", "--quiet", "--initial-branch=main"),
        ("add", "--all"),
        ("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "app"),
    ):
        subprocess.run(["git", *command], cwd=root, check=True)


_COLUMNS = """
      t.string :name
      t.text :note
      t.integer :status, null: false, default: 0
      t.timestamps"""


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _migration(name: str, change: str) -> str:
    return f"class {name} < ActiveRecord::Migration[8.0]\n  def change\n    {change}\n  end\nend\n"


def _model(number: int) -> str:
    enum = "  enum :status, { draft: 0, live: 1, gone: 2 }\n" if number % 5 == 0 else ""
    return (
        f"class Item{number} < ApplicationRecord\n  belongs_to :item{number + 1}\n{enum}"
        "  validates :name, presence: true\n  scope :named, -> { where.not(name: nil) }\n\n"
        '  def title\n    [name, note].compact.join(" ")\n  end\nend\n'
    )


def _schema(tables: int) -> str:
    body = "".join(
        f'  create_table "item{number}s", force: :cascade do |t|\n'
        '    t.string "name"\n    t.text "note"\n'
        '    t.integer "status", default: 0, null: false\n'
        '    t.datetime "created_at", null: false\n    t.datetime "updated_at", null: false\n'
        "  end\n\n"
        for number in range(tables)
    )
    return f"ActiveRecord::Schema[8.0].define(version: {FIRST + tables - 1}) do\n{body}end\n"


if __name__ == "__main__":
    main()
