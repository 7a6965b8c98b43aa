# Everything one does with the desk. Needs python 3.11 or newer and make; the rest comes by itself.

PYTHON ?= python3
KILLS ?= 50
BIN := .venv/bin
unexport PYTHONDONTWRITEBYTECODE  # compiled once, not by every process

.DEFAULT_GOAL := help
.PHONY: help run test check crash soak mutants bench lock clean ready ready-dev

help:  ## print this
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ready  ## start the desk; without BOT_TOKEN, the sandbox and the desk in it
	@exec $(BIN)/python -m bot

check: ready  ## look over .env and desk.yaml, and say what would happen
	@$(BIN)/python -m bot check

test: ready-dev  ## everything that must hold: lint, types, arrows, all tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy & types=$$!; $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -q; tests=$$?; wait $$types && exit $$tests

crash: ready-dev  ## kill the desk again and again, and count what was lost (KILLS=50)
	$(BIN)/python -m tests.crash --kills $(KILLS)

soak: ready-dev  ## every short history, 20,000 random ones (TRACES=), then a week of mixed traffic under faults (SEED=); counts what was lost
	$(BIN)/python -m tests.soak.model
	$(BIN)/python -m tests.soak.traces $(if $(TRACES),--traces $(TRACES))
	$(BIN)/python -m tests.soak $(if $(SEED),--seed $(SEED))

mutants: ready-dev  ## change the rules of time in small ways, and see whether a test notices; docs/mutants.md explains the rest
	$(BIN)/python -m tests.mutants

bench: ready-dev  ## measure against the budgets
	$(BIN)/python -m tests.bench

lock: ready  ## renew requirements.txt and requirements-dev.txt from pyproject.toml
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile $(LOCK) pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile $(LOCK) --extra dev pyproject.toml -o requirements-dev.txt

LOCK := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

clean:  ## remove .venv and every cache; data/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# .venv holds a copy of each lock it was made from, and is made anew when a lock differs from its copy.
ready:
	@cmp -s requirements.txt .venv/requirements.txt || { $(call install,requirements.txt) && cp requirements.txt .venv/; }

ready-dev:
	@cmp -s requirements-dev.txt .venv/requirements-dev.txt && cmp -s requirements.txt .venv/requirements.txt || { \
	$(call install,requirements-dev.txt) && cp requirements.txt requirements-dev.txt .venv/; }

define install
{ $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
{ echo "python 3.11 or newer is needed; this is $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12 ..." >&2; exit 1; }; } && \
echo "Installing the pinned packages into .venv ..." && \
$(PYTHON) -m venv --clear .venv && \
$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $(1)
endef
