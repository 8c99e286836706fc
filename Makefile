# Gurukool: `make run` to try it, `make test` to prove it. Everything lives in .venv/ and .data/; remove them to start afresh.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test check fix bench proof faults seed lock

LOCKED  := requirements.txt requirements-dev.txt
VENV    := .venv
BIN     := $(VENV)/bin
READY   := $(VENV)/.installed-$(shell cat $(LOCKED) | cksum | cut -d' ' -f1)
NEEDED  := 1500
PYTHONS := python3.13 python3.12 python3.11 python3
WORKERS ?= 2
PYTEST  := $(BIN)/python -m gurukool.embedded.throwaway $(BIN)/python -m pytest -n $(WORKERS)
AS_PRODUCTION = env GURUKOOL_ENV=production SECRET_KEY=$(shell seq -s- 40) SITE_URL=https://gurukool.example.org \
    DATABASE_URL=postgres://none REDIS_URL=redis://none EMAIL_URL=smtp://none
UV_LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url

help: ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

run: $(READY) ## start everything on http://localhost:$PORT (8000) until Ctrl-C
	@exec $(BIN)/python -m gurukool.run

test: $(READY) ## run the whole suite against a throw-away database and broker (ARGS="-k word" narrows it)
	@$(BIN)/python -m tests.browser.chromium
	@$(PYTEST) $(ARGS)

check: $(READY) ## lint, formatting, migrations, deployment settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@find templates -name '*.html' -exec $(BIN)/djade --target-version 5.2 --check {} +
	@$(BIN)/python -m gurukool.embedded.throwaway $(BIN)/python manage.py makemigrations --check --dry-run
	@$(AS_PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING

fix: $(READY) ## let the formatters rewrite what they can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	find templates -name '*.html' -exec $(BIN)/djade --target-version 5.2 {} +

bench: $(READY) ## print what each page costs, one JSON object a line
	@$(BIN)/python -m gurukool.embedded.throwaway $(BIN)/python -m tests.benchmarks

faults: $(READY) ## kill workers, broker and database at full length
	@PROOF=full $(PYTEST) tests/faults $(ARGS)

proof: $(READY) ## the whole suite, faults included, with every proof at full length (up to an hour)
	@$(BIN)/python -m tests.browser.chromium
	@PROOF=full $(PYTEST) $(ARGS)

seed: $(READY) ## fill the development database: make seed STAGE=applying|matching|running|ended
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py seed_demo --stage $(or $(STAGE),running)

lock: $(READY) ## pin requirements*.in with hashes
	$(UV_LOCK) requirements.in -o requirements.txt
	$(UV_LOCK) requirements-dev.in -o requirements-dev.txt

$(READY): $(LOCKED)
	@python=$$(for p in $(PYTHONS); do \
	    $$p -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v $$p && break; done); \
	free=$$(df -Pm . | awk 'NR == 2 { print $$4 }'); \
	if [ -z "$$python" ]; then echo "Gurukool needs Python 3.11 or newer with its venv module; install it (Debian: python3-venv) and try again."; exit 1; fi; \
	if [ "$$free" -lt $(NEEDED) ]; then echo "The disk is full: $$free MB free, $(NEEDED) MB needed; make room and try again."; exit 1; fi; \
	if ! $(BIN)/python -c 'import pip' 2>/dev/null; then echo "Making $(VENV) with $$python …"; "$$python" -m venv --clear $(VENV); fi
	@echo "Installing the locked requirements (a few minutes the first time) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes $(addprefix -r ,$(LOCKED))
	@rm -f $(VENV)/.installed-* && touch $@
