"""The GitHub action: its file as GitHub's tools read it, its steps on a real shallow checkout."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT
from tests.e2e.hooks.app import DEPLOYED, EXTENDED, MODEL, RENAMED
from tests.e2e.repository import Repository
from tests.e2e.tools import run

pytestmark = pytest.mark.e2e

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
INPUTS = {name: str(given["default"]) for name, given in ACTION["inputs"].items()}

DROPPED = (
    "class DropOld < ActiveRecord::Migration[8.0]\n  def change\n    drop_table :old\n  end\nend\n"
)
OLD_MIGRATION = {"db/migrate/20250101000000_drop_old.rb": DROPPED}


@dataclass
class Job:
    """A job on a runner: a checkout, and what its steps have written.

    `outputs` are those of all steps; `log` is what they printed.
    """

    checkout: Repository
    temp: Path
    log: str = ""

    def step(self, script: str, **environment: str) -> int:
        """Runs one script of the action as the runner does; gives its exit code."""
        files = {name: str(self.temp / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        done = subprocess.run(
            [str(ROOT / "action" / script)],
            cwd=self.checkout.root,
            env={
                **self.checkout.environment,
                **files,
                "RUNNER_TEMP": str(self.temp),
                "GITHUB_ACTION_PATH": str(ROOT),
                "GITHUB_PATH": str(self.temp / "GITHUB_PATH"),
                "GITHUB_EVENT_NAME": "pull_request",
                **environment,
            },
            capture_output=True,
            text=True,
            timeout=300,
        )
        self.log += done.stdout + done.stderr
        return done.returncode

    def check(self, **given: str) -> int:
        """Runs both steps, with the inputs of the action as far as they are not given."""
        assert self.step("fetch-base.sh", BASE=given.pop("BASE", "main"), TOKEN="") == 0, self.log
        names = ("annotations", "fail-on", "profile", "summary", "upload")
        inputs = {name.replace("-", "_").upper(): INPUTS[name] for name in names}
        base = self.outputs.get("commit", "")
        code = self.step(
            "check.sh", **{"BASE": base, "LINT_PATHS": INPUTS["paths"], **inputs, **given}
        )
        assert code == 0, self.log
        return int(self.outputs["exit-code"])

    @property
    def outputs(self) -> dict[str, str]:
        lines = self._written("GITHUB_OUTPUT").splitlines()
        return dict(line.split("=", 1) for line in lines)

    @property
    def summary(self) -> str:
        return self._written("GITHUB_STEP_SUMMARY")

    def _written(self, name: str) -> str:
        file = self.temp / name
        return file.read_text(encoding="utf-8") if file.exists() else ""


@pytest.fixture
def remote(tmp_path: Path) -> Repository:
    """The repository on the server, which gives any commit to whom asks for it, as GitHub does."""
    remote = Repository(tmp_path / "remote", tmp_path)
    remote.run("git", "config", "uploadpack.allowAnySHA1InWant", "true")
    remote.stage({"config/application.rb": "", MODEL: DEPLOYED, **OLD_MIGRATION})
    remote.commit()
    return remote


def pull_request(remote: Repository, changed: str, tmp_path: Path) -> Job:
    """The job of a pull request of two commits, checked out as actions/checkout does: the merge
    commit alone, without anything before it. Meanwhile main has gone on."""
    remote.run("git", "switch", "--quiet", "--create", "feature")
    remote.stage({MODEL: changed})
    remote.commit()
    remote.stage({"README": "more"})
    remote.commit()
    remote.run("git", "switch", "--quiet", "main")
    remote.stage({"CHANGELOG": "other work"})
    remote.commit()
    remote.run("git", "switch", "--quiet", "--detach")
    remote.run("git", "merge", "--quiet", "--no-ff", "--message=Merge", "feature")
    merge = remote.head()
    remote.run("git", "switch", "--quiet", "main")
    return checkout(remote, merge, tmp_path)


def checkout(remote: Repository, commit: str, tmp_path: Path) -> Job:
    here = Repository(tmp_path / "checkout", tmp_path)
    here.prefer(Path(sys.executable).parent)
    here.run("git", "remote", "add", "origin", f"file://{remote.root}")
    here.run("git", "fetch", "--quiet", "--no-tags", "--depth=1", "origin", commit)
    here.run("git", "checkout", "--quiet", "--detach", "FETCH_HEAD")
    temp = tmp_path / "temp"
    temp.mkdir()
    return Job(here, temp)


def test_a_pull_request_is_compared_with_its_base_in_a_shallow_checkout(
    remote: Repository, tmp_path: Path
) -> None:
    job = pull_request(remote, RENAMED, tmp_path)
    assert job.check() == 1
    assert f"::error file={MODEL},line=2," in job.log
    assert "title=enum-label-renamed::" in job.log
    assert "drop-table" not in job.log


def test_the_summary_of_the_job_tells_the_verdict(remote: Repository, tmp_path: Path) -> None:
    job = pull_request(remote, RENAMED, tmp_path)
    job.check()
    assert job.summary.startswith("## wishare-lint\n")
    assert "1 changed model" in job.summary
    assert "enum-label-renamed" in job.summary


def test_a_safe_pull_request_passes(remote: Repository, tmp_path: Path) -> None:
    job = pull_request(remote, EXTENDED, tmp_path)
    assert job.check() == 0
    assert "::error" not in job.log


def test_without_annotations_and_summary_the_log_alone_tells(
    remote: Repository, tmp_path: Path
) -> None:
    job = pull_request(remote, RENAMED, tmp_path)
    assert job.check(ANNOTATIONS="false", SUMMARY="false") == 1
    assert "error[enum-label-renamed]" in job.log
    assert job.summary == ""


def test_the_upload_of_a_pull_request_holds_the_full_scan_and_the_difference(
    remote: Repository, tmp_path: Path
) -> None:
    job = pull_request(remote, RENAMED, tmp_path)
    job.check(UPLOAD="true")
    assert {"enum-label-renamed", "drop-table"} <= uploaded(job)


def test_the_upload_of_a_branch_holds_no_difference(remote: Repository, tmp_path: Path) -> None:
    """After the next push it would be gone, and the alert closed as if somebody had fixed it."""
    before = remote.head()
    remote.stage({MODEL: RENAMED})
    job = checkout(remote, remote.commit(), tmp_path)
    assert job.check(BASE=before, UPLOAD="true", GITHUB_EVENT_NAME="push") == 1
    assert "enum-label-renamed" in job.log
    rules = uploaded(job)
    assert "drop-table" in rules
    assert "enum-label-renamed" not in rules


def uploaded(job: Job) -> set[str]:
    """The rules with a result in the SARIF file."""
    log = json.loads(Path(job.outputs["sarif-file"]).read_text(encoding="utf-8"))
    return {result["ruleId"] for result in log["runs"][0]["results"]}


def test_a_push_that_makes_a_branch_has_no_base(remote: Repository, tmp_path: Path) -> None:
    job = checkout(remote, remote.head(), tmp_path)
    assert job.check(BASE="0" * 40, GITHUB_EVENT_NAME="push") in (0, 1)
    assert "commit" not in job.outputs


def test_a_base_that_nobody_knows_ends_the_job(remote: Repository, tmp_path: Path) -> None:
    job = checkout(remote, remote.head(), tmp_path)
    assert job.step("fetch-base.sh", BASE="nowhere", TOKEN="") != 0
    assert "nowhere" in job.log


def test_a_complete_checkout_stays_complete(remote: Repository, tmp_path: Path) -> None:
    job = pull_request(remote, RENAMED, tmp_path)
    job.checkout.run("git", "fetch", "--quiet", "--unshallow", "origin", "main")
    job.check()
    shallow = job.checkout.run("git", "rev-parse", "--is-shallow-repository")
    assert shallow.stdout == "false\n"


def test_a_wrong_option_is_an_error_that_uploads_nothing(
    remote: Repository, tmp_path: Path
) -> None:
    job = pull_request(remote, RENAMED, tmp_path)
    assert job.check(FAIL_ON="sometimes", UPLOAD="true") == 2
    assert "sarif-file" not in job.outputs


def test_it_installs_its_own_version(remote: Repository, tmp_path: Path) -> None:
    job = checkout(remote, remote.head(), tmp_path)
    assert job.step("install.sh") == 0, job.log
    programs = Path((job.temp / "GITHUB_PATH").read_text(encoding="utf-8").strip())
    answer = subprocess.run(
        [programs / "wishare-lint", "--version"], capture_output=True, text=True
    )
    assert answer.stdout.startswith("wishare-lint 0.")


def test_the_check_gets_what_it_reads() -> None:
    script = (ROOT / "action/check.sh").read_text(encoding="utf-8")
    (step,) = (step for step in ACTION["runs"]["steps"] if "check.sh" in step.get("run", ""))
    given = {*step["env"], "GITHUB_EVENT_NAME", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"}
    assert set(re.findall(r"\$\{?([A-Z_]+)", script)) == given | {"RUNNER_TEMP"}


def test_githubs_schema_accepts_it() -> None:
    run("check-jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml")


def test_zizmor_finds_nothing() -> None:
    run("zizmor", "--offline", "--persona=auditor", "action.yml")


def test_shellcheck_finds_nothing() -> None:
    run("shellcheck", *sorted((ROOT / "action").glob("*.sh")))
