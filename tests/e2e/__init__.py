"""Tests against the real other side: pre-commit, make, a fresh installation."""
