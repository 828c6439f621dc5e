# On a fresh machine with Python 3.11 or newer: `make run` or `make test` is all there is to do.

BIN := .venv/bin

.PHONY: run test lint format bench soak clean

run: .venv/for-run
	$(BIN)/feeds run -c config.yaml
	@echo "The feeds are in output/: open output/index.html"

test: lint
	$(BIN)/pytest -n auto --dist worksteal

lint: .venv/for-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: .venv/for-test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/for-bench
	$(BIN)/python -m benchmarks

soak: .venv/for-bench
	$(BIN)/python -m benchmarks soak

clean:
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	rm -rf .import_linter_cache feeds.db feeds.db-wal feeds.db-shm feeds.db.lock
	find output -mindepth 1 ! -name README.md -delete
	find . -name __pycache__ -prune -exec rm -rf {} +

.venv/for-run: pyproject.toml constraints.txt scripts/environment
	scripts/environment run

.venv/for-bench: pyproject.toml constraints.txt scripts/environment
	scripts/environment bench

.venv/for-test: pyproject.toml constraints.txt scripts/environment
	scripts/environment test
