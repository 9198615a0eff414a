# Every target sets up what it needs, from a fresh clone: git, make, Python >= 3.11 and Terraform >= 1.11 are enough.
# Written for GNU Make 3.81, which macOS still ships.

PYTHON    ?= python3
SHELL     := /bin/sh
FUNCTIONS := ingest provision report upkeep lifecycle
KINDS     := unit functional contract build provider end_to_end lifecycle
EXAMPLES  := $(patsubst %/main.tf,%,$(wildcard examples/*/main.tf))

BIN         := .venv/bin
PY          := $(BIN)/python
POLICY_BIN  := build/policy-scan/bin
ZIPS        := $(FUNCTIONS:%=build/%.zip)
PACKAGER    := scripts/build_package.py $(wildcard scripts/packaging/*.py)
PYTEST      := $(PY) -m pytest

TERRAFORM   := $(wildcard *.tf modules examples tests)

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
setup: venv ## Make the virtual environment from hashed pins

# These look each time whether the environment is of PYTHON's version and holds the pins, and mostly do nothing.
MAKE_VENV := $(PYTHON) scripts/virtual_environment.py

.PHONY: venv venv-local venv-policy
venv:
	@$(MAKE_VENV) .venv requirements/dev.txt

# What the build, local AWS, `make demo` and the operator's command need; the checks need more.
venv-local:
	@$(MAKE_VENV) .venv requirements/local.txt --superset requirements/dev.txt

venv-policy:
	@$(MAKE_VENV) build/policy-scan requirements/policy-scan.txt

PIP_COMPILE = $(BIN)/pip-compile --quiet --allow-unsafe --generate-hashes --strip-extras --no-emit-index-url \
              --no-emit-find-links --no-emit-options

.PHONY: lock
lock: venv ## Compile requirements/*.in to hashed pins; UPGRADE=1 takes the newest versions
	$(PIP_COMPILE) $(if $(UPGRADE),--upgrade) --output-file=requirements/dev.txt requirements/dev.in
	$(PIP_COMPILE) --constraint=requirements/dev.txt --output-file=requirements/local.txt requirements/local.in
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
build/$(1).zip: $$(call sources,$(1)) lambda_src/requirements/$(1).txt $$(PACKAGER) | venv-local
	@$$(PY) -m scripts.build_package $(1)
endef
$(foreach function,$(FUNCTIONS),$(eval $(call package,$(function))))

## ---- Local AWS ----

LOCAL := PYTHONPATH="$(CURDIR):$(CURDIR)/lambda_src" $(PY) -m scripts.local

.PHONY: up
up: venv-local build ## Start local AWS and apply the root into it; build/local/env is to source
	@$(LOCAL) up

.PHONY: down
down: venv-local ## Destroy and stop what `make up` started
	@$(LOCAL) down

.PHONY: demo
demo: venv-local build ## Show the main job end to end on local AWS, from apply to an empty account
	@$(LOCAL) demo

## ---- Benchmarks ----

BENCH := PYTHONPATH="$(CURDIR):$(CURDIR)/lambda_src" $(PY) -m benchmarks

.PHONY: bench
bench: venv build ## Measure against the bars of docs/benchmarks.md, about 10 minutes; BENCH_ARGUMENTS="--only pace"
	@$(BENCH) $(BENCH_ARGUMENTS)

.PHONY: bench-large
bench-large: venv build ## Take 20,000 agents through local AWS, about 15 minutes
	@$(BENCH) --only large $(BENCH_ARGUMENTS)

## ---- Checks ----

.PHONY: test
test: venv build ## Run everything that CI runs
	@MAKE="$(MAKE)" $(PY) -m scripts.run_checks $(STAGES)

.PHONY: lint
lint: venv ## Check the style of Python and Terraform
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "run: make fmt" >&2; exit 1; }
	@terraform fmt -check -recursive $(TERRAFORM) || { echo "run: make fmt" >&2; exit 1; }

.PHONY: types
types: venv ## Check the types of all Python
	@$(BIN)/mypy lambda_src local_aws rollcall_cli scripts benchmarks tests

.PHONY: terraform
terraform: venv build ## Validate the Terraform configuration and the examples
	@for root in . $(EXAMPLES); do \
	  echo "$$root:"; $(PY) -m scripts.terraform -chdir=$$root validate -no-color || exit 1; \
	done

.PHONY: test-terraform
test-terraform: venv build ## Run the Terraform tests, and check that there were any
	@$(PY) -m scripts.test_terraform

.PHONY: policy
policy: venv-policy ## Scan the Terraform configuration for unsafe settings
	@$(POLICY_BIN)/checkov --config-file .checkov.yaml

define pytest_stage
.PHONY: test-$(subst _,-,$(1))
test-$(subst _,-,$(1)): venv $(2)
	@mkdir -p build/test-results
	@$$(PYTEST) --quiet --junitxml=build/test-results/$$@.xml tests/$(1) $$(PYTEST_ARGUMENTS)
endef
$(foreach kind,$(KINDS),$(eval $(call pytest_stage,$(kind),$(if $(filter unit functional contract,$(kind)),,build))))

.PHONY: test-browser
test-browser: venv ## Open the report's page in headless Chromium, which has to be installed
	@command -v chromium || command -v chromium-browser || command -v google-chrome || { echo "apt-get install chromium" >&2; exit 1; }
	@$(PYTEST) --quiet -m browser tests/functional/report $(PYTEST_ARGUMENTS)

.PHONY: fmt
fmt: venv ## Format Python and Terraform
	@$(BIN)/ruff check --quiet --fix . || true
	@$(BIN)/ruff format --quiet .
	@terraform fmt -recursive $(TERRAFORM)

.PHONY: clean
clean: ## Remove what was built; run `make down` first
	@if [ -e build/local/server/server.json ]; then echo "local AWS is up: make down" >&2; exit 1; fi
	rm -rf build .mypy_cache .ruff_cache .pytest_cache
	find . -path ./.venv -prune -o -name __pycache__ -type d -print | xargs rm -rf
