"""Programs from npm that tests run: `.ci/install-node-tools DIR`, and `WISHARE_NODE_TOOLS=DIR`."""

import os
from pathlib import Path

import pytest

DIRECTORY = Path(os.environ.get("WISHARE_NODE_TOOLS", "")) / "node_modules"

needed = pytest.mark.skipif(
    "WISHARE_NODE_TOOLS" not in os.environ, reason="WISHARE_NODE_TOOLS names no directory"
)


def program(name: str) -> Path:
    return DIRECTORY / ".bin" / name
