# Every command a person needs. `make` alone lists them with a sentence each.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.SUFFIXES:
MAKEFLAGS += --no-print-directory

PORT ?= 8000
DATA ?= var/demo
PY := .venv/bin/python

# The first Python of this machine that the project runs on and that can make a venv.
FIND_PYTHON = for candidate in python3 python3.13 python3.12 python3.11; do \
	if $$candidate -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' \
		2>/dev/null; then echo $$candidate; break; fi; done

.PHONY: help
help: ## list all targets
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)$$/make \1|\2/p' Makefile | \
		while IFS='|' read -r target sentence; do printf '  %-22s %s\n' "$$target" "$$sentence"; done

.PHONY: setup
setup: ## install everything into .venv and stop (nothing to do: well under a second)
	@python=$$($(FIND_PYTHON)); \
	if [ -z "$$python" ]; then \
		echo "Python 3.11, 3.12 or 3.13 with venv is needed (Debian: apt-get install python3-venv)." >&2; \
		exit 1; \
	fi; \
	$$python ops/setup.py

.PHONY: demo
demo: setup ## open the office with invented people on http://localhost:8000 (PORT=..., DATA=...)
	@exec .venv/bin/amt demo --port $(PORT) --data $(DATA)

.PHONY: demo-reset
demo-reset: setup ## throw the demo's data away
	@.venv/bin/amt demo-reset --data $(DATA)

.PHONY: test
test: setup ## run every test, browser included (up to 20 minutes)
	@$(PY) ops/browser.py
	@$(PY) -m pytest -n auto --dist loadfile --no-loadscope-reorder -m "not nightly" $(ARGS)

.PHONY: check
check: setup ## format, lint, types, import rules, texts and the quick tests (under 3 minutes)
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports --no-cache
	@.venv/bin/amt messages check
	@$(PY) -m pytest -q -n auto --dist loadfile -m "not browser and not slow and not nightly" $(ARGS)

.PHONY: format
format: setup ## bring all Python into its form
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix .

.PHONY: nightly
nightly: setup ## the long tests: fuzzing, load, kill and soak runs
	@$(PY) ops/browser.py
	@$(PY) -m pytest $(ARGS)

.PHONY: bench
bench: setup ## measure pages, calculation and documents against their targets
	@$(PY) -m bench $(ARGS)

.PHONY: acceptance
acceptance: setup ## check that every promise in docs/acceptance names a living test
	@$(PY) -m tests.acceptance

.PHONY: messages
messages: setup ## collect texts into the message files, compile them, name what is missing
	@.venv/bin/amt messages extract
	@.venv/bin/amt messages compile
	@.venv/bin/amt messages check

.PHONY: new-procedure
new-procedure: setup ## make the folder of a new service (KEY=hundesteuer)
	@.venv/bin/amt new-procedure "$(KEY)"

.PHONY: lock
lock: setup ## write the lock files anew from pyproject.toml (ARGS=--upgrade for newer versions)
	@requirements/lock.sh $(ARGS)
