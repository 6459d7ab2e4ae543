# Two commands do all their set-up: `make example` and `make test`.
# PYTHON chooses the interpreter (3.11 or newer), VENV where the environment goes.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help example test benchmark lock clean

help:
	@echo "make example    run the shipped example and write reports/"
	@echo "make test       check style and types, run the tests"
	@echo "make benchmark  measure speed and memory (tests/performance)"
	@echo "make lock       write constraints.txt anew from pyproject.toml"
	@echo "make clean      remove the environment and caches"

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 …")'
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	@touch $@

example: $(STAMP)
	$(BIN)/regionbench run

test: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest --numprocesses auto --dist loadfile

benchmark: $(STAMP)
	$(BIN)/pytest tests/performance --benchmark-only

lock: $(STAMP)
	$(BIN)/python -m pip freeze --exclude-editable > constraints.txt

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
