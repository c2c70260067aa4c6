# Everything below needs Python 3.11 or later and make, nothing else.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: demo install demo-cluster test test-quick bench browser site lint types layers docs pages floors clean

demo: $(VENV)/core.stamp
	$(BIN)/award-extractor demo

# What the tutorial and a newsroom use: addresses, workbooks, the review page, official tables.
install: $(VENV)/core.stamp
	$(PIP) install --quiet --constraint constraints.txt --editable '.[newsroom]'
	@echo "Type once in this terminal: . $(BIN)/activate" >&2

# A Dask scheduler and two workers on this machine; one worker is killed while they work.
demo-cluster: $(VENV)/dev.stamp
	$(BIN)/python benchmarks/demo_cluster.py

test: $(VENV)/dev.stamp lint types layers
	$(BIN)/python -m pytest -n 2 --dist loadfile

test-quick: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not slow"

# Speed and memory over archives; about half an hour. Results in benchmarks/results.
bench: $(VENV)/dev.stamp
	$(PIP) install --quiet --constraint constraints.txt --editable '.[bench]'
	cd benchmarks && for each in relevant archive scale memory; do ../$(BIN)/python $$each.py || exit 1; done
	$(BIN)/python benchmarks/results.py

# The browser that the page is tested in: Debian's chromium. Without it those tests skip.
browser: $(VENV)/dev.stamp
	$(PIP) install --quiet --constraint constraints.txt --editable '.[browser]'
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
	  || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; } \
	  || { echo "chromium is not here: install it with your system's package manager" >&2; exit 1; }

# The documentation as a web site in build/site.
site: $(VENV)/dev.stamp
	$(PIP) install --quiet --constraint constraints.txt --editable '.[docs]'
	$(BIN)/zensical build

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev.stamp
	$(BIN)/mypy extractor tests

layers: $(VENV)/dev.stamp
	$(BIN)/lint-imports

docs: $(VENV)/dev.stamp
	$(BIN)/python docs/generate.py

pages: $(VENV)/dev.stamp
	$(BIN)/python corpus/make_pages.py
	cd corpus/demo && for page in *.html; do cp ../pages/$$page .; done

floors: $(VENV)/dev.stamp
	$(BIN)/python corpus/pin_floors.py

$(VENV)/pip.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or later is needed; say which: make PYTHON=python3.12 ..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --upgrade pip
	@touch $@

$(VENV)/core.stamp: $(VENV)/pip.stamp pyproject.toml constraints.txt
	$(PIP) install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/core.stamp
	$(PIP) install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
