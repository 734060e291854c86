# Two commands do everything: `make demo` and `make test`. Each sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
DATA ?= ../shared/data

.PHONY: demo test check format soak golden docs train evaluate bench

demo: $(INSTALLED)
	$(BIN)/python -m seeds.demo

# Compiled modules are kept, whatever the environment says: the tests start many processes.
test: $(INSTALLED)
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest

check: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(INSTALLED)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

soak: $(INSTALLED)
	$(BIN)/python -m pytest -m soak -n 0

# Rewrites the golden pages and prints what changed: read the difference before you commit it.
golden: $(INSTALLED)
	$(BIN)/python -m tests.golden --write

# Rewrites the documents that are generated from code.
docs: $(INSTALLED)
	$(BIN)/python -m docs.generate

# Fits the model of the body anew from the evaluation sets, and prints its scores on sites that it did not see.
train: $(INSTALLED)
	$(BIN)/python -m pip install --quiet --group train
	$(BIN)/python -m training.train --data $(DATA)

# The same scores beside those of other extractors. A peer that cannot be installed is left out.
evaluate: $(INSTALLED)
	$(BIN)/python -m pip install --quiet --group train
	-$(BIN)/python -m pip install --quiet --group peers
	$(BIN)/python -m training.evaluate --data $(DATA)

# The figures of the README. The evaluation sets are no part of the project; where they are absent, each says so.
bench: $(INSTALLED)
	$(BIN)/python -m benchmarks.quality.extraction
	$(BIN)/python -m benchmarks.cost.replay
	$(BIN)/python -m benchmarks.cost.speed
	$(BIN)/python -m benchmarks.cost.memory
	$(BIN)/python -m benchmarks.cost.archive
	$(BIN)/python -m benchmarks.cost.crawl --pages 200
	$(BIN)/python -m benchmarks.cost.scale
	$(BIN)/python -m benchmarks.quality.near_duplicates
	$(BIN)/python -m benchmarks.quality.health

# The development tools stand in a dependency group, which pip reads from 25.1 on.
$(INSTALLED): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable ".[postgres]" --group dev
	touch $@
