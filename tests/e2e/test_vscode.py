"""The extension for VS Code, checked, bundled and packaged by the tools of its own world.

`npm install` in editors/vscode brings them; `.ci/run` does that.
"""

import json
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.conftest import ROOT
from wishare_lint.output.tool import VERSION

EXTENSION = ROOT / "editors/vscode"

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(
        not (EXTENSION / "node_modules").exists(), reason="run `npm install` in editors/vscode"
    ),
]


def test_the_extension_is_packaged_with_all_that_it_needs(tmp_path: Path) -> None:
    package = tmp_path / "extension.vsix"
    done = subprocess.run(
        ["npm", "run", "package", "--", "--out", str(package)],
        cwd=EXTENSION,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    with ZipFile(package) as archive:
        names = {name for name in archive.namelist() if name.startswith("extension/")}
        manifest = json.loads(archive.read("extension/package.json"))
    assert names == {
        "extension/package.json",
        "extension/readme.md",
        "extension/LICENSE.txt",
        "extension/dist/extension.js",
    }
    assert manifest["version"] == VERSION
