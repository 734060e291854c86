# Start with `make demo` and `make test`. Each target makes the environment in .venv if it is missing or out of date.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
PEERS := .venv-peers
SANITIZED := build/sanitize
# Libraries that must be loaded before Python, which knows neither AddressSanitizer nor the exceptions of C++.
PRELOADED = $(shell gcc -print-file-name=libasan.so) $(shell gcc -print-file-name=libstdc++.so)
DATA ?= ../shared/data

.PHONY: demo test check format soak sanitize golden docs train evaluate peers bench

demo: $(INSTALLED)
	$(BIN)/python -m seeds.demo

# The tests start many processes, so compiled modules are kept, whatever the environment says.
test: $(INSTALLED)
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest

check: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell

format: $(INSTALLED)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

soak: $(INSTALLED)
	$(BIN)/python -m pytest -m soak -n 0

# Build the compiled steps of the cleaner with AddressSanitizer, in a copy of the tree, and run their tests. This needs GCC
# and libasan. Python's own allocator is off, because it would hide reads beyond the end of an object.
sanitize: $(INSTALLED)
	rm -rf $(SANITIZED) && mkdir -p $(SANITIZED)
	git ls-files -z | tar --null --files-from - --create | tar --extract --directory $(SANITIZED)
	$(BIN)/pip install --quiet --target $(SANITIZED)/build-tools "setuptools>=77" "Cython>=3.1,<4"
	cd $(SANITIZED) && PYTHONPATH=build-tools CFLAGS="-fsanitize=address -g -fno-omit-frame-pointer" LDFLAGS=-fsanitize=address \
		$(CURDIR)/$(BIN)/python setup.py --quiet build_ext --inplace
	cd $(SANITIZED) && export LD_PRELOAD="$(PRELOADED)" ASAN_OPTIONS=detect_leaks=0 PYTHONMALLOC=malloc && \
		$(CURDIR)/$(BIN)/python -c "from cleaners import native; assert native.in_use(), native.description()" && \
		$(CURDIR)/$(BIN)/python -m pytest tests/cleaners/native -m "soak or not soak" -n 0

# Write the golden pages again and print what changed. Read the difference before you commit it.
golden: $(INSTALLED)
	$(BIN)/python -m tests.golden --write

# Write the documents that are generated from code.
docs: $(INSTALLED)
	$(BIN)/python -m docs.generate

# Fit the models of the body from the evaluation sets and print their scores on sites that they did not see.
train: $(INSTALLED)
	$(BIN)/python -m pip install --quiet --group train
	$(BIN)/python -m training.train --data $(DATA)

# Print how accurate texts and fields are on sites that the models did not see, beside trafilatura's. This changes no model.
# Steps are kept in var/training, so an interrupted run continues where it stopped.
evaluate: $(INSTALLED)
	$(BIN)/python -m pip install --quiet --group train
	$(BIN)/python -m training.evaluate --data $(DATA)

# Run further extractors, which the next `make evaluate` prints too. One that cannot be installed is left out.
peers: $(PEERS)/installed
	$(PEERS)/bin/python -m training.evaluation.peers --data $(DATA)

# Print the figures of docs/figures.md. The evaluation sets are not part of the project; a benchmark says if they are absent.
bench: $(INSTALLED)
	$(BIN)/python -m benchmarks.quality.extraction
	$(BIN)/python -m benchmarks.cost.replay
	$(BIN)/python -m benchmarks.cost.speed
	$(BIN)/python -m benchmarks.cost.memory
	$(BIN)/python -m benchmarks.cost.worker_memory
	$(BIN)/python -m benchmarks.cost.archive
	$(BIN)/python -m benchmarks.cost.bucket
	$(BIN)/python -m benchmarks.cost.store_size
	$(BIN)/python -m benchmarks.cost.hand_over
	$(BIN)/python -m benchmarks.cost.crawl --pages 200
	$(BIN)/python -m benchmarks.cost.scale
	$(BIN)/python -m benchmarks.capacity
	$(BIN)/python -m benchmarks.capacity.workers
	$(BIN)/python -m benchmarks.capacity.overdue
	$(BIN)/python -m benchmarks.quality.near_duplicates
	$(BIN)/python -m benchmarks.quality.health

# The development tools are in a dependency group, which pip reads since version 25.1.
# Where there is a compiler, the installation compiles the steps in cleaners/native.
# setuptools warns of folders with the name of a package, which those of an editable installation always have.
$(INSTALLED): export PYTHONWARNINGS = ignore:Editable installation
$(INSTALLED): pyproject.toml setup.py $(wildcard cleaners/native/*.p[yx][xd])
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable ".[postgres]" --group dev
	touch $@

# The peers are installed second and one by one: pip then replaces the libraries whose other versions they need.
$(PEERS)/installed: pyproject.toml training/peers.txt
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	$(PEERS)/bin/python -m pip install --quiet --editable . --group train
	-grep -v '^#' training/peers.txt | xargs -n 1 $(PEERS)/bin/python -m pip install --quiet
	touch $@
