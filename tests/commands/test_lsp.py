"""`wishare-lint lsp` without what it needs; with it, see tests/e2e/lsp."""

import sys

import pytest

from tests.rails_app import RailsApp


def test_without_the_extra_it_says_what_to_install(
    app: RailsApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pygls", None)
    done = app.lint("lsp")
    assert done.exit_code == 2
    assert done.stderr == (
        'error: the editor server needs pygls; run: pip install "wishare-lint[lsp]"\n'
    )
