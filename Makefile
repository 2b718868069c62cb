# PORT (8000) and DXPOOL_HOME (.dxpool) may be given: make serve PORT=9000
export PATH := $(PATH):$(CURDIR)/.uv/bin:$(HOME)/.local/bin
export UV_PYTHON_DOWNLOADS := never
export UV_PYTHON := >=3.11
RUN := uv run --no-sync
# Migrations, row security under the matrix, the capacity ledger, sessions and the sealed journal.
ON_THE_OLDER_SERVER := tests/foundation tests/matrix tests/house tests/registry/capacity tests/auth/journal tests/auth/signin
# What the application refuses by itself is the same on every server.
NOT_OF_THE_SERVER := removed_guards or application_alone

.DEFAULT_GOAL := help
.PHONY: help serve test check fix bench bench-quick prove sbom audit

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

serve: ## set up and run the product; prints its address
	@scripts/setup.sh serve
	@$(RUN) dxpool serve

test: ## everything that protects behaviour; on Debian's PostgreSQL 15 what rests on the server's own version
	@scripts/setup.sh test
	@$(MAKE) --no-print-directory check
	$(RUN) pytest -n 2 --durations=20 -m "not prove"
	DXPOOL_TEST_POSTGRES=debian $(RUN) pytest -n 2 -m "database and not prove" -k "not ($(NOT_OF_THE_SERVER))" $(ON_THE_OLDER_SERVER)

check: ## format, lint, types, imports; changes nothing
	$(RUN) ruff format --check && $(RUN) ruff check
	$(RUN) mypy . && $(RUN) lint-imports

fix: ## repair what can be repaired by machine
	$(RUN) ruff check --fix && $(RUN) ruff format

bench: ## measurements at full size
	@scripts/setup.sh bench
	$(RUN) python -m bench

bench-quick: ## the same, small
	@scripts/setup.sh bench
	$(RUN) python -m bench --quick

sbom: ## the bill of materials (CycloneDX) of what is installed for users
	@mkdir -p build
	uv export --frozen --quiet --no-dev --format cyclonedx1.5 --output-file build/sbom.cdx.json >/dev/null

audit: ## known weaknesses of what is installed; needs a network, and says so where it has none
	@mkdir -p build
	@uv export --frozen --quiet --no-dev --no-emit-project --output-file build/audited.txt >/dev/null
	$(RUN) pip-audit --strict --disable-pip --require-hashes --requirement build/audited.txt --progress-spinner off

prove: ## the full sizes: all mutants, the drills, and every test with a database on both PostgreSQL versions
	@scripts/setup.sh test
	$(RUN) pytest -s -m prove && DXPOOL_TEST_POSTGRES=debian $(RUN) pytest -s -m database
