# Two commands for a newcomer: `make run` and `make test`. Both set up all that they need.

PY := .venv/bin/python
SHELL := /bin/bash

.DEFAULT_GOAL := help

.PHONY: bundle bundle-test help setup system-run system-test content run test test-fast check bench lock strings clean

help:
	@echo "make run             set up and start (HEADLESS=1: play a commune's day without a display)"
	@echo "make test            set up and run every test"
	@echo "make check           formatting, types, imports, translations, links"
	@echo "make bench NAME=x    one benchmark of tests/benchmarks, as JSON"
	@echo "make setup           only build the environment in .venv and the content in build/"
	@echo "make strings         bring resources/i18n up to date with the sentences in the code"
	@echo "make bundle          the official's program as a folder, in dist/sonca"
	@echo "make bundle-test     try that folder: its size, every page, a window, an exchange"
	@echo "make lock            compile requirements*.in anew"

setup: .venv/requirements.stamp content

system-run system-test: system-%:
	@.ci/system-packages $*

.venv/requirements.stamp: requirements-dev.txt .ci/environment
	@.ci/environment

content: .venv/requirements.stamp
	@.ci/content

run: system-run setup
	@HEADLESS=$(HEADLESS) $(PY) tests/e2e/demo.py

test: system-test setup
	@.ci/test

test-fast: setup
	$(PY) -m pytest -q -x tests/lessons tests/reports tests/sync tests/desktop

check: setup
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports
	$(PY) tests/checks/translations.py
	$(PY) tests/checks/links.py

bench: setup
	@$(PY) tests/benchmarks/run.py $(NAME)

bundle: setup
	.venv/bin/pyinstaller --noconfirm --log-level WARN --distpath dist --workpath build/pyinstaller build.spec
	@du -sh dist/sonca

bundle-test: setup
	$(PY) tests/e2e/bundle.py

lock: .venv/requirements.stamp
	.ci/lock

strings: .venv/requirements.stamp
	.ci/strings

clean:
	rm -rf build dist .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
