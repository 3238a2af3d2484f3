"""The name and version under which reports are written."""

NAME = "wishare-lint"

VERSION = "0.1.0"
