# Every target sets up what it needs, from a fresh clone: git, make, Python >= 3.11 and Terraform >= 1.11 are enough.
# Written for GNU Make 3.81, which macOS still ships.

PYTHON    ?= python3
SHELL     := /bin/sh
FUNCTIONS := ingest provision report upkeep lifecycle
KINDS     := unit functional contract build provider end_to_end lifecycle
EXAMPLES  := $(patsubst %/main.tf,%,$(wildcard examples/*/main.tf))

BIN         := .venv/bin
PY          := $(BIN)/python
VENV        := .venv/.installed
POLICY_BIN  := build/policy-scan/bin
POLICY_VENV := build/policy-scan/.installed
ZIPS        := $(FUNCTIONS:%=build/%.zip)
PACKAGER    := scripts/build_package.py $(wildcard scripts/packaging/*.py)
PYTEST      := $(PY) -m pytest

TERRAFORM   := $(wildcard *.tf modules examples tests local_aws/tests)

# Longest first: two run at a time.
STAGES := test-end-to-end test-lifecycle test-functional test-terraform test-provider policy types test-build test-unit \
          test-contract terraform lint

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@printf '  make %-16s %s\n' test-KIND 'Run the tests of one kind: $(subst _,-,$(KINDS)); PYTEST_ARGUMENTS="-k word"'

## ---- Set-up ----

.PHONY: setup
setup: $(VENV) ## Make the virtual environment from hashed pins

# A virtual environment whose interpreter is gone (a moved checkout, a removed Python) is made anew.
define make_venv
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "$(PYTHON) is not Python 3.11 or later: install one, or name it: make PYTHON=python3.12 ..." >&2; exit 1; }
	@echo "installing $(2) into $(1) (a minute or two the first time)"
	@$(1)/bin/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(1)
	@messages=$$($(1)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(2) 2>&1) || \
	  { printf '%s\n' "$$messages" >&2; exit 1; }
	@touch $(1)/.installed
endef

$(VENV): requirements/dev.txt
	$(call make_venv,.venv,requirements/dev.txt)

$(POLICY_VENV): requirements/policy-scan.txt
	@mkdir -p build
	$(call make_venv,build/policy-scan,requirements/policy-scan.txt)

PIP_COMPILE = $(BIN)/pip-compile --quiet --allow-unsafe --generate-hashes --strip-extras --no-emit-index-url \
              --no-emit-find-links --no-emit-options

.PHONY: lock
lock: $(VENV) ## Compile requirements/*.in to hashed pins; UPGRADE=1 takes the newest versions
	$(PIP_COMPILE) $(if $(UPGRADE),--upgrade) --output-file=requirements/dev.txt requirements/dev.in
	$(PIP_COMPILE) $(if $(UPGRADE),--upgrade) --output-file=requirements/policy-scan.txt requirements/policy-scan.in
	for function in $(FUNCTIONS); do \
	  $(PIP_COMPILE) --constraint=requirements/dev.txt --output-file=lambda_src/requirements/$$function.txt \
	    lambda_src/requirements/$$function.in || exit 1; \
	done

## ---- Build ----

.PHONY: build
build: $(ZIPS) ## Build one zip per Lambda function in build/

# A folder is a prerequisite too: its time changes when a file in it is removed.
sources = $(shell find lambda_src/roster lambda_src/$(1) -name __pycache__ -prune -o -print 2>/dev/null)

define package
build/$(1).zip: $$(call sources,$(1)) lambda_src/requirements/$(1).txt $$(PACKAGER) | $$(VENV)
	@$$(PY) -m scripts.build_package $(1)
endef
$(foreach function,$(FUNCTIONS),$(eval $(call package,$(function))))

.PHONY: wheel
wheel: $(VENV) ## Build the operator's command as a wheel in build/
	@$(PY) -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir build .
	@ls build/rollcall-*.whl

## ---- Local AWS ----

LOCAL := PYTHONPATH="$(CURDIR):$(CURDIR)/lambda_src" $(PY) -m scripts.local

.PHONY: up
up: $(VENV) build ## Start local AWS and apply the root into it; build/local/env is to source
	@$(LOCAL) up

.PHONY: down
down: $(VENV) ## Destroy and stop what `make up` started
	@$(LOCAL) down

.PHONY: demo
demo: $(VENV) build ## Show the main job end to end on local AWS, from apply to an empty account
	@$(LOCAL) demo

## ---- Benchmarks ----

BENCH := PYTHONPATH="$(CURDIR):$(CURDIR)/lambda_src" $(PY) -m benchmarks

.PHONY: bench
bench: $(VENV) build ## Measure against the bars of docs/benchmarks.md, about 10 minutes; BENCH_ARGUMENTS="--only pace"
	@$(BENCH) $(BENCH_ARGUMENTS)

.PHONY: bench-large
bench-large: $(VENV) build ## Take 20,000 agents through local AWS, about 15 minutes
	@$(BENCH) --only large $(BENCH_ARGUMENTS)

## ---- Checks ----

.PHONY: test
test: $(VENV) $(POLICY_VENV) build ## Run everything that CI runs
	@MAKE="$(MAKE)" $(PY) -m scripts.run_checks $(STAGES)

.PHONY: lint
lint: $(VENV) ## Check the style of Python and Terraform
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "run: make fmt" >&2; exit 1; }
	@terraform fmt -check -recursive $(TERRAFORM) || { echo "run: make fmt" >&2; exit 1; }
	@$(PY) -m scripts.module_docs --check

.PHONY: types
types: $(VENV) ## Check the types of all Python
	@$(BIN)/mypy lambda_src local_aws rollcall_cli scripts benchmarks tests

.PHONY: terraform
terraform: $(VENV) build ## Validate the Terraform configuration and the examples
	@for root in . $(EXAMPLES); do \
	  echo "$$root:"; $(PY) -m scripts.terraform -chdir=$$root validate -no-color || exit 1; \
	done

.PHONY: test-terraform
test-terraform: $(VENV) build ## Run the Terraform tests, and check that there were any
	@$(PY) -m scripts.test_terraform

.PHONY: policy
policy: $(POLICY_VENV) ## Scan the Terraform configuration for unsafe settings
	@$(POLICY_BIN)/checkov --config-file .checkov.yaml

# local_aws is a package of its own with its tests beside it; a kind may be there, in tests, or in both.
define pytest_stage
.PHONY: test-$(subst _,-,$(1))
test-$(subst _,-,$(1)): $$(VENV) $(2)
	@mkdir -p build/test-results
	@$$(PYTEST) --quiet --junitxml=build/test-results/$$@.xml $$(wildcard tests/$(1) local_aws/tests/$(1)) $$(PYTEST_ARGUMENTS)
endef
$(foreach kind,$(KINDS),$(eval $(call pytest_stage,$(kind),$(if $(filter unit functional contract,$(kind)),,build))))

.PHONY: test-browser
test-browser: $(VENV) ## Open the report's page in headless Chromium, which has to be installed
	@command -v chromium || command -v chromium-browser || command -v google-chrome || { echo "apt-get install chromium" >&2; exit 1; }
	@$(PYTEST) --quiet -m browser tests/functional/report $(PYTEST_ARGUMENTS)

.PHONY: fmt
fmt: $(VENV) ## Format Python and Terraform
	@$(BIN)/ruff check --quiet --fix . || true
	@$(BIN)/ruff format --quiet .
	@terraform fmt -recursive $(TERRAFORM)

.PHONY: docs
docs: $(VENV) ## Write the tables of inputs and outputs in the READMEs of modules/
	@$(PY) -m scripts.module_docs

.PHONY: clean
clean: ## Remove what was built; run `make down` first
	@if [ -e build/local/server/server.json ]; then echo "local AWS is up: make down" >&2; exit 1; fi
	rm -rf build rollcall.egg-info .mypy_cache .ruff_cache .pytest_cache
	find . -path ./.venv -prune -o -name __pycache__ -type d -print | xargs rm -rf
