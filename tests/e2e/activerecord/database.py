"""Real ActiveRecord on a real database: plays migrations and gives back the schemas."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from wishare_lint.rails.schema.schema import UNKNOWN, Schema
from wishare_lint.rails.schema.schema_rb import read_schema
from wishare_lint.ruby.source import SourceFile

PLAYER = Path(__file__).with_name("play.rb")


@dataclass(frozen=True)
class Case:
    """A migration to play: on which schema, and beside which others that it may name.

    `schema` is a whole `schema.rb`, or a script in SQL. `environment` names the variables that are
    set while it runs.
    """

    schema: str
    migration: str
    others: tuple[str, ...] = ()
    environment: tuple[str, ...] = ()


@dataclass(frozen=True)
class Played:
    """What one migration did: the schemas as dumped, and the errors by class and message.

    The rows are those of every table. `broken` tells why there is nothing to compare.
    """

    before: Schema = UNKNOWN
    after_up: Schema = UNKNOWN
    after_down: Schema = UNKNOWN
    up_error: str | None = None
    down_error: str | None = None
    rows_before: Mapping[str, Any] = field(default_factory=dict)
    rows_after_up: Mapping[str, Any] = field(default_factory=dict)
    broken: str | None = None


def is_available() -> bool:
    """Whether Ruby with ActiveRecord is installed."""
    ruby = shutil.which("ruby")
    if ruby is None:
        return False
    done = subprocess.run([ruby, "-e", 'require "active_record"'], capture_output=True, check=False)
    return done.returncode == 0


def play(
    connection: Mapping[str, Any], schema: str, migrations: Mapping[str, str]
) -> Mapping[str, Played]:
    """What became of the schema by each migration; `schema` is the body of a `schema.rb`."""
    whole = schema_rb(schema)
    cases = {name: Case(whole, migration) for name, migration in migrations.items()}
    played = play_cases(connection, cases)
    assert not any(one.broken for one in played.values()), played
    return played


def schema_rb(body: str) -> str:
    """A `schema.rb` that makes this."""
    return f"ActiveRecord::Schema.define do\n{body}\nend\n"


def play_cases(connection: Mapping[str, Any], cases: Mapping[str, Case]) -> Mapping[str, Played]:
    """What became of the schema by each migration, each played on a database of its own."""
    order = {"connection": connection, "cases": {k: asdict(case) for k, case in cases.items()}}
    done = subprocess.run(
        ["ruby", "-W0", str(PLAYER)],
        input=json.dumps(order),
        capture_output=True,
        text=True,
        check=True,
        timeout=1200,
    )
    answers: dict[str, dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return {name: _played(answer) for name, answer in answers.items()}


def _played(answer: Mapping[str, Any]) -> Played:
    if "broken" in answer:
        return Played(broken=answer["broken"])
    return Played(
        _schema(answer["before"]),
        _schema(answer["after_up"]),
        _schema(answer["after_down"]),
        _error(answer["up"]),
        _error(answer["down"]),
        answer["rows_before"],
        answer["rows_after_up"],
    )


def _schema(dump: str) -> Schema:
    return read_schema(SourceFile("db/schema.rb", dump.encode()))


def _error(answer: Mapping[str, str] | None) -> str | None:
    return None if answer is None else f"{answer['class']}: {answer['message']}"


@contextmanager
def postgresql() -> Iterator[Mapping[str, Any]]:
    """A PostgreSQL server of its own, reachable by a socket only; gives the connection."""
    with TemporaryDirectory(prefix="pg") as folder:
        yield from _server(Path(folder))


def _server(folder: Path) -> Iterator[Mapping[str, Any]]:
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"))
    data, as_user = folder / "data", _unprivileged(folder)
    subprocess.run(
        [*as_user, programs / "initdb", "-A", "trust", "-U", "postgres", "-D", data],
        check=True,
        capture_output=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    hasty = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    options = f"-k {folder} -c listen_addresses='' {hasty}"
    server = [*as_user, str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log")]
    subprocess.run([*server, "-o", options, "start"], check=True, capture_output=True)
    try:
        yield {
            "adapter": "postgresql",
            "host": str(folder),
            "username": "postgres",
            "database": "postgres",
            "min_messages": "error",
            "prepared_statements": False,
        }
    finally:
        subprocess.run([*server, "-m", "immediate", "stop"], check=True, capture_output=True)


def _unprivileged(folder: Path) -> list[str]:
    """The server refuses to run as root: then it runs as the user that its package made."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres")
    return ["runuser", "-u", "postgres", "--"]
