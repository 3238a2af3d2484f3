"""What marks the tests that need the package index and take seconds: `pytest -m 'not e2e'`."""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "e2e: installs packages from the index, and takes seconds")
