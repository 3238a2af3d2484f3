"""The name and version under which reports are written."""

NAME = "wishare-lint"

VERSION = "0.1.0"

PACKAGE_URL = f"pkg:pypi/{NAME}@{VERSION}"
"""Identifies the package wherever it is kept (package-url, ECMA-427); there is no home page yet."""
