# Everything a person runs. Each target is a short call, does what is missing and nothing twice.
# `make demo` and `make test` start from a bare machine; `make` alone lists the targets.

SHELL := /bin/bash
.DEFAULT_GOAL := help
PY := .venv/bin/python
STAMPS := .cache/stamps
NATIVE := $(shell find workers/assay_worker/ops/native -name '*.[ch]' 2>/dev/null)
# pytest's workers; a machine of two cores gains nothing from more
JOBS ?= 2

.PHONY: help setup build native solana evm gen check format lock test e2e demo bench costs localnet deploy clean sbf

help: ## this list
	@sed -n 's/^\([a-z0-9]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|'

# ---- what a machine needs

setup: ## install what is missing: packages, environment, compilers (some 6 minutes on a bare machine of 2 cores)
	@scripts/setup.sh

$(STAMPS)/venv: requirements.lock requirements-model.txt pyproject.toml setup.py
	@scripts/venv.sh
	@mkdir -p $(@D) && touch $@

$(STAMPS)/node: package.json package-lock.json .npmrc
	@echo "node: installing the EVM's compilers and tools" && npm ci --silent --no-progress
	@mkdir -p $(@D) && touch $@

$(STAMPS)/solc: $(STAMPS)/venv $(STAMPS)/node tools/solc/ensure.py tools/solc/shim.js
	@$(PY) tools/solc/ensure.py
	@mkdir -p $(@D) && touch $@

sbf:
	@tools/sbf/build.sh setup

# ---- what is made of the sources

build: setup ## compile the operators, the Solana programs and the EVM programs
	@$(MAKE) --no-print-directory -j 2 native solana evm

native: $(STAMPS)/native
$(STAMPS)/native: $(STAMPS)/venv setup.py $(NATIVE)
	@echo "native: compiling the operators"
	@PYTHONWARNINGS=ignore $(PY) setup.py -q build_ext --inplace -j 2 2> >(grep -v packaging >&2)
	@touch $@

solana: $(STAMPS)/venv sbf
	@$(PY) scripts/build_solana.py

evm: $(STAMPS)/solc
	@$(PY) scripts/build_evm.py

gen: build ## write the clients' generated/ anew from the programs' IDLs and ABIs
	@$(PY) scripts/gen.py

# ---- whether it holds

check: build ## formats, lints, types, and that generated/ is what gen makes
	@scripts/check.sh

test: check ## everything that CI runs: check, then every test that needs no running node
	@$(PY) -m pytest -n $(JOBS) --dist loadgroup -m 'not localnet'

e2e: build ## the stories against running nodes (builds surfnetd the first time: 20 minutes)
	@$(PY) scripts/localnet.py -- $(PY) -m pytest -m localnet

costs: build ## measure gas and compute units anew into tests/costs.json
	@$(PY) scripts/costs.py

bench: build ## compare with peers, into out/bench.json
	@$(PY) -m benchmarks

# ---- what a person looks at

demo: build ## the protocol's story on the reference, Solana and the EVM
	@.venv/bin/assay demo

localnet: build ## run anvil and surfnetd until Ctrl-C
	@$(PY) scripts/localnet.py

deploy: build ## deploy the programs to a running localnet
	@$(PY) scripts/deploy.py

# ---- keeping house

format: setup ## format every source
	@.venv/bin/ruff check -q --fix . ; .venv/bin/ruff format -q .
	@PATH=/usr/bin:$$PATH cargo fmt --all
	@node_modules/.bin/forge fmt

lock: $(STAMPS)/venv ## compile requirements.lock anew from pyproject.toml
	@.venv/bin/uv pip compile -q pyproject.toml -o requirements.lock

clean: ## remove what was built, keep the environment and the compilers
	@rm -rf target out build .build .mypy_cache .ruff_cache .pytest_cache .hypothesis programs/evm/.cache
	@find clients workers scripts tests tools -name __pycache__ -prune -exec rm -rf {} +
	@find workers -name '*.so' -delete
	@rm -f $(STAMPS)/native
