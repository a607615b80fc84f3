# make         set everything up and build manuscript/ into build/
# make test    set up what the tests need and run them all
# make check   ruff, mypy and the manuscript

SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCES := $(shell find manuscript -type f) $(shell find publish styles -type f -not -name '*.pyc')
JOBS ?= $(shell getconf _NPROCESSORS_ONLN)

.PHONY: all test test-long check bench bench-grown evaluate clean
.DELETE_ON_ERROR:

all: build/.done

build/.done: $(VENV)/.installed $(SOURCES)
	$(BIN)/publish build manuscript --out build --jobs $(JOBS)
	@touch $@

$(VENV)/.libraries: tools/system-libraries
	@tools/system-libraries build "$(PYTHON)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.libraries pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.tests: $(VENV)/.installed
	@tools/system-libraries test
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

test: $(VENV)/.tests
	$(BIN)/ruff check publish tests
	$(BIN)/mypy publish
	$(BIN)/pytest -n $(JOBS) -m "not long"

test-long: $(VENV)/.tests
	$(BIN)/pytest -n $(JOBS) -m long

check: $(VENV)/.tests
	$(BIN)/ruff check publish tests
	$(BIN)/mypy publish
	$(BIN)/publish check manuscript

bench: $(VENV)/.tests
	$(BIN)/python -m tests.bench.bench

bench-grown: $(VENV)/.tests
	$(BIN)/python -m tests.bench.bench --grown

evaluate: $(VENV)/.tests
	$(BIN)/python tests/evaluation/evaluate.py

clean:
	rm -rf build
