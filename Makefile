# make demo    lint the demo app in fixtures/demo
# make test    ruff, mypy and all tests
# make docs    write the rule pages, the tables of rules and peers, and the pictures
# make site    build the documentation into build/site
# make bench   time one cold migration against `python -c pass`
# make clean   remove the virtual environment and all caches

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Installed anew only when pyproject.toml changes: the project is installed as editable.
PROJECT := $(VENV)/.project-installed
DEVELOPMENT := $(VENV)/.development-installed

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help demo test docs site bench clean

help:
	@sed -n 's/^# make/make/p' Makefile

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'wishare-lint needs Python 3.11 or newer: make PYTHON=python3.12 …' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(PROJECT): pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(DEVELOPMENT): $(PROJECT)
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@

# The demo has findings, so wishare-lint ends with 1; anything else is a fault of ours.
demo: $(PROJECT)
	@$(BIN)/wishare-lint --version
	@cd fixtures/demo/after && "$(CURDIR)/$(BIN)/wishare-lint" check --base ../before; code=$$?; \
	if [ $$code -ne 1 ]; then \
		echo "The demo should end with exit code 1, and ended with $$code." >&2; exit 2; \
	fi; \
	echo; \
	echo 'The migrations of 20260303 do such things the safe way: no finding is about them.'; \
	echo 'wishare-lint ended with exit code 1, because it found errors: a CI job would stop here.'

test: $(DEVELOPMENT)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest

docs: $(DEVELOPMENT)
	$(BIN)/python docs/generate.py
	$(BIN)/python docs/draw.py

site: docs
	$(BIN)/zensical build --clean --strict

bench: $(PROJECT)
	$(BIN)/python benchmarks/cold_start.py

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist \
		.ci/node_modules editors/vscode/node_modules editors/vscode/dist
