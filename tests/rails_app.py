"""A tiny Rails app in a real git repository, and the linter run in it."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result

from wishare_lint.cli import program

MIGRATION = "db/migrate/20260101000000_add_name_to_users.rb"
MODEL = "app/models/user.rb"

SCHEMA = """\
ActiveRecord::Schema[8.0].define(version: 2025_01_01_000000) do
  create_table "users", force: :cascade do |t|
    t.string "email"
    t.integer "status", default: 0, null: false
  end
end
"""

APP = {
    "config/application.rb": "module Shop\n  class Application < Rails::Application\n  end\nend\n",
    "config/database.yml": "production:\n  adapter: postgresql\n",
    "db/schema.rb": SCHEMA,
    "db/migrate/20250101000000_create_users.rb": """\
class CreateUsers < ActiveRecord::Migration[8.0]
  def change
    create_table :users do |t|
      t.string :email
      t.integer :status, null: false, default: 0
    end
  end
end
""",
    MODEL: """\
class User < ApplicationRecord
  enum :status, { active: 0, blocked: 1 }
end
""",
}


def migration(change: str, name: str = "AddNameToUsers") -> str:
    """A migration with this body of `change`."""
    return f"class {name} < ActiveRecord::Migration[8.0]\n  def change\n    {change}\n  end\nend\n"


NOT_NULL = migration("add_column :users, :name, :string, null: false")
"""An error of the test pack."""

INDEX = migration("add_index :users, :email", "AddIndexToUsers")
"""A warning of the test pack."""

NOTE = migration("add_column :users, :note, :text", "AddNoteToUsers")
"""An info of the test pack."""

HARMLESS = migration("add_column :users, :name, :string")


@dataclass(frozen=True)
class RailsApp:
    """The app in the folder `root`; git is asked through `git`, the linter through `lint`."""

    root: Path

    def write(self, files: Mapping[str, str | bytes]) -> None:
        for path, content in files.items():
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def commit(self, files: Mapping[str, str | bytes]) -> str:
        """Writes and commits; gives the commit's id."""
        self.write(files)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message=change")
        return self.git("rev-parse", "HEAD")

    def branch(self, name: str = "feature") -> None:
        self.git("switch", "--quiet", "--create", name)

    def lint(
        self,
        *arguments: str,
        folder: str = "",
        stdin: str | bytes | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Result:
        """The linter, in this process."""
        before = Path.cwd()
        os.chdir(self.root / folder)
        try:
            return CliRunner().invoke(program, arguments, input=stdin, env=environment)
        finally:
            os.chdir(before)


def python(
    *arguments: str, folder: Path, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Python in a process of its own, with the project and its own rules within reach."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        timeout=120,
    )
