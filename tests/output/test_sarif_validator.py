"""SARIF as others read it: Microsoft's validator, its schema, and the check before an upload."""

import inspect
import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import attr
import pytest
import sarif_om as om

from tests import node_tools
from tests.output.reports import (
    CLEAN,
    FAILED,
    INDEX,
    MIGRATION,
    NOT_NULL,
    REORDERED,
    REPORT,
    RULES,
    place,
)
from wishare_lint.finding import Report
from wishare_lint.output.sarif import render

HERE = Path(__file__).parent
VALIDATOR = node_tools.DIRECTORY / "@microsoft/sarif-multitool-linux/Sarif.Multitool"
SCHEMA = node_tools.DIRECTORY / "@microsoft/sarif-multitool-ts/assets/sarif-2.1.0.schema.json"

pytestmark = node_tools.needed

ODD = Report(
    findings=(
        replace(NOT_NULL, message="`a\x1b[1m` [b](7) {0}", place=place("", "", "c:odd %#?.rb")),
        replace(INDEX, place=place(MIGRATION, path="app/größe\udcff.rb")),
        replace(REORDERED, rule="unlisted-rule", place=place("'🎉'", "x = '🎉'\r\n")),
    ),
    rules=RULES,
)
"""Paths, texts and places such as only a test has."""

REPORTS = [
    pytest.param(REPORT, id="findings"),
    pytest.param(REPORT.with_suppressed(), id="suppressed"),
    pytest.param(CLEAN, id="clean"),
    pytest.param(FAILED, id="failed"),
    pytest.param(ODD, id="odd"),
]


def validated(log: Path) -> list[dict[str, Any]]:
    """What the validator finds; its exit code is 0 even when it finds errors."""
    output = log.with_suffix(".validated")
    subprocess.run(
        [
            VALIDATOR,
            "validate",
            log,
            *("--rule-kind", "Sarif;Ghas"),
            *("--config", HERE / "sarif_rules.json"),
            *("--level", "Error;Warning"),
            *("--output", output),
            *("--log", "ForceOverwrite"),
            *("--quiet", "true"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    (run,) = json.loads(output.read_bytes())["runs"]
    found: list[dict[str, Any]] = run.get("results", [])
    return found


def written(report: Report, directory: Path) -> Path:
    log = directory / "report.sarif"
    log.write_text(render(report), encoding="ascii")
    return log


@pytest.mark.parametrize("report", REPORTS)
def test_the_validator_finds_no_error_and_no_warning(report: Report, tmp_path: Path) -> None:
    found = validated(written(report, tmp_path))
    assert found == []


def test_the_validator_finds_what_is_wrong(tmp_path: Path) -> None:
    log = json.loads(render(REPORT))
    del log["runs"][0]["tool"]["driver"]["rules"][0]["help"]
    log["runs"][0]["results"][0]["state"] = "new"
    file = tmp_path / "wrong.sarif"
    file.write_text(json.dumps(log), encoding="ascii")
    assert {"GH2012", "JSON1005"} <= {result["ruleId"] for result in validated(file)}


@pytest.mark.parametrize("report", REPORTS)
def test_an_upload_passes_the_schema(report: Report, tmp_path: Path) -> None:
    check = subprocess.run(
        ["node", HERE / "sarif_upload_check.cjs", SCHEMA, written(report, tmp_path)],
        env={**os.environ, "NODE_PATH": str(node_tools.DIRECTORY)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (check.stdout, check.stderr, check.returncode) == ("", "", 0)


def test_sarif_om_differs_from_the_schema_in_one_name_only() -> None:
    definitions = json.loads(SCHEMA.read_bytes())["definitions"]
    unknown = {
        f"{name}.{field.metadata['schema_property_name']}"
        for name, made in inspect.getmembers(om, inspect.isclass)
        if attr.has(made) and (definition := definitions.get(name[0].lower() + name[1:]))
        for field in attr.fields(made)
        if field.metadata["schema_property_name"] not in definition["properties"]
    }
    assert unknown == {"Suppression.state"}
